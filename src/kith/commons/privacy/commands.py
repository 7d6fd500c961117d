"""Taking one's data along, and being forgotten: each product does its part through its hooks, the house does its own last."""

from __future__ import annotations

import html
import io
import mimetypes
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import msgspec

from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.commons.messaging import centre
from kith.commons.privacy import erased
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("privacy")
_TAKEN_UP_AFTER = timedelta(minutes=2)

_OWN_PARTS = {
    "signed_in": "sessions_of",
    "passkeys": "passkeys_of",
    "consents": "consents_of",
    "blocks": "blocks_of",
    "reports": "reports_of",
    "incidents": "incidents_of",
    "strikes": "strikes_of",
    "holds": "holds_of",
    "payments": "payments_of",
    "pushes": "pushes_of",
    "decisions": "decisions_of",
    "appeals": "appeals_of",
    "data_requests": "data_requests_of",
    "requests": "requests_of",
    "early_features": "early_features_of",
    "notification_choices": "notification_choices_of",
    "notification_settings": "notification_settings_of",
}


async def export_person(house: House, person_id: UUID) -> bytes:
    """Everything the house holds about a person: a ZIP with `data.json` for machines, `index.html` for people, and their files by product.

    Raises:
        NotFound: there is no such person.
        Unavailable: the store of files cannot be reached.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        person = await queries.person(db.connection, person_id=person_id)
        if person is None:
            raise NotFound
        data: dict[str, Any] = {"you": dict(person)}
        for part, query in _OWN_PARTS.items():
            data[part] = [
                dict(row) async for row in getattr(queries, query)(db.connection, person_id=person_id)
            ]
        data["notices"] = await centre.of_person(db, house, person_id)
        await queries.note_export(db.connection, person_id=person_id)
    sent: dict[str, StoredFile] = {}
    for product in house.products:
        if product.privacy is not None:
            async with house.database.session(_ACTOR, product.schema) as db:
                data[product.slug] = await product.privacy.export(house, db, person_id)
                own = await files.of_owner(db, person_id)
            sent |= {f"files/{product.slug}/{_name_of(file)}": file for file in own}
    data["files"] = [
        {
            "name": name,
            "what": file.purpose,
            "called": file.filename,
            "bytes": file.size,
            "at": file.created_at,
        }
        for name, file in sent.items()
    ]
    return _zipped(data, {name: await files.read(house, file) for name, file in sent.items()})


def _name_of(file: StoredFile) -> str:
    return f"{file.purpose}/{file.id}{mimetypes.guess_extension(file.content_type) or ''}"


def _zipped(data: dict[str, Any], contents: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content, zipfile.ZIP_STORED)
        archive.writestr("data.json", msgspec.json.format(msgspec.json.encode(data, enc_hook=str)))
        archive.writestr("index.html", _readable(data))
    return file.getvalue()


def _readable(data: dict[str, Any]) -> str:
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>Your data</title><h1>Your data</h1>"
    return head + "".join(f"<h2>{html.escape(name)}</h2>{_value(value)}" for name, value in data.items())


def _value(value: object) -> str:
    match value:
        case dict():
            pairs = cast("dict[object, object]", value).items()
            return f"<dl>{''.join(f'<dt>{html.escape(str(key))}<dd>{_value(inner)}' for key, inner in pairs)}</dl>"
        case list() | tuple():
            items = "".join(f"<li>{_value(inner)}" for inner in cast("Sequence[object]", value))
            return f"<ol>{items}</ol>" if items else "<p>Nothing.</p>"
        case None:
            return ""
        case _:
            return html.escape(str(value))


async def erase_person(house: House, person_id: UUID) -> None:
    """Forget a person: written down first, their key destroyed second, then step by step; each step is a transaction, so a killed erasure
    goes on where it stopped and ends once.

    What stays: the opt-out ledger (by keyed hash), the audit log, consents and strikes of a person nobody can name any more.

    Raises:
        NotFound: there never was such a person.
        Unavailable: the store of files cannot be reached; it goes on when it can.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        if not await queries.is_known(db.connection, person_id=person_id):
            raise NotFound
        request = await queries.open_erasure(db.connection, person_id=person_id)
        # From here on nobody acts as this person, whatever is still to do.
        await queries.end_sessions(db.connection, person_id=person_id)
    if request["state"] == "done":
        return
    # Beside the database, so that a backup from before today is followed by this erasure again.
    await erased.note(house, person_id)
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.destroy_key(db.connection, person_id=person_id)
    done = set(request["steps_done"])
    for product in house.products:
        if product.privacy is not None and product.slug not in done:
            async with house.database.session(_ACTOR, product.schema) as db:
                await product.privacy.erase(house, db, person_id)
                await files.delete_all_of(db, person_id)
            async with house.database.session(_ACTOR, "kith") as db:
                await queries.step_done(db.connection, id=request["id"], step=product.slug)
    async with house.database.session(_ACTOR, "kith") as db:
        await _forget_in_house(db, person_id)
        await queries.finish(db.connection, id=request["id"])
    _log.info("a person was erased", request=str(request["id"]))


async def _forget_in_house(db: Session, person_id: UUID) -> None:
    await queries.end_sessions(db.connection, person_id=person_id)
    await queries.drop_ways_in(db.connection, person_id=person_id)
    await queries.drop_safety_words(db.connection, person_id=person_id)
    await queries.anonymise(db.connection, person_id=person_id)


async def take_up_erasures(house: House) -> None:
    """Go on with erasures that were interrupted."""
    async with house.database.session(_ACTOR, "kith") as db:
        before = db.now - _TAKEN_UP_AFTER
        people = [row["person_id"] async for row in queries.unfinished_erasures(db.connection, before=before)]
    for person_id in people:
        try:
            await erase_person(house, person_id)
        except Exception as failure:  # one that fails must not keep the others waiting
            metrics.ALERTS.labels("erasure_failed").inc()
            _log.error("an erasure could not be finished", failure=type(failure).__name__)


async def replay_erasures(house: House) -> int:
    """Erase again whoever a restored backup brought back. Returns how many."""
    again = 0
    for person_id in await erased.noted(house):
        async with house.database.session(_ACTOR, "kith") as db:
            back = await queries.is_back(db.connection, person_id=person_id)
        if back:
            async with house.database.session(_ACTOR, "kith") as db:
                await queries.reopen_erasure(db.connection, person_id=person_id)
            await erase_person(house, person_id)
            again += 1
    return again


SCHEDULES = [Schedule(name="kith.privacy.erasures", cron="* * * * *", run=take_up_erasures)]

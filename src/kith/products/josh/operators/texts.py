"""The log of texts without their words, one text's words for a reason, and texts that were given up."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation import pages as keyset
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Conflict, NotFound
from kith.products.josh.conversation.turn import message_binding
from kith.products.josh.operators.frame import (
    ACTOR,
    PERSONAL,
    PRODUCT,
    Requested,
    next_page,
    queries,
)
from kith.products.josh.outbound.commands import retry_text
from kith.products.josh.outbound.reads import FailedText, failed_texts
from kith.web import forms
from kith.web.console_frame import EVERYBODY, Do, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

_LOG: Final = "/console/josh/texts"
_FAILED: Final = "/console/josh/failed-texts"
_SIZE: Final = 50


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


@get(_LOG, include_in_schema=False, opt=only(*EVERYBODY))
async def show_texts(
    request: Requested, person: FromQuery[UUID | None] = None, cursor: FromQuery[str | None] = None
) -> Response[str]:
    admin = await operator(request, *(PERSONAL if person else EVERYBODY))
    after = keyset.decode(cursor)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        rows = [
            row
            async for row in queries.messages(
                db.connection,
                user_id=person,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=_SIZE + 1,
            )
        ]
    more = next_page(_LOG, rows, _SIZE, person=None if person is None else str(person))
    table = Table(
        title="Texts",
        lead="Opening one needs a reason. Reason and name go into the audit log, and the words are shown once.",
        columns=(
            "Number ends in",
            "Direction",
            "Purpose",
            "Status",
            "Error",
            "Created",
            "Status since",
            "Words",
        ),
        rows=[
            (
                row["last_four"] or "erased",
                row["direction"],
                row["purpose"],
                row["status"],
                row["error_code"],
                row["created_at"],
                row["last_status_at"] or row["handled_at"],
                _open_button(row, admin.role),
            )
            for row in rows
        ],
        empty="No texts yet.",
        more=more,
    )
    links = [Link("All texts", _LOG), Link("Given up", _FAILED)]
    return console_page(request, "Texts", [table], links=links, product="josh")


def _open_button(row: Any, role: str) -> Do | str:
    if not row["kept"]:
        return "not kept"
    if row["lets_in"]:
        return "lets somebody in"
    return (
        Do("Open", f"{_LOG}/{row['id']}/words", "Why you need to read it") if role in PERSONAL else "sealed"
    )


@post(_LOG + "/{message_id:uuid}/words", include_in_schema=False, status_code=200)
async def show_words(request: Requested, message_id: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *PERSONAL)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        row = await queries.sealed_body(db.connection, id=message_id)
        if row is None:
            raise NotFound
        if row["lets_in"]:
            raise Conflict(
                "Whoever reads this text could sign in with it, so nobody opens it.", slug="lets-in"
            )
        if row["body_ciphertext"] is None:
            raise Conflict("The words of this text are not kept any more.", slug="not-kept")
        sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
        try:
            words = house.keyring.open(sealed, message_binding(message_id, row["direction"]))
        except Unreadable:
            raise Conflict("This text does not open with the keys at hand.", slug="unreadable") from None
        # In the same transaction: whoever sees the words has left a line, or sees nothing.
        await audit.record(
            db,
            admin=admin,
            action="josh.text.opened",
            target_type="sms_message",
            target_id=message_id,
            reason=reason,
            payload={} if row["user_id"] is None else {"person": str(row["user_id"])},
            product=PRODUCT,
        )
    table = Table(
        title="The words",
        lead="Shown once. Opening it again is another line in the audit log.",
        columns=("Direction", "Created", "Words"),
        rows=[(row["direction"], row["created_at"], words)],
        empty="",
    )
    return console_page(request, "One text", [table], links=[Link("All texts", _LOG)], product="josh")


@get(_FAILED, include_in_schema=False, opt=only(*EVERYBODY))
async def show_failed(request: Requested, before: FromQuery[int | None] = None) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        found = await failed_texts(db, before=before, at_most=_SIZE + 1)
    shown = found[:_SIZE]
    table = Table(
        title="Given up",
        lead="Trying again gives a text six fresh tries. When nobody knows whether it went out, the person may get it twice.",
        columns=("Purpose", "Kind", "Tries", "Why", "Queued", "Given up", ""),
        rows=[
            (
                text.purpose,
                text.kind,
                text.attempts,
                text.last_error,
                text.created_at,
                text.updated_at,
                _retry_button(text),
            )
            for text in shown
        ],
        empty="Every text has left.",
        more=Link("Older ones", f"{_FAILED}?before={shown[-1].seq}") if len(found) > _SIZE else None,
    )
    return console_page(request, "Failed texts", [table], links=[Link("All texts", _LOG)], product="josh")


def _retry_button(text: FailedText) -> Do | str:
    return Do("Try again", f"{_FAILED}/{text.id}/again") if text.can_be_retried else "not kept"


@post(_FAILED + "/{job_id:uuid}/again", include_in_schema=False, status_code=200)
async def retry(request: Requested, job_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *EVERYBODY)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        row = await queries.text_job(db.connection, id=job_id)
        if row is None:
            raise NotFound
        await retry_text(db, job_id)
        await audit.record(
            db,
            admin=admin,
            action="josh.text.retried",
            target_type="sms_outbound_job",
            target_id=job_id,
            payload={"purpose": row["purpose"]},
            product=PRODUCT,
        )
    flash_next(request, "success", "It is on its way again.")
    return Redirect(_FAILED, status_code=303)


ROUTES = [show_texts, show_words, show_failed, retry]

"""Asking for one's data or to be forgotten: confirmed by a letter or a sign-in just now, done within a month.

An export's link works three times. A deletion waits for two weeks, unless it is not to.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.commons.media.store import Missing, store_of
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import DATA
from kith.commons.privacy import holds, person_keys
from kith.commons.privacy.export import write_export
from kith.foundation.actor import service
from kith.foundation.crypto import Unreadable
from kith.foundation.database import to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.jobs import enqueue
from kith.foundation.language import _, later, long_day
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "requests.sql")
ACTOR: Final = service("privacy.requests")
EXPORT_JOB: Final = "kith.privacy.export"
TIME_TO_THINK: Final = timedelta(days=14)
JUST_NOW: Final = timedelta(minutes=10)
"""How long a sign-in counts as having shown who one is."""
LINK_GOOD_FOR: Final = timedelta(days=7)
DOWNLOADS: Final = 3
"""How often a link works: one that breaks in the middle must not have been the only one."""
PAGE: Final = "/account/data"
WITHDRAWN: Final = "withdrawn"
UNCONFIRMED: Final = "unconfirmed"
ERASED: Final = "erased"
Kind = Literal["export", "delete"]
_LIMIT: Final = Limit(
    "privacy.requests",
    6,
    timedelta(days=1),
    later("You have asked a few times today already. Please ask again tomorrow."),
)


class DataRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request of one's own. `status`: received, verifying, processing, completed, rejected; `acts_at`: when an erasure begins (known before it is
    confirmed only where it is not to wait);
    `rejected_reason`: withdrawn, unconfirmed, erased, or an operator's words; `held_because`, `held_until`: why an erasure has to wait.
    """

    id: UUID
    request_type: str
    status: str
    due_at: datetime
    acts_at: datetime | None
    rejected_reason: str | None
    download_expires_at: datetime | None
    downloaded_at: datetime | None
    downloads: int
    completed_at: datetime | None
    created_at: datetime
    held_because: str | None = None
    held_until: datetime | None = None


def _word(house: House, request: UUID, purpose: str) -> str:
    """A secret of this request that needs no keeping: 256 bits in URL-safe base64."""
    return (
        base64.urlsafe_b64encode(house.keyring.keyed_hash(str(request), f"privacy.{purpose}"))
        .decode()
        .rstrip("=")
    )


def _is(word: str, expected: str) -> bool:
    return hmac.compare_digest(word.encode(), expected.encode())


async def ask(house: House, person: Person, kind: Kind, *, at_once: bool = False) -> UUID:
    """Ask for one's data, or to be forgotten (`at_once`: without two weeks to think again).

    Whoever has just signed in has shown who they are, and it begins. Everybody else is asked by a letter; without an address, being signed in
    has to do.

    Raises:
        Conflict: one of this kind is under way.
        TooMany: six in a day.
    """
    await take(house, _LIMIT, str(person.id))
    try:
        async with house.database.session(ACTOR, "kith") as db:
            acts_at = db.now if at_once and kind == "delete" else None
            request: UUID = await queries.ask(db.connection, person_id=person.id, kind=kind, acts_at=acts_at)
            await queries.begin_verifying(db.connection, id=request)
            proven = await queries.just_signed_in(
                db.connection, person_id=person.id, session_id=person.session_id, since=db.now - JUST_NOW
            )
            proof = _word(house, request, "proof")
            asked = not proven and await notify(
                db,
                house,
                person.id,
                _was_it_you(kind, f"{PAGE}/{request}?proof={proof}", at_once=acts_at is not None),
                product="Kith",
                topic=DATA,
                purpose="data.confirm",
                key=f"data:{request}:confirm",
            )
            if not asked:
                await _begin(db, house, person.id, request)
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("That is under way already.", slug="under-way") from twice
    return request


async def confirm(house: House, person: Person, request: UUID, proof: str) -> str:
    """Show with the word from the letter that it was oneself. What was asked for begins; returns its kind. Twice is once.

    Raises:
        NotFound: no such request of this person, or not the word.
        Conflict: it was withdrawn, or is over.
    """
    if not _is(proof, _word(house, request, "proof")):
        raise NotFound
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.own(db.connection, id=request, person_id=person.id)
        if row is None:
            raise NotFound
        if row["status"] == "rejected":
            raise Conflict("This is no longer under way. You can ask again.", slug="over")
        if row["status"] == "verifying":
            await _begin(db, house, person.id, request)
    return row["request_type"]


async def _begin(db: Session, house: House, person: UUID, request: UUID) -> None:
    acts_at = db.now + TIME_TO_THINK
    kind = await queries.confirm(db.connection, id=request, person_id=person, acts_at=acts_at)
    if kind == "export":
        await enqueue(db, EXPORT_JOB, {"id": str(request)}, once_as=f"data:{request}")
    elif kind == "delete" and await holds.tell(db, house, person, request):
        return
    elif kind == "delete" and not await queries.deletion(db.connection, id=request):
        await notify(
            db,
            house,
            person,
            _think_again(acts_at, request, house.settings.public_url),
            product="Kith",
            topic=DATA,
            purpose="data.deletion",
            key=f"data:{request}:deletion",
        )


async def withdraw(house: House, person: Person, request: UUID) -> None:
    """Think again, while there is time.

    Raises:
        NotFound: no such request of this person.
        Conflict: it is over.
    """
    async with house.database.session(ACTOR, "kith") as db:
        if await queries.own(db.connection, id=request, person_id=person.id) is None:
            raise NotFound
        if await queries.withdraw(db.connection, id=request, person_id=person.id) is None:
            raise Conflict("This is over already.", slug="over")


async def mine(house: House, person: Person) -> list[DataRequest]:
    """What one asked for, newest first; at most 50."""
    async with house.database.session(ACTOR, "kith") as db:
        return to_structs(
            DataRequest, [row async for row in queries.of_person(db.connection, person_id=person.id)]
        )


async def reject(house: House, admin: Admin, request: UUID, reason: str) -> None:
    """An operator says no, and why; whoever asked reads it.

    Raises:
        Invalid: no reason.
        Conflict: it is over.
    """
    if len(reason.strip()) < 5:
        raise Invalid("Please say in a few words why; whoever asked reads it.", field="reason")
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.reject(db.connection, id=request, reason=reason.strip())
        if row is None:
            raise Conflict("This is over already.", slug="over")
        await record(
            db,
            admin=admin,
            action="data_request.rejected",
            target_type="data_request",
            target_id=request,
            reason=reason.strip(),
            before={"status": "open", "type": row["request_type"]},
            after={"status": "rejected"},
        )
        await notify(
            db,
            house,
            row["person_id"],
            _no(reason.strip()),
            product="Kith",
            topic=DATA,
            purpose="data.rejected",
            key=f"data:{request}:rejected",
        )


async def make_export(house: House, payload: Mapping[str, Any]) -> None:
    """Put an export together, seal it under the person's own key, tell them. Run twice, it is made once.

    Raises:
        Unavailable: the store cannot be reached; it is tried again.
    """
    request = UUID(payload["id"])
    async with house.database.session(ACTOR, "kith") as db:
        person = await queries.exporting(db.connection, id=request)
    if person is None:
        return
    key = f"exports/{request}"
    with tempfile.TemporaryDirectory(prefix="kith-export-") as folder:
        plain, sealed = Path(folder, "plain.zip"), Path(folder, "sealed")
        try:
            await write_export(house, person, plain)
            async with house.database.session(ACTOR, "kith") as db:
                await person_keys.seal_file(db, house, person, plain, sealed, f"export:{request}")
        except (NotFound, person_keys.KeyDestroyed):
            async with house.database.session(ACTOR, "kith") as db:
                await queries.reject(db.connection, id=request, reason=ERASED)
            return
        await store_of(house).put_file(key, sealed)
    link = _word(house, request, "download")
    async with house.database.session(ACTOR, "kith") as db:
        expires_at = db.now + LINK_GOOD_FOR
        if await queries.exported(
            db.connection, id=request, hash=_hashed(link), key=key, expires_at=expires_at
        ):
            await record(
                db,
                admin=None,
                actor_id=person,
                action="data_request.completed",
                target_type="data_request",
                target_id=request,
                after={"status": "completed", "type": "export"},
            )
            await notify(
                db,
                house,
                person,
                _ready(f"{PAGE}/{request}/download?link={link}"),
                product="Kith",
                topic=DATA,
                purpose="data.ready",
                key=f"data:{request}:ready",
            )


def _hashed(link: str) -> bytes:
    return hashlib.sha256(link.encode()).digest()


def link_of(house: House, request: UUID) -> str:
    """The link to a finished export, for the page of whoever asked."""
    return f"{PAGE}/{request}/download?link={_word(house, request, 'download')}"


async def ready(house: House, person: Person, request: UUID, link: str) -> None:
    """See whether a link still works, without using it up; raises as `take_export`."""
    if not _is(link, _word(house, request, "download")):
        raise NotFound
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.own(db.connection, id=request, person_id=person.id)
    if row is None or row["status"] != "completed" or row["request_type"] != "export":
        raise NotFound
    if row["downloads"] >= DOWNLOADS:
        raise _used_up()
    if row["download_key"] is None or row["download_expires_at"] <= house.clock.now():
        raise Conflict(
            "This link was good for a week, and that is over. Ask for your data again.", slug="expired"
        )


async def take_export(house: House, person: Person, request: UUID, link: str) -> IO[bytes]:
    """The ZIP of a finished export, three times at most: an open file without a name, gone when it is closed. Read before it counts
    as taken, so that a store which is away costs nobody their link.

    Raises:
        NotFound: no such export of this person, or not its link.
        Conflict: the link was used three times, or is older than a week.
        Unavailable: the store cannot be reached.
    """
    await ready(house, person, request, link)
    with tempfile.TemporaryDirectory(prefix="kith-export-") as folder:
        plain, sealed = Path(folder, "my-data.zip"), Path(folder, "sealed")
        try:
            await store_of(house).get_file(f"exports/{request}", sealed)
            async with house.database.session(ACTOR, "kith") as db:
                await person_keys.open_file(db, house, person.id, sealed, plain, f"export:{request}")
                if await queries.take_download(db.connection, hash=_hashed(link)) is None:
                    raise _used_up()
        except (Missing, Unreadable) as gone:
            raise NotFound from gone
        return _opened(plain)


def _used_up() -> Conflict:
    return Conflict("This link has been used three times. Ask for your data again for another.", slug="used")


def _opened(file: Path) -> IO[bytes]:
    return file.open("rb")


def _was_it_you(kind: Kind, link: str, *, at_once: bool) -> Callable[[], Notice]:
    def write() -> Notice:
        if kind == "export":
            return Notice(
                subject=_("Do you want a copy of your data?"),
                text=_(
                    "Somebody who is signed in as you asked for everything we hold about you. If it was you, say so on this page and we put it "
                    "together. If not, do nothing, and sign out the devices you do not know."
                ),
                link=link,
            )
        return Notice(
            subject=_("Do you want us to forget you?"),
            text=_(
                "Somebody who is signed in as you asked us to delete everything at once. If it was you, say so on this page: then it is gone, and "
                "nobody can bring it back. If not, do nothing, and sign out the devices you do not know."
            )
            if at_once
            else _(
                "Somebody who is signed in as you asked us to delete everything. If it was you, say so on this page; you then have fourteen days "
                "to think again. If not, do nothing, and sign out the devices you do not know."
            ),
            link=link,
        )

    return write


def _think_again(acts_at: datetime, request: UUID, public_url: str) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(
            subject=_("We forget you in fourteen days"),
            text=_(
                "On %(day)s we delete everything about you, in every product. Until then you can think again on this page. Keep this address: "
                "from that day on it holds our signed receipt, and we cannot write to you any more: %(receipt)s",
                day=long_day(acts_at),
                receipt=f"{public_url}/receipts/{request}",
            ),
            link=PAGE,
        )

    return write


def _ready(link: str) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(
            subject=_("Your data is ready"),
            text=_(
                "One file with everything, for reading and for programs. The link works three times, for a week, and only while you are signed in."
            ),
            link=link,
        )

    return write


def _no(reason: str) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(subject=_("About your request for your data"), text=reason, link=PAGE)

    return write

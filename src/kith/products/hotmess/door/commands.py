"""A scan, a queue of scans from a phone that was offline, taking one back, letting somebody in all the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from kith.commons.audit.commands import record
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.products.hotmess.tokens import payload, signing

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.door")
MOST_UPLOADED: Final = 200
Direction = Literal["entry", "exit", "proof"]
Result = Literal["valid", "invalid", "duplicate", "revoked", "expired", "not_yet_valid"]
_NOTHING: Final = bytes(32)
"""The hash of a code that is none of ours; no token has it."""
_SCOPES: Final = {
    "entry": ["check_in", "experience"],
    "exit": ["check_in", "experience"],
    "proof": ["listing_proof"],
}
_UNDO: Final = {
    "nothing": later("Nothing was let in by this scan, so there is nothing to take back."),
    "too_late": later("A scan can be taken back for fifteen minutes."),
    "followed": later("This code was scanned again since. Take that one back first."),
    "not_yours": later("Only the phone that scanned it can take it back."),
}


class Attempt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code at a gate (the main one unless named). `nonce` is the scan's own number: sent again, it is the same scan."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    nonce: UUID
    device: UUID
    gate: UUID | None = None
    direction: Direction = "entry"


class Waited(msgspec.Struct, frozen=True):
    """A scan made without network: when by the phone's clock, and what the phone answered by itself."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    nonce: UUID
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    said: Result
    gate: UUID | None = None
    direction: Direction = "entry"


class Upload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone kept while it was offline, oldest first, and how many it keeps besides."""

    device: UUID
    scans: Annotated[list[Waited], msgspec.Meta(max_length=MOST_UPLOADED)]
    waiting: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0


class Answer(msgspec.Struct, frozen=True):
    """What a scan came to. `first_at`, `first_gate`: when and where the code was used before, never by whom.

    `conflict`: somebody was let in without network whom the house would have refused.
    """

    nonce: UUID
    scan: UUID
    result: Result
    reason: str | None
    first_at: datetime | None = None
    first_gate: str | None = None
    replayed: bool = False
    conflict: UUID | None = None


def schema(house: House) -> str:
    return house.product("hotmess").schema


def address_hash(house: House, address: str) -> bytes:
    """A network address as it is kept: a keyed hash that changes every day (UTC)."""
    return house.keyring.keyed_hash(
        f"{house.clock.now().date().isoformat()}\0{address}", "hotmess.scan-address"
    )


def _hash(house: House, text: str) -> bytes:
    code = payload.read(text)
    if code is None or not signing.signer(house).holds(code):
        return _NOTHING
    return payload.hash_of(code.token)


def _answer(row: Any, nonce: UUID) -> Answer:
    if row["refusal"] == "device":
        raise Conflict("Another account scans with this phone. Open the scanner anew.", slug="not-your-phone")
    if row["refusal"] == "gate":
        raise Invalid("This door has no such gate.", field="gate")
    if row["refusal"] is not None:
        raise NotFound
    return Answer(
        nonce,
        row["scan_id"],
        row["result"],
        row["reason"],
        row["first_at"],
        row["first_gate"],
        row["replayed"],
        row["conflict"],
    )


async def scan(house: House, person: Person, beacon: UUID, attempt: Attempt, address: str) -> Answer:
    """One code, one answer. Every attempt is kept, good or not.

    Raises:
        NotFound: they do not work at this door.
        Invalid: the gate is of another door.
        Conflict: the phone is somebody else's.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.scan(
            db.connection,
            beacon=beacon,
            person=person.id,
            hash=_hash(house, attempt.code),
            scopes=_SCOPES[attempt.direction],
            gate=attempt.gate,
            direction="exit" if attempt.direction == "exit" else "entry",
            device=attempt.device,
            nonce=attempt.nonce,
            ip_hash=address_hash(house, address),
            at=None,
            offline=False,
            said=None,
        )
    return _answer(row, attempt.nonce)


async def scan_by_name(
    house: House,
    person: Person,
    beacon: UUID,
    token: UUID,
    device: UUID,
    nonce: UUID,
    gate: UUID | None = None,
) -> Answer:
    """Let somebody of the list in at a gate (the main one unless named), found by their name: a supervisor's.

    Raises:
        NotFound: they are no supervisor here, or it is another door's.
        Invalid: the gate is of another door.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await door(db, beacon, person.id, "supervisor")
        hashed = await queries.hash_of(db.connection, beacon=beacon, token=token)
        if hashed is None:
            raise NotFound
        row = await queries.scan(
            db.connection,
            beacon=beacon,
            person=person.id,
            hash=hashed,
            scopes=_SCOPES["entry"],
            gate=gate,
            direction="entry",
            device=device,
            nonce=nonce,
            ip_hash=None,
            at=None,
            offline=False,
            said=None,
        )
    return _answer(row, nonce)


async def upload(house: House, person: Person, beacon: UUID, sent: Upload, address: str) -> list[Answer]:
    """What a phone scanned while it was offline, scan by scan; what was heard before is answered as before, so it can be sent again.

    Raises:
        NotFound, Invalid, Conflict: as `scan`; nothing was kept.
    """
    hashed = address_hash(house, address)

    async def take(db: Session) -> list[Answer]:
        answers: list[Answer] = []
        for one in sorted(sent.scans, key=lambda waited: waited.at):
            row = await queries.scan(
                db.connection,
                beacon=beacon,
                person=person.id,
                hash=_hash(house, one.code),
                scopes=_SCOPES[one.direction],
                gate=one.gate,
                direction="exit" if one.direction == "exit" else "entry",
                device=sent.device,
                nonce=one.nonce,
                ip_hash=hashed,
                at=one.at,
                offline=True,
                said=one.said,
            )
            answers.append(_answer(row, one.nonce))
        if not sent.scans:
            await door(db, beacon, person.id)
        await queries.waiting(db.connection, device=sent.device, person=person.id, waiting=sent.waiting)
        return answers

    return await house.database.transact(ACTOR, schema(house), take)


async def door(db: Session, beacon: UUID, person: UUID, *roles: str) -> Any:
    """A door that this person works at (service session), as one of the roles, or any.

    Raises:
        NotFound: they do not, or not as that.
    """
    row = await queries.door(db.connection, beacon=beacon, person=person)
    if row is None or row["role"] is None or (roles and row["role"] not in roles):
        raise NotFound
    return row


async def undo(house: House, person: Person, beacon: UUID, scan_id: UUID, device: UUID) -> None:
    """Take a good scan back, within fifteen minutes, on the phone that made it. Taken back twice is once.

    Raises:
        NotFound: they are no supervisor here, or it is another door's scan.
        Conflict: why it cannot be.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await door(db, beacon, person.id, "supervisor")
        row = await queries.scan_of(db.connection, scan=scan_id)
        if row is None or row["beacon_id"] != beacon:
            raise NotFound
        said = await queries.undo(db.connection, scan=scan_id, device=device, person=person.id)
        if said != "undone":
            raise Conflict(str(_UNDO[said]), slug=f"undo-{said.replace('_', '-')}")


async def override(
    house: House, person: Person, beacon: UUID, scan_id: UUID, reason: str, device: UUID | None
) -> UUID:
    """Let somebody in whom the door refused; once a refusal, with a reason, written down. Returns the new scan.

    Raises:
        NotFound: they are no supervisor here, or it is another door's scan.
        Invalid: no reason.
        Conflict: that one was let in.
    """
    words = reason.strip()
    if not 3 <= len(words) <= 500:
        raise Invalid("Say why, in a few words.", field="reason")
    async with house.database.session(ACTOR, schema(house)) as db:
        await door(db, beacon, person.id, "supervisor")
        row = await queries.scan_of(db.connection, scan=scan_id)
        if row is None or row["beacon_id"] != beacon:
            raise NotFound
        admitted: UUID | None = await queries.override(
            db.connection, scan=scan_id, person=person.id, reason=words, device=device
        )
        if admitted is None:
            raise Conflict("That one was let in by the code itself.", slug="let-in")
        await record(
            db,
            admin=None,
            actor_id=person.id,
            action="door.overridden",
            target_type="scan",
            target_id=scan_id,
            reason=words,
            before={"status": row["status"], "reason": row["reason"]},
            product="hotmess",
        )
    return admitted

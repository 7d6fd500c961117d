"""Giving out codes, showing them to whom they belong, ending them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from kith.commons.audit.commands import record
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.beacons.commands import read as read_beacon
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.tokens import signing
from kith.products.hotmess.tokens.payload import Payload, spelled

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.tokens")
EARLY: Final = timedelta(hours=2)
"""How long before a night begins its codes open its door."""


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's codes. `state`: waiting (its time has not come), good, inside, used, over, sold, ended."""

    id: UUID
    beacon: UUID
    scope: str
    title: str
    city_name: str
    venue_name: str | None
    timezone: str
    starts_at: datetime | None
    valid_from: datetime
    expires_at: datetime
    current_uses: int
    max_uses: int
    state: str


class Shown(msgspec.Struct, frozen=True):
    """A code as its holder's screen shows it: the text of the QR code, and the token alone for typing; `paid` when somebody paid for it."""

    ticket: Ticket
    text: str
    spelled: str
    guest_name: str | None
    reentry: bool
    mine: bool
    paid: bool


class Giving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code for somebody on the guest list: a member by `username`, or anybody by `guest_name`.

    `valid_from` and `expires_at` are moments; left out they are two hours before the beacon begins and its end.
    """

    scope: Literal["check_in", "listing_proof", "experience", "staff"] = "check_in"
    guest_name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    username: Annotated[str, msgspec.Meta(max_length=24)] = ""
    max_uses: Annotated[int, msgspec.Meta(ge=1, le=500)] = 1
    valid_from: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


def schema(house: House) -> str:
    return house.product("hotmess").schema


def state_of(row: Any, now: datetime) -> str:
    """What a code is worth right now: waiting, good, inside, used, over, sold, ended."""
    if row["revoked_at"] is not None:
        return "sold" if row["revoked_reason"] == "sold" else "ended"
    if row["expires_at"] <= now:
        return "over"
    if row["inside"]:
        return "inside"
    if row["current_uses"] >= row["max_uses"]:
        return "used"
    return "waiting" if row["valid_from"] > now else "good"


def _ticket(row: Any, now: datetime) -> Ticket:
    names = [field.name for field in msgspec.structs.fields(Ticket) if field.name != "state"]
    return Ticket(**{name: row[name] for name in names}, state=state_of(row, now))


async def mine(house: House, person: Person) -> list[Ticket]:
    """One's codes, the next night first; at most 100, until a week after their end."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return [_ticket(row, db.now) async for row in queries.mine(db.connection, person=person.id)]


async def shown(house: House, person: Person, token: UUID) -> Shown:
    """A code with the picture's text, for its holder, or for a supervisor of its door.

    Raises:
        NotFound: it is somebody else's.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, token=token)
        if row is None:
            raise NotFound
        mine = row["holder_id"] == person.id
        # A member's own code is theirs alone; what was written on a guest list is the door's to print.
        if not mine:
            role = await queries.role(db.connection, beacon=row["beacon"], person=person.id)
            if role != "supervisor" or row["holder_id"] is not None:
                raise NotFound
        # A code keeps the key it was first signed with: doors know that one until the code's end.
        signer = signing.signer(house)
        key: str = row["key_id"] if signer.has(row["key_id"]) else await signer.ready(db)
        ticket = _ticket(row, db.now)
        paid: bool = await queries.paid(db.connection, token=token)
    bits = signing.bits_of(house, token)
    payload = Payload(key, row["scope"], row["beacon"], bits, row["valid_from"], row["expires_at"])
    return Shown(ticket, signer.sign(payload), spelled(bits), row["guest_name"], row["reentry"], mine, paid)


async def claim(house: House, person: Person, beacon: UUID) -> UUID:
    """One's own code for a beacon that costs nothing at the door; the same one when asked again.

    Raises:
        NotFound: not a beacon they may see, or not a member.
        Refused: suspended.
        Conflict: it is over, costs something, is full, or others are in line for it.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await read_beacon(db, beacon, person.id)
        place = await queries.beacon(db.connection, beacon=beacon)
        had: UUID | None = await queries.own_ticket(db.connection, beacon=beacon, person=person.id)
        if had is not None:
            return had
        if place["state"] != "live":
            raise Conflict("This is not on any more.", slug="over")
        if place["price_pence"] > 0:
            raise Conflict(
                "This one has a price at the door, so its codes come with a ticket.", slug="priced"
            )
        if await queries.others_in_line(db.connection, beacon=beacon, person=person.id):
            raise Conflict(
                "Others are in line for this one. Join the line, and it comes to you in turn.", slug="in-line"
            )
        given = await queries.given_out(db.connection, beacon=beacon)
        if place["sold_out"] or (place["capacity"] is not None and given >= place["capacity"]):
            raise Conflict("It is full. Somebody may still give theirs back.", slug="full")
        return await _add(house, db, place, Giving(), holder=person.id, by=person.id)


async def give(house: House, person: Person, beacon: UUID, giving: Giving) -> UUID:
    """A code for the guest list, by a supervisor of the door. Written down.

    Raises:
        NotFound: not theirs to give.
        Invalid: with the field.
        Conflict: it is over.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await supervising(db, beacon, person.id)
        place = await queries.beacon(db.connection, beacon=beacon)
        if place["state"] != "live":
            raise Conflict("Codes are given out while a beacon is live.", slug="not-live")
        holder: UUID | None = None
        if giving.username.strip():
            holder = await queries.member(db.connection, username=giving.username.strip())
            if holder is None:
                raise Invalid("Nobody here has that name.", field="username")
        elif not giving.guest_name.strip():
            raise Invalid("Write whom it is for.", field="guest_name")
        token = await _add(house, db, place, giving, holder=holder, by=person.id)
        await record(
            db,
            admin=None,
            actor_id=person.id,
            action="token.given",
            target_type="token",
            target_id=token,
            payload={"beacon": str(beacon), "scope": giving.scope, "uses": giving.max_uses},
            product="hotmess",
        )
    return token


async def _add(
    house: House, db: Session, place: Any, giving: Giving, *, holder: UUID | None, by: UUID
) -> UUID:
    begins = giving.valid_from
    if begins is None and place["starts_at"] is not None and giving.scope != "staff":
        begins = place["starts_at"] - EARLY
    ends = giving.expires_at or place["expires_at"]
    if ends > place["expires_at"]:
        raise Invalid("A code ends with its beacon at the latest.", field="expires_at")
    if ends <= max(begins or db.now, db.now):
        raise Invalid("A code has to end after it begins, and not in the past.", field="expires_at")
    made = await signing.fresh(house, db)
    priced = place["price_pence"] > 0 and giving.scope == "check_in"
    await queries.add(
        db.connection,
        id=made.id,
        beacon=place["id"],
        scope=giving.scope,
        hash=made.hash,
        key_id=made.key_id,
        max_uses=giving.max_uses,
        valid_from=begins,
        expires_at=ends,
        holder=holder,
        guest_name=giving.guest_name.strip() or None,
        face_value_pence=place["price_pence"] if priced else None,
        currency=place["currency"] if priced else None,
        issued_by=by,
    )
    return made.id


async def supervising(db: Session, beacon: UUID, person: UUID) -> None:
    """Raises:
    NotFound: they are no supervisor of this door.
    """
    if await queries.role(db.connection, beacon=beacon, person=person) != "supervisor":
        raise NotFound


async def revoke(house: House, person: Person, token: UUID, reason: str) -> UUID:
    """End a code: its holder gives it back, or a supervisor takes it away, with a reason. Returns its beacon.

    Raises:
        NotFound: it is somebody else's.
        Invalid: a supervisor gave no reason.
        Conflict: it has ended already, is being sold, or was paid for.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, token=token)
        if row is None:
            raise NotFound
        own = row["holder_id"] == person.id
        if not own:
            await supervising(db, row["beacon"], person.id)
            if not 3 <= len(reason.strip()) <= 200:
                raise Invalid("Say why, in a few words.", field="reason")
        elif await queries.for_sale(db.connection, token=token):
            raise Conflict("You are selling this one. Take the listing down first.", slug="for-sale")
        elif await queries.paid(db.connection, token=token):
            raise Conflict(
                "You paid for this one, so giving it back would give you nothing. Offer it to somebody instead.",
                slug="paid",
            )
        if not await queries.revoke(
            db.connection, token=token, reason="given back" if own else reason.strip()
        ):
            raise Conflict("This code has ended already.", slug="ended")
        if not own:
            await record(
                db,
                admin=None,
                actor_id=person.id,
                action="token.revoked",
                target_type="token",
                target_id=token,
                reason=reason.strip(),
                product="hotmess",
            )
    return row["beacon"]

"""What a door shows: its gates, what a phone needs to work offline, the list, double admissions."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.database import to_structs
from kith.foundation.errors import NotFound
from kith.products.hotmess.door.commands import ACTOR, door, queries, schema
from kith.products.hotmess.tokens import payload, signing
from kith.products.hotmess.tokens.commands import state_of

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

MOST_KNOWN: Final = 20_000
MOST_FOUND: Final = 50


class Gate(msgspec.Struct, frozen=True):
    """A gate and how many went in and out by it."""

    id: UUID
    name: str
    is_open: bool
    entries: int
    exits: int


class Key(msgspec.Struct, frozen=True):
    """An Ed25519 key that codes are signed with; `public_key` in base64."""

    id: str
    public_key: str


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone needs to scan without network, as of `now`.

    `known`: for each code of the door the first 24 hexadecimal digits of its hash and how it stands: o (good), i (inside), u (used up), r (revoked),
    with `+` behind it when it lets in more than one. `conflicts` are those that nobody has looked at yet.
    """

    beacon: UUID
    title: str
    role: str
    timezone: str
    reentry: bool
    closes_at: datetime
    now: datetime
    keys: list[Key]
    gates: list[Gate]
    known: dict[str, str]
    conflicts: list[DoubleAdmission]


class DoorLine(msgspec.Struct, frozen=True):
    """A door somebody works at."""

    id: UUID
    title: str
    city_name: str
    role: str
    timezone: str
    starts_at: datetime | None
    expires_at: datetime


class Guest(msgspec.Struct, frozen=True):
    """Somebody of the list. `state`: waiting, good, inside, used, over, sold, ended."""

    id: UUID
    scope: str
    name: str
    max_uses: int
    current_uses: int
    state: str
    last_used_at: datetime | None


class DoubleAdmission(msgspec.Struct, frozen=True):
    """A ticket that let in twice because a door was offline: both gates, both times (by the scanners' clocks). Supervisors read whose it is.

    `kind`: duplicate, revoked, expired or invalid; the first is missing when nobody had come with it.
    """

    id: UUID
    kind: str
    ticket: str
    guest_name: str | None
    first_gate: str | None
    first_at: datetime | None
    second_gate: str | None
    second_at: datetime
    resolved_at: datetime | None
    resolution: str | None


async def mine(house: House, person: Person) -> list[DoorLine]:
    """Doors somebody works at, the next first."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return to_structs(DoorLine, [row async for row in queries.mine(db.connection, person=person.id)])


async def shown(house: House, person: Person, beacon: UUID, *roles: str) -> tuple[Any, list[Gate]]:
    """A door and its gates, for whoever works there.

    Raises:
        NotFound: they do not, or not as one of the roles.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await door(db, beacon, person.id, *roles)
        gates = to_structs(Gate, [gate async for gate in queries.gates(db.connection, beacon=beacon)])
    return row, gates


async def pack(house: House, person: Person, beacon: UUID) -> Pack:
    """Raises:
    NotFound: they do not work there.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await door(db, beacon, person.id)
        await signing.signer(house).ready(db)
        gates = to_structs(Gate, [gate async for gate in queries.gates(db.connection, beacon=beacon)])
        keys = [
            Key(key["key_id"], base64.b64encode(key["public_key"]).decode())
            async for key in queries.keys(db.connection)
        ]
        known = {
            one["hash"]: one["state"] + ("+" if one["max_uses"] > 1 else "")
            async for one in queries.known(db.connection, beacon=beacon, at_most=MOST_KNOWN)
        }
        open_ones = [one for one in await _conflicts(db, beacon, row["role"]) if one.resolved_at is None]
        return Pack(
            beacon=beacon,
            title=row["title"],
            role=row["role"],
            timezone=row["timezone"],
            reentry=row["reentry"],
            closes_at=row["expires_at"],
            now=db.now,
            keys=keys,
            gates=gates,
            known=known,
            conflicts=open_ones,
        )


async def search(
    house: House, person: Person, beacon: UUID, q: str, staff_code: str = "", at_most: int = MOST_FOUND
) -> list[Guest]:
    """The list by name, for supervisors, and for stewards who hold a staff code of this door.

    Raises:
        NotFound: they do not work there, or a steward has no such code.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await door(db, beacon, person.id)
        if row["role"] != "supervisor":
            code = payload.read(staff_code)
            good = code is not None and signing.signer(house).holds(code)
            if (
                code is None
                or not good
                or not await queries.staff_token(
                    db.connection, beacon=beacon, hash=payload.hash_of(code.token)
                )
            ):
                raise NotFound
        found = [
            one async for one in queries.guests(db.connection, beacon=beacon, q=q.strip(), at_most=at_most)
        ]
        return [
            Guest(
                one["id"],
                one["scope"],
                one["name"],
                one["max_uses"],
                one["current_uses"],
                state_of(one, db.now),
                one["last_used_at"],
            )
            for one in found
        ]


async def conflicts(house: House, person: Person, beacon: UUID) -> list[DoubleAdmission]:
    """Double admissions of a door, those to look at first.

    Raises:
        NotFound: they do not work there.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        return await _conflicts(db, beacon, (await door(db, beacon, person.id))["role"])


async def _conflicts(db: Session, beacon: UUID, role: str) -> list[DoubleAdmission]:
    rows = queries.conflicts(db.connection, beacon=beacon, named=role == "supervisor")
    return to_structs(DoubleAdmission, [row async for row in rows])


async def phones(house: House, beacon: UUID) -> list[Any]:
    """Phones of a door with what they have still to send; for pages that asked who looks."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return [row async for row in queries.phones(db.connection, beacon=beacon)]


async def staff(house: House, beacon: UUID) -> list[Any]:
    """Who works a door; for pages that asked who looks."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return [row async for row in queries.staff(db.connection, beacon=beacon)]


async def totals(house: House, person: Person, beacon: UUID) -> list[Gate] | None:
    """The gates as they are now; None when this person does not work there any more."""
    try:
        return (await shown(house, person, beacon))[1]
    except NotFound:
        return None

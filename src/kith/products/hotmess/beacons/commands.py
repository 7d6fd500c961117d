"""Drafting a beacon, changing it, handing it in; and reading one as whoever asks may see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.beacons.form import BeaconForm, Wanted, wanted
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.rulesets import commands as rulesets
from kith.products.hotmess.rulesets.checks import flags

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.beacons")


class Beacon(msgspec.Struct, frozen=True, kw_only=True):
    """A beacon as its page shows it. `state` is what it is right now; times are moments, `timezone` the place's.

    `owner` is the name of whoever put it on, if they show it. `review_notes`, `mine` are for its owner, and so is a beacon
    that was called off.
    """

    id: UUID
    kind: str
    title: str
    description: str
    state: str
    city: str
    city_name: str
    venue_name: str | None
    timezone: str
    starts_at: datetime | None
    ends_at: datetime | None
    expires_at: datetime
    capacity: int | None
    price_pence: int
    currency: str
    reentry: bool
    sold_out: bool
    ruleset_id: UUID
    ruleset_name: str
    ruleset_version: int
    owner: str | None
    mine: bool
    review_notes: str | None
    called_off_because: str | None
    listing_count: int
    post_count: int


class BeaconLine(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's own beacons in a list."""

    id: UUID
    kind: str
    title: str
    state: str
    city_name: str
    timezone: str
    starts_at: datetime | None
    expires_at: datetime
    review_notes: str | None
    created_at: datetime


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def read(db: Session, beacon: UUID, viewer: UUID | None) -> Any:
    """The row of a beacon that the viewer may see (service session): one that is live, or one's own.

    Raises:
        NotFound: neither; or a block lies between the two.
    """
    row = await queries.one(db.connection, beacon=beacon)
    if row is None or (row["owner_id"] != viewer and row["state"] != "live"):
        raise NotFound
    if viewer is not None and viewer != row["owner_id"]:
        blocked = await db.connection.fetchval("select kith.blocked_between($1, $2)", viewer, row["owner_id"])
        if blocked:
            raise NotFound
    return row


async def shown(house: House, viewer: UUID | None, beacon: UUID, *, count: bool = False) -> Beacon:
    """A beacon's page; `count` counts a look, unless it is the owner's.

    Raises:
        NotFound: as `read`.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await read(db, beacon, viewer)
        counts = await queries.counts(db.connection, beacon=beacon)
        mine = row["owner_id"] == viewer
        if count and not mine:
            await queries.seen(db.connection, beacon=beacon)
    names = {field.name for field in msgspec.structs.fields(Beacon)} & set(row.keys())
    values: dict[str, Any] = {name: row[name] for name in names}
    values |= {"mine": mine, "review_notes": row["review_notes"] if mine else None}
    return Beacon(
        **values,
        owner=row["username"] if row["username_public"] and row["owner_status"] == "active" else None,
        listing_count=counts["listings"],
        post_count=counts["posts"],
    )


async def _prepared(db: Session, house: House, form: BeaconForm) -> tuple[Any, Wanted, dict[str, Any]]:
    city = await queries.city(db.connection, slug=form.city)
    if city is None:
        raise Invalid("Choose a city from the list.", field="city")
    asked = wanted(form, city["timezone"], house.clock.now())
    rules = await rulesets.current(db)
    noticed = flags(
        rulesets.checks_of(rules),
        asked.title,
        asked.description,
        asked.venue_name or "",
        price_pence=asked.price_pence,
    )
    values = msgspec.structs.asdict(asked) | {
        "city": city["id"],
        "timezone": city["timezone"],
        "ruleset": rules["id"],
        "flags": noticed,
    }
    return city, asked, values


async def draft(house: House, person: Person, form: BeaconForm) -> UUID:
    """A beacon that nobody else sees yet, under the house's rules as they are now; what its checks notice is noted for the review.

    Raises:
        Invalid: with the field.
        NotFound: not a member.
        Refused: suspended.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await acting(db, person.id)
        _city, _asked, values = await _prepared(db, house, form)
        return await queries.add(db.connection, owner=person.id, **values)


async def change(house: House, person: Person, beacon: UUID, form: BeaconForm) -> None:
    """Write a draft anew.

    Raises:
        Invalid: with the field.
        NotFound: not one's own.
        Conflict: it is no draft any more.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await own(db, person, beacon)
        _city, _asked, values = await _prepared(db, house, form)
        if await queries.change(db.connection, beacon=beacon, owner=person.id, **values) is None:
            raise Conflict("Only a draft can be changed.", slug="not-a-draft")


async def own(db: Session, person: Person, beacon: UUID) -> Any:
    """One's own beacon, locked (service session).

    Raises:
        NotFound: it is not.
    """
    row = await queries.lock(db.connection, beacon=beacon)
    if row is None or row["owner_id"] != person.id:
        raise NotFound
    return row


async def submit(house: House, person: Person, beacon: UUID) -> None:
    """Hand a draft in; a moderator looks at it before it is on.

    Raises:
        NotFound: not one's own.
        Conflict: it is no draft, or its time is over.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await own(db, person, beacon)
        if row["expires_at"] <= db.now:
            raise Conflict("Its time is over. Give it another day first.", slug="over")
        moved = await queries.move(
            db.connection,
            beacon=beacon,
            to_state="pending_review",
            from_state="draft",
            notes=None,
            by=person.id,
        )
        if moved is None:
            raise Conflict("This has been handed in already.", slug="not-a-draft")


async def mine(house: House, person: Person, cursor: str = "", at_most: int = 20) -> keyset.Page[BeaconLine]:
    """What one put on, newest first."""
    after = keyset.decode(cursor)
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.mine(
                db.connection,
                owner=person.id,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
    lines = to_structs(BeaconLine, rows[:at_most])
    more = keyset.encode(keyset.Cursor(lines[-1].created_at, lines[-1].id)) if len(rows) > at_most else None
    return keyset.Page(lines, more)

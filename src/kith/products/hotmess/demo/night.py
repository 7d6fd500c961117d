"""Members, beacons of the coming week, what was said under them, and last night's pulse."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from kith.commons.consent.commands import record_consents
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load
from kith.products.hotmess.demo import cases, door, radio, shop, tickets
from kith.products.hotmess.demo.people import NAMES, NIGHTS, Night

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.demo")
_NAMES: Final = UUID("0b6f3f1e-6d1a-4e0f-9a55-2f2f7e5d1c11")
CROWD: Final = 96
_HOURS_BACK: Final = 12


async def build(house: House) -> list[DemoSignIn]:
    """Fill an empty house: a promoter, a guest, a crowd; eleven beacons in six cities; the pulse of the last twelve hours."""
    chance = Random(20261129)  # noqa: S311 - the same night every time
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        promoter = await _member(db, "rex", "london", shown=True)
        guest = await _member(db, "sunny", "london", shown=True)
        crowd = [
            await _member(
                db,
                f"{NAMES[number % len(NAMES)]}{'' if number < len(NAMES) else number}",
                "london",
                shown=number % 3 == 0,
            )
            for number in range(CROWD)
        ]
        for night in NIGHTS:
            beacon = await _beacon(db, promoter, night)
            for number, words in enumerate(night.posts):
                await queries.post(db.connection, beacon=beacon, author=crowd[number], body=words)
            await _crowd(db, beacon, crowd[: night.crowd], chance)
        await _in_hand(db, promoter)
        await door.furnish(house, db, promoter, crowd[0], crowd[1], (guest, *crowd[2:10]))
        await queries.publish(db.connection)
        for person in (guest, *crowd[:30]):
            await queries.came_by(db.connection, person=person)
        await cases.build(db, crowd)
    await tickets.build(house)
    await shop.build(house)
    await radio.build(house)
    return [
        DemoSignIn("Rex", "puts things on", _sign_in(house, promoter, "/hotmess/beacons")),
        DemoSignIn("Sunny", "goes out", _sign_in(house, guest, "/hotmess/tonight")),
        DemoSignIn("Otis", "sells things", _sign_in(house, _id(shop.SELLER), "/hotmess/selling")),
        DemoSignIn(NAMES[0].capitalize(), "runs the door", _sign_in(house, crowd[0], "/hotmess/doors")),
        DemoSignIn(NAMES[1].capitalize(), "scans at the door", _sign_in(house, crowd[1], "/hotmess/doors")),
    ]


def _sign_in(house: House, person: UUID, then: str) -> str:
    return f"{house.settings.public_url}/sign-in/demo/{person}?next={then}"


def _id(name: str) -> UUID:
    return uuid5(_NAMES, f"{name}@hotmess.example")


async def _member(db: Session, name: str, city: str, *, shown: bool) -> UUID:
    email = f"{name}@hotmess.example"
    person = _id(name)
    await queries.person(db.connection, id=person, email=email, name=name.capitalize())
    await queries.member(db.connection, person=person, username=name, city=city, shown=shown)
    await record_consents(db, person, "hotmess", ("age", "terms", "privacy"), source="demo")
    return person


def _times(night: Night, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None, datetime]:
    """When it begins, ends and is over; what would be past begins the day after."""
    if night.begins is None:
        return None, None, now + timedelta(hours=night.hours)
    day = now.astimezone(zone) + timedelta(days=night.days)
    starts = day.replace(hour=night.begins, minute=0, second=0, microsecond=0)
    if starts + timedelta(hours=night.hours) <= now:
        starts += timedelta(days=1)
    ends = starts + timedelta(hours=night.hours)
    return starts, ends, ends


async def _beacon(db: Session, owner: UUID, night: Night) -> UUID:
    zone = ZoneInfo(await db.connection.fetchval("select timezone from cities where slug = $1", night.city))
    starts, ends, expires = _times(night, db.now, zone)
    beacon: UUID = await queries.beacon(
        db.connection,
        owner=owner,
        kind=night.kind,
        title=night.title,
        description=night.text,
        city=night.city,
        venue_name=night.place,
        starts_at=starts,
        ends_at=ends,
        expires_at=expires,
        price_pence=night.price,
        capacity=night.capacity,
        reentry=night.reentry,
        sold_out=night.sold_out,
    )
    for state in ("pending_review", "live"):
        await queries.move(db.connection, beacon=beacon, to_state=state)
    return beacon


async def _crowd(db: Session, beacon: UUID, people: list[UUID], chance: Random) -> None:
    """People who came in the last hours: all of them in the fullest, fewer before and after."""
    if not people:
        return
    this_hour = db.now.replace(minute=0, second=0, microsecond=0)
    fullest = chance.randint(2, 5)
    for back in range(1, _HOURS_BACK):
        share = max(1.0 - abs(back - fullest) * 0.22, 0.0)
        some = people[: round(len(people) * share)]
        if some:
            await queries.scans(
                db.connection, beacon=beacon, people=some, hour=this_hour - timedelta(hours=back)
            )
    for person in people[:40]:
        await queries.scanned(db.connection, person=person, beacon=beacon)


async def _in_hand(db: Session, owner: UUID) -> None:
    """One that waits for a moderator and one that is still a draft."""
    waiting = await queries.beacon(
        db.connection,
        owner=owner,
        kind="event",
        title="Warehouse, somewhere east",
        description="The address comes an hour before. Bring water.",
        city="london",
        venue_name=None,
        starts_at=db.now + timedelta(days=5),
        ends_at=None,
        expires_at=db.now + timedelta(days=5, hours=8),
        price_pence=2000,
        capacity=300,
        reentry=False,
        sold_out=False,
    )
    await queries.move(db.connection, beacon=waiting, to_state="pending_review")
    await queries.beacon(
        db.connection,
        owner=owner,
        kind="gathering",
        title="Sunday dinner for twelve",
        description="",
        city="london",
        venue_name=None,
        starts_at=None,
        ends_at=None,
        expires_at=db.now + timedelta(days=9),
        price_pence=0,
        capacity=12,
        reentry=False,
        sold_out=False,
    )

"""What is on air, why, and what comes; records that are out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import Session, to_struct, to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.radio.programme import Block, effective

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.radio")
STATION: Final = "hotmess"
_FARTHEST: Final = timedelta(days=366)


class OnAir(msgspec.Struct, frozen=True, kw_only=True):
    """What is on air at `at`. `source`: override (put on by hand), override_block (this one day), schedule, off_air."""

    station: str
    name: str
    timezone: str
    at: datetime
    source: str
    title: str | None
    artist: str | None
    show: str | None
    description: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    next_title: str | None
    next_show: str | None
    next_starts_at: datetime | None


class Considered(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could have been on air; `decided`: this is what is."""

    source: str
    title: str
    day: date | None
    starts_at: datetime
    ends_at: datetime
    decided: bool


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is on air at `at`: what was considered, what goes first first. Empty: nothing was planned."""

    station: str
    timezone: str
    at: datetime
    source: str
    considered: list[Considered]


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """What begins between two moments, in order and without overlaps."""

    station: str
    name: str
    timezone: str
    starts_at: datetime
    ends_at: datetime
    blocks: list[Block]


class RadioShow(msgspec.Struct, frozen=True, kw_only=True):
    """A show of the station; `to_hear`: there is something to play."""

    slug: str
    title: str
    host: str | None
    description: str
    to_hear: bool


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is out."""

    id: UUID
    slug: str
    title: str
    artist: str
    label: str
    catalog_number: str | None
    release_at: datetime
    to_hear: bool


class ReleasePage(msgspec.Struct, frozen=True):
    """Records, the newest first; `next` is the cursor of the page after it."""

    items: list[Release]
    next: str | None


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def station_row(db: Session, slug: str = STATION) -> Any:
    """A station (row: id, slug, name, timezone).

    Raises:
        NotFound: there is none of that name.
    """
    row = await queries.station(db.connection, slug=slug)
    if row is None:
        raise NotFound
    return row


async def _playing(db: Session, station: UUID, at: datetime) -> dict[str, Any]:
    row = dict(await queries.now_playing(db.connection, station=station, at=at))
    if row["source"] in ("override", "override_block"):
        # When what goes before the week is over, what it lies over goes on.
        after = await queries.now_playing(db.connection, station=station, at=row["ends_at"])
        if after["source"] != "off_air":
            row |= {
                "next_title": after["title"],
                "next_show": after["show"],
                "next_starts_at": row["ends_at"],
            }
    elif row["source"] == "schedule" and row["next_starts_at"] is not None:
        row["ends_at"] = min(row["ends_at"], row["next_starts_at"])
    return row


async def on_air(house: House, slug: str = STATION) -> OnAir:
    """What is on air right now.

    Raises:
        NotFound: there is no such station.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        place = await station_row(db, slug)
        row = await _playing(db, place["id"], db.now)
    return msgspec.convert(
        {**row, "station": place["slug"], "name": place["name"], "timezone": place["timezone"], "at": db.now},
        OnAir,
    )


async def why(house: House, at: datetime | None = None, slug: str = STATION) -> Why:
    """Why something is on air at a moment (now unless given).

    Raises:
        NotFound: there is no such station.
        Invalid: a moment more than a year away.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        moment = db.now if at is None else at
        if abs(moment - db.now) > _FARTHEST:
            raise Invalid("Ask about a moment within a year of today.", field="at")
        place = await station_row(db, slug)
        source = (await queries.now_playing(db.connection, station=place["id"], at=moment))["source"]
        overrides = [row async for row in queries.overrides(db.connection, station=place["id"], at=moment)]
        blocks = await _blocks(db, place["id"], moment, moment + timedelta(microseconds=1))
    blocks.sort(key=lambda one: (one.kind != "override_block", -one.starts_at.timestamp()))
    found = [("override", row["title"], None, row["starts_at"], row["ends_at"]) for row in overrides]
    found += [
        (one.kind, one.title, one.day, one.starts_at, one.ends_at)
        for one in blocks
        if one.starts_at <= moment
    ]
    considered = [
        Considered(source=kind, title=title, day=day, starts_at=starts, ends_at=ends, decided=place_ == 0)
        for place_, (kind, title, day, starts, ends) in enumerate(found)
    ]
    return Why(
        station=place["slug"], timezone=place["timezone"], at=moment, source=source, considered=considered
    )


async def _blocks(db: Session, station: UUID, start: datetime, end: datetime) -> list[Block]:
    rows = [row async for row in queries.blocks(db.connection, station=station, from_at=start, until_at=end)]
    return to_structs(Block, rows)


async def programme(
    house: House, slug: str = STATION, *, first: date | None = None, days: int = 7
) -> Programme:
    """What begins on so many local days from `first` on (today unless given).

    Raises:
        NotFound: there is no such station.
        Invalid: a day more than a year away.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        place = await station_row(db, slug)
        zone = ZoneInfo(place["timezone"])
        today = db.now.astimezone(zone).date()
        begins = today if first is None else first
        if abs(begins - today) > _FARTHEST:
            raise Invalid("Choose a day within a year of today.", field="first")
        start, end = (
            datetime(one.year, one.month, one.day, tzinfo=zone)
            for one in (begins, begins + timedelta(days=days))
        )
        # A day longer at both ends, so that nothing is cut off; a block is of the day it starts on.
        outer = (start - timedelta(days=1), end + timedelta(days=1))
        blocks = effective(await _blocks(db, place["id"], *outer), *outer)
    return Programme(
        station=place["slug"],
        name=place["name"],
        timezone=place["timezone"],
        starts_at=start,
        ends_at=end,
        blocks=[one for one in blocks if start <= one.starts_at < end],
    )


async def shows(house: House, slug: str = STATION) -> list[RadioShow]:
    """Shows of the station, by name."""
    async with house.database.session(ACTOR, schema(house)) as db:
        place = await station_row(db, slug)
        return to_structs(RadioShow, [row async for row in queries.shows(db.connection, station=place["id"])])


async def releases(house: House, cursor: str = "", at_most: int = 24) -> ReleasePage:
    """Records that are out, to the second.

    Raises:
        Invalid: a cursor that is none.
    """
    after = keyset.decode(cursor)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.releases(
                db.connection,
                before=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
    shown: Sequence[Any] = rows[:at_most]
    more = shown[-1] if len(rows) > at_most else None
    return ReleasePage(
        to_structs(Release, shown),
        None if more is None else keyset.encode(keyset.Cursor(more["release_at"], more["id"])),
    )


class Playable(msgspec.Struct, frozen=True, kw_only=True):
    """Something with sound: a show or a record. `back`: the page it belongs to."""

    title: str
    by: str | None
    description: str
    soundcloud_url: str | None
    back: str


async def release(house: House, slug: str) -> Any:
    """One record that is out (row of `queries.release`).

    Raises:
        NotFound: not, or not yet.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.release(db.connection, slug=slug)
    if row is None:
        raise NotFound
    return row


async def playable(house: House, *, show: str = "", record: str = "") -> Playable:
    """A show, a record, or (neither named) what is on air.

    Raises:
        NotFound: there is no such thing, or nothing is on air.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        place = await station_row(db)
        if record:
            row = await queries.release(db.connection, slug=record)
            return _playable(row, "artist", f"/hotmess/records/{record}")
        if show:
            row = await queries.show(db.connection, station=place["id"], slug=show)
            return _playable(row, "host", "/hotmess/radio")
        row = await queries.now_playing(db.connection, station=place["id"], at=None)
        return _playable(None if row["source"] == "off_air" else row, "artist", "/hotmess/radio")


def _playable(row: Any, by: str, back: str) -> Playable:
    if row is None:
        raise NotFound
    return to_struct(
        Playable, {**dict(row), "by": row[by], "description": row["description"] or "", "back": back}
    )

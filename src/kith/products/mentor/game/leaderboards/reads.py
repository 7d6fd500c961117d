"""Leaderboards as a member sees them. Who has a block with the viewer is left out; everybody's place stays what it is."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_struct
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load
from kith.products.mentor.game.awards.words import AWARDS
from kith.products.mentor.game.leaderboards.leagues import moves
from kith.products.mentor.game.leaderboards.places import places

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.leaderboards")
PAGE: Final = 25
NEAR: Final = 3
PERIODS: Final = ("week", "all")
_MOST: Final = 2**62
_NOBODY: Final = UUID(int=0)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A row: mentors with name, picture and page; others by first name and initial. Equal XP is an equal place."""

    place: int
    name: str
    profile_id: UUID | None
    picture: str | None
    xp: int
    level: int
    me: bool


class Leaderboard(msgspec.Struct, frozen=True, kw_only=True):
    """A page. `week` is the Monday of the ISO week (UTC), none for all time; `mine` the viewer's own row when ranked; `next` leads to more."""

    period: str
    week: date | None
    items: list[Standing]
    mine: Standing | None
    next: str | None


class League(msgspec.Struct, frozen=True, kw_only=True):
    """The viewer's league of the running week. The first `up` move up when it closes, the last `down` move down."""

    week: date
    tier: int
    items: list[Standing]
    up: int
    down: int


def schema(house: House) -> str:
    return house.product("mentor").schema


def name_shown(full_name: str | None, mentors: bool | None) -> str:
    """How somebody is called before people they have not met: mentors have a public page, others keep their last name to themselves."""
    parts = (full_name or "").split()
    if mentors or len(parts) < 2:
        return " ".join(parts)
    return f"{parts[0]} {parts[-1][:1]}."


def _standings(rows: Sequence[Any], taken: Iterable[int], viewer: UUID, blocked: set[UUID]) -> list[Standing]:
    return [
        Standing(
            place=place,
            name=name_shown(row["full_name"], row["mentors"]),
            profile_id=row["profile_id"] if row["mentors"] else None,
            picture=row["avatar_url"] if row["mentors"] else None,
            xp=row["xp"],
            level=row["level"],
            me=row["user_id"] == viewer,
        )
        for row, place in zip(rows, taken, strict=True)
        if row["user_id"] not in blocked
    ]


def _written(first: int, user: UUID) -> str:
    return base64.urlsafe_b64encode(struct.pack(">q", first) + user.bytes).decode().rstrip("=")


def _read(cursor: str, otherwise: int) -> tuple[int, UUID]:
    if not cursor:
        return otherwise, _NOBODY
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        if len(raw) != 24:
            raise ValueError
        return struct.unpack(">q", raw[:8])[0], UUID(bytes=raw[8:])
    except (ValueError, struct.error):
        raise Invalid("This page of the list does not exist.", field="cursor") from None


async def _looks(db: Session, person: Person, period: str) -> Any:
    """Who looks: a row of `queries.looks_week` or `looks_all`.

    Raises:
        Invalid: no such period.
        NotFound: they are not of Mentor.
    """
    if period not in PERIODS:
        raise Invalid("Choose week or all.", field="period")
    row = await getattr(queries, f"looks_{period}")(db.connection, viewer=person.id)
    if row is None:
        raise NotFound
    return row


async def _page(
    db: Session, period: str, week: date | None, after: tuple[int, UUID], at_most: int
) -> tuple[list[Any], list[int]]:
    """Rows of a leaderboard, with their places."""
    asked: dict[str, Any] = {"after_xp": after[0], "after_user": after[1], "at_most": at_most}
    if week is not None:
        asked["week"] = week
    rows = [row async for row in getattr(queries, f"{period}_page")(db.connection, **asked)]
    if not rows:
        return [], []
    return rows, places([row["xp"] for row in rows], rows[0]["above"], rows[0]["before"])


async def leaderboard(
    house: House, person: Person, period: str, *, cursor: str = "", at_most: int = PAGE
) -> Leaderboard:
    """This week's or the all-time leaderboard, a page of it.

    Raises:
        Invalid: no such period, or a broken cursor.
        NotFound: the viewer is not of Mentor.
    """
    after = _read(cursor, _MOST)
    async with house.database.session(_ACTOR, schema(house)) as db:
        viewer = await _looks(db, person, period)
        rows, taken = await _page(db, period, viewer["week"], after, at_most + 1)
    more = None
    if len(rows) > at_most:
        rows, taken = rows[:at_most], taken[:at_most]
        more = _written(rows[-1]["xp"], rows[-1]["user_id"])
    mine = None
    if viewer["xp"] is not None:
        mine = _standings([viewer], [viewer["above"] + 1], person.id, set())[0]
    items = _standings(rows, taken, person.id, set(viewer["blocked"]))
    return Leaderboard(period=period, week=viewer["week"], items=items, mine=mine, next=more)


async def around(house: House, person: Person, period: str) -> Leaderboard:
    """The viewer with three before and three after; empty when they are not ranked.

    Raises:
        Invalid: no such period.
        NotFound: the viewer is not of Mentor.
    """
    items: list[Standing] = []
    async with house.database.session(_ACTOR, schema(house)) as db:
        viewer = await _looks(db, person, period)
        week = viewer["week"]
        if viewer["xp"] is not None:
            asked: dict[str, Any] = {"xp": viewer["xp"], "user": person.id, "at_most": NEAR + 1}
            if week is not None:
                asked["week"] = week
            near = [row async for row in getattr(queries, f"{period}_near")(db.connection, **asked)]
            # The fourth before them is the one after which the page begins.
            after = (near[-1]["xp"], near[-1]["user_id"]) if len(near) > NEAR else (_MOST, _NOBODY)
            rows, taken = await _page(db, period, week, after, min(len(near), NEAR) + 1 + NEAR)
            items = _standings(rows, taken, person.id, set(viewer["blocked"]))
    mine = next((one for one in items if one.me), None)
    return Leaderboard(period=period, week=week, items=items, mine=mine, next=None)


async def league(house: House, person: Person) -> League | None:
    """The viewer's league; None until they have XP this week (and for a few seconds after the first), or when they opted out.

    Raises:
        NotFound: the viewer is not of Mentor.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        viewer = await _looks(db, person, "week")
        week = viewer["week"]
        seat = await queries.seat(db.connection, week=week, user=person.id)
        if seat is None or viewer["xp"] is None:
            return None
        rows = [
            row
            async for row in queries.in_league(
                db.connection, week=week, tier=seat["tier"], league=seat["league"]
            )
        ]
    up, down = moves(len(rows), seat["tier"])
    items = _standings(rows, range(1, len(rows) + 1), person.id, set(viewer["blocked"]))
    return League(week=week, tier=seat["tier"], items=items, up=up, down=down)


async def closed_week(house: House, person: Person, week: date, *, cursor: str = "") -> Leaderboard:
    """How a closed week ended, a page of it.

    Raises:
        Invalid: a broken cursor.
        NotFound: that week has not closed, or the viewer is not of Mentor.
    """
    after = _read(cursor, 0)
    async with house.database.session(_ACTOR, schema(house)) as db:
        viewer = await _looks(db, person, "week")
        if not await queries.is_closed(db.connection, week=week):
            raise NotFound
        rows = [
            row
            async for row in queries.closed_page(
                db.connection, week=week, after_place=after[0], after_user=after[1], at_most=PAGE + 1
            )
        ]
    more = None
    if len(rows) > PAGE:
        del rows[PAGE:]
        more = _written(rows[-1]["place"], rows[-1]["user_id"])
    items = _standings(rows, [row["place"] for row in rows], person.id, set(viewer["blocked"]))
    mine = next((one for one in items if one.me), None)
    return Leaderboard(period="closed", week=week, items=items, mine=mine, next=more)


class WeekEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How a closed week ended for one person; the league's part where there was one."""

    starts_on: date
    place: int
    xp: int
    tier: int | None
    league_place: int | None
    tier_after: int | None


async def last_result(house: House, person: Person) -> WeekEnd | None:
    """How the viewer's latest closed week ended."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.last_result(db.connection, user=person.id)
    return None if row is None else to_struct(WeekEnd, row)


class Winner(msgspec.Struct, frozen=True, kw_only=True):
    """An award with who was given it."""

    type: str
    period_start: date
    period_end: date
    name: str
    profile_id: UUID
    picture: str | None
    meta: dict[str, Any]


async def winners(house: House, person: Person) -> tuple[list[date], list[Winner], list[Winner]]:
    """The weeks that closed last, the awards of the latest of them and those of the latest closed month."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        weeks = [row["starts_on"] async for row in queries.closed_weeks(db.connection, at_most=8)]
        blocked = set(await queries.blocked(db.connection, viewer=person.id))
        month = await queries.latest_month(db.connection)
        of_week = await _winners(db, weeks[0], weeks[0] + timedelta(days=6), blocked) if weeks else []
        of_month = [] if month is None else await _winners(db, month["starts_on"], month["ends_on"], blocked)
    return weeks, of_week, of_month


async def awards_of_week(house: House, person: Person, week: date) -> list[Winner]:
    """The awards of a closed week."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        blocked = set(await queries.blocked(db.connection, viewer=person.id))
        return await _winners(db, week, week + timedelta(days=6), blocked)


async def _winners(db: Session, first: date, last: date, blocked: set[UUID]) -> list[Winner]:
    found = [
        Winner(
            type=row["type"],
            period_start=row["period_start"],
            period_end=row["period_end"],
            name=row["full_name"] or "",
            profile_id=row["profile_id"],
            picture=row["avatar_url"],
            meta=row["meta"],
        )
        async for row in queries.awards_of_period(db.connection, period_start=first, period_end=last)
        if row["user_id"] not in blocked
    ]
    return sorted(found, key=lambda one: list(AWARDS).index(one.type))

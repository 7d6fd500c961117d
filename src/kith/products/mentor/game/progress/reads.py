"""How somebody stands: for themselves in full, for others what a mentor's page shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.mentor.game.achievements.telling import queries as achievements
from kith.products.mentor.game.streaks.streak import Activity, Streak, alive, follow
from kith.products.mentor.game.xp.rules import level_begins

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.progress")
LATEST: Final = 12
AWARDS: Final = 6


class Achieved(msgspec.Struct, frozen=True):
    """An achievement by its slug, and when; never, when `at` is none. `new` until it has been shown."""

    slug: str
    at: datetime | None
    new: bool


class Award(msgspec.Struct, frozen=True):
    """An award and the days it is for, first and last."""

    type: str
    period_start: date
    period_end: date


class Earned(msgspec.Struct, frozen=True):
    """XP that was earned; the other's first name where two people caused it."""

    event: str
    amount: int
    at: datetime
    other: str | None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """One's own game. `streak` as it is now: 0 once it is broken. `level_begins` and `next_level` in XP."""

    profile_id: UUID
    xp: int
    level: int
    level_begins: int
    next_level: int
    week_xp: int
    streak: int
    longest_streak: int
    active_today: bool
    sessions: int
    mentored: int
    people_met: int
    reviews_given: int
    reviews_received: int
    profile_complete: bool
    tier: int
    opted_out: bool
    zone: str
    achievements: list[Achieved]
    awards: list[Award]
    latest: list[Earned]


class PublicGame(msgspec.Struct, frozen=True, kw_only=True):
    """What a mentor's page shows of their game; nothing when they opted out."""

    level: int
    longest_streak: int
    achievements: list[str]
    awards: list[Award]


def schema(house: House) -> str:
    return house.product("mentor").schema


async def _streak(db: Session, person: UUID) -> Streak:
    return follow(
        [Activity(row["at"], row["zone"]) async for row in queries.days(db.connection, person=person)]
    )


async def progress(house: House, person: Person) -> tuple[Progress, Streak, date]:
    """One's own numbers, the streak with all of its days, and one's own today.

    Raises:
        NotFound: not of Mentor.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        stats = await queries.stats(db.connection, person=person.id)
        if stats is None:
            raise NotFound
        streak = await _streak(db, person.id)
        week_xp = await queries.week_xp(db.connection, person=person.id)
        achieved = [row async for row in achievements.of_person(db.connection, person=person.id)]
        awards = [row async for row in queries.awards(db.connection, person=person.id, at_most=AWARDS)]
        latest = [row async for row in queries.latest(db.connection, person=person.id, at_most=LATEST)]
        now = db.now
    today = now.astimezone(ZoneInfo(stats["zone"])).date()
    found = Progress(
        profile_id=stats["profile_id"],
        xp=stats["xp"],
        level=stats["level"],
        level_begins=level_begins(stats["level"]),
        next_level=level_begins(stats["level"] + 1),
        week_xp=week_xp or 0,
        streak=alive(streak, now, stats["zone"]),
        longest_streak=streak.longest,
        active_today=streak.last is not None and streak.last.day >= today,
        profile_complete=bool(stats["profile_complete"]),
        achievements=[
            Achieved(
                row["slug"], row["unlocked_at"], row["unlocked_at"] is not None and row["seen_at"] is None
            )
            for row in achieved
        ],
        awards=to_structs(Award, awards),
        latest=[
            Earned(row["event"], row["amount"], row["at"], (row["other_name"] or "").split(" ")[0] or None)
            for row in latest
        ],
        **{
            name: stats[name]
            for name in (
                "sessions",
                "mentored",
                "people_met",
                "reviews_given",
                "reviews_received",
                "tier",
                "opted_out",
                "zone",
            )
        },
    )
    return found, streak, today


async def mark_seen(house: House, person: Person) -> None:
    """What was new has been shown."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        await achievements.see(db.connection, person=person.id, at=db.now)


async def amounts(house: House) -> list[Any]:
    """What earns how much (rows of `queries.amounts`)."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return [row async for row in queries.amounts(db.connection)]


async def public(house: House, mentor: UUID) -> PublicGame | None:
    """What a mentor's page shows; None when they opted out or have not begun. The caller has checked who looks."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        stats = await queries.stats(db.connection, person=mentor)
        if stats is None or stats["opted_out"]:
            return None
        shown = await queries.shown(db.connection, person=mentor)
        achieved = [
            row["slug"]
            async for row in achievements.of_person(db.connection, person=mentor)
            if row["unlocked_at"] is not None
        ]
        awards = [row async for row in queries.awards(db.connection, person=mentor, at_most=AWARDS)]
    return to_struct(
        PublicGame, dict(shown) | {"achievements": achieved, "awards": to_structs(Award, awards)}
    )


async def opt_out(house: House, person: Person, *, out: bool) -> None:
    """Be shown and ranked no longer, or again.

    Raises:
        NotFound: not of Mentor.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        if not await queries.opt_out(db.connection, person=person.id, out=out):
            raise NotFound

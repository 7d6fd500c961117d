"""What mentors say about their hours. Each command runs as the mentor, on their own rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.mentor.availability import week
from kith.products.mentor.availability.reads import queries
from kith.products.mentor.availability.wishes import (
    ExceptionWish,
    RuleWish,
    SettingsWish,
    check_exception,
    check_rule,
    check_settings,
    check_zone,
)

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

MODES: Final = ("instant", "request")
LONGEST_HOLIDAY: Final = 100
_TOO_MANY: Final = "These are more hours than we can keep. Please remove some first."


def schema(house: House) -> str:
    return house.product("mentor").schema


async def _mentor(db: Session, person: Person) -> Any:
    found = await queries.settings(db.connection, person=person.id)
    if found is None:
        raise NotFound
    return found


def _explained(refusal: asyncpg.CheckViolationError) -> Invalid:
    if constraint_of(refusal).endswith("_most"):
        return Invalid(_TOO_MANY, field="rules")
    raise refusal


async def add_rule(house: House, person: Person, wish: RuleWish) -> UUID:
    """Open at some hours of a weekday.

    Raises:
        NotFound: no mentor.
        Invalid: with the field.
    """
    return (await add_rules(house, person, [wish]))[0]


async def add_rules(house: House, person: Person, wishes: list[RuleWish]) -> list[UUID]:
    """Open at some hours of several weekdays, all or none.

    Raises:
        NotFound: no mentor.
        Invalid: with the field.
    """
    for wish in wishes:
        check_rule(wish)
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            await _mentor(db, person)
            return [await _write(db, person, wish) for wish in wishes]
    except asyncpg.CheckViolationError as refusal:
        raise _explained(refusal) from refusal


async def replace_rules(
    house: House, person: Person, wishes: list[RuleWish], *, seen: str | None = None
) -> None:
    """These weekly hours and no others. `seen` is the mark of the hours that the mentor looked at (`week.mark_of`).

    Raises:
        NotFound: no mentor.
        Conflict: they changed meanwhile.
        Invalid: with the field, such as rules.2.end_minute.
    """
    for number, wish in enumerate(wishes):
        try:
            check_rule(wish)
        except Invalid as problem:
            raise Invalid(problem.detail, field=f"rules.{number}.{problem.field}") from None
    if len(wishes) > 100:
        raise Invalid(_TOO_MANY, field="rules")
    async with house.database.session(person.actor, schema(house)) as db:
        await db.lock("hours", person.id)
        await _mentor(db, person)
        if seen is not None:
            rules = [row async for row in queries.rules(db.connection, mentor=person.id)]
            if week.mark_of(rules) != seen:
                raise Conflict(
                    "Your hours were changed in another window meanwhile. Here is what you drew; save it again to put it in their place.",
                    slug="hours-changed",
                )
        await queries.drop_rules(db.connection, mentor=person.id)
        for wish in wishes:
            await _write(db, person, wish)


async def _write(db: Session, person: Person, wish: RuleWish) -> UUID:
    return await queries.add_rule(
        db.connection,
        mentor=person.id,
        weekday=wish.weekday,
        start_minute=wish.start_minute,
        end_minute=wish.end_minute,
        timezone=wish.timezone,
        interval_weeks=wish.interval_weeks,
        anchor_date=wish.anchor_date,
        is_active=wish.is_active,
    )


async def remove_rule(house: House, person: Person, rule: UUID) -> None:
    """Take hours away.

    Raises:
        NotFound: not one of theirs.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        if await queries.drop_rule(db.connection, mentor=person.id, rule=rule) is None:
            raise NotFound


async def add_exception(house: House, person: Person, wish: ExceptionWish) -> UUID:
    """Other hours, or none, on a day.

    Raises:
        NotFound: no mentor.
        Invalid: with the field.
    """
    check_exception(wish, house.clock.now().date())
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            await _mentor(db, person)
            return await _except(db, person, wish)
    except asyncpg.CheckViolationError as refusal:
        raise _explained(refusal) from refusal


async def set_days(
    house: House,
    person: Person,
    days: Collection[date],
    spans: Sequence[tuple[int, int]],
    notes: str | None,
) -> None:
    """On these days these hours (minutes of the day) instead of the usual ones, or none: off. What was said of these days before is gone;
    all of it holds, or nothing.

    Raises:
        NotFound: no mentor.
        Invalid: with the field.
    """
    if len(days) > LONGEST_HOLIDAY:
        raise Invalid("That is more than a hundred days. Pause your profile instead.", field="last")
    today = house.clock.now().date()
    wishes = [
        ExceptionWish(date=day, is_available=True, start_minute=start, end_minute=end, notes=notes)
        for day in sorted(days)
        for start, end in spans
    ] or [ExceptionWish(date=day, is_available=False, notes=notes) for day in sorted(days)]
    for wish in wishes:
        check_exception(wish, today)
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            await _mentor(db, person)
            await queries.drop_days(db.connection, mentor=person.id, days=list(days))
            for wish in wishes:
                await _except(db, person, wish)
    except asyncpg.CheckViolationError as refusal:
        raise _explained(refusal) from refusal


async def usual_again(house: House, person: Person, days: Collection[date]) -> None:
    """The usual hours hold again on these days."""
    async with house.database.session(person.actor, schema(house)) as db:
        await queries.drop_days(db.connection, mentor=person.id, days=list(days))


async def _except(db: Session, person: Person, wish: ExceptionWish) -> UUID:
    return await queries.add_exception(
        db.connection,
        mentor=person.id,
        date=wish.date,
        is_available=wish.is_available,
        start_minute=wish.start_minute,
        end_minute=wish.end_minute,
        notes=wish.notes,
    )


async def remove_exception(house: House, person: Person, exception: UUID) -> None:
    """Take one exception back.

    Raises:
        NotFound: not one of theirs.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        if await queries.drop_exception(db.connection, mentor=person.id, exception=exception) is None:
            raise NotFound


async def set_settings(
    house: House, person: Person, wish: SettingsWish, *, time_zone: str, booking_mode: str
) -> None:
    """How one wants to be booked.

    Raises:
        NotFound: no mentor.
        Invalid: with the field.
    """
    check_settings(wish)
    check_zone(time_zone, "timezone")
    if booking_mode not in MODES:
        raise Invalid("Choose whether sessions are booked at once or after your yes.", field="booking_mode")
    async with house.database.session(person.actor, schema(house)) as db:
        await _mentor(db, person)
        await queries.set_settings(
            db.connection,
            mentor=person.id,
            timezone=time_zone,
            durations=sorted(set(wish.durations)),
            slot_interval=wish.slot_interval,
            buffer_before=wish.buffer_before,
            buffer_after=wish.buffer_after,
            notice=wish.notice,
            horizon_days=wish.horizon_days,
            most_per_day=wish.most_per_day,
            most_per_week=wish.most_per_week,
            booking_mode=booking_mode,
        )

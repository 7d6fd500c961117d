"""Slots for everybody, hours for their mentor, over JSON."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation.errors import Invalid, NotFound
from kith.products.mentor.availability import commands, picking
from kith.products.mentor.availability.reads import queries
from kith.products.mentor.availability.wishes import ExceptionWish, RuleWish, SettingsWish
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
MOST_DAYS = 62


class FreeSlot(msgspec.Struct, frozen=True):
    """A slot; both ends with the offset of the viewer's clock."""

    start: datetime
    end: datetime


class FreeDay(msgspec.Struct, frozen=True):
    """A day of the viewer's. `viewer_clock_moves` and `mentor_clock_moves` are minutes, on days on which that one's clock changes."""

    date: date
    slots: list[FreeSlot]
    viewer_clock_moves: int | None
    mentor_clock_moves: int | None


class FreeSlots(msgspec.Struct, frozen=True):
    """What a mentor offers."""

    minutes: int
    time_zone: str
    mentor_time_zone: str
    next_free_slot: datetime | None
    days: list[FreeDay]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Weekly hours as kept."""

    id: UUID
    weekday: int
    start_minute: int
    end_minute: int
    timezone: str
    interval_weeks: int
    anchor_date: date | None
    is_active: bool


class DayOff(msgspec.Struct, frozen=True, kw_only=True):
    """A day with other hours, or none, as kept."""

    id: UUID
    date: date
    is_available: bool
    start_minute: int | None
    end_minute: int | None
    notes: str | None


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor's own hours and settings."""

    timezone: str
    booking_mode: str
    settings: SettingsWish
    rules: list[Rule]
    exceptions: list[DayOff]
    next_free_slot: datetime | None


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All weekly hours."""

    rules: list[RuleWish]


class NewSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to be booked. `booking_mode` is instant, or request: after your yes."""

    timezone: Annotated[str, msgspec.Meta(max_length=64)]
    booking_mode: Annotated[str, msgspec.Meta(max_length=20)]
    settings: SettingsWish


class HoursAdded(msgspec.Struct, frozen=True):
    """What was added."""

    id: UUID


@get("/api/mentor/mentors/{profile:uuid}/slots", tags=["mentor"])
async def free_slots(
    request: Requested,
    profile: FromPath[UUID],
    minutes: FromQuery[int | None] = None,
    start: FromQuery[date | None] = None,
    days: Annotated[FromQuery[int], msgspec.Meta(ge=1, le=MOST_DAYS)] = 7,
    zone: Annotated[FromQuery[str], msgspec.Meta(max_length=64)] = "",
) -> FreeSlots:
    """A mentor's free slots under the days of a time zone: the viewer's own, unless told otherwise."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("Ask for 1 to 62 days at a time.", field="days")
    house, person = house_of(request), visitor(request)
    found = await picking.slots_of(
        house,
        None if person is None else person.id,
        profile,
        minutes=minutes,
        first=start,
        days=days,
        zone=zone,
    )
    return FreeSlots(
        found.minutes,
        found.time_zone,
        found.mentor_time_zone,
        found.next_free_slot,
        [
            FreeDay(
                day.date,
                [FreeSlot(slot.start, slot.end) for slot in day.slots],
                day.viewer_clock,
                day.mentor_clock,
            )
            for day in found.days
        ],
    )


@get("/api/mentor/availability", tags=["mentor"])
async def hours(request: Requested) -> Hours:
    """One's own hours, exceptions of the next year, and settings."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        row = await queries.settings(db.connection, person=person.id)
        if row is None:
            raise NotFound
        today = db.now.date()
        rules = [dict(found) async for found in queries.rules(db.connection, mentor=person.id)]
        exceptions = [
            dict(found)
            async for found in queries.exceptions(
                db.connection,
                mentor=person.id,
                first=today - timedelta(days=1),
                last=today + timedelta(days=366),
            )
        ]
    return Hours(
        timezone=row["timezone"],
        booking_mode=row["booking_mode"],
        settings=SettingsWish(
            durations=list(row["durations"]),
            **{
                name: row[name]
                for name in (
                    "slot_interval",
                    "buffer_before",
                    "buffer_after",
                    "notice",
                    "horizon_days",
                    "most_per_day",
                    "most_per_week",
                )
            },
        ),
        rules=[Rule(**found) for found in rules],
        exceptions=[DayOff(**found) for found in exceptions],
        next_free_slot=row["next_free_slot"],
    )


@put("/api/mentor/availability/rules", tags=["mentor"], status_code=204)
async def replace_rules(request: Requested, data: JSONBody[Rules]) -> None:
    """These weekly hours and no others."""
    await commands.replace_rules(house_of(request), person_of(request), data.rules)


@post("/api/mentor/availability/rules", tags=["mentor"], status_code=201)
async def add_rule(request: Requested, data: JSONBody[RuleWish]) -> HoursAdded:
    """Open at some hours of a weekday; hours that overlap merge in effect."""
    return HoursAdded(await commands.add_rule(house_of(request), person_of(request), data))


@delete("/api/mentor/availability/rules/{rule:uuid}", tags=["mentor"], status_code=204)
async def remove_rule(request: Requested, rule: FromPath[UUID]) -> None:
    """Take hours away."""
    await commands.remove_rule(house_of(request), person_of(request), rule)


@post("/api/mentor/availability/exceptions", tags=["mentor"], status_code=201)
async def add_exception(request: Requested, data: JSONBody[ExceptionWish]) -> HoursAdded:
    """Other hours on a day, or none; they replace the day's usual ones."""
    return HoursAdded(await commands.add_exception(house_of(request), person_of(request), data))


@delete("/api/mentor/availability/exceptions/{exception:uuid}", tags=["mentor"], status_code=204)
async def remove_exception(request: Requested, exception: FromPath[UUID]) -> None:
    """Take an exception back."""
    await commands.remove_exception(house_of(request), person_of(request), exception)


@put("/api/mentor/availability/settings", tags=["mentor"], status_code=204)
async def set_settings(request: Requested, data: JSONBody[NewSettings]) -> None:
    """How to be booked."""
    await commands.set_settings(
        house_of(request),
        person_of(request),
        data.settings,
        time_zone=data.timezone,
        booking_mode=data.booking_mode,
    )


ROUTES = [
    free_slots,
    hours,
    replace_rules,
    add_rule,
    remove_rule,
    add_exception,
    remove_exception,
    set_settings,
]

"""Picking a slot, and a mentor's own hours."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _, later
from kith.products.mentor.availability import commands, picking
from kith.products.mentor.availability.picking import Picked
from kith.products.mentor.availability.reads import queries
from kith.products.mentor.availability.wishes import RuleWish, SettingsWish
from kith.products.mentor.credit import reads as credit
from kith.products.mentor.frame import frame
from kith.products.mentor.packages import offers as packages
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
WEEKDAYS: Final = (
    later("Sunday"),
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
)
_HOURS: Final = "/mentor/mentoring/hours"
ZONES: Final = sorted(
    zone
    for zone in available_timezones()
    if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
)


async def picked(
    request: Requested,
    profile: UUID,
    *,
    minutes: int | None,
    start: date | None,
    zone: str,
    view: str,
    leave_out: UUID | None = None,
) -> Picked:
    """The slots a page shows: a week, or the whole month around a day."""
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    first, days = start, 7
    if view == "month":
        today = house.clock.now().date()
        first = (start or today).replace(day=1)
        days = monthrange(first.year, first.month)[1]
    return await picking.slots_of(
        house, viewer, profile, minutes=minutes, first=first, days=days, zone=zone, leave_out=leave_out
    )


def picker(found: Picked, base: str, *, view: str, zone: str, extra: dict[str, str]) -> dict[str, Any]:
    """What the slot picker's template needs; `base` is the page it is on, `extra` what its links carry along."""

    def link(**changed: object) -> str:
        query: dict[str, object] = {
            "minutes": found.minutes,
            "view": view,
            "zone": zone,
            "start": found.first,
        }
        query = {name: value for name, value in {**query, **changed, **extra}.items() if value}
        return f"{base}?{urlencode(query)}"

    step = timedelta(days=7)
    if view == "month":
        before = (found.first - timedelta(days=1)).replace(day=1)
        after = (found.first + timedelta(days=32)).replace(day=1)
    else:
        before, after = max(found.first - step, found.today), found.first + step
    horizon = found.today + timedelta(days=found.horizon_days)
    return {
        "picked": found,
        "view": view,
        "zone": zone,
        "zones": ZONES,
        "extra": extra,
        "base": base,
        "any_slots": any(day.slots for day in found.days),
        "earlier": link(start=before) if found.first > found.today else None,
        "later": link(start=after) if after <= horizon else None,
        "as_week": link(view="week"),
        "as_month": link(view="month"),
        "lengths": [
            (minutes, link(minutes=minutes), minutes == found.minutes) for minutes in found.durations
        ],
        "day_links": {day.date: link(start=day.date, view="week") for day in found.days},
        "next_link": link(
            start=found.next_free_slot.astimezone(ZoneInfo(found.time_zone)).date(), view="week"
        )
        if found.next_free_slot
        else None,
        "blank_days": (found.first.weekday()) if view == "month" else 0,
    }


@get("/mentor/mentors/{profile:uuid}/book", include_in_schema=False)
async def pick(
    request: Requested,
    profile: FromPath[UUID],
    minutes: FromQuery[int | None] = None,
    start: FromQuery[date | None] = None,
    zone: FromQuery[str] = "",
    view: FromQuery[str] = "week",
    pay: FromQuery[str] = "",
) -> Response[str]:
    shown = "month" if view == "month" else "week"
    found = await picked(request, profile, minutes=minutes, start=start, zone=zone, view=shown)
    house, person = house_of(request), visitor(request)
    mine = (await credit.usable(house, None if person is None else person.id, profile)).get(found.minutes)
    extra = {"pay": "card"} if pay == "card" and mine is not None else {}
    context = picker(found, f"/mentor/mentors/{profile}/book", view=shown, zone=zone, extra=extra)
    context |= {
        "moving": None,
        "credit": mine,
        "with_credit": mine is not None and not extra,
        "packages": [] if mine is not None else await packages.on_offer(house, profile),
        "terms": await packages.terms(house),
        "own": person is not None and person.id == found.mentor_id,
    }
    return page(request, "mentor/pick.html", {**frame(request, "mentors"), **context}, product="mentor")


class HolidayForm(msgspec.Struct, frozen=True):
    """Days off, or other hours on one day."""

    first: date
    last: date | None = None
    start: Annotated[str, msgspec.Meta(max_length=5)] = ""
    until: Annotated[str, msgspec.Meta(max_length=5)] = ""
    notes: Annotated[str, msgspec.Meta(max_length=200)] = ""


class SettingsForm(msgspec.Struct, frozen=True):
    """Booking settings, as text where nothing is an answer."""

    timezone: Annotated[str, msgspec.Meta(max_length=64)]
    booking_mode: Annotated[str, msgspec.Meta(max_length=20)]
    durations: Annotated[str, msgspec.Meta(max_length=60)]
    slot_interval: Annotated[str, msgspec.Meta(max_length=6)] = ""
    buffer_before: int = 0
    buffer_after: int = 0
    notice_hours: float = 2
    horizon_days: int = 60
    most_per_day: Annotated[str, msgspec.Meta(max_length=6)] = ""
    most_per_week: Annotated[str, msgspec.Meta(max_length=6)] = ""


def minute_of(text: str, field: str, *, ends: bool = False) -> int:
    """A time of day such as 17:30 in minutes; 00:00 as an end is midnight.

    Raises:
        Invalid: it is none.
    """
    hours, separator, minutes = text.partition(":")
    if not separator or not hours.isdecimal() or not minutes.isdecimal():
        raise Invalid("Please give a time such as 17:30.", field=field)
    found = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or found > 1440:
        raise Invalid("Please give a time such as 17:30.", field=field)
    return 1440 if ends and found == 0 else found


def _number(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or len(text.strip()) > 6:
        raise Invalid("Please write a whole number, or nothing.", field=field)
    return int(text)


async def _hours_page(request: Requested, problem: Invalid | None = None) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        row = await queries.settings(db.connection, person=person.id)
        if row is None:
            raise NotFound
        rules = [found async for found in queries.rules(db.connection, mentor=person.id)]
        today = db.now.astimezone(ZoneInfo(row["timezone"])).date()
        exceptions = [
            found
            async for found in queries.exceptions(
                db.connection, mentor=person.id, first=today, last=today + timedelta(days=400)
            )
        ]
    context = {
        "settings": row,
        "weekdays": [_(name) for name in WEEKDAYS],
        # Monday first, as most calendars here begin.
        "by_day": [
            (day, [rule for rule in rules if rule["weekday"] == day]) for day in (1, 2, 3, 4, 5, 6, 0)
        ],
        "exceptions": exceptions,
        "zones": ZONES,
        "problem": problem,
        "today": today,
    }
    return page(
        request,
        "mentor/hours.html",
        {**frame(request, "mentoring"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get(_HOURS, include_in_schema=False)
async def hours(request: Requested) -> Response[str]:
    return await _hours_page(request)


@post(f"{_HOURS}/rules", include_in_schema=False, status_code=200)
async def add_hours(request: Requested) -> Response[Any]:
    data = await request.form()
    house, person = house_of(request), person_of(request)
    try:
        days = sorted({int(str(day)) for day in data.getall("days")}) if "days" in data else []
        sent = await forms.read(request, _RuleTimes)
        if not days:
            raise Invalid("Choose at least one day.", field="days")
        async with house.database.session(person.actor, commands.schema(house)) as db:
            row = await queries.settings(db.connection, person=person.id)
        if row is None:
            raise NotFound
        anchor = sent.anchor or house.clock.now().astimezone(ZoneInfo(row["timezone"])).date()
        await commands.add_rules(
            house,
            person,
            [
                RuleWish(
                    weekday=day,
                    start_minute=minute_of(sent.start, "start"),
                    end_minute=minute_of(sent.until, "until", ends=True),
                    timezone=row["timezone"],
                    interval_weeks=sent.weeks,
                    anchor_date=anchor,
                )
                for day in days
            ],
        )
    except (Invalid, ValueError) as problem:
        if not isinstance(problem, Invalid):
            problem = Invalid("Choose days from the list.", field="days")
        return await _hours_page(request, problem)
    flash_next(request, "success", "Your hours are in. Slots follow within a minute.")
    return Redirect(_HOURS, status_code=303)


class _RuleTimes(msgspec.Struct, frozen=True):
    start: Annotated[str, msgspec.Meta(max_length=5)] = ""
    until: Annotated[str, msgspec.Meta(max_length=5)] = ""
    weeks: int = 1
    anchor: date | None = None


@post(_HOURS + "/rules/{rule:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_hours(request: Requested, rule: FromPath[UUID]) -> Redirect:
    await commands.remove_rule(house_of(request), person_of(request), rule)
    flash_next(request, "info", "These hours are gone.")
    return Redirect(_HOURS, status_code=303)


@post(f"{_HOURS}/days", include_in_schema=False, status_code=200)
async def other_days(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        sent = await forms.read(request, HolidayForm)
        if sent.start or sent.until:
            await commands.other_hours(
                house,
                person,
                sent.first,
                minute_of(sent.start, "start"),
                minute_of(sent.until, "until", ends=True),
                sent.notes.strip() or None,
            )
        else:
            await commands.take_off(
                house, person, sent.first, sent.last or sent.first, sent.notes.strip() or None
            )
    except Invalid as problem:
        return await _hours_page(request, problem)
    flash_next(request, "success", "Noted. Nobody can book you against it.")
    return Redirect(_HOURS, status_code=303)


@post(_HOURS + "/days/{day:date}/usual", include_in_schema=False, status_code=200)
async def usual(request: Requested, day: FromPath[date]) -> Redirect:
    await commands.usual_again(house_of(request), person_of(request), day, day)
    flash_next(request, "info", "The usual hours hold again on that day.")
    return Redirect(_HOURS, status_code=303)


@post(f"{_HOURS}/settings", include_in_schema=False, status_code=200)
async def settings(request: Requested) -> Response[Any]:
    try:
        sent = await forms.read(request, SettingsForm)
        lengths = [part for part in sent.durations.replace(",", " ").split() if part]
        if not lengths or not all(part.isdecimal() and len(part) < 6 for part in lengths):
            raise Invalid("Write the lengths in minutes, such as 30, 60.", field="durations")
        await commands.set_settings(
            house_of(request),
            person_of(request),
            SettingsWish(
                durations=[int(part) for part in lengths],
                slot_interval=_number(sent.slot_interval, "slot_interval"),
                buffer_before=sent.buffer_before,
                buffer_after=sent.buffer_after,
                notice=round(sent.notice_hours * 60),
                horizon_days=sent.horizon_days,
                most_per_day=_number(sent.most_per_day, "most_per_day"),
                most_per_week=_number(sent.most_per_week, "most_per_week"),
            ),
            time_zone=sent.timezone,
            booking_mode=sent.booking_mode,
        )
    except Invalid as problem:
        return await _hours_page(request, problem)
    flash_next(request, "success", "Saved. Slots follow within a minute.")
    return Redirect(_HOURS, status_code=303)


ROUTES = [pick, hours, add_hours, remove_hours, other_days, usual, settings]

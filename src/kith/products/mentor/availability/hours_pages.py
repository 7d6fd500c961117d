"""A mentor's own hours: the week, the days that are different, and how they want to be booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import _, later
from kith.products.mentor.availability import commands, month, week
from kith.products.mentor.availability.pages import ZONES
from kith.products.mentor.availability.reads import queries
from kith.products.mentor.availability.wishes import RuleWish, SettingsWish
from kith.products.mentor.frame import frame
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
Time = Annotated[str, msgspec.Meta(max_length=5)]
WEEKDAYS: Final = (
    later("Sunday"),
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
)
# Monday first, as most calendars here begin.
_ORDER: Final = (1, 2, 3, 4, 5, 6, 0)
_HOURS: Final = "/mentor/mentoring/hours"
_MONTHS_AHEAD: Final = 24
_SEVERAL: Final = ("days", "rule")


class WeekForm(msgspec.Struct, frozen=True):
    """All weekly hours (see `week.written`), and the mark of those that were on the page."""

    rule: list[Annotated[str, msgspec.Meta(max_length=140)]] = []
    seen: Annotated[str, msgspec.Meta(max_length=16)] = ""


class RuleForm(msgspec.Struct, frozen=True):
    """Hours on some weekdays."""

    days: list[int] = []
    start: Time = ""
    until: Time = ""
    weeks: int = 1
    anchor: date | None = None


class DaysForm(msgspec.Struct, frozen=True):
    """Days ticked in the calendar, or all from `first` to `last`: off, open at other hours, or as usual again."""

    days: list[date] = []
    first: date | None = None
    last: date | None = None
    what: Literal["off", "other", "usual"] = "off"
    open_from: Time = ""
    open_until: Time = ""
    also_from: Time = ""
    also_until: Time = ""
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


async def _typed(request: Requested) -> dict[str, Any]:
    """What was typed into a form, to be shown again when it is refused."""
    sent = await request.form()
    return {
        name: [str(one) for one in sent.getall(name)] if name in _SEVERAL else str(sent[name])
        for name in sent
        if name != "_csrf"
    }


def _settings_values(row: Any) -> dict[str, str]:
    values = {
        name: "" if row[name] is None else str(row[name])
        for name in (
            "timezone",
            "booking_mode",
            "slot_interval",
            "buffer_before",
            "buffer_after",
            "horizon_days",
            "most_per_day",
            "most_per_week",
        )
    }
    return values | {
        "durations": ", ".join(str(one) for one in row["durations"]),
        "notice_hours": f"{row['notice'] / 60:g}",
    }


def _first_of(text: str, today: date) -> date:
    """The month to show, such as 2026-12; this one for anything else."""
    try:
        wanted = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return today.replace(day=1)
    latest = (today + timedelta(days=31 * _MONTHS_AHEAD)).replace(day=1)
    return min(max(wanted, today.replace(day=1)), latest)


async def _hours_page(
    request: Requested,
    problem: Problem | None = None,
    *,
    shown: str = "",
    refused: str = "",
    typed: Mapping[str, Any] | None = None,
) -> Response[str]:
    """`refused` is the form whose `typed` values are shown again: week, rules, days or settings."""
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
                db.connection,
                mentor=person.id,
                first=today.replace(day=1),
                last=today + timedelta(days=31 * (_MONTHS_AHEAD + 1)),
            )
        ]
    again: dict[str, Mapping[str, Any]] = {"week": {}, "rules": {}, "days": {}}
    again |= {"settings": _settings_values(row)}
    if refused:
        again[refused] = {**again[refused], **(typed or {})}
    first = _first_of(shown, today)
    days = month.days_of(first, today, row["timezone"], rules, exceptions)
    following = (first + timedelta(days=32)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    context = {
        "settings": row,
        "weekdays": [_(name) for name in WEEKDAYS],
        "by_day": [(day, [rule for rule in rules if rule["weekday"] == day]) for day in _ORDER],
        "week": again["week"].get("rule", [])
        if refused == "week"
        else [week.written(rule, today) for rule in rules],
        "seen": week.mark_of(rules),
        "month": first,
        "month_days": days,
        "blank_days": days[0].date.weekday(),
        "earlier": f"{before:%Y-%m}" if first > today.replace(day=1) else None,
        "later": f"{following:%Y-%m}" if following == _first_of(f"{following:%Y-%m}", today) else None,
        "exceptions": [one for one in exceptions if one["date"] >= today],
        "zones": ZONES,
        "problem": problem,
        "refused": refused,
        "typed": again,
        "today": today,
        "said_at": ("days", "settings"),
    }
    return page(
        request,
        "mentor/hours.html",
        {**frame(request, "mentoring"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get(_HOURS, include_in_schema=False)
async def hours(request: Requested, month: FromQuery[str] = "") -> Response[str]:
    return await _hours_page(request, shown=month)


@post(f"{_HOURS}/week", include_in_schema=False, status_code=200)
async def draw_week(request: Requested) -> Response[Any]:
    try:
        sent = await forms.read(request, WeekForm)
        await commands.replace_rules(
            house_of(request), person_of(request), [week.read(one) for one in sent.rule], seen=sent.seen
        )
    except (Invalid, Conflict) as problem:
        return await _hours_page(request, problem, refused="week", typed=await _typed(request))
    flash_next(request, "success", "Your week is saved. Slots follow within a minute.")
    return Redirect(_HOURS, status_code=303)


@post(f"{_HOURS}/rules", include_in_schema=False, status_code=200)
async def add_hours(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        sent = await forms.read(request, RuleForm)
        if not sent.days:
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
                for day in sorted(set(sent.days))
            ],
        )
    except Invalid as problem:
        return await _hours_page(request, problem, refused="rules", typed=await _typed(request))
    flash_next(request, "success", "Your hours are in. Slots follow within a minute.")
    return Redirect(_HOURS, status_code=303)


@post(_HOURS + "/rules/{rule:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_hours(request: Requested, rule: FromPath[UUID]) -> Redirect:
    await commands.remove_rule(house_of(request), person_of(request), rule)
    flash_next(request, "info", "These hours are gone.")
    return Redirect(_HOURS, status_code=303)


@post(f"{_HOURS}/days", include_in_schema=False, status_code=200)
async def other_days(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    typed = await _typed(request)
    try:
        sent = await forms.read(request, DaysForm)
        days = {*sent.days, *_range(sent.first, sent.last)}
        if not days:
            raise Invalid("Tick a day in the calendar, or give the first and the last.", field="first")
        if sent.what == "usual":
            await commands.usual_again(house, person, days)
        else:
            spans = _spans(sent) if sent.what == "other" else ()
            await commands.set_days(house, person, days, spans, sent.notes.strip() or None)
    except Invalid as problem:
        shown = next(iter(typed.get("days", [])), typed.get("first", ""))
        return await _hours_page(request, problem, shown=shown, refused="days", typed=typed)
    flash_next(
        request,
        "success",
        _("The usual hours hold again.")
        if sent.what == "usual"
        else _("Noted. Nobody can book you against it."),
        at="days",
    )
    return Redirect(f"{_HOURS}?month={min(days):%Y-%m}#said-days", status_code=303)


def _range(first: date | None, last: date | None) -> list[date]:
    """Every day from the first to the last."""
    if first is None:
        if last is not None:
            raise Invalid("Say from which day on.", field="first")
        return []
    count = ((last or first) - first).days
    if count < 0:
        raise Invalid("The last day comes after the first.", field="last")
    if count >= commands.LONGEST_HOLIDAY:
        raise Invalid("That is more than a hundred days. Pause your profile instead.", field="last")
    return [first + timedelta(days=n) for n in range(count + 1)]


def _spans(sent: DaysForm) -> list[tuple[int, int]]:
    spans = [(minute_of(sent.open_from, "open_from"), minute_of(sent.open_until, "open_until", ends=True))]
    if sent.also_from or sent.also_until:
        spans.append(
            (minute_of(sent.also_from, "also_from"), minute_of(sent.also_until, "also_until", ends=True))
        )
    for (start, end), field in zip(spans, ("open_until", "also_until"), strict=False):
        if end <= start:
            raise Invalid("The end must come after the beginning.", field=field)
    return spans


@post(_HOURS + "/days/{day:date}/usual", include_in_schema=False, status_code=200)
async def usual(request: Requested, day: FromPath[date]) -> Redirect:
    await commands.usual_again(house_of(request), person_of(request), {day})
    flash_next(request, "info", "The usual hours hold again on that day.", at="days")
    return Redirect(f"{_HOURS}?month={day:%Y-%m}#said-days", status_code=303)


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
        return await _hours_page(request, problem, refused="settings", typed=await _typed(request))
    flash_next(request, "success", "Saved. Slots follow within a minute.", at="settings")
    return Redirect(f"{_HOURS}#said-settings", status_code=303)


ROUTES = [hours, draw_week, add_hours, remove_hours, other_days, usual, settings]

"""Slots found the slow and obvious way: minute by minute, with `zoneinfo` for every local time. What the availability engine is held to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kith.products.mentor.availability.rules import WeeklyRule
from kith.products.mentor.availability.slots import Availability

_EPOCH = date(1970, 1, 1)


def instant(zone: str, day: date, minute: int) -> int:
    """A local time as seconds since 1970; `zoneinfo` with fold 0 is RFC 5545's reading of it."""
    local = datetime.combine(day + timedelta(days=minute // 1440), datetime.min.time()) + timedelta(
        minutes=minute % 1440
    )
    return int(local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp())


def day_of(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def midnights(zone: str, start: int, end: int) -> list[tuple[date, int]]:
    """Every local date around the time from `start` until `end` with the instant at which it begins."""
    first = datetime.fromtimestamp(start, UTC).date() - timedelta(days=9)
    last = datetime.fromtimestamp(end, UTC).date() + timedelta(days=9)
    return [
        (day, instant(zone, day, 0))
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def local_day(days: list[tuple[date, int]], at: int) -> date:
    return max(day for day, begins in days if begins <= at)


def on_in(rule: WeeklyRule, day: date) -> bool:
    monday = day - timedelta(days=day.weekday())
    anchor = day_of(rule.anchor_day)
    anchored = anchor - timedelta(days=anchor.weekday())
    return day.isoweekday() % 7 == rule.weekday and (monday - anchored).days // 7 % rule.interval_weeks == 0


def exists(zone: str, day: date) -> bool:
    return instant(zone, day, 0) < instant(zone, day, 1440)


def slots(mentor: Availability, start: int, end: int, duration: int, now: int) -> list[int]:
    """As the engine's `slots`; every instant given must be a whole minute."""
    settings = mentor.settings
    if mentor.closed or duration not in settings.durations:
        return []
    days = midnights(mentor.time_zone, min(start, now), max(end, now) + settings.horizon_days * 86_400)
    begins = {at for _, at in days}
    free = _free_minutes(mentor, [at for at in days if start - 3 * 86_400 <= at[1] <= end + 4 * 86_400])
    last_day = local_day(days, now) + timedelta(days=settings.horizon_days)
    step = (settings.interval or duration) * 60
    found: list[int] = []
    for at in range(start, end, 60):
        if at < now + settings.notice * 60 or local_day(days, at) > last_day:
            continue
        if any(minute not in free for minute in range(at, at + duration * 60, 60)):
            continue
        anchor = at
        while anchor not in begins and anchor - 60 in free:
            anchor -= 60
        if (at - anchor) % step:
            continue
        if any(one[0] < at + duration * 60 and at < one[1] for one in mentor.viewer_taken):
            continue
        if _full(mentor, days, local_day(days, at)):
            continue
        found.append(at)
    return found


def _free_minutes(mentor: Availability, days: list[tuple[date, int]]) -> set[int]:
    usual: set[int] = set()
    for rule in mentor.rules:
        for day, _ in days:
            if on_in(rule, day) and exists(rule.time_zone, day):
                opens = instant(rule.time_zone, day, rule.start_minute)
                usual.update(range(opens, instant(rule.time_zone, day, rule.end_minute), 60))
    instead: set[int] = set()
    for exception in mentor.exceptions:
        day = day_of(exception.day)
        if not exists(mentor.time_zone, day):
            continue
        usual.difference_update(
            range(instant(mentor.time_zone, day, 0), instant(mentor.time_zone, day, 1440), 60)
        )
        opens = instant(mentor.time_zone, day, exception.start_minute)
        instead.update(range(opens, instant(mentor.time_zone, day, exception.end_minute), 60))
    free = usual | instead
    before, after = mentor.settings.buffer_before, mentor.settings.buffer_after
    for one in mentor.taken:
        opens = one.start - (one.buffer_before + after) * 60
        free.difference_update(range(opens, one.end + (one.buffer_after + before) * 60, 60))
    for opens, closes in mentor.busy:
        free.difference_update(range(opens, closes, 60))
    return free


def _full(mentor: Availability, days: list[tuple[date, int]], day: date) -> bool:
    most_per_day, most_per_week = mentor.settings.most_per_day, mentor.settings.most_per_week
    held = [local_day(days, one.start) for one in mentor.taken if most_per_day or most_per_week]
    if most_per_day is not None and sum(other == day for other in held) >= most_per_day:
        return True
    week = day.isocalendar()[:2]
    return (
        most_per_week is not None and sum(other.isocalendar()[:2] == week for other in held) >= most_per_week
    )

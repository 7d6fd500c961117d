"""Which slots can be booked. `slots` lists them, `is_free` answers for one by the same way, so that a slot shown is a slot bookable.

A slot is offered when it lies wholly inside a free span: open hours without the mentor's bookings and live holds (each with its own
buffers and those the new slot would bring) and without busy time of their calendars. Within each local day of the mentor the grid begins
where the free time does: at the opening, at midnight, or at the end of what was busy. All instants are seconds since 1970, UTC.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from kith.products.mentor.availability.intervals import Span, merged, without
from kith.products.mentor.availability.local_time import DAY, Zone, week_of, zone_between
from kith.products.mentor.availability.rules import DayException, WeeklyRule, open_hours

SHORTEST: Final = 15
LONGEST: Final = 240


class BookingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a mentor wants to be booked; minutes throughout.

    `durations` are those offered (15–240); `interval` the step from one start to the next, None for the duration itself; `notice` how long
    before its beginning a slot can still be booked; `horizon_days` how many of the mentor's local days after today are open;
    `most_per_day` and `most_per_week` (ISO week) count by the mentor's local day, None for no limit.
    """

    durations: tuple[int, ...] = (60,)
    interval: int | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    notice: int = 0
    horizon_days: int = 60
    most_per_day: int | None = None
    most_per_week: int | None = None


class Taken(msgspec.Struct, frozen=True, gc=False):
    """A booking or a live hold of the mentor's, with the buffers it was made with (minutes)."""

    start: int
    end: int
    buffer_before: int = 0
    buffer_after: int = 0


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides about a mentor's slots, for one viewer.

    `taken` holds bookings (pending, confirmed, and for the limits completed) and live holds of at least the whole weeks that are asked about;
    `busy` the spans of the mentor's calendars; `viewer_taken` when the viewer is in a session of their own. `closed`: nothing is offered
    to this viewer at all, be it that one of the two blocked the other or that the mentor takes nobody now.
    """

    time_zone: str
    settings: BookingSettings
    rules: Sequence[WeeklyRule] = ()
    exceptions: Sequence[DayException] = ()
    taken: Sequence[Taken] = ()
    busy: Sequence[Span] = ()
    viewer_taken: Sequence[Span] = ()
    closed: bool = False


def free_spans(mentor: Availability, start: int, end: int) -> list[Span]:
    """When a session could take place, from `start` until `end`, whatever its length: a tidy list without notice, horizon and limits."""
    if mentor.closed or start >= end:
        return []
    zone = zone_between(mentor.time_zone, start, end)
    hours = open_hours(zone, mentor.rules, mentor.exceptions, start, end)
    if not hours:
        return []
    before, after = mentor.settings.buffer_before * 60, mentor.settings.buffer_after * 60
    # The new slot's own buffers reach into the time around it: what is taken grows by them on the other side.
    blocked = [
        (one.start - one.buffer_before * 60 - after, one.end + one.buffer_after * 60 + before)
        for one in mentor.taken
    ]
    return without(hours, merged([*blocked, *mentor.busy]))


def slots(mentor: Availability, start: int, end: int, duration: int, now: int) -> list[int]:
    """The beginnings of all slots of `duration` minutes that begin from `start` until before `end`, in order."""
    settings = mentor.settings
    if mentor.closed or duration not in settings.durations or not SHORTEST <= duration <= LONGEST:
        return []
    zone = zone_between(mentor.time_zone, min(start, now), max(end, now + (settings.horizon_days + 1) * DAY))
    today = zone.day_of(now)
    start = max(start, now + settings.notice * 60)
    end = min(end, zone.instant(today + settings.horizon_days + 1, 0))
    if start >= end:
        return []
    length = duration * 60
    step = (settings.interval or duration) * 60
    first = zone.day_of(start)
    reach = zone.instant(zone.day_of(end) + 1, 0) + length
    full = _Limits(zone, mentor.taken, settings)
    found: list[int] = []
    for day, opens, closes, until in _by_day(
        zone, free_spans(mentor, zone.instant(first, 0), reach), first, end
    ):
        if full.on(day):
            continue
        begin = opens if opens >= start else opens + -(-(start - opens) // step) * step
        found.extend(range(begin, min(until, closes - length + 1), step))
    return _outside(found, length, mentor.viewer_taken) if mentor.viewer_taken else found


def is_free(mentor: Availability, start: int, duration: int, now: int) -> bool:
    """Whether a slot of `duration` minutes beginning at `start` is offered: the one answer for listing and for booking."""
    return slots(mentor, start, start + 1, duration, now) == [start]


def nearest_alternatives(
    mentor: Availability, start: int, duration: int, now: int, count: int = 3
) -> list[int]:
    """The beginnings of the `count` slots nearest to `start`, other than itself, the nearest first; the earlier of two equally near."""
    reach = DAY
    farthest = abs(start - now) + (mentor.settings.horizon_days + 2) * DAY
    while True:
        near = [
            slot for slot in slots(mentor, start - reach, start + reach + 1, duration, now) if slot != start
        ]
        if len(near) >= count or reach >= farthest:
            return sorted(near, key=lambda slot: (abs(slot - start), slot))[:count]
        reach = min(reach * 4, farthest)


def next_slot(mentor: Availability, now: int) -> int | None:
    """The beginning of the first slot of any duration offered, None when there is none up to the horizon."""
    farthest = now + (mentor.settings.horizon_days + 2) * DAY
    start, reach = now, 7 * DAY
    while start < farthest:
        end = min(start + reach, farthest)
        firsts = [
            found[0]
            for duration in mentor.settings.durations
            if (found := slots(mentor, start, end, duration, now))
        ]
        if firsts:
            return min(firsts)
        start, reach = end, reach * 4
    return None


class _Limits:
    """On which of the mentor's local days no further session fits their limits."""

    def __init__(self, zone: Zone, taken: Sequence[Taken], settings: BookingSettings) -> None:
        self._most = settings.most_per_day, settings.most_per_week
        limited = self._most != (None, None)
        days = [zone.day_of(one.start) for one in taken] if limited else []
        self._days = Counter(days)
        self._weeks = Counter(map(week_of, days))

    def on(self, day: int) -> bool:
        most_per_day, most_per_week = self._most
        return (most_per_day is not None and self._days[day] >= most_per_day) or (
            most_per_week is not None and self._weeks[week_of(day)] >= most_per_week
        )


def _by_day(zone: Zone, free: Sequence[Span], first: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(day, where its grid begins, end of the free span, until when starts are its own) for each local day of each free span."""
    day = first
    begins, ends = zone.span_of(day)
    for opens, closes in free:
        if opens >= end:
            return
        while ends <= opens:
            day += 1
            begins, ends = zone.span_of(day)
        while True:
            yield day, max(opens, begins), closes, min(ends, end)
            if closes <= ends or ends >= end:
                break
            day += 1
            begins, ends = zone.span_of(day)


def _outside(starts: Sequence[int], length: int, taken: Sequence[Span]) -> list[int]:
    """Those that do not overlap what is taken, each being `length` seconds long."""
    tidy = merged(taken)
    beginnings = [begin for begin, _ in tidy]
    left: list[int] = []
    for start in starts:
        at = bisect_left(beginnings, start + length)
        if at == 0 or tidy[at - 1][1] <= start:
            left.append(start)
    return left

"""Slots laid out in the viewer's own days. The zone changes only the display: the same instants, other clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import msgspec

from kith.products.mentor.availability.intervals import Span
from kith.products.mentor.availability.local_time import DAY, date_of, day_number, moment_of, zone_between


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A slot's beginning and end, with the offset of the viewer's clock at that moment."""

    start: datetime
    end: datetime


class Day(msgspec.Struct, frozen=True):
    """One of the viewer's days. On a day with a clock change `viewer_clock` or `mentor_clock` says by how many minutes that one's clock
    moves (forwards when positive) in the course of this day; otherwise they are None."""

    date: date
    slots: list[Slot]
    viewer_clock: int | None = None
    mentor_clock: int | None = None


def span_of_days(first: date, last: date, viewer_zone: str) -> Span:
    """From the beginning of the viewer's `first` day until the end of the `last`, as instants.

    Raises:
        ValueError: there is no zone of that name.
    """
    begin, end = day_number(first), day_number(last)
    zone = zone_between(viewer_zone, begin * DAY, (end + 1) * DAY)
    return zone.instant(begin, 0), zone.instant(end + 1, 0)


def in_days(
    starts: Sequence[int], duration: int, first: date, last: date, viewer_zone: str, mentor_zone: str
) -> list[Day]:
    """The slots that begin at `starts` (sorted instants, `duration` minutes long) under the viewer's days from `first` to `last`.

    A date that the viewer's zone skipped is left out.

    Raises:
        ValueError: there is no zone of that name.
    """
    begin, end = span_of_days(first, last, viewer_zone)
    viewer, mentor = zone_between(viewer_zone, begin, end), zone_between(mentor_zone, begin, end)
    offsets = {offset: timezone(timedelta(seconds=offset)) for offset in viewer.offsets}

    def shown(instant: int) -> datetime:
        return moment_of(instant).astimezone(offsets[viewer.offset(instant)])

    days: list[Day] = []
    position, count = 0, len(starts)
    for number in range(day_number(first), day_number(last) + 1):
        opens, closes = viewer.span_of(number)
        if opens == closes:
            continue
        today: list[Slot] = []
        while position < count and starts[position] < closes:
            today.append(Slot(shown(starts[position]), shown(starts[position] + duration * 60)))
            position += 1
        days.append(
            Day(
                date_of(number),
                today,
                viewer_clock=viewer.moved_by(opens, closes),
                mentor_clock=mentor.moved_by(opens, closes),
            )
        )
    return days

"""A mentor's opening hours: weekly rules, and exceptions that replace a date's rules.

Rules are read in their own time zone, exceptions in the mentor's. An exception's date is the mentor's local day from midnight to midnight:
whatever the rules would open in that day, in whichever zone they are written, is closed, and the exception's own hours are open instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from kith.products.mentor.availability.intervals import Span, merged, within, without
from kith.products.mentor.availability.local_time import DAY, Zone, week_of, weekday_of, zone_between


class WeeklyRule(msgspec.Struct, frozen=True, gc=False):
    """Open on `weekday` (0 is Sunday) from `start_minute` until `end_minute` (0–1440) in `time_zone`.

    Every `interval_weeks` weeks, counted in weeks from Monday to Sunday forwards and backwards from the week of `anchor_day` (days since
    1970); a rule for each week needs no anchor.
    """

    weekday: int
    start_minute: int
    end_minute: int
    time_zone: str
    interval_weeks: int = 1
    anchor_day: int = 0


class DayException(msgspec.Struct, frozen=True, gc=False):
    """On `day` (since 1970, the mentor's local day) other hours than usual; several for a day add up, none of them is a day off."""

    day: int
    start_minute: int = 0
    end_minute: int = 0


def open_hours(
    zone: Zone, rules: Iterable[WeeklyRule], exceptions: Sequence[DayException], start: int, end: int
) -> list[Span]:
    """When the mentor is open, from `start` until `end` (instants), as a tidy list.

    `zone` is the mentor's. Every span is elapsed time between two resolved local times; one that the clocks leave no room for is not
    there, and neither are the hours of a date that a zone skipped altogether.
    """
    usual = merged(span for rule in rules for span in _occurrences(rule, start, end))
    replaced: list[Span] = []
    instead: list[Span] = []
    for exception in exceptions:
        span = zone.span_of(exception.day)
        if span[0] < span[1] and span[0] - DAY < end and span[1] + DAY > start:
            replaced.append(span)
            instead.append(
                (
                    zone.instant(exception.day, exception.start_minute),
                    zone.instant(exception.day, exception.end_minute),
                )
            )
    if replaced:
        usual = merged([*without(usual, merged(replaced)), *instead])
    return within(usual, start, end)


def _occurrences(rule: WeeklyRule, start: int, end: int) -> Iterator[Span]:
    zone = zone_between(rule.time_zone, start, end)
    # A day more on each side, because local days lie up to that far from UTC's, and skipped time moves an hour on.
    first, last = start // DAY - 2, end // DAY + 2
    first += (rule.weekday - weekday_of(first)) % 7
    wanted = week_of(rule.anchor_day) % rule.interval_weeks
    for day in range(first, last + 1, 7):
        if week_of(day) % rule.interval_weeks == wanted:
            begins, ends = zone.span_of(day)
            if begins < ends:
                yield zone.instant(day, rule.start_minute), zone.instant(day, rule.end_minute)

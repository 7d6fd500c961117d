"""A month of a mentor's own days: what holds on each, for the calendar on which they say otherwise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from kith.products.mentor.availability.local_time import DAY, day_number, week_of, zone_between

Kind = Literal["usual", "closed", "off", "other"]


class MonthDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day: open as usual, closed as usual, off, or other hours. `spans` are minutes of the day in the mentor's zone; `elsewhere`: some of
    its usual hours are written in another zone, so they are not among them. `clock_moves`: minutes, when the clocks change that day."""

    date: date
    kind: Kind
    spans: tuple[tuple[int, int], ...]
    elsewhere: bool
    clock_moves: int | None
    past: bool


def days_of(
    month: date,
    today: date,
    time_zone: str,
    rules: Sequence[Mapping[str, Any]],
    exceptions: Iterable[Mapping[str, Any]],
) -> list[MonthDay]:
    """The days of the month around a date. `rules` and `exceptions` as the database keeps them (exceptions of that month at least).

    Raises:
        ValueError: there is no zone of that name.
    """
    first = month.replace(day=1)
    said: dict[date, list[Mapping[str, Any]]] = {}
    for one in exceptions:
        said.setdefault(one["date"], []).append(one)
    begin = day_number(first)
    zone = zone_between(time_zone, begin * DAY, (begin + 32) * DAY)
    days: list[MonthDay] = []
    for number in range(begin, begin + monthrange(first.year, first.month)[1]):
        here = first + timedelta(days=number - begin)
        opens, closes = zone.span_of(number)
        if opens == closes:
            continue  # a date that the zone skipped
        usual = [rule for rule in rules if _holds(rule, here)]
        own = said.get(here)
        chosen = usual if own is None else [one for one in own if one["is_available"]]
        spans = _joined(
            (one["start_minute"], one["end_minute"])
            for one in chosen
            if own is not None or one["timezone"] == time_zone
        )
        kind: Kind = ("usual" if usual else "closed") if own is None else "other" if chosen else "off"
        days.append(
            MonthDay(
                date=here,
                kind=kind,
                spans=spans,
                elsewhere=own is None and any(rule["timezone"] != time_zone for rule in usual),
                clock_moves=zone.moved_by(opens, closes),
                past=here < today,
            )
        )
    return days


def _holds(rule: Mapping[str, Any], day: date) -> bool:
    if not rule["is_active"] or rule["weekday"] != day.isoweekday() % 7:
        return False
    every = rule["interval_weeks"]
    return every == 1 or (week_of(day_number(day)) - week_of(day_number(rule["anchor_date"]))) % every == 0


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)

"""From a LinkUp's brief and its group to what the filters and scores ask of a candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from kith.products.josh.linkups.activities import find
from kith.products.josh.matching.filters import (
    Span,
    Wanted,
    age_limits,
    age_on,
    birthdays,
    merged_constraints,
)

AGE_SPREAD: Final = 12
_PARTS_OF_DAY: Final = {
    "MORNING": "morning",
    "AFTERNOON": "day",
    "DAY": "day",
    "EVENING": "evening",
    "NIGHT": "night",
}
_CONDITIONS_ONLY: Final = frozenset({"quiet", "free", "small"})


def part_of_day(brief: Mapping[str, Any]) -> str | None:
    """The profile's word for the brief's part of the day: morning, day, evening, night."""
    _, _, part = str(brief.get("time_window", "")).partition("_")
    return _PARTS_OF_DAY.get(part)


def activity_terms(brief: Mapping[str, Any]) -> tuple[str, ...]:
    """All that the activity is called in “no thanks” lists: key, kind of place, and bars where alcohol is served."""
    key = str(brief.get("activity_key", ""))
    known = find(key)
    if known is None:
        return (key,)
    more = ("bars", "alcohol") if known.alcohol else ()
    return tuple(dict.fromkeys((key, known.venue_kind, *more)))


def window_terms(brief: Mapping[str, Any]) -> tuple[str, ...]:
    """All that the window is called in “no thanks” lists: SAT_NIGHT, night, late_night, saturday."""
    window = str(brief.get("time_window", ""))
    day, _, part = window.partition("_")
    terms = [window, part.lower(), day.lower()]
    if part == "NIGHT":
        terms.append("late_night")
    if part == "MORNING":
        terms.append("early_morning")
    return tuple(term for term in terms if term)


def wanted_of(
    linkup: Any,
    members: Sequence[UUID],
    people: Sequence[Any],
    constraints: Sequence[dict[str, bool]],
    now: datetime,
) -> Wanted:
    """What this LinkUp asks; `people` are its members' rows (birthday needed), `constraints` their hard ones."""
    brief: dict[str, Any] = linkup["brief"]
    today = now.astimezone(ZoneInfo(linkup["time_zone"])).date()
    limits = _ages(
        brief, [row["birthday"] for row in people], today, int(linkup["rules"].get("age_spread", AGE_SPREAD))
    )
    born_from, born_to = birthdays(limits, today)
    conditions: dict[str, Any] = brief.get("constraints") or {}
    brief_constraints = {
        key: value
        for key, value in conditions.items()
        if isinstance(value, bool) and key not in _CONDITIONS_ONLY
    }
    return Wanted(
        now=now,
        region_id=linkup["region_id"],
        window=Span(linkup["starts_at"], linkup["ends_at"]),
        member_ids=tuple(members),
        activity_terms=activity_terms(brief),
        window_terms=window_terms(brief),
        hard_constraints=merged_constraints(brief_constraints, constraints),
        born_from=born_from,
        born_to=born_to,
    )


def _ages(
    brief: Mapping[str, Any], birthdays_in: Sequence[date], today: date, spread: int
) -> tuple[int, int]:
    youngest, oldest = age_limits([age_on(birthday, today) for birthday in birthdays_in], spread)
    asked: dict[str, Any] = brief.get("age_range") or {}
    return max(youngest, int(asked.get("min", youngest))), min(oldest, int(asked.get("max", oldest)))

"""The weekly hours as one text each, as the week's form sends them, and a mark that tells whether somebody changed them meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kith.foundation.errors import Invalid
from kith.products.mentor.availability.wishes import RuleWish


def written(rule: Mapping[str, Any], today: date) -> str:
    """Weekday, first and last minute, every how many weeks, counted from, zone, and whether it holds: `1 540 1020 1 2026-11-23 Europe/Berlin 1`."""
    return " ".join(
        str(part)
        for part in (
            rule["weekday"],
            rule["start_minute"],
            rule["end_minute"],
            rule["interval_weeks"],
            rule["anchor_date"] or today,
            rule["timezone"],
            int(rule["is_active"]),
        )
    )


def read(text: str) -> RuleWish:
    """What `written` wrote.

    Raises:
        Invalid: it is something else.
    """
    parts = text.split(" ")
    try:
        weekday, start, end, weeks = (int(part) for part in parts[:4])
        anchor, zone, active = parts[4:]
        return RuleWish(
            weekday=weekday,
            start_minute=start,
            end_minute=end,
            timezone=zone[:64],
            interval_weeks=weeks,
            anchor_date=date.fromisoformat(anchor),
            is_active=active == "1",
        )
    except ValueError:
        raise Invalid("These hours could not be read. Please load the page again.", field="rule") from None


def mark_of(rules: Sequence[Mapping[str, Any]]) -> str:
    """The same for the same hours, another for any others."""
    named = (
        "weekday",
        "start_minute",
        "end_minute",
        "timezone",
        "interval_weeks",
        "anchor_date",
        "is_active",
    )
    lines = sorted(" ".join(str(rule[name]) for name in named) for rule in rules)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

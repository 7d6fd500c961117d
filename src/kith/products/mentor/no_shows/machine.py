"""What becomes of a report that somebody was absent, as `state_transitions` enforces it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from kith.foundation.machine import machine

NO_SHOW_REPORT: Final = machine(
    "no_show_report",
    {
        ("", "open"): "no_show.reported",
        ("open", "disputed"): "no_show.disputed",
        ("open", "upheld"): "no_show.upheld",
        ("disputed", "upheld"): "no_show.upheld",
        ("disputed", "dismissed"): "no_show.dismissed",
    },
)

ABSENT_AFTER: Final = timedelta(minutes=10)
REPORTED_WITHIN: Final = timedelta(hours=24)

Decision = Literal["mentor", "mentee", "nobody", "took_place"]


def may_be_reported(start: datetime, end: datetime, now: datetime) -> bool:
    """From ten minutes after the beginning until a day after the planned end."""
    return start + ABSENT_AFTER <= now < end + REPORTED_WITHIN

"""The states of a show, of a block of the week, of a record."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

SHOW: Final = machine(
    "show",
    {
        ("", "draft"): "show.drafted",
        ("", "live"): "show.put_up",
        ("draft", "live"): "show.put_up",
        ("live", "archived"): "show.archived",
        ("archived", "live"): "show.put_up",
    },
)
BLOCK: Final = machine(
    "schedule_block",
    {
        ("", "live"): "schedule.set",
        ("live", "overridden"): "schedule.overridden",
        ("overridden", "live"): "schedule.restored",
    },
)
RELEASE: Final = machine(
    "release",
    {
        ("", "draft"): "release.drafted",
        ("draft", "scheduled"): "release.scheduled",
        ("scheduled", "draft"): "release.unscheduled",
        ("scheduled", "live"): "release.out",
        ("live", "archived"): "release.archived",
    },
)

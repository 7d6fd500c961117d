"""An event's machine, as `state_transitions` enforces it."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

EVENT: Final = machine(
    "event",
    {
        ("", "planned"): "event.planned",
        ("planned", "confirmed"): "event.confirmed",
        ("confirmed", "completed"): "event.completed",
        ("planned", "cancelled"): "event.cancelled",
        ("confirmed", "cancelled"): "event.cancelled",
    },
)

"""Attendance's machine, as `state_transitions` enforces it."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

_OUTCOMES: Final = ("attended", "late", "no_show")

ATTENDANCE: Final = machine(
    "attendance",
    {
        **{("", to): f"attendance.{to}" for to in _OUTCOMES},
        **{(source, to): f"attendance.{to}" for source in _OUTCOMES for to in _OUTCOMES if source != to},
        **{(source, "disputed"): "attendance.disputed" for source in _OUTCOMES},
        **{("disputed", to): "attendance.resolved" for to in _OUTCOMES},
    },
)

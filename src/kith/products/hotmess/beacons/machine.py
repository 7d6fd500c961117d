"""The states of a beacon."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

BEACON: Final = machine(
    "beacon",
    {
        ("", "draft"): "beacon.drafted",
        ("draft", "pending_review"): "beacon.submitted",
        ("pending_review", "live"): "beacon.went_live",
        ("pending_review", "draft"): "beacon.sent_back",
        ("live", "expired"): "beacon.expired",
        ("expired", "archived"): "beacon.archived",
        ("live", "disabled"): "beacon.disabled",
        ("disabled", "live"): "beacon.reinstated",
    },
)

"""The states of a listing."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

LISTING: Final = machine(
    "listing",
    {
        ("", "draft"): "listing.drafted",
        ("draft", "pending_review"): "listing.submitted",
        ("draft", "removed"): "listing.removed",
        ("pending_review", "live"): "listing.went_live",
        ("pending_review", "draft"): "listing.sent_back",
        ("pending_review", "removed"): "listing.removed",
        ("live", "sold"): "listing.sold",
        ("live", "removed"): "listing.removed",
        ("live", "pending_review"): "listing.questioned",
        ("removed", "live"): "listing.reinstated",
    },
)

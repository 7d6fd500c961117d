"""The states of a market listing."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

MARKET_LISTING: Final = machine(
    "market_listing",
    {
        ("", "draft"): "market_listing.drafted",
        ("draft", "pending_review"): "market_listing.submitted",
        ("pending_review", "live"): "market_listing.went_live",
        ("pending_review", "draft"): "market_listing.sent_back",
        ("pending_review", "removed"): "market_listing.removed",
        ("live", "sold_out"): "market_listing.sold_out",
        ("sold_out", "live"): "market_listing.restocked",
        ("live", "removed"): "market_listing.removed",
        ("sold_out", "removed"): "market_listing.removed",
        ("draft", "removed"): "market_listing.removed",
        ("removed", "live"): "market_listing.reinstated",
    },
)

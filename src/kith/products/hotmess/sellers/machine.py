"""The states of a seller."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

SELLER: Final = machine(
    "seller",
    {
        ("", "pending"): "seller.applied",
        ("pending", "approved"): "seller.approved",
        ("approved", "suspended"): "seller.suspended",
        ("suspended", "approved"): "seller.reinstated",
    },
)

"""The states of a product."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

PRODUCT: Final = machine(
    "product",
    {
        ("", "draft"): "product.drafted",
        ("", "live"): "product.put_up",
        ("draft", "live"): "product.put_up",
        ("live", "archived"): "product.archived",
        ("draft", "archived"): "product.archived",
        ("archived", "live"): "product.put_up",
    },
)

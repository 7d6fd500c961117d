"""The two machines of an order: where it is, and whether it is paid."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

FULFILMENT: Final = machine(
    "fulfilment",
    {
        ("", "pending"): "order.placed",
        ("pending", "processing"): "order.processing",
        ("processing", "shipped"): "order.shipped",
        ("shipped", "delivered"): "order.delivered",
        ("pending", "cancelled"): "order.cancelled",
        ("processing", "cancelled"): "order.cancelled",
    },
)
ORDER_PAYMENT: Final = machine(
    "order_payment",
    {
        ("", "pending"): "order.to_pay",
        ("pending", "paid"): "order.paid",
        ("pending", "failed"): "order.not_paid",
        ("failed", "paid"): "order.paid",
        ("paid", "refunded"): "order.refunded",
    },
)

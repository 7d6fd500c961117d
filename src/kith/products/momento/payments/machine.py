"""The machines of a payment and of a refund. Money may always turn out to have arrived after all, or not to have gone back."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

PAYMENT: Final = machine(
    "payment",
    {
        ("", "pending"): "payment.begun",
        ("pending", "processing"): "payment.processing",
        ("pending", "succeeded"): "payment.succeeded",
        ("pending", "failed"): "payment.failed",
        ("pending", "expired"): "payment.expired",
        ("processing", "succeeded"): "payment.succeeded",
        ("processing", "failed"): "payment.failed",
        ("failed", "succeeded"): "payment.succeeded",
        ("failed", "processing"): "payment.processing",
        ("expired", "succeeded"): "payment.succeeded",
    },
)

REFUND: Final = machine(
    "refund",
    {
        ("", "due"): "refund.due",
        ("due", "sent"): "refund.sent",
        ("due", "succeeded"): "refund.succeeded",
        ("due", "failed"): "refund.failed",
        ("sent", "succeeded"): "refund.succeeded",
        ("sent", "failed"): "refund.failed",
        ("succeeded", "failed"): "refund.failed",
        ("failed", "due"): "refund.due",
    },
)

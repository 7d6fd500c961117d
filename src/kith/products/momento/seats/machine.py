"""The machines of an invitation and of a place in line, as `state_transitions` enforces them."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

INVITATION: Final = machine(
    "invitation",
    {
        ("", "sent"): "invitation.sent",
        ("", "confirmed"): "invitation.confirmed",
        ("sent", "confirmed"): "invitation.confirmed",
        ("sent", "declined"): "invitation.declined",
        ("sent", "expired"): "invitation.expired",
        ("sent", "payment_failed"): "invitation.payment_failed",
        ("payment_failed", "confirmed"): "invitation.confirmed",
        ("payment_failed", "expired"): "invitation.expired",
        ("confirmed", "declined"): "invitation.given_back",
    },
)

WAITING: Final = machine(
    "waiting",
    {
        ("", "waiting"): "waiting.joined",
        ("waiting", "offered"): "waiting.offered",
        ("waiting", "seated"): "waiting.seated",
        ("offered", "seated"): "waiting.seated",
        ("waiting", "left"): "waiting.left",
        ("offered", "left"): "waiting.left",
        ("offered", "lapsed"): "waiting.lapsed",
        ("waiting", "revoked"): "waiting.revoked",
    },
)

"""The machines of a LinkUp, an invite and a participation, as `state_transitions` enforces them."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

LINKUP: Final = machine(
    "linkup",
    {
        ("", "draft"): "linkup.drafted",
        ("draft", "broadcasting"): "linkup.broadcast",
        ("broadcasting", "locked"): "linkup.locked",
        ("locked", "completed"): "linkup.completed",
        ("draft", "canceled"): "linkup.canceled",
        ("broadcasting", "canceled"): "linkup.canceled",
        ("locked", "canceled"): "linkup.canceled",
        ("broadcasting", "expired"): "linkup.expired",
    },
)

INVITE: Final = machine(
    "invite",
    {
        ("", "pending"): "invite.offered",
        ("pending", "accepted"): "invite.accepted",
        ("pending", "declined"): "invite.declined",
        ("accepted", "declined"): "invite.declined",
        ("pending", "expired"): "invite.expired",
        ("pending", "closed"): "invite.closed",
        ("accepted", "closed"): "invite.closed",
    },
)

PARTICIPANT: Final = machine(
    "participant",
    {
        ("", "confirmed"): "participant.confirmed",
        ("confirmed", "canceled"): "participant.canceled",
        ("confirmed", "no_show"): "participant.no_show",
        ("attended", "no_show"): "participant.no_show",
        ("confirmed", "attended"): "participant.attended",
        ("no_show", "attended"): "participant.attended",
        ("canceled", "confirmed"): "participant.rejoined",
    },
)

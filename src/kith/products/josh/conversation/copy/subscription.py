"""Texts about the membership and its payment."""

from __future__ import annotations

from datetime import date

from kith.products.josh.conversation.copy.said import sendable


def past_due() -> str:
    return sendable(
        "Your last payment didn't go through. For the next 3 days you can still join LinkUps, but not start"
        " new ones."
        " Please update your card on your JOSH page; text PAGE for a link."
    )


def ended() -> str:
    return sendable(
        "Your membership has ended, so I can't invite you for now. Your profile is kept. Text PAGE for a"
        " link to renew."
    )


def active() -> str:
    return sendable(
        'Thank you! Your membership is active. Text me an idea, like "coffee saturday morning", and I\'ll'
        " ask around."
    )


def ending(until: date) -> str:
    return sendable(
        f"Your membership ends on {until:%b} {until.day}, as you asked. Until then everything works as"
        f" before."
    )


def needed_to_start() -> str:
    return sendable(
        "To start a LinkUp you need a JOSH membership. Text PAGE for a link to set it up. Joining others'"
        " LinkUps"
        " works as before."
    )

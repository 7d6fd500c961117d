"""Texts about limits, and about what JOSH could not make sense of."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import phrase, sendable


def not_understood() -> str:
    return sendable(
        "Sorry, I didn't get that. You can text me an idea"
        ' like "coffee saturday morning", or HELP to see what I can do.'
    )


def rate_limited() -> str:
    return sendable(
        "That's a lot of texts at once! Give me a few minutes to catch up, then text me again. In danger?"
        " Call 911."
    )


def mode_expired() -> str:
    return sendable(
        "We didn't finish what we were doing, so I've set it aside. No harm done: just tell me what you'd"
        " like now."
    )


def media_not_read() -> str:
    return sendable("I can only read words, not pictures or voice. Could you text it to me instead?")


def profile_stale() -> str:
    return sendable(
        "It's been a while, and people change! Text GO for a few quick questions, so that I keep matching"
        " you well."
    )


def something_went_wrong(reference: str) -> str:
    said = phrase(reference, 24)
    end = f" Reference: {said}" if said else ""
    return sendable(
        f"Sorry, something went wrong on our side, and nothing was changed. Please try again in a"
        f" moment.{end}"
    )

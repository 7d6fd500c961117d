"""Texts around the conversation itself: numbers not confirmed yet, and the way out of a safety hold."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import sendable


def not_confirmed(link: str) -> str:
    return sendable(
        f"Nearly there! Please confirm this number with the code we sent you; then we can talk: {link}"
    )


def still_held() -> str:
    return sendable(
        "Our safety team has your message and a person will read this too. In danger now? Call 911."
        " Text RESUME when you want to go on with JOSH."
    )


def hold_released() -> str:
    return sendable(
        "Good to have you back. Our safety team still looks into what you told us."
        " Text me an idea whenever you like."
    )


def suspended() -> str:
    return sendable(
        "Your JOSH account is on hold while a person on our team looks at it."
        " We'll text you as soon as that's done."
    )


def closed() -> str:
    return sendable(
        "Your account with us is closed. The message we sent you then leads to a page where you can ask that"
        " somebody else looks at it again."
    )


def any_time() -> str:
    return sendable("Any time! Text me an idea whenever you like.")

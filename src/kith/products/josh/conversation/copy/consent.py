"""Texts about stopping, starting again, pausing, help, and numbers JOSH does not know."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import first_name, sendable


def stopped() -> str:
    """The one confirmation after an opt-out; then silence."""
    return sendable("You won't get any more texts from JOSH. Text START if you ever change your mind.")


def started(name: str | None = None) -> str:
    greeting = f"Welcome back, {first_name(name, 'friend')}!" if name is not None else "Welcome back!"
    return sendable(
        f"{greeting} You'll get texts from JOSH again. Text HELP for help or STOP to stop at any time."
    )


def started_unknown(link: str) -> str:
    return sendable(
        f"JOSH may text this number again. You don't have an account yet; sign up here: {link} Text STOP to"
        f" stop."
    )


def help_text(link: str) -> str:
    return sendable(
        'JOSH introduces you to people nearby. Text an idea like "coffee saturday".'
        " Text REPORT or BLOCK and a name if somebody crossed a line. In danger, call 911."
        f" More: {link} Msg & data rates may apply. STOP to stop."
    )


def unknown_sender(link: str) -> str:
    return sendable(
        "Hi, this is JOSH. I introduce people nearby to each other by text. I don't know this number yet;"
        " you can"
        f" sign up here: {link}"
    )


def dashboard_link(link: str) -> str:
    return sendable(
        f"Here is your JOSH page: {link} The link works once, for 15 minutes. Please don't share it."
    )


def paused() -> str:
    return sendable(
        "You're on a break: no invites until you text RESUME. LinkUps you've already joined stay as they are."
    )


def resumed() -> str:
    return sendable("Welcome back! I'll send you invites again, and you can text me an idea any time.")

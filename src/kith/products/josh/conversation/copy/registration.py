"""Texts from signing up to being let in, and the last one when an account is deleted."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import first_name, phrase, sendable


def code(code: str) -> str:
    """The one-time code, first so that the phone offers it for typing."""
    return sendable(
        f"{phrase(code, 8, otherwise='------')} is your JOSH code. It works for 10 minutes. Never share it;"
        f" we won't"
        " ask for it by text or phone."
    )


def welcome(name: str) -> str:
    return sendable(
        f"Welcome, {first_name(name, 'friend')}! I'm JOSH. I introduce you to people nearby, by text. First"
        f" a few"
        " short questions, then text me what you'd like to do. Msg & data rates may apply. HELP for help,"
        " STOP to stop."
    )


def waitlisted(name: str, region: str | None) -> str:
    where = f"in {phrase(region or '', 40, otherwise='your area')}"
    return sendable(
        f"Thanks for signing up, {first_name(name, 'friend')}! JOSH isn't open {where} yet. You're on the"
        f" list, and"
        " I'll text you as soon as it is. Text STOP to stop."
    )


def region_open(name: str, region: str) -> str:
    return sendable(
        f"Good news, {first_name(name, 'friend')}: JOSH is now open in"
        f" {phrase(region, 40, otherwise='your area')}!"
        " A few short questions first, then I can introduce you to people nearby. Text STOP to stop."
    )


def erased() -> str:
    return sendable(
        "Your JOSH account and everything in it is deleted. This is our last text. Thank you for having"
        " been here."
    )

"""What the house writes to people who sign in, in the language in force: whoever queues a letter sets the reader's first."""

from __future__ import annotations

from typing import Final

import msgspec

from kith.foundation.language import _

LETS_IN: Final = ("sign_in.code", "sign_in.link")
"""Purposes of messages with which whoever reads them signs in: operators open none of them."""


class Letter(msgspec.Struct, frozen=True):
    """An e-mail's subject and plain text."""

    subject: str
    text: str


def code_text(code: str) -> str:
    """The code by text message."""
    return _(
        "%(code)s is your Kith code. It is good for 10 minutes. We never ask for it, so keep it to yourself.",
        code=code,
    )


def code_letter(code: str) -> Letter:
    """The code by e-mail."""
    return Letter(
        _("%(code)s is your code", code=code),
        _(
            "Hello,\n\nyour code is %(code)s. It is good for 10 minutes.\n\n"
            "If you did not ask for it, you can ignore this mail: without the code nobody gets in.\n\nKith",
            code=code,
        ),
    )


def link_letter(href: str) -> Letter:
    """The sign-in link by e-mail."""
    return Letter(
        _("Your link to sign in"),
        _(
            "Hello,\n\nopen this link and press the button to sign in:\n\n%(link)s\n\n"
            "It works once, within 15 minutes. If you did not ask for it, you can ignore this mail.\n\nKith",
            link=href,
        ),
    )


def locked_letter() -> Letter:
    """The account is locked; only its owner reads this."""
    return Letter(
        _("Your account is locked"),
        _(
            "Hello,\n\nsomebody, perhaps you, entered a wrong code a hundred times in a row, so we have locked your account. "
            "Nobody got in.\n\nPlease answer this mail and we will open it again together.\n\nKith"
        ),
    )


def locked_text() -> str:
    """The same by text message, for somebody without an e-mail address."""
    return _(
        "Somebody entered a wrong Kith code for you a hundred times, so we have locked your account. "
        "Nobody got in. Please write to us and we will open it again."
    )


def no_account_letter(home: str) -> Letter:
    """For an address we do not know: said to its owner, and to nobody else."""
    return Letter(
        _("Somebody tried to sign in with this address"),
        _(
            "Hello,\n\nsomebody, perhaps you, tried to sign in to Kith with this address, but there is no account with it. "
            "Maybe you used another one, or your phone number?\n\n%(home)s\n\nIf it was not you, there is nothing to do.\n\nKith",
            home=home,
        ),
    )

"""What moderators' decisions say: to whom they concern, to those who reported, about an appeal; and the link that works without signing in."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice
from kith.foundation.language import _, later, long_day

if TYPE_CHECKING:
    from kith.foundation.house import House

PAGE: Final = "/account/decisions"
CLOSING: Final = ("ban", "ban_user")
"""Decisions that close an account."""
CLOSED: Final = later("Your account is closed")
FOLLOWS_CLOSING: Final = (
    later(
        "We have closed your account, in every product of the house. You cannot sign in, what you had planned or on offer is called off, "
        "and whoever paid for something that now does not take place gets it back."
    ),
)
FOLLOWS_OPENING: Final = (
    later(
        "You can sign in as before, and you are welcome. What was called off meanwhile stays called off; "
        "what you take up from here on is as it always was."
    ),
)
_PURPOSE: Final = "decision"


def key_of(house: House, decision: UUID) -> str:
    """What opens the page of a decision without signing in, for whoever got the letter: somebody banned cannot sign in and may appeal."""
    return base64.urlsafe_b64encode(house.keyring.keyed_hash(str(decision), _PURPOSE)[:18]).decode()


def is_key_of(house: House, decision: UUID, key: str) -> bool:
    return hmac.compare_digest(key.encode(), key_of(house, decision).encode())


def link_to(house: House, decision: UUID) -> str:
    return f"{PAGE}/{decision}?key={key_of(house, decision)}"


def following(sentences: Sequence[str]) -> str:
    """What a decision means for somebody, from untranslated sentences, as a paragraph of its own; "" where it is none."""
    return "\n\n" + " ".join(_(one) for one in sentences) if sentences else ""


def reasons(
    house: House,
    action: str,
    facts: str,
    ground: str,
    decision: UUID,
    until: datetime | None = None,
    *,
    follows: Sequence[str] = (),
    closes: bool = False,
) -> Callable[[], Notice]:
    """The statement of reasons, to whom it concerns: the one letter about it. `action` is an untranslated label, `follows` what it means for
    them, `closes` that it is the end of their account.
    """

    def write() -> Notice:
        lasts = ""
        if until is not None:
            lasts = "\n\n" + _("Until: %(day)s.", day=long_day(until))
        return Notice(
            subject=_(CLOSED) if closes else _("We decided something that concerns you"),
            text=_(
                "What we did: %(action)s.\n\nWhat happened: %(facts)s\n\nWhich rule: %(ground)s\n\nA person decided this. If you see it differently, "
                "say so within twenty days: somebody else looks at it.",
                action=_(action),
                facts=facts,
                ground=ground,
            )
            + following(follows)
            + lasts,
            link=link_to(house, decision),
        )

    return write


def outcome(*, acted: bool) -> Callable[[], Notice]:
    """To those who reported: that we looked, and whether we did something; nobody's name."""

    def write() -> Notice:
        text = (
            _(
                "Thank you for telling us. We looked at it and did something about it. What exactly stays between us and whom it concerns."
            )
            if acted
            else _(
                "Thank you for telling us. We looked at it and found nothing against our rules. If it happens again, tell us again."
            )
        )
        return Notice(
            subject=_("We looked at what you reported"), text=text, hint=_("An answer to your report.")
        )

    return write


def appeal(
    house: House, came_to: str, words: str, decision: UUID, follows: Sequence[str] = ()
) -> Callable[[], Notice]:
    """About an appeal: ask, upheld or reversed. `follows`: what taking it back means for them."""

    def write() -> Notice:
        subject = {
            "reversed": _("You were right: we took it back"),
            "upheld": _("Somebody else looked at it, and it stands"),
        }.get(came_to, _("A question about your appeal"))
        return Notice(subject=subject, text=words + following(follows), link=link_to(house, decision))

    return write


def taken_back(house: House, words: str, decision: UUID, follows: Sequence[str] = ()) -> Callable[[], Notice]:
    """That a decision was taken back without an appeal, and what that means for them."""

    def write() -> Notice:
        return Notice(
            subject=_("We took a decision back"),
            text=_("We looked at it again and took it back: %(words)s", words=words) + following(follows),
            link=link_to(house, decision),
        )

    return write

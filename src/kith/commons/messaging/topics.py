"""What the house's own messages are about, and the topics of all products by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kith.foundation.language import later
from kith.foundation.product import Topic

if TYPE_CHECKING:
    from kith.foundation.house import House

SIGN_IN: Final = Topic(
    key="house.sign_in",
    name=later("Signing in"),
    about=later("Codes and links to sign in with, and word when your account is locked."),
    kind="security",
    channels=("email",),
    offered=("email", "sms"),
    urgent=later("You are waiting for it, or somebody else is at your account."),
)
DATA: Final = Topic(
    key="house.data",
    name=later("Your data"),
    about=later("Copies and deletions you asked for, and how they stand."),
    kind="legal",
    # Its links show that a mailbox is one's own: never in the centre, which a session is enough for.
    channels=("email",),
    offered=("email", "sms"),
    urgent=later("It answers something you asked for."),
)
STANDING: Final = Topic(
    key="house.standing",
    name=later("Decisions about you"),
    about=later("Reports, decisions about your account and appeals, with the reasons."),
    kind="legal",
)
DIGEST: Final = Topic(
    key="house.digest",
    name=later("Gathered letters"),
    about=later("One letter a day or a week instead of single ones, if you chose that."),
    channels=("email",),
    offered=("email",),
)
ANSWERS: Final = Topic(
    key="house.answers",
    name=later("Answers"),
    about=later("What you asked for a moment ago, in the place where you asked."),
    kind="answer",
    urgent=later("You asked for it a moment ago."),
)
DESK: Final = Topic(
    key="house.desk",
    name=later("The desk"),
    about=later("What the people who run Kith have to see at once."),
    kind="security",
    urgent=later("Somebody may be in danger."),
)
HOUSE_TOPICS: Final = (SIGN_IN, DATA, STANDING, DIGEST, ANSWERS, DESK)
UNLISTED: Final = frozenset({ANSWERS.key, DESK.key})
"""Topics that no member's settings show: nothing of them is theirs to choose."""


def topics(house: House) -> Mapping[str, Topic]:
    """Every topic of the house and its products, by key."""
    return house.part("messaging.topics", _by_key)


def _by_key(house: House) -> dict[str, Topic]:
    found = [*HOUSE_TOPICS, *(topic for product in house.products for topic in product.topics)]
    return {topic.key: topic for topic in found}


def topic_of(house: House, key: str) -> Topic:
    """The topic of this key.

    Raises:
        LookupError: nobody's manifest names it.
    """
    return topics(house)[key]

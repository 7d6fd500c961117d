"""What JOSH's notices are about. Its conversation is none of them: that is what people text with it, and STOP ends it."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import Topic

REMINDERS: Final = Topic(
    key="josh.reminders",
    name=later("Reminders"),
    about=later("A LinkUp you said yes to is near."),
    channels=("in_app", "sms"),
    offered=("in_app", "sms"),
    urgent=later("It begins soon."),
)
MEMBERSHIP: Final = Topic(
    key="josh.membership",
    name=later("Your membership"),
    about=later("Payments that did not go through, your region opening, and pauses, with the reasons."),
    kind="payment",
    channels=("in_app", "sms"),
    offered=("in_app", "sms"),
)
ALL: Final = (REMINDERS, MEMBERSHIP)

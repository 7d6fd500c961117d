"""What Momento's messages are about."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import Topic

INVITATIONS: Final = Topic(
    key="momento.invitations",
    name=later("Invitations"),
    about=later("A host asks whether you would like to come."),
)
WAITING: Final = Topic(
    key="momento.waiting",
    name=later("A seat came free"),
    about=later("You wait in line, and a seat is kept for you for a while."),
    urgent=later("The seat is kept for a short while only."),
)
CHANGES: Final = Topic(
    key="momento.changes",
    name=later("Your evenings"),
    about=later("Your seat is confirmed; an evening you said yes to has moved or is called off."),
    kind="legal",
    urgent=later("You may be on your way."),
)
REMINDERS: Final = Topic(
    key="momento.reminders",
    name=later("Reminders"),
    about=later("An evening you have a seat at is near."),
    urgent=later("It begins soon."),
)
HOSTING: Final = Topic(
    key="momento.hosting",
    name=later("Seats at your table"),
    about=later("Somebody took a seat at your table, or gave it back."),
)
MESSAGES: Final = Topic(
    key="momento.messages",
    name=later("Messages"),
    about=later("Somebody you met has written to you."),
)
MEMORIES: Final = Topic(
    key="momento.memories",
    name=later("Memory book"),
    about=later("The evening is over: who would like to meet again."),
)
PAYMENTS: Final = Topic(
    key="momento.payments",
    name=later("Payments"),
    about=later("What you paid, what comes back, and cards that were refused."),
    kind="payment",
    urgent=later("It is about your money."),
)
STANDING: Final = Topic(
    key="momento.standing",
    name=later("Your standing"),
    about=later("Absences, reports, and decisions about your account, with the reasons."),
    kind="legal",
)
ALL: Final = (INVITATIONS, WAITING, CHANGES, REMINDERS, HOSTING, MESSAGES, MEMORIES, PAYMENTS, STANDING)

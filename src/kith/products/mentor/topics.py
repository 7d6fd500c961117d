"""What Mentor's messages are about."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import Topic

BOOKINGS: Final = Topic(
    key="mentor.bookings",
    name=later("Your sessions"),
    about=later("Booked, asked for, moved or called off, with what your calendar needs."),
    kind="legal",
    urgent=later("It changes what is in your calendar."),
)
REMINDERS: Final = Topic(
    key="mentor.reminders",
    name=later("Reminders"),
    about=later("A session is near, or is over and waits for a word about how it was."),
    urgent=later("It begins soon."),
)
LATE: Final = Topic(
    key="mentor.late",
    name=later("Running late"),
    about=later("The other one says that they are late."),
    urgent=later("You are waiting for each other right now."),
)
MESSAGES: Final = Topic(
    key="mentor.messages",
    name=later("Messages and files"),
    about=later("Somebody you have a session with has written or sent a file."),
)
CALENDARS: Final = Topic(
    key="mentor.calendars",
    name=later("Connected calendars"),
    about=later("A calendar of yours cannot be read any more, so nobody can book you."),
)
AWARDS: Final = Topic(
    key="mentor.awards",
    name=later("Achievements and awards"),
    about=later("What you have reached, and weeks you won."),
)
PAYMENTS: Final = Topic(
    key="mentor.payments",
    name=later("Payments and packages"),
    about=later("What you paid or earned, what comes back, and packages that end."),
    kind="payment",
    urgent=later("It is about your money."),
)
STANDING: Final = Topic(
    key="mentor.standing",
    name=later("Your standing"),
    about=later("Absences, reports, and decisions about your account, with the reasons."),
    kind="legal",
)
ALL: Final = (BOOKINGS, REMINDERS, LATE, MESSAGES, CALENDARS, AWARDS, PAYMENTS, STANDING)

"""The achievements' words, for the catalogs; the database has them too, and a test compares."""

from __future__ import annotations

from typing import Final

import msgspec

from kith.foundation.language import later


class Achievement(msgspec.Struct, frozen=True):
    """An achievement as people read it."""

    slug: str
    name: str
    description: str
    icon: str


ACHIEVEMENTS: Final = (
    Achievement(
        "who_you_are",
        later("Who you are"),
        later("Your profile says enough for somebody to say yes to you."),
        "user",
    ),
    Achievement(
        "first_hour",
        later("The first hour"),
        later("Your first session is behind you. Most people never ask."),
        "check-circle",
    ),
    Achievement(
        "handful",
        later("A handful"),
        later("Five sessions. It is becoming a habit."),
        "calendar",
    ),
    Achievement(
        "regular",
        later("Regular"),
        later("Twenty-five sessions: this is how things change."),
        "calendar",
    ),
    Achievement(
        "hundred_sessions",
        later("A hundred talks"),
        later("A hundred sessions. We had to count twice."),
        "calendar",
    ),
    Achievement(
        "hour_lent",
        later("An hour lent"),
        later("You gave somebody an hour of what you know."),
        "heart",
    ),
    Achievement(
        "ten_lent",
        later("Ten who asked"),
        later("Ten sessions as a mentor. Word gets around."),
        "heart",
    ),
    Achievement(
        "open_door",
        later("Open door"),
        later("Fifty sessions as a mentor. Your door is known to be open."),
        "heart",
    ),
    Achievement(
        "five_people",
        later("Five different heads"),
        later("Sessions with five different people."),
        "users",
    ),
    Achievement(
        "wide_circle",
        later("Wide circle"),
        later("Sessions with twenty different people."),
        "users",
    ),
    Achievement(
        "said_aloud",
        later("Said aloud"),
        later("Your first review. It helps somebody decide."),
        "edit",
    ),
    Achievement(
        "fair_and_frank",
        later("Fair and frank"),
        later("Ten reviews written."),
        "edit",
    ),
    Achievement(
        "talked_about",
        later("Talked about"),
        later("Ten people have said how it was with you."),
        "mail",
    ),
    Achievement(
        "seven_days",
        later("Seven days"),
        later("A week without a gap."),
        "sun",
    ),
    Achievement(
        "thirty_days",
        later("Thirty days"),
        later("A month of days, one after the other."),
        "sun",
    ),
    Achievement(
        "hundred_days",
        later("A hundred days"),
        later("A hundred days in a row. This is who you are now."),
        "sun",
    ),
    Achievement(
        "level_five",
        later("Getting somewhere"),
        later("Level 5."),
        "arrow-right",
    ),
    Achievement(
        "level_ten",
        later("Well on the way"),
        later("Level 10."),
        "arrow-right",
    ),
    Achievement(
        "over_the_pass",
        later("Over the pass"),
        later("You have climbed as far as the Pass league."),
        "pin",
    ),
    Achievement(
        "first_of_league",
        later("First of thirty"),
        later("You finished a week at the top of your league."),
        "check",
    ),
    Achievement(
        "honoured",
        later("Honoured"),
        later("An award with your name on it."),
        "shield",
    ),
)
BY_SLUG: Final = {one.slug: one for one in ACHIEVEMENTS}

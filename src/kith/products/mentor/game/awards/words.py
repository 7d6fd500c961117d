"""Awards as people read them. How they are decided is written once, in `give_awards` of the database."""

from __future__ import annotations

from typing import Final

import msgspec

from kith.foundation.language import later


class AwardWords(msgspec.Struct, frozen=True):
    """An award's name, and what it is for."""

    name: str
    meaning: str
    week: str
    month: str


AWARDS: Final = {
    "top_mentor": AwardWords(
        later("Top Mentor"),
        later("Most XP of everybody who mentored."),
        later("You are Top Mentor of the week"),
        later("You are Top Mentor of the month"),
    ),
    "rising_mentor": AwardWords(
        later("Rising Mentor"),
        later("Gained most on the period before, Top Mentor aside."),
        later("You are Rising Mentor of the week"),
        later("You are Rising Mentor of the month"),
    ),
    "most_helpful": AwardWords(
        later("Most Helpful"),
        later("Most different people who gave four or five stars."),
        later("You are Most Helpful of the week"),
        later("You are Most Helpful of the month"),
    ),
}

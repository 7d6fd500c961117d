"""How the people of Marlow Bay put it. JOSH has to understand every one of these; a test asks it."""

from __future__ import annotations

from typing import Final

YES: Final = (
    "YES",
    "yes!",
    "sounds great, I'm in!",
    "count me in",
    "Sure, see you there",
    "I'd love to",
    "yep, works for me",
    "Yes please 😊",
    "im down",
    "let's do it",
    "ok sounds good",
    "👍",
)
NO: Final = (
    "NO",
    "nah",
    "not this time, sorry",
    "no thanks",
    "I can't this week",
    "I'm busy that day",
    "I'll pass",
    "would love to but I'm out of town",
    "too far for me",
    "no, but next time!",
)
MAYBE: Final = ("maybe", "hmm, maybe", "not sure yet", "perhaps, I'll have to check")
LATE: Final = ("running late, 10 min", "Running late", "I'm 15 minutes late, sorry")
WAS_THERE: Final = ("Yes", "yes I was there", "yep", "Yes, it was lovely", "I was there, so nice", "YES 😊")
MISSED: Final = ("No, I missed it, sorry", "no", "I didn't make it")
AGAIN: Final = ("YES", "definitely", "yes, they were great", "absolutely", "sure")
NOT_AGAIN: Final = ("no", "rather not", "not really", "No thanks")
ALL: Final = ("all", "yes to all", "everyone")
NONE: Final = ("none", "no to all", "nobody")
OWN_WORDS: Final = ("{}", "{} I think", "{} for me", "Probably {}")

"""Categories, the rules they are about, and the statement of reasons whoever is concerned gets. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kith.foundation.language import later

LONGEST: Final = 4000
# As the European transparency database names them; the words for moderators; the rule that is proposed.
_KNOWN: Final = {
    "scam": (
        "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        later("A scam"),
        later("House rules: offer only what is yours."),
    ),
    "spam": (
        "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        later("Selling something"),
        later("House rules: no advertising to people."),
    ),
    "harassment": (
        "STATEMENT_CATEGORY_CYBER_VIOLENCE",
        later("Harassment"),
        later("House rules: no threats, no harassment."),
    ),
    "coercion": (
        "STATEMENT_CATEGORY_CYBER_VIOLENCE",
        later("Pressure or coercion"),
        later("House rules: a no is a no."),
    ),
    "hate": (
        "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        later("Hate"),
        later("House rules: nobody is put down for who they are."),
    ),
    "doxxing": (
        "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        later("Somebody's private life"),
        later("House rules: what is private stays private."),
    ),
    "unsafe": (
        "STATEMENT_CATEGORY_VIOLENCE",
        later("Somebody is not safe"),
        later("House rules: nobody is brought into danger."),
    ),
    "danger": (
        "STATEMENT_CATEGORY_VIOLENCE",
        later("Somebody may be in danger"),
        later("House rules: nobody is brought into danger."),
    ),
    "false": (
        "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        later("Not who they say"),
        later("House rules: be who you say you are."),
    ),
}
_OTHER: Final = (
    "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    later("Something else"),
    later("House rules: treat each other well."),
)


def category_words(category: str) -> str:
    """What a category is called, untranslated."""
    known = {"report": later("A report"), "block": later("Blocked somebody")}
    return known.get(category) or _KNOWN.get(category, _OTHER)[1]


def rule_of(category: str) -> str:
    """The rule that is proposed for a category, untranslated."""
    return _KNOWN.get(category, _OTHER)[2]


def statement(
    *, category: str, action: str, facts: str, ground: str, noticed_by_machine: bool, at: datetime
) -> dict[str, Any]:
    """The reasons, in the fields of the European transparency database; a person decided, whoever noticed."""
    return {
        "category": _KNOWN.get(category, _OTHER)[0],
        "decision": action,
        "facts": facts,
        "ground": ground,
        "automated_detection": noticed_by_machine,
        "automated_decision": False,
        "territory": "EEA, GB",
        "date": at.date().isoformat(),
    }

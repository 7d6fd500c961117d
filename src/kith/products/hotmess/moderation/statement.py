"""What a moderator may do to what, and the statement of reasons whoever is concerned gets. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kith.foundation.language import later

ACTIONS: Final = {
    "dismiss": later("Nothing was wrong"),
    "warn": later("A warning"),
    "remove_post": later("Remove the post"),
    "disable_beacon": later("Take the beacon down"),
    "remove_listing": later("Remove the listing"),
    "suspend_seller": later("Suspend the seller"),
    "ban_user": later("Ban the member"),
    "reinstate": later("Take it back"),
}
_BY_CONTENT: Final = {
    "post": ("remove_post",),
    "beacon": ("disable_beacon",),
    "listing": ("remove_listing",),
    "market_listing": ("remove_listing", "suspend_seller"),
    "seller": ("suspend_seller",),
    "profile": (),
}
# As the European transparency database names them.
_CATEGORIES: Final = {
    "scam": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    "harassment": "STATEMENT_CATEGORY_CYBER_VIOLENCE",
    "coercion": "STATEMENT_CATEGORY_CYBER_VIOLENCE",
    "hate": "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    "doxxing": "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    "unsafe": "STATEMENT_CATEGORY_VIOLENCE",
    "other": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
}


def possible(content_type: str) -> tuple[str, ...]:
    """What may be decided about a thing of this kind; the mildest first."""
    return ("dismiss", "warn", *_BY_CONTENT.get(content_type, ()), "ban_user")


def statement(
    *, category: str, action: str, facts: str, ground: str, noticed_by_machine: bool, at: datetime
) -> dict[str, Any]:
    """The reasons, in the fields of the European transparency database; a person decided, whoever noticed."""
    return {
        "category": _CATEGORIES[category],
        "decision": action,
        "facts": facts,
        "ground": ground,
        "automated_detection": noticed_by_machine,
        "automated_decision": False,
        "territory": "EEA, GB",
        "date": at.date().isoformat(),
    }

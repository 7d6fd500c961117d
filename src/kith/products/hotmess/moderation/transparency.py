"""Decisions as the European transparency database takes them (its API's names and values). Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

SHARED: Final = ("remove_post", "disable_beacon", "remove_listing", "suspend_seller", "ban_user")
"""What restricts somebody, and so belongs there; warnings and what was nothing do not."""
EEA: Final = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
_RESTRICTS: Final[dict[str, dict[str, Any]]] = {
    "remove_post": {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    "disable_beacon": {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]},
    "remove_listing": {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    "suspend_seller": {
        "decision_account": "DECISION_ACCOUNT_SUSPENDED",
        "account_type": "ACCOUNT_TYPE_BUSINESS",
    },
    "ban_user": {"decision_account": "DECISION_ACCOUNT_TERMINATED", "account_type": "ACCOUNT_TYPE_PRIVATE"},
}
_CONTENT: Final = {
    "listing": ["CONTENT_TYPE_PRODUCT"],
    "market_listing": ["CONTENT_TYPE_PRODUCT"],
    "post": ["CONTENT_TYPE_TEXT"],
    "beacon": ["CONTENT_TYPE_TEXT"],
}


def entry(
    decision: UUID, action: str, content_type: str, statement: dict[str, Any], *, reported: bool, at: datetime
) -> dict[str, Any]:
    """One decision of `SHARED`. `reported`: somebody told us; otherwise we noticed it ourselves. Who it was about is not in it."""
    found: dict[str, Any] = {
        "puid": str(decision),
        **_RESTRICTS[action],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": statement["ground"],
        "incompatible_content_explanation": statement["facts"],
        "incompatible_content_illegal": "No",
        "category": statement["category"],
        "content_type": _CONTENT.get(content_type, ["CONTENT_TYPE_OTHER"]),
        "territorial_scope": list(EEA),
        "application_date": at.date().isoformat(),
        "decision_facts": statement["facts"],
        "source_type": "SOURCE_ARTICLE_16" if reported else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if statement["automated_detection"] else "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    if found["content_type"] == ["CONTENT_TYPE_OTHER"]:
        found["content_type_other"] = "Account"
    return found

"""Decisions as the European transparency database takes them (its API's names and values)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.safety import actions
from kith.commons.safety.deciding import ACTOR
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "transparency.sql")
EEA: Final = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
_CONTENT: Final = {
    "listing": ["CONTENT_TYPE_PRODUCT"],
    "market_listing": ["CONTENT_TYPE_PRODUCT"],
    "post": ["CONTENT_TYPE_TEXT"],
    "beacon": ["CONTENT_TYPE_TEXT"],
    "message": ["CONTENT_TYPE_TEXT"],
    "review": ["CONTENT_TYPE_TEXT"],
    "photo": ["CONTENT_TYPE_IMAGE"],
}
_AT_ONCE: Final = 1000


def entry(
    decision: UUID,
    restricts: Mapping[str, Any],
    content_type: str,
    statement: dict[str, Any],
    *,
    reported: bool,
    at: datetime,
    until: datetime | None = None,
) -> dict[str, Any]:
    """One decision that restricts somebody. `reported`: somebody told us; otherwise we noticed it ourselves. Who it was about is not in it."""
    found: dict[str, Any] = {
        "puid": str(decision),
        **restricts,
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
    if until is not None:
        found["end_date_account_restriction"] = until.date().isoformat()
    if found["content_type"] == ["CONTENT_TYPE_OTHER"]:
        found["content_type_other"] = "Account"
    return found


async def statements(house: House, admin: Admin) -> list[dict[str, Any]]:
    """What restricts somebody and stands, in every product, newest first; at most a thousand. Written down.

    Warnings, strikes and what was nothing restrict nobody.
    """
    found: list[dict[str, Any]] = []
    async with house.database.session(ACTOR, "kith") as db:
        for product in house.products:
            restricting = {
                action.key: action.restricts
                for action in actions.all_of(house, product.slug)
                if action.restricts is not None
            }
            rows = queries.to_publish(
                db.connection, product=product.slug, actions=list(restricting), at_most=_AT_ONCE
            )
            found += [
                entry(
                    row["id"],
                    restricting[row["action"]],
                    row["content_type"],
                    row["statement"],
                    reported=row["reported"],
                    at=row["created_at"],
                    until=row["lasts_until"],
                )
                async for row in rows
            ]
        await record(
            db,
            admin=admin,
            action="decisions.exported",
            target_type="decision",
            payload={"count": len(found)},
        )
    return found

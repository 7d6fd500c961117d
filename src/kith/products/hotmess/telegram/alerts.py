"""Moderators are told at once of reports that cannot wait, in a chat of theirs: what kind, and where to look; nobody's words or name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.messaging.outbox import queue_telegram
from kith.commons.messaging.topics import DESK

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

URGENT: Final = ("coercion", "doxxing", "hate", "unsafe")


async def alert(db: Session, house: House, category: str, target_type: str, case: UUID, report: UUID) -> bool:
    """Queue an alert in the report's own transaction (service, HOTMESS's schema); whether there is one."""
    chat = house.settings.telegram_moderators
    if not (house.settings.telegram_token and chat) or category not in URGENT:
        return False
    queued = await queue_telegram(
        db,
        house,
        chat=chat,
        text=f"New report: {category}, about a {target_type.replace('_', ' ')}.\n{house.settings.public_url}/console/queue/{case}",
        topic=DESK,
        purpose="telegram.alert",
        key=f"telegram:alert:{report}",
    )
    return queued is not None

"""What the bot says, as rows of the outbox: an answer once for each update, however often that is taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.commons.messaging.outbox import queue_telegram
from kith.commons.messaging.topics import ANSWERS
from kith.foundation.language import _

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.hotmess.telegram.asked import Asked


async def say(db: Session, house: House, asked: Asked, text: str) -> None:
    """Queue the answer (service, HOTMESS's schema)."""
    await queue_telegram(
        db,
        house,
        chat=asked.chat,
        text=text,
        topic=ANSWERS,
        purpose="telegram.answer",
        key=f"telegram:{asked.update_id}",
    )


async def apologise(db: Session, house: House, asked: Asked) -> None:
    """Queue that it was us (service, HOTMESS's schema)."""
    await queue_telegram(
        db,
        house,
        chat=asked.chat,
        text=_("Something went wrong on our side. Try again in a while; we look into it too."),
        topic=ANSWERS,
        purpose="telegram.our_fault",
        # A key of its own: the answer's is left for when the command is answered after all.
        key=f"telegram:sorry:{asked.update_id}",
    )

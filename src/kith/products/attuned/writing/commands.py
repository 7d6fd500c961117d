"""The house's card writer, and the record of how writing went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from kith.commons.privacy.data_keys import key_within
from kith.foundation.outward import tls_context
from kith.foundation.queries import load
from kith.products.attuned.writing.chat_writer import ChatSettings, ChatWriter
from kith.products.attuned.writing.template_writer import TemplateWriter
from kith.products.attuned.writing.writing import LONGEST

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.attuned.writing.wish import CardWriter, Wish
    from kith.products.attuned.writing.writing import Written

queries = load(__file__)


def writer_of(house: House) -> CardWriter:
    """The writer that the settings name: a chat endpoint, or templates when there is none."""
    return house.part("attuned.writer", _make)


def _make(house: House) -> CardWriter:
    settings = house.settings
    if not settings.writer_url:
        return TemplateWriter()
    client = httpx.AsyncClient(timeout=LONGEST, verify=tls_context(), trust_env=False)
    house.on_close(client.aclose)
    return ChatWriter(client, ChatSettings(settings.writer_url, settings.writer_key, settings.writer_model))


async def note(db: Session, house: House, session_id: str, wish: Wish, written: Written) -> None:
    """Record every try for an evening; texts are sealed under the evening's key and go after thirty days (service)."""
    if not written.attempts:
        return
    key = await key_within(house, db, f"session:{session_id}")
    for attempt in written.attempts:
        response = attempt.response
        await queries.note(
            db.connection,
            session_id=session_id,
            activity_type=wish.type.value,
            intimacy_level=wish.level.value,
            prompt_text=key.seal_text(attempt.prompt, "ai_generation_logs.prompt_text"),
            response_text=None
            if response is None
            else key.seal_text(response, "ai_generation_logs.response_text"),
            generation_time_ms=attempt.milliseconds,
            model_version=attempt.model,
            was_approved=attempt.approved,
            validation_failures=list(attempt.failures) or None,
        )

"""What is done about a text that is stored: read in a fixed order, answered by rows, in the transaction of whoever calls.

The order: opting out, safety words, numbers we do not know, then the conversation's own handler.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from kith.foundation.queries import load
from kith.products.josh.conversation import opting_out, router, safety, strangers
from kith.products.josh.conversation.exchange import Exchange, InboundText
from kith.products.josh.conversation.turn import Conversation, Member, Turn
from kith.products.josh.outbound.commands import job_binding

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "inbound.sql")

_JUST_RECEIVED: Final = timedelta(hours=1)


def exchange_of(house: House, db: Session, text: InboundText, row: Any, message_id: UUID) -> Exchange:
    """A text with what `row` knows of its sender, whose conversation is locked."""
    phone_hash = house.keyring.phone_hash(text.sender)
    turn: Turn | None = None
    if row["mode"] is not None:
        member = Member(
            id=row["user_id"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            phone_e164=text.sender,
            phone_hash=phone_hash,
            state=row["state"],
            region_id=row["region_id"],
            time_zone=row["time_zone"],
            paused=row["paused"],
        )
        conversation = Conversation(
            mode=row["mode"],
            state_token=row["state_token"],
            context=row["context"],
            expires_at=row["expires_at"],
        )
        turn = Turn(house, db, member, conversation, text.body, message_id, media_count=text.media_count)
    return Exchange(house, db, text, message_id, phone_hash, allowed=row["allowed"], turn=turn)


async def handle(exchange: Exchange) -> None:
    """Let the first step that knows what to do with a text do it, and write what it said.

    Raises:
        Exception: whatever a step meets; then nothing of it may be kept.
    """
    for step in (opting_out.heed, safety.heed, strangers.heed, router.answer):
        if await step(exchange):
            break
    await write(exchange)


async def write(exchange: Exchange) -> None:
    """Write the answers of an exchange, and where the conversation stands now."""
    house, turn, answers = exchange.house, exchange.turn, exchange.answers
    ids = [uuid4() for _ in answers]
    sealed = [
        house.keyring.seal(answer.text, job_binding(job)) for job, answer in zip(ids, answers, strict=True)
    ]
    # The law lets an answer pass at night because it is one; hours later it is a text like any other.
    received_at = exchange.text.received_at
    stale = received_at is not None and received_at < datetime.now(UTC) - _JUST_RECEIVED
    conversation = Conversation() if turn is None else turn.conversation
    await queries.answer_text(
        exchange.db.connection,
        message_id=exchange.message_id,
        user_id=exchange.user_id,
        sid=exchange.text.sid,
        moved=turn is not None and turn.moved,
        mode=conversation.mode,
        state_token=conversation.state_token,
        context=conversation.context,
        expires_at=conversation.expires_at,
        to_e164=exchange.text.sender,
        phone_hash=exchange.phone_hash,
        key_version=house.keyring.current_version,
        ids=ids,
        ciphertexts=[part.ciphertext for part in sealed],
        ivs=[part.iv for part in sealed],
        tags=[part.tag for part in sealed],
        kinds=["unsolicited" if stale and answer.kind == "reply" else answer.kind for answer in answers],
        purposes=[answer.purpose for answer in answers],
    )

"""Every text that comes in, in one transaction: stored once, read in a fixed order, answered by rows.

The order: repeats, opting out, safety words, numbers we do not know, then the conversation's own handler.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from kith.commons.webhooks.seen import repeated
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Unavailable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS, MESSAGES
from kith.foundation.queries import load
from kith.products.josh.conversation import opting_out, router, safety, strangers
from kith.products.josh.conversation.copy import account
from kith.products.josh.conversation.exchange import Exchange, InboundText
from kith.products.josh.conversation.turn import Conversation, Member, Turn, message_binding
from kith.products.josh.outbound.commands import job_binding

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "inbound.sql")
_log = logger(__name__)

INBOUND: Final = service("josh.inbound")
EMPTY: Final = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_JUST_RECEIVED: Final = timedelta(hours=1)


async def take_in(house: House, text: InboundText) -> str:
    """Store and answer a text; the TwiML to answer Twilio with. The same message id again changes nothing.

    Raises:
        Unavailable: the database is away; nothing was kept, the text can be given again.
        Conflict: others held the locks too long; nothing was kept.
    """
    schema = house.product("josh").schema
    try:
        answer = await house.database.transact(INBOUND, schema, lambda db: _answer(house, db, text))
    except Unavailable:
        raise
    except Exception as failure:
        if isinstance(failure, Conflict) and failure.slug == "busy":
            raise
        # A handler that fails on a text would fail again: the text is kept, the person is told, we are told.
        _log.error("a text could not be handled", failure=type(failure).__name__)
        ALERTS.labels("josh.text.unhandled").inc()
        answer = await house.database.transact(INBOUND, schema, lambda db: _apologise(house, db, text))
    MESSAGES.labels("sms", "in", "taken").inc()
    return answer


async def _receive(house: House, db: Session, text: InboundText, message_id: UUID) -> Any:
    sealed = house.keyring.seal(text.body, message_binding(message_id, "in"))
    return await queries.receive_text(
        db.connection,
        id=message_id,
        sid=text.sid,
        sender=text.sender,
        recipient=text.recipient,
        phone_hash=house.keyring.phone_hash(text.sender),
        media_count=text.media_count,
        ciphertext=sealed.ciphertext,
        iv=sealed.iv,
        tag=sealed.tag,
        key_version=sealed.key_version,
        delete_after=db.now + timedelta(days=house.settings.body_retention_days),
        answer={"body": EMPTY},
    )


async def _answer(house: House, db: Session, text: InboundText) -> str:
    message_id = uuid4()
    row = await _receive(house, db, text, message_id)
    if row["repeated"]:
        repeated(house, "twilio")
    if row["repeated"] or not _E164.fullmatch(text.sender):
        return row["answer"]["body"]  # short codes and names send texts too, but none can be answered
    exchange = _exchange(house, db, text, row, message_id)
    for step in (opting_out.heed, safety.heed, strangers.heed, router.answer):
        if await step(exchange):
            break
    await _write(exchange)
    return row["answer"]["body"]


async def _apologise(house: House, db: Session, text: InboundText) -> str:
    message_id = uuid4()
    row = await _receive(house, db, text, message_id)
    if not row["repeated"] and row["allowed"] and _E164.fullmatch(text.sender):
        exchange = _exchange(house, db, text, row, message_id)
        exchange.say(account.something_went_wrong(str(message_id)[:8]), "conversation.our_fault")
        await queries.note_event(
            db.connection,
            user_id=row["user_id"],
            event_type="inbound.unhandled",
            payload={"message_id": str(message_id)},
        )
        await _write(exchange)
    return row["answer"]["body"]


def _exchange(house: House, db: Session, text: InboundText, row: Any, message_id: UUID) -> Exchange:
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


async def _write(exchange: Exchange) -> None:
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

"""Every text that comes in, in one transaction: stored once, then handled. One on which that fails is stored all the same, and waits."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from kith.commons.webhooks.seen import repeated
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Unavailable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS, MESSAGES
from kith.foundation.queries import load
from kith.products.josh.conversation.copy import account
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.handling import exchange_of, handle
from kith.products.josh.conversation.turn import message_binding
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Number, Recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "inbound.sql")
_log = logger(__name__)

INBOUND: Final = service("josh.inbound")
EMPTY: Final = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


async def take_in(house: House, text: InboundText) -> str:
    """Store and handle a text; the TwiML to answer Twilio with. The same message id again changes nothing.

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
        # A handler that fails on a text would fail again: the text is kept and waits, the person is told, we are told.
        kind = type(failure).__name__
        _log.error("a text could not be handled", failure=kind)
        ALERTS.labels("josh.text.unhandled").inc()
        answer = await house.database.transact(INBOUND, schema, lambda db: _keep(house, db, text, kind))
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
    await handle(exchange_of(house, db, text, row, message_id))
    return row["answer"]["body"]


async def _keep(house: House, db: Session, text: InboundText, failure: str) -> str:
    message_id = uuid4()
    row = await _receive(house, db, text, message_id)
    if row["repeated"]:
        return row["answer"]["body"]
    await queries.leave_waiting(
        db.connection,
        id=message_id,
        failure=failure,
        carrier_kind=text.carrier_kind or None,
        received_at=text.received_at,
    )
    if row["allowed"] and _E164.fullmatch(text.sender):
        # Whatever hindered the answer may hinder the apology; the text is kept without it.
        try:
            async with db.savepoint():
                await _apologise(house, db, text, row["user_id"], message_id)
        except Exception as again:
            _log.error("nobody was told of a text that waits", failure=type(again).__name__)
    return row["answer"]["body"]


async def _apologise(
    house: House, db: Session, text: InboundText, user_id: UUID | None, message_id: UUID
) -> None:
    phone_hash = house.keyring.phone_hash(text.sender)
    # A key of its own: those of the answers are left for when the text is handled after all.
    await queue_text(
        db,
        house,
        member=Number(text.sender, phone_hash)
        if user_id is None
        else Recipient(user_id, text.sender, phone_hash),
        body=account.something_went_wrong(str(message_id)[:8]),
        kind="reply",
        purpose="conversation.our_fault",
        key=f"sorry:{message_id}",
        inbound_message_id=message_id,
    )
    await queries.note_event(
        db.connection,
        user_id=user_id,
        event_type="inbound.unhandled",
        payload={"message_id": str(message_id)},
    )

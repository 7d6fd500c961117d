"""A text that waits is handled after all, when an operator says so: once, and never as the answer to something that was said later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.foundation.operations import TakenUp
from kith.foundation.queries import load
from kith.products.josh.conversation import opting_out, safety
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.handling import exchange_of, handle, write
from kith.products.josh.conversation.opt_out import OptOutKind
from kith.products.josh.conversation.turn import message_binding
from kith.web.pages import clock_time, day

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.josh.conversation.exchange import Exchange

queries = load(__file__, "again.sql")
_log = logger(__name__)

_OTHERS_WERE_FASTER = (asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError)


async def handle_again(house: House, db: Session, message_id: UUID) -> TakenUp:
    """Handle a text that waits, in the caller's transaction. When they or we have written since, only a STOP and words of danger are heeded:
    a “yes” would be taken for the answer to what was asked later.

    Raises:
        NotFound: no such text came in.
        Conflict: it was handled already, its words are not kept any more, or they do not open.
    """
    row = await _hold(db, message_id)
    if row["handled_at"] is not None:
        at = f"{day(row['handled_at'], 'UTC')}, {clock_time(row['handled_at'], 'UTC')}"
        raise Conflict(_("This text was handled at %(at)s (UTC) already.", at=at), slug="handled")
    if row["body_ciphertext"] is None:
        raise Conflict("The words of this text are not kept any more.", slug="not-kept")
    exchange = exchange_of(house, db, _text(house, row, message_id), row, message_id)
    try:
        async with db.savepoint():
            heeded = await _handle(exchange, overtaken=row["overtaken"])
            await queries.handled(db.connection, id=message_id)
    except _OTHERS_WERE_FASTER:
        raise
    except Exception as failure:
        kind = type(failure).__name__
        _log.error("a text could not be handled again", failure=kind)
        await queries.failed_again(db.connection, id=message_id, failure=kind)
        return TakenUp(outcome="failed", error=kind)
    return TakenUp(outcome="applied" if heeded else "overtaken")


async def _hold(db: Session, message_id: UUID) -> Any:
    phone_hash: str | None = await queries.number_of(db.connection, id=message_id)
    if phone_hash is None:
        raise NotFound
    # In the order of `receive_text`: the number, the conversation, then the text.
    await queries.hold_number(db.connection, phone_hash=phone_hash)
    await queries.begin_conversation(db.connection, phone_hash=phone_hash)
    await queries.hold_conversation(db.connection, phone_hash=phone_hash)
    return await queries.text_again(db.connection, id=message_id)


def _text(house: House, row: Any, message_id: UUID) -> InboundText:
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    try:
        body = house.keyring.open(sealed, message_binding(message_id, "in"))
    except Unreadable:
        raise Conflict("This text does not open with the keys at hand.", slug="unreadable") from None
    return InboundText(
        sid=row["sid"],
        sender=row["sender"],
        recipient=row["recipient"],
        body=body,
        media_count=row["media_count"],
        carrier_kind=row["carrier_kind"] or "",
        # Ours may have been moved; how late an answer is goes by the real clock.
        received_at=row["received_at"] or row["created_at"] - house.clock.moved_by,
    )


async def _handle(exchange: Exchange, *, overtaken: bool) -> bool:
    """Whether the text had an effect."""
    if not overtaken:
        await handle(exchange)
        return True
    stops = opting_out.read(exchange.text).kind is OptOutKind.STOP
    heeded = await opting_out.heed(exchange) if stops else await safety.heed_signal(exchange)
    await write(exchange)
    return heeded

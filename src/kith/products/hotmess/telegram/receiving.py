"""An update from Telegram: checked, kept once, answered by a row of the outbox. One on which that fails is kept all the same, and waits."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec

from kith.commons.webhooks.seen import repeated
from kith.foundation.errors import Conflict, Malformed, NotFound, Unavailable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.rate_limits import Limit, within
from kith.products.hotmess.telegram.answers import ACTOR, answer, queries, schema
from kith.products.hotmess.telegram.asked import Asked, seal
from kith.products.hotmess.telegram.commands import command_of
from kith.products.hotmess.telegram.saying import apologise, say

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_log = logger(__name__)
_LIMIT: Final = Limit("hotmess.telegram", 20, timedelta(minutes=1))


class _Chat(msgspec.Struct):
    id: int


class _Message(msgspec.Struct):
    chat: _Chat
    text: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None


async def receive(house: House, body: bytes, secret: str) -> bool:
    """Take one update; whether it is answered. What is no command of ours, came before, or comes too often from one chat is not.

    Raises:
        NotFound: there is no bot, or it is not Telegram who calls.
        Malformed: it is no update.
    """
    known = house.settings.telegram_secret
    if not (house.settings.telegram_token and known and hmac.compare_digest(known.encode(), secret.encode())):
        raise NotFound
    try:
        update = msgspec.json.decode(body, type=_Update)
    except msgspec.DecodeError:
        raise Malformed("That is no update of Telegram's.") from None
    command = None if update.message is None else command_of(update.message.text)
    if update.message is None or command is None:
        return False
    chat = str(update.message.chat.id)
    if not await within(house, _LIMIT, chat):
        return False
    asked = Asked(str(update.update_id), chat, command)
    try:
        return await _answer(house, asked)
    except Unavailable:
        raise
    except Exception as failure:
        if isinstance(failure, Conflict) and failure.slug == "busy":
            raise
        # It would fail each time that Telegram repeats it, for a day: it is kept and waits for an operator instead.
        kind = type(failure).__name__
        _log.error("a command could not be answered", failure=kind)
        ALERTS.labels("hotmess.telegram.unanswered").inc()
        await house.database.transact(ACTOR, schema(house), lambda db: _keep(house, db, asked, kind))
        return False


async def _answer(house: House, asked: Asked) -> bool:
    text = await answer(house, asked.command)
    async with house.database.session(ACTOR, schema(house)) as db:
        kept: UUID | None = await queries.keep(
            db.connection, update_id=asked.update_id, command=asked.command.name
        )
        if kept is None:
            repeated(house, "telegram")
            return False
        await say(db, house, asked, text)
        await queries.handled(db.connection, id=kept)
    return True


async def _keep(house: House, db: Session, asked: Asked, failure: str) -> None:
    event = uuid4()
    kept: UUID | None = await queries.leave_waiting(
        db.connection,
        id=event,
        update_id=asked.update_id,
        command=asked.command.name,
        sealed=seal(house, event, asked),
        failure=failure,
    )
    if kept is None:
        repeated(house, "telegram")
        return
    # Whatever hindered the answer may hinder the apology; the command is kept without it.
    try:
        async with db.savepoint():
            await apologise(db, house, asked)
    except Exception as again:
        _log.error("nobody was told of a command that waits", failure=type(again).__name__)

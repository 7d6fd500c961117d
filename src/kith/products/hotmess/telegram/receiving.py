"""An update from Telegram: checked, kept once, answered by a row of the outbox, all in one transaction."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from kith.commons.messaging.outbox import queue_telegram
from kith.commons.messaging.topics import ANSWERS
from kith.commons.webhooks.seen import repeated
from kith.foundation.errors import Malformed, NotFound
from kith.foundation.rate_limits import Limit, within
from kith.products.hotmess.telegram.answers import ACTOR, answer, queries, schema
from kith.products.hotmess.telegram.commands import command_of

if TYPE_CHECKING:
    from kith.foundation.house import House

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
    text = await answer(house, command)
    async with house.database.session(ACTOR, schema(house)) as db:
        kept = await queries.keep(db.connection, update_id=str(update.update_id), command=command.name)
        if kept is None:
            repeated(house, "telegram")
            return False
        await queue_telegram(
            db,
            house,
            chat=chat,
            text=text,
            topic=ANSWERS,
            purpose="telegram.answer",
            key=f"telegram:{update.update_id}",
        )
        await queries.handled(db.connection, id=kept)
    return True

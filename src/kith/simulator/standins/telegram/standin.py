"""One bot, the chats that know it, and what was said in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from kith.simulator.agreed import TELEGRAM_MODERATORS, TELEGRAM_TOKEN
from kith.simulator.standins.courier import Courier, Posting
from kith.simulator.standins.faults import FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.store import Collection, Store

LONGEST: Final = 4096
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The bot that is played."""

    token: str = TELEGRAM_TOKEN
    username: str = "hotmess_stand_in_bot"
    moderators: str = TELEGRAM_MODERATORS


class TelegramRefused(Exception):
    """A call that is not done: the HTTP status, and Telegram's own description."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `by_bot`: the bot said it; else somebody in the chat did."""

    id: int
    chat: str
    text: str
    by_bot: bool
    at: datetime


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """Where updates go."""

    url: str = ""
    secret_token: str = ""


class TelegramStandIn:
    """The Bot API for one bot."""

    def __init__(self, settings: TelegramSettings, file: Path | None = None) -> None:
        self.settings = settings
        self.faults = FaultPlan(API_FAULTS)
        self.courier = Courier()
        self.blocked: set[str] = set()
        self._store = Store(file)
        self._said = Collection(self._store, "said", Said)
        self._hooks = Collection(self._store, "hooks", Webhook)

    @property
    def webhook(self) -> Webhook:
        """Where updates go; an empty address: nowhere."""
        return self._hooks.get("hook") or Webhook()

    def hook(self, url: str, secret_token: str) -> None:
        """`setWebhook`.

        Raises:
            TelegramRefused: a secret token that Telegram would not take.
        """
        if secret_token and SECRET.fullmatch(secret_token) is None:
            raise TelegramRefused(400, "Bad Request: secret token contains unallowed characters")
        self._hooks.put("hook", Webhook(url=url, secret_token=secret_token))

    def take(self, chat: str, text: str) -> Said:
        """`sendMessage`: the bot says something.

        Raises:
            TelegramRefused: nothing is said, or too much, or the chat has blocked the bot.
        """
        if not text.strip():
            raise TelegramRefused(400, "Bad Request: message text is empty")
        if len(text) > LONGEST:
            raise TelegramRefused(400, "Bad Request: message is too long")
        if chat in self.blocked:
            raise TelegramRefused(403, "Forbidden: bot was blocked by the user")
        return self._keep(chat, text, by_bot=True)

    def update(self, chat: str, text: str) -> dict[str, Any]:
        """Somebody says something to the bot: the update that Telegram makes of it."""
        said = self._keep(chat, text, by_bot=False)
        kind = "supergroup" if chat.startswith("-") else "private"
        return {
            "update_id": 700_000_000 + said.id,
            "message": {
                "message_id": said.id,
                "from": {"id": abs(int(chat)), "is_bot": False, "first_name": "Sunny", "language_code": "en"},
                "chat": {"id": int(chat), "type": kind},
                "date": int(said.at.timestamp()),
                "text": text,
            },
        }

    async def tell(self, update: dict[str, Any]) -> bool:
        """Post an update to the webhook; whether it was taken."""
        hook = self.webhook
        headers = {"content-type": "application/json"}
        if hook.secret_token:
            headers["x-telegram-bot-api-secret-token"] = hook.secret_token
        body = msgspec.json.encode(update)
        outcome = await self.courier.deliver(lambda: Posting(hook.url, headers, body), delays=(1.0, 2.0))
        return outcome.taken

    def said(self, chat: str | None = None) -> list[Said]:
        """What was said, in order, everywhere or in one chat."""
        return [one for one in self._said.all() if chat in {None, one.chat}]

    def _keep(self, chat: str, text: str, *, by_bot: bool) -> Said:
        number = len(self._said) + 1
        said = Said(id=number, chat=chat, text=text, by_bot=by_bot, at=datetime.now(UTC))
        return self._said.put(str(number), said)

    def reset(self) -> None:
        """Forget chats, the webhook and faults."""
        self._said.clear()
        self._hooks.clear()
        self.blocked.clear()
        self.faults.clear()

    async def close(self) -> None:
        await self.courier.drop()
        self._store.close()

"""The Bot API under /telegram/bot<token>/, and the chats' side under /telegram/control. Source: core.telegram.org/bots/api."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.exceptions import ValidationException
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response.base import ASGIResponse

from kith.simulator.standins.controlling import invalid_control_request, only_from_here, refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving
from kith.simulator.standins.telegram.standin import Said, TelegramRefused, TelegramStandIn


class NewMessage(msgspec.Struct, frozen=True):
    """`sendMessage`, as far as this service looks."""

    chat_id: int | str
    text: str


class NewWebhook(msgspec.Struct, frozen=True):
    """`setWebhook`, as far as this service looks."""

    url: str
    secret_token: str = ""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody says something in a chat (its number; below zero for a group)."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    chat: Annotated[str, msgspec.Meta(pattern=r"^-?\d{1,15}$")] = "4711"


def _error(status: int, description: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return {**answer, "parameters": parameters} if parameters else answer


def telegram_router(telegram: TelegramStandIn) -> Router:
    """The API, which misbehaves when told to, and the control API, which does not."""

    @post("/{bot:str}/{method:str}", status_code=200)
    async def call(
        bot: FromPath[str], method: FromPath[str], data: JSONBody[dict[str, Any]]
    ) -> Response[Any]:
        """One method of the Bot API."""
        if bot != f"bot{telegram.settings.token}":
            return Response(_error(401, "Unauthorized"), status_code=401)
        try:
            return Response({"ok": True, "result": _do(telegram, method.lower(), data)})
        except TelegramRefused as refused:
            return Response(_error(refused.status, refused.description), status_code=refused.status)
        except msgspec.ValidationError as wrong:
            return Response(_error(400, f"Bad Request: {wrong}"), status_code=400)

    @post("/say", status_code=200)
    async def say(data: JSONBody[Word]) -> Response[Any]:
        """Somebody writes to the bot; the update goes to its webhook."""
        if not telegram.webhook.url:
            return refusal(
                "The bot has no webhook yet; it registers itself within a minute of the start.", 409
            )
        taken = await telegram.tell(telegram.update(data.chat, data.text))
        return Response({"taken": taken})

    @get("/said")
    async def said(chat: FromQuery[str | None] = None) -> list[Said]:
        """What was said, in order."""
        return telegram.said(chat)

    api = Router(path="/", route_handlers=[call], middleware=[misbehaving(telegram.faults, _planned)])
    control = Router(
        path="/control",
        route_handlers=[say, said],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    return Router(path="/telegram", route_handlers=[api, control])


def _do(telegram: TelegramStandIn, method: str, sent: dict[str, Any]) -> Any:
    if method == "sendmessage":
        message = msgspec.convert(sent, NewMessage)
        said = telegram.take(str(message.chat_id), message.text)
        chat = {"id": int(said.chat), "type": "supergroup" if said.chat.startswith("-") else "private"}
        return {"message_id": said.id, "date": int(said.at.timestamp()), "chat": chat, "text": said.text}
    if method == "setwebhook":
        hook = msgspec.convert(sent, NewWebhook)
        telegram.hook(hook.url, hook.secret_token)
        return True
    if method == "getwebhookinfo":
        return {
            "url": telegram.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": 0,
        }
    if method == "getme":
        number = int(telegram.settings.token.split(":")[0])
        return {"id": number, "is_bot": True, "first_name": "HOTMESS", "username": telegram.settings.username}
    raise TelegramRefused(404, "Not Found")


def _planned(status: int, fault: Fault) -> ASGIResponse:
    seconds = max(1, round(fault.seconds))
    said = (
        _error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        if status == 429
        else _error(status, "As the fault plan asks for")
    )
    return ASGIResponse(body=msgspec.json.encode(said), status_code=status, media_type="application/json")

"""Telegram's webhook."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post

from kith.products.hotmess.telegram.receiving import receive
from kith.web.request import house_of


@post("/hooks/telegram", include_in_schema=False, status_code=200)
async def telegram_webhook(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    secret = request.headers.get("x-telegram-bot-api-secret-token", "")
    answered = await receive(house_of(request), await request.body(), secret)
    return Response({"answered": answered})


ROUTES = [telegram_webhook]

"""Stripe's webhook: the signature, the event stored once, an answer at once."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post

from kith.commons.billing import events
from kith.commons.webhooks.seen import repeated
from kith.web.request import house_of


@post("/hooks/stripe", include_in_schema=False, status_code=200)
async def stripe_webhook(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    stored = await events.receive(
        house_of(request), await request.body(), request.headers.get("stripe-signature", "")
    )
    if not stored:
        repeated(house_of(request), "stripe")
    return Response({"received": True, "new": stored})


ROUTES = [stripe_webhook]

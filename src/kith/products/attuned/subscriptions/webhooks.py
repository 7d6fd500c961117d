"""The stores' webhooks: checked, kept once, answered at once."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, post

from kith.commons.webhooks.seen import repeated
from kith.foundation.errors import Malformed
from kith.products.attuned.subscriptions import intake, pubsub
from kith.web.request import house_of


class _Signed(msgspec.Struct):
    signed_payload: str = msgspec.field(name="signedPayload")


@post("/hooks/apple", include_in_schema=False, status_code=200)
async def apple(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    try:
        signed = msgspec.json.decode(await request.body(), type=_Signed).signed_payload
    except msgspec.MsgspecError:
        raise Malformed("This is no notification of the App Store’s.") from None
    return _taken(request, "apple", await intake.from_apple(house_of(request), signed))


@post(pubsub.PATH, include_in_schema=False, status_code=200)
async def google_play(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    new = await intake.from_google(
        house_of(request), request.headers.get("authorization", ""), await request.body()
    )
    return _taken(request, "google-play", new)


def _taken(request: Request[Any, Any, Any], provider: str, new: bool) -> Response[dict[str, bool]]:
    if not new:
        repeated(house_of(request), provider)
    return Response({"received": True, "new": new})


ROUTES = [apple, google_play]

"""Idempotency keys. Source: Stripe API reference, "Idempotent requests"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import cast

from litestar.datastructures import Headers
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kith.simulator.standins.stripe.errors import StripeError
from kith.simulator.standins.stripe.events import causing_request
from kith.simulator.standins.stripe.objects import EventRequest, new_id
from kith.simulator.standins.stripe.standin import RememberedAnswer, StripeStandIn

_REMEMBERED_SECONDS = 24 * 3600
_LONGEST_KEY = 255
# Refused before anything was done, so the same key may be used for a corrected request.
_NOT_REMEMBERED = frozenset({400, 401, 403, 404, 409, 429})


def idempotent(stripe: StripeStandIn) -> Callable[[ASGIApp], ASGIApp]:
    """Middleware: the same key with the same parameters is answered as before, with others refused."""

    def wrap(app: ASGIApp) -> ASGIApp:
        return _Idempotent(app, stripe)

    return wrap


class _Idempotent:
    def __init__(self, app: ASGIApp, stripe: StripeStandIn) -> None:
        self._app = app
        self._stripe = stripe
        self._in_use: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        key = Headers.from_scope(scope).get("idempotency-key") if scope["method"] == "POST" else None
        causing_request.set(EventRequest(id=new_id("req"), idempotency_key=key))
        if key is None:
            await self._app(scope, receive, send)
            return
        body = await _whole_body(receive)
        fingerprint = hashlib.sha256(scope["path"].encode() + b"\n" + body).hexdigest()
        known = self._stripe.answers.get(key)
        if known is not None and self._stripe.now() - known.at > _REMEMBERED_SECONDS:
            known = None
        problem = self._problem(key, known, fingerprint)
        if problem is not None:
            answer = ASGIResponse(
                body=problem.body(), status_code=problem.status, media_type="application/json"
            )
            await answer(scope, receive, send)
        elif known is not None:
            answer = ASGIResponse(
                body=known.body,
                status_code=known.status,
                headers={"Idempotent-Replayed": "true", "Idempotency-Key": key},
                media_type="application/json",
            )
            await answer(scope, receive, send)
        else:
            await self._first(key, fingerprint, body, scope, receive, send)

    def _problem(self, key: str, known: RememberedAnswer | None, fingerprint: str) -> StripeError | None:
        if len(key) > _LONGEST_KEY:
            return StripeError(400, "Idempotency keys have at most 255 characters.", kind="idempotency_error")
        if key in self._in_use:
            return StripeError(
                409,
                "There is currently another in-progress request using this Idempotent Key.",
                kind="idempotency_error",
                code="idempotency_key_in_use",
            )
        if known is not None and known.fingerprint != fingerprint:
            return StripeError(
                400,
                "Keys for idempotent requests can only be used with the same parameters they were first used"
                f" with. Try using a key other than '{key}' if you meant to execute a different request.",
                kind="idempotency_error",
            )
        return None

    async def _first(
        self, key: str, fingerprint: str, body: bytes, scope: Scope, receive: Receive, send: Send
    ) -> None:
        status, answered = 0, bytearray()
        given = False

        async def replay() -> Message:  # the body was read already, for its fingerprint
            nonlocal given
            if given:
                return cast("Message", await receive())
            given = True
            return cast("Message", {"type": "http.request", "body": body, "more_body": False})

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                answered.extend(message["body"])
            await send(message)

        self._in_use.add(key)
        try:
            await self._app(scope, cast("Receive", replay), note)
        finally:
            self._in_use.discard(key)
        if status and status not in _NOT_REMEMBERED:
            remembered = RememberedAnswer(
                fingerprint=fingerprint, status=status, body=bytes(answered), at=self._stripe.now()
            )
            self._stripe.answers.put(key, remembered)


async def _whole_body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body.extend(message["body"])
        more = message["more_body"]
    return bytes(body)

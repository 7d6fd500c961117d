"""Google's doors under /play: signing in as the service account, its signing keys, the developer API, and our control API."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import jwt
import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody
from litestar.response.base import ASGIResponse

from kith.simulator.standins.controlling import invalid_control_request, only_from_here, refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving
from kith.simulator.standins.play.standin import NoSuchPurchase, PlayStandIn, Purchase, as_json
from kith.simulator.standins.ringing_control import ringing_routes

HttpRequest = Request[None, None, State]
_SCOPE = "https://www.googleapis.com/auth/androidpublisher"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ACKNOWLEDGE = ":acknowledge"


class Buying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is bought, and for which account of ours."""

    product_id: str
    account_token: str | None = None
    pending: bool = False


class Doing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`product_id` for replacing a plan, `order` for giving back an earlier order."""

    product_id: str = ""
    order: str | None = None


def play_router(play: PlayStandIn) -> Router:
    """The API misbehaves when told to; the control API does not."""
    api = Router(
        path="/",
        route_handlers=[_token_door(play), *_api(play)],
        middleware=[misbehaving(play.faults, _planned_error)],
    )
    control = Router(
        path="/",
        route_handlers=[*_control(play), *ringing_routes(play)],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request, NoSuchPurchase: _unknown},  # pyright: ignore[reportArgumentType]
    )
    return Router(path="/play", route_handlers=[api, control])


def _token_door(play: PlayStandIn) -> Any:
    @post("/token", status_code=200)
    async def token(request: HttpRequest) -> Response[object]:
        """A signed assertion for an access token (RFC 7523)."""
        form = dict(parse_qsl((await request.body()).decode()))
        try:
            if form.get("grant_type") != _GRANT:
                raise ValueError("grant_type")
            claims = jwt.decode(
                form.get("assertion", ""),
                play.keys.account_public(),
                algorithms=["RS256"],
                audience=f"{play.base_url}/token",
                options={"require": ["exp", "iat", "iss", "aud"]},
            )
            if claims["iss"] != play.settings.account_email:
                raise ValueError("iss")
            if _SCOPE not in str(claims.get("scope") or form.get("scope") or "").split():
                raise ValueError("scope")
        except (jwt.InvalidTokenError, ValueError) as error:
            return Response(
                {"error": "invalid_grant", "error_description": f"Invalid JWT: {error}"}, status_code=400
            )
        access = f"ya29.{secrets.token_urlsafe(24)}"
        play.tokens[access] = time.time() + 3600
        return Response({"access_token": access, "expires_in": 3599, "token_type": "Bearer"})

    return token


def _api(play: PlayStandIn) -> list[Any]:
    def refused(request: HttpRequest, package: str) -> Response[object] | None:
        scheme, _, access = (request.headers.get("authorization") or "").partition(" ")
        if scheme != "Bearer" or play.tokens.get(access, 0) < time.time():
            return _error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if package != play.settings.package:
            return _error(404, "NOT_FOUND", f"Package not found: {package}.")
        return None

    base = "/androidpublisher/v3/applications/{package:str}/purchases"

    @get("/oauth2/v3/certs")
    async def certificates() -> dict[str, Any]:
        """The keys that OpenID tokens are signed with."""
        return play.keys.certificates()

    @get(base + "/subscriptionsv2/tokens/{token:str}")
    async def purchase(
        request: HttpRequest, package: FromPath[str], token: FromPath[str]
    ) -> Response[object]:
        """How a purchase stands."""
        if (refusal_ := refused(request, package)) is not None:
            return refusal_
        try:
            return Response(as_json(play.find(token)))
        except NoSuchPurchase:
            return _error(404, "NOT_FOUND", "The purchase token was not found.")

    @post(base + "/subscriptions/{product:str}/tokens/{token:str}", status_code=200)
    async def acknowledge(
        request: HttpRequest, package: FromPath[str], product: FromPath[str], token: FromPath[str]
    ) -> Response[object]:
        """:acknowledge, the custom method at the end of the token."""
        if (refusal_ := refused(request, package)) is not None:
            return refusal_
        try:
            if (
                not token.endswith(_ACKNOWLEDGE)
                or play.find(token.removesuffix(_ACKNOWLEDGE)).product_id != product
            ):
                return _error(404, "NOT_FOUND", "The purchase token was not found.")
            play.acknowledge(token.removesuffix(_ACKNOWLEDGE))
        except NoSuchPurchase:
            return _error(404, "NOT_FOUND", "The purchase token was not found.")
        return Response({})

    return [certificates, purchase, acknowledge]


def _control(play: PlayStandIn) -> list[Any]:
    @post("/control/purchases")
    async def buy(data: JSONBody[Buying]) -> Purchase:
        """Somebody buys."""
        return play.buy(data.product_id, data.account_token, pending=data.pending)

    @get("/control/purchases")
    async def every() -> list[Purchase]:
        """All there are."""
        return play.purchases.all()

    @post("/control/purchases/{token:str}/{action:str}", status_code=200)
    async def act(token: FromPath[str], action: FromPath[str], data: JSONBody[Doing]) -> Response[object]:
        """pay, renew, fail, hold, recover, pause, end, continue, expire, revoke, void, replace."""
        actions: dict[str, Callable[[], Purchase]] = {
            "pay": lambda: play.pay(token),
            "renew": lambda: play.renew(token),
            "fail": lambda: play.fail(token),
            "hold": lambda: play.hold(token),
            "recover": lambda: play.recover(token),
            "pause": lambda: play.pause(token),
            "end": lambda: play.switch_renewal(token, on=False),
            "continue": lambda: play.switch_renewal(token, on=True),
            "expire": lambda: play.expire(token),
            "revoke": lambda: play.revoke(token),
            "void": lambda: play.void(token, data.order),
            "replace": lambda: play.replace(token, data.product_id),
        }
        if action not in actions:
            return refusal(f"action: there is no {action}; there are {', '.join(actions)}.", 404)
        return Response(actions[action]())

    return [buy, every, act]


def _error(code: int, status: str, message: str) -> Response[object]:
    return Response({"error": {"code": code, "message": message, "status": status}}, status_code=code)


def _planned_error(status: int, _fault: Fault) -> ASGIResponse:
    body = {"error": {"code": status, "message": "As the fault plan asks for.", "status": "UNAVAILABLE"}}
    return ASGIResponse(body=msgspec.json.encode(body), status_code=status, media_type="application/json")


def _unknown(_: HttpRequest, error: NoSuchPurchase) -> Response[object]:
    return refusal(f"purchase: there is no {error}.", 404)

"""Puts a calendar provider's stand-in together: API, signing in, pages, control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.response import Redirect
from litestar.response.base import ASGIResponse

from kith.simulator.standins.calendars.control import CalendarControl
from kith.simulator.standins.calendars.pages import DiaryPages, consent_page, consented
from kith.simulator.standins.calendars.sign_in import OAuthRefusal
from kith.simulator.standins.calendars.standin import CalendarStandIn
from kith.simulator.standins.controlling import invalid_control_request, only_from_here
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving

HttpRequest = Request[None, None, State]


def provider_router(
    provider: CalendarStandIn,
    *,
    path: str,
    dependency: str,
    api: Router,
    authorize: str,
    token: str,
    revoke: str,
    planned_error: Callable[[int, Fault], ASGIResponse],
    errors: Mapping[type[Exception], Any],
) -> Router:
    """The provider under `path`; its API and token endpoints misbehave when told to. An empty `revoke` offers none."""

    @get(authorize)
    async def ask(request: HttpRequest) -> Response[str]:
        """The consent page."""
        return consent_page(provider, dict(request.query_params))

    @post(authorize, guards=[only_from_here])
    async def decide(request: HttpRequest) -> Response[str] | Redirect:
        """The person's answer."""
        return consented(provider, await _form(request))

    @post(token, status_code=200)
    async def exchange(request: HttpRequest) -> Response[object]:
        """The token endpoint."""
        try:
            return Response(provider.sign_in.token(await _form(request)))
        except OAuthRefusal as refusal:
            return Response(
                {"error": refusal.error, "error_description": refusal.description}, status_code=refusal.status
            )

    @post(revoke or "/no-revocation", status_code=200)
    async def give_back(request: HttpRequest) -> Response[object]:
        """The revocation endpoint (RFC 7009)."""
        if not provider.sign_in.revoke((await _form(request)).get("token", "")):
            return Response({"error": "invalid_token"}, status_code=400)
        return Response({})

    doors: list[Any] = [exchange, give_back] if revoke else [exchange]
    misbehaving_part = Router(
        path="/",
        route_handlers=[api, *doors],
        middleware=[misbehaving(provider.faults, planned_error)],
        exception_handlers=dict(errors),  # pyright: ignore[reportArgumentType]  # a dict of handlers is one
    )
    control = Router(
        path="/",
        route_handlers=[CalendarControl],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    pages = Router(path="/", route_handlers=[DiaryPages], guards=[only_from_here])
    return Router(
        path=path,
        route_handlers=[misbehaving_part, ask, decide, control, pages],
        dependencies={
            "provider": Provide(lambda: provider, sync_to_thread=False),
            dependency: Provide(lambda: provider, sync_to_thread=False),
        },
    )


async def _form(request: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode()))

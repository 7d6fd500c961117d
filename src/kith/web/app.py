"""Assembly: the ASGI application of the house and its products."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import signal
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, Self

from litestar import Litestar, Request, Router
from litestar.openapi import OpenAPIConfig

from kith.foundation import development_clock, logs, queries, traces
from kith.foundation.errors import Problem
from kith.foundation.generation import generation_of
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import load
from kith.web import forms, notices, problems
from kith.web.description import Description
from kith.web.edge import Edge
from kith.web.idempotent import LARGEST_BODY, idempotent
from kith.web.routes import house_routes

_LIBRARIES: Final = (
    "pgqueuer.adapters.persistence.queries",
    "twilio.rest",
    "stripe",
    "webauthn",
    "jsonschema",
    "icalendar",
    "recurring_ical_events",
    "authlib.integrations.base_client",
    "fpdf",
    "cv2",
)
"""Imported where they are used, since they take as long as everything else; the first who needs one does not wait for it either."""


def build(house: House, *, meanwhile: Callable[[], None] | None = None) -> Any:
    """The application around an existing house, which it closes when it ends. `meanwhile` is done in a thread once it serves."""

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncGenerator[None]:
        try:
            async with development_clock.following(house):
                with generation_of(house).serving(orphaned=_end_server):
                    if meanwhile is not None:
                        asyncio.get_running_loop().run_in_executor(None, meanwhile)
                    yield
        finally:
            await house.close()

    return Edge(routed(house, [lifespan]), house)  # pyright: ignore[reportArgumentType]


def _end_server() -> None:
    """Nobody is there to end or replace this server any more."""
    os.kill(os.getppid(), signal.SIGTERM)


def routed(house: House, lifespan: Sequence[Any] = ()) -> Litestar:
    """The routes of the house and its products. It serves every house of the same products: the edge says which one a request is for."""
    return _Application(
        route_handlers=[_Part("/", route_handlers=list(routes)) for routes in _parts(house)],
        lifespan=lifespan,
        exception_handlers={Exception: problems.answer},
        before_request=_admit,
        middleware=[idempotent],
        request_max_body_size=LARGEST_BODY,
        openapi_config=OpenAPIConfig(
            title="Kith",
            version="1",
            description="Bring people together in real life.",
            path="/api/schema",
            render_plugins=[Description()],
        ),
        debug=False,
        logging_config=None,
    )


class _Part(Router):
    """Many routes that are taken up at once: with each that comes alone, Litestar builds its tree of all of them anew. Made for one application, so
    the copy that Litestar makes of a router is itself. What handles what is noted as it comes, where Litestar goes through all routes for each.
    """

    def __init__(self, path: str, *, route_handlers: Sequence[Any]) -> None:
        self._known: dict[str, Any] = {}
        made: Any = super()
        made.__init__(path, route_handlers=route_handlers)

    @property
    def route_handler_method_map(self) -> dict[str, Any]:
        return self._known

    def register(self, value: Any) -> list[Any]:
        routes: list[Any] = super().register(value)
        for route in routes:
            of_path = self._known.setdefault(route.path, {})
            of_path.update(
                (method, handler) for handler in route.route_handlers for method in handler.http_methods
            )
        return routes

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


class _Application(Litestar):
    """Litestar that goes through its routes once for each part it takes up, not once for each route of it."""

    _known: dict[str, Any] | None = None

    @property
    def route_handler_method_map(self) -> dict[str, Any]:
        return super().route_handler_method_map if self._known is None else self._known

    def register(self, value: Any) -> None:
        self._known = dict(super().route_handler_method_map)
        super().register(value)
        self._known = None


def _parts(house: House) -> list[Sequence[Any]]:
    return [house_routes(house), *(product.routes for product in house.products)]


async def _admit(request: Request[Any, Any, Any]) -> None:
    """Before every handler: who asks is known, a form is this browser's own, and a page knows what is unread."""
    away: Problem | None = request.scope["state"]["away"]
    if away is not None:
        raise away
    await forms.check_csrf(request)
    await notices.count_unread(request)


def _settle_in() -> None:
    try:
        for name in _LIBRARIES:
            importlib.import_module(name)
        queries.read_all()
    finally:
        # What was made so far lives as long as the process: the collector need not walk over it again and again.
        gc.collect()
        gc.freeze()
        gc.enable()


def create() -> Any:
    """The application of this process, from its environment (Granian's target).

    Raises:
        MissingSettings: something it needs is not set.
    """
    settings = load()
    logs.configure()
    traces.configure(settings, "kith-web")
    return build(House(settings, load_products(settings.products)), meanwhile=_settle_in)

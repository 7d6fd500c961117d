"""A day counts on which somebody signed in to Mentor came by; noted after the answer has gone out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Router

from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.logs import logger
from kith.foundation.product import Product
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("mentor.visits")
_AGAIN: Final = timedelta(minutes=10)
_MOST: Final = 50_000


def _memory(_house: House) -> dict[UUID, datetime]:
    return {}


async def _note(request: Request[Any, Any, Any]) -> None:
    state = request.scope["state"]
    person, house = state["person"], state["house"]
    if person is None or state.get("impersonation") is not None:
        return
    noted = house.part("mentor.visits", _memory)
    now = house.clock.now()
    last = noted.get(person.id)
    # Often enough that no day goes by unnoticed, wherever its midnight is; the database keeps each day once.
    if last is not None and timedelta() <= now - last < _AGAIN:
        return
    if len(noted) >= _MOST:
        noted.clear()
    noted[person.id] = now
    try:
        async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
            await queries.note(db.connection, person=person.id)
    except Problem as failure:
        noted.pop(person.id, None)
        _log.warning("a visit was not noted", failure=type(failure).__name__)


def noted(product: Product) -> Product:
    """The product with visits of signed-in people noted on every one of its routes."""
    routes = [Router("/", route_handlers=list(product.routes), after_response=_note)]
    return msgspec.structs.replace(product, routes=routes)

"""Whoever is to be paid goes to Stripe to say who they are, and comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request
from litestar.response import Redirect

from kith.foundation.errors import Problem
from kith.web.pages import flash_next
from kith.web.request import house_of, person_of

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]


async def to_stripe(request: Requested, there: Awaitable[str], here: str) -> Redirect:
    """To Stripe's page, whose address is asked for; when Stripe refuses or is away, back to `here` with its words."""
    try:
        return Redirect(await there, status_code=303)
    except Problem as problem:
        if problem.status not in (402, 503):
            raise
        flash_next(request, "warning", problem.detail)
        return Redirect(here, status_code=303)


async def back_from_stripe(
    request: Requested, look: Callable[[House, UUID], Awaitable[object]], here: str
) -> Redirect:
    """Back from Stripe, done or not: `look` asks how the account stands. An old link comes to `…/again` for a new one."""
    try:
        await look(house_of(request), person_of(request).id)
    except Problem as problem:
        if problem.status != 503:
            raise
        flash_next(request, "info", "Stripe is not answering right now. We ask again in a few minutes.")
    if request.url.path.endswith("/again"):
        flash_next(request, "info", "That page was open for too long. Please go on from here.")
    return Redirect(here, status_code=303)

"""Seeing the house as a member does: asked for with a reason, stopped with a button."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from kith.commons.impersonation import commands
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.web import cookies, forms
from kith.web.console_frame import Field, Form, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.impersonation")
PATH = "/console/impersonation"


class Begin(msgspec.Struct, frozen=True):
    """As whom, in which product, and why."""

    person: UUID
    product: Annotated[str, msgspec.Meta(max_length=40)]
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


def _landing(request: Requested, slug: str) -> str:
    for product in house_of(request).products:
        if product.slug == slug and product.shown_to_operators:
            return product.shown_to_operators[0]
    raise NotFound


@get(PATH, include_in_schema=False, opt=only(*commands.ROLES))
async def ask(request: Requested, person: FromQuery[UUID], product: FromQuery[str]) -> Response[str]:
    await operator(request)
    _landing(request, product)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        name = await commands.whom(db, person)
    form = Form(
        title="Why do you need to?",
        lead=(
            "You see their pages as they do, for fifteen minutes at most. You can change nothing, what is theirs alone stays closed, "
            "and they notice nothing. Every page you open is written down."
        ),
        action=PATH,
        button=f"Look as {name}",
        hidden={"person": str(person), "product": product},
        fields=(Field(name="reason", label="Reason, for the log"),),
    )
    return console_page(request, f"See what {name} sees", [], forms=[form], product=product)


@post(PATH, include_in_schema=False, status_code=200)
async def begin(request: Requested) -> Redirect:
    admin = await operator(request, *commands.ROLES)
    form = await forms.read(request, Begin)
    reason = reason_in(form.reason)
    landing = _landing(request, form.product)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        token = await commands.begin(
            db,
            admin,
            person_of(request).session_id,
            form.person,
            product=form.product,
            reason=reason,
        )
    kept = int(commands.LONGEST.total_seconds())
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, cookies.impersonation_name(house), token, max_age=kept)
    )
    return Redirect(landing, status_code=303)


@post(f"{PATH}/stop", include_in_schema=False, status_code=200, opt=only())
async def stop(request: Requested) -> Redirect:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        await commands.end(db, admin)
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, cookies.impersonation_name(house), "", max_age=0)
    )
    flash_next(request, "info", "You are yourself again.")
    return Redirect("/console", status_code=303)


ROUTES = [ask, begin, stop]

"""The page of one's plan: what one has, until when, from where, and how to end it."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.foundation.errors import Conflict, NotFound
from kith.products.attuned.frame import frame
from kith.products.attuned.subscriptions import commands, web
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
PATH = "/attuned/subscription"


class Choice(msgspec.Struct, frozen=True):
    """The plan wanted, and a key of this page's so that a double click is one."""

    plan: str = ""
    key: Annotated[str, msgspec.Meta(max_length=80)] = ""


@get(PATH, include_in_schema=False)
async def show(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        plan = await commands.plan_for(house, person.id)
    except NotFound:
        return Redirect("/attuned", status_code=303)
    context = {"plan": plan, "sold": sorted(web.prices(house).values()), "key": secrets.token_hex(12)}
    return page(
        request,
        "attuned/subscription.html",
        {**frame(request, "subscription"), **context},
        product="attuned",
    )


@post(f"{PATH}/pay", include_in_schema=False, status_code=200)
async def pay(request: Requested) -> Redirect:
    sent = await forms.read(request, Choice)
    try:
        url = await web.checkout_url(
            house_of(request), person_of(request).id, sent.plan, sent.key or secrets.token_hex(12)
        )
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(PATH, status_code=303)
    return Redirect(url, status_code=303)


@post(f"{PATH}/manage", include_in_schema=False, status_code=200)
async def manage(request: Requested) -> Redirect:
    return Redirect(await web.portal_url(house_of(request), person_of(request).id), status_code=303)


@get(f"{PATH}/done", include_in_schema=False)
async def done(request: Requested) -> Redirect:
    """The browser came back: look now instead of waiting for the webhook. Either may be first, both end the same."""
    await web.sync(house_of(request), person_of(request).id)
    flash_next(request, "success", "Thank you. Your plan is set.")
    return Redirect(PATH, status_code=303)


ROUTES = [show, pay, manage, done]

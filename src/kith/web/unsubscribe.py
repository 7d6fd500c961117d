"""Leaving a topic's letters (RFC 8058).

A POST leaves, from a mail program without cookies as from our page; a GET shows a button and changes nothing, whoever follows it.
"""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from kith.commons.messaging import unsubscribing, wishes
from kith.commons.messaging.centre import ACTOR
from kith.commons.messaging.unsubscribing import PAGE
from kith.foundation.language import _
from kith.foundation.product import Topic
from kith.web.pages import page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


def _page(request: Requested, token: str, topic: Topic, state: str) -> Response[str]:
    house = house_of(request)
    slug = topic.key.partition(".")[0]
    name = next((product.name for product in house.products if product.slug == slug), "Kith")
    context = {
        "token": token,
        "topic": _(topic.name),
        "about": _(topic.about),
        "of_product": name,
        "state": state,
    }
    answer = page(request, "notices/unsubscribe.html", context)
    answer.headers["x-robots-tag"] = "noindex"
    return answer


@get(PAGE + "/{token:str}", include_in_schema=False)
async def ask(request: Requested, token: FromPath[str]) -> Response[str]:
    house = house_of(request)
    person, topic = unsubscribing.read(house, token)
    async with house.database.session(ACTOR, "kith") as db:
        gone = await wishes.turned_off(db, person, topic.key, "email")
    return _page(request, token, topic, "left" if gone else "asked")


@post(PAGE + "/{token:str}", include_in_schema=False, status_code=200)
async def leave(request: Requested, token: FromPath[str]) -> Response[str]:
    house = house_of(request)
    person, topic = unsubscribing.read(house, token)
    async with house.database.session(ACTOR, "kith") as db:
        await unsubscribing.leave(db, house, person, topic)
    return _page(request, token, topic, "left")


@post(PAGE + "/{token:str}/undo", include_in_schema=False, status_code=200)
async def undo(request: Requested, token: FromPath[str]) -> Response[str]:
    house = house_of(request)
    person, topic = unsubscribing.read(house, token)
    async with house.database.session(ACTOR, "kith") as db:
        await unsubscribing.come_back(db, house, person, topic)
    return _page(request, token, topic, "back")


ROUTES = [ask, leave, undo]

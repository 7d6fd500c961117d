"""The phone simulator: several phones side by side, texting through the same webhook and outbox as Twilio would."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from kith.commons.identity.addresses import read_address
from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.queries import load
from kith.simulator.people import living
from kith.simulator.phones import standin
from kith.web import forms
from kith.web.pages import Pages, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
queries = load(__file__)
_ACTOR = service("simulator.phones")
MOST_PHONES = 6
_SUGGESTED = ("+15125550123", "+15125550124", "+15125550125")


class TextForm(msgspec.Struct, frozen=True):
    phone: Annotated[str, msgspec.Meta(max_length=40)] = ""
    body: Annotated[str, msgspec.Meta(max_length=1600)] = ""
    phones: Annotated[str, msgspec.Meta(max_length=400)] = ""


class SwitchForm(msgspec.Struct, frozen=True):
    phone: Annotated[str, msgspec.Meta(max_length=40)]
    on: Literal["yes", "no"]
    phones: Annotated[str, msgspec.Meta(max_length=400)] = ""


async def _shown(request: Requested, wanted: str) -> list[str]:
    phones: list[str] = []
    for typed in wanted.replace(" ", "+").split(","):
        if not typed.strip("+"):
            continue
        try:
            address = read_address(typed)
        except Problem:
            continue
        if address.channel == "phone" and address.value not in phones:
            phones.append(address.value)
    if not phones:
        phones = await standin.recent_phones(house_of(request), 3)
        phones += [number for number in _SUGGESTED if number not in phones][: 3 - len(phones)]
    return phones[:MOST_PHONES]


async def _phone(request: Requested, number: str, names: dict[str, str]) -> dict[str, Any]:
    house = house_of(request)
    texts = await standin.thread(house, number)
    return {
        "number": number,
        "name": names.get(number, ""),
        "texts": [
            {
                "mine": text.sender == number,
                "body": text.body,
                "status": "" if text.sender == number else text.status,
            }
            for text in texts[-60:]
        ],
    }


async def _virtual(request: Requested) -> dict[str, bool]:
    """Whether a virtual person answers, for each phone of which that is known; the others nobody answers."""
    house = house_of(request)
    crowds = (product.crowd for product in house.products)
    by_default = {phone: True for crowd in crowds if crowd is not None for phone in crowd.phones}
    return {**by_default, **await standin.switches(house)}


async def _names(request: Requested) -> dict[str, str]:
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        return {row["phone"]: row["name"] async for row in queries.names(db.connection)}


@get("/simulator", include_in_schema=False)
async def show(request: Requested, phones: FromQuery[str] = "") -> Response[str]:
    shown = await _shown(request, phones)
    names, virtual = await _names(request), await _virtual(request)
    open_phones = [await _phone(request, number, names) for number in shown]
    crowds = (product.crowd for product in house_of(request).products)
    context = {
        "join": next((crowd.joins_at for crowd in crowds if crowd is not None and crowd.joins_at), ""),
        "phones": [{**phone, "virtual": virtual.get(phone["number"], False)} for phone in open_phones],
        "alive": living.alive(house_of(request).settings),
        "joined": ",".join(shown),
        "ours": house_of(request).settings.twilio_number,
        "more": [
            {
                "number": number,
                "name": name,
                "href": "/simulator?" + urlencode({"phones": ",".join([*shown, number])}),
            }
            for number, name in sorted(names.items(), key=lambda item: item[1])
            if number not in shown
        ][:30],
        "full": len(shown) >= MOST_PHONES,
    }
    return page(request, "simulator/phones.html", context)


@get("/simulator/threads", include_in_schema=False)
async def threads(request: Requested, phones: FromQuery[str] = "") -> dict[str, str]:
    """Each phone's conversation as HTML, for the page's script."""
    pages = house_of(request).part("web.pages", Pages)
    return {
        number: pages.render("simulator/thread.html", {"phone": await _phone(request, number, {})})
        for number in await _shown(request, phones)
    }


@post("/simulator/send", include_in_schema=False, status_code=200)
async def send(request: Requested) -> Response[Any]:
    sent = await forms.read(request, TextForm)
    if sent.body:
        house, phone = house_of(request), read_address(sent.phone).value
        # Whoever types on a phone has it in their hand from now on.
        await standin.switch(house, phone, on=False)
        await standin.send(house, phone, sent.body)
    if request.headers.get("accept") == "application/json":
        return Response({"sent": True})
    return Redirect("/simulator?" + urlencode({"phones": sent.phones}), status_code=303)


@post("/simulator/virtual", include_in_schema=False, status_code=200)
async def switch(request: Requested) -> Redirect:
    """Let a virtual person answer this phone, or take it into one's own hand."""
    sent = await forms.read(request, SwitchForm)
    await standin.switch(house_of(request), read_address(sent.phone).value, on=sent.on == "yes")
    return Redirect("/simulator?" + urlencode({"phones": sent.phones}), status_code=303)


ROUTES = [show, threads, send, switch]

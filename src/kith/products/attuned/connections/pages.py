"""Partners, connecting, waiting."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
import segno
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream
from markupsafe import Markup

from kith.foundation.errors import NotFound, Problem, SignInNeeded
from kith.products.attuned.connections import commands, reads
from kith.products.attuned.frame import frame
from kith.products.attuned.players.pages import where_i_stand
from kith.products.attuned.players.player import player_of, schema
from kith.web import forms
from kith.web.edge import client_address
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Form(msgspec.Struct, frozen=True):
    """The small forms of these pages; each uses its own fields."""

    email: Annotated[str, msgspec.Meta(max_length=200)] = ""
    code: Annotated[str, msgspec.Meta(max_length=40)] = ""
    answer: Annotated[str, msgspec.Meta(max_length=10)] = ""


def _shown(
    request: Requested, template: str, context: dict[str, Any], problem: Problem | None = None
) -> Response[Any]:
    return page(
        request,
        template,
        {**frame(request, "partners"), "problem": problem, **context},
        product="attuned",
        status=200 if problem is None else problem.status,
    )


@get("/attuned/partners", include_in_schema=False)
async def partners(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is None:
        return _begin_first(request)
    house, player = house_of(request), player_of(request)
    context = {
        "partners": await reads.partners(house, player),
        "remembered": await reads.remembered(house, player),
    }
    return _shown(request, "attuned/partners.html", context)


def _begin_first(request: Requested) -> Redirect:
    flash_next(
        request, "info", "Begin first, with or without an account; it takes a minute. Then enter the code."
    )
    return Redirect("/attuned/begin", status_code=303)


@get("/attuned/connect", include_in_schema=False)
async def connect(request: Requested) -> Response[Any]:
    return _begin_first(request) if await where_i_stand(request) is None else _connect(request)


def _connect(request: Requested, problem: Problem | None = None, email: str = "") -> Response[Any]:
    player = player_of(request)
    return _shown(
        request,
        "attuned/connect.html",
        {"signed_in": player.user_id is not None, "email": email},
        problem,
    )


@post("/attuned/connect/code", include_in_schema=False, status_code=200)
async def show_code(request: Requested) -> Response[Any]:
    """The code is shown in this answer and nowhere else: of it only a hash is kept."""
    house = house_of(request)
    try:
        asked = await commands.ask(house, player_of(request))
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return _connect(request, problem)
    address = f"{house.settings.public_url}/attuned/connect/enter#{asked.code}"
    # After the # nothing of it reaches a server or its logs.
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=3, omitsize=True, svgclass="qr__picture", lineclass=None, dark="#1b1512", light="#ffffff"
    )
    context = await _waiting(request) | {"code": asked.code, "qr": Markup(drawn)}  # noqa: S704 - segno's own drawing of our address
    return _shown(request, "attuned/waiting.html", context)


@post("/attuned/connect/letter", include_in_schema=False, status_code=200)
async def write(request: Requested) -> Response[Any]:
    form = await forms.read(request, Form)
    try:
        await commands.ask(house_of(request), player_of(request), form.email)
    except Problem as problem:
        if isinstance(problem, (NotFound, SignInNeeded)):
            raise
        return _connect(request, problem, form.email)
    return Redirect("/attuned/connect/waiting", status_code=303)


@get("/attuned/connect/waiting", include_in_schema=False)
async def waiting(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is None:
        return _begin_first(request)
    context = await _waiting(request)
    if context["status"] == "none":
        return Redirect("/attuned/connect", status_code=303)
    return _shown(request, "attuned/waiting.html", {**context, "code": None, "qr": None})


async def _waiting(request: Requested) -> dict[str, Any]:
    row = await commands.latest(house_of(request), player_of(request))
    if row is None:
        return {"status": "none", "expires_at": None, "seconds": 0, "email": "", "connection": None}
    house = house_of(request)
    left = (row["expires_at"] - house.clock.now()).total_seconds()
    status: str = "expired" if row["status"] == "declined" or row["ended_at"] else row["status"]
    return {
        "status": status,
        "expires_at": _exact(row["expires_at"]),
        "seconds": max(0, round(left)),
        "email": row["recipient_email"],
        "connection": row["id"],
    }


def _exact(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@get("/attuned/connect/waiting/live", include_in_schema=False)
async def waiting_live(request: Requested) -> Stream:
    """How the request stands, from moment to moment."""
    house, player = house_of(request), player_of(request)
    row = await commands.latest(house, player)
    if row is None:
        raise NotFound

    async def render() -> str | None:
        context = await _waiting(request)
        if context["connection"] != row["id"]:
            return None
        return house.part("web.pages", Pages).render("attuned/_waiting.html", context)

    return stream(request, schema(house), commands.topic(row["id"]), render, every=5.0)


@get("/attuned/connect/enter", include_in_schema=False)
async def enter(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is None:
        return _begin_first(request)
    return _shown(request, "attuned/enter_code.html", {"code": ""})


@post("/attuned/connect/enter", include_in_schema=False, status_code=200)
async def entered(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is None:
        return _begin_first(request)
    house, player = house_of(request), player_of(request)
    form = await forms.read(request, Form)
    address = client_address(house, request.scope)  # pyright: ignore[reportArgumentType]
    try:
        if form.answer == "no":
            await commands.decline(house, player, form.code, address)
            flash_next(request, "info", "All right. Nobody is told.")
            return Redirect("/attuned/partners", status_code=303)
        connection = await commands.accept(house, player, form.code, address)
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return _shown(request, "attuned/enter_code.html", {"code": form.code}, problem)
    flash_next(request, "success", "You are connected. What you share is up to each of you.")
    return Redirect(f"/attuned/partners/{connection}", status_code=303)


@post("/attuned/partners/{connection:int}/end", include_in_schema=False, status_code=200)
async def end(request: Requested, connection: FromPath[int]) -> Redirect:
    await commands.part(house_of(request), player_of(request), connection)
    flash_next(request, "info", "Done. What you shared is gone on both sides.")
    return Redirect("/attuned/partners", status_code=303)


@post("/attuned/partners/remembered/{remembered:int}/ask", include_in_schema=False, status_code=200)
async def ask_again(request: Requested, remembered: FromPath[int]) -> Response[Any]:
    try:
        await commands.ask_again(house_of(request), player_of(request), remembered)
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return _connect(request, problem)
    return Redirect("/attuned/connect/waiting", status_code=303)


@post("/attuned/partners/remembered/{remembered:int}/forget", include_in_schema=False, status_code=200)
async def forget(request: Requested, remembered: FromPath[int]) -> Redirect:
    await commands.forget(house_of(request), player_of(request), remembered)
    return Redirect("/attuned/partners", status_code=303)


ROUTES = [
    partners,
    connect,
    show_code,
    write,
    waiting,
    waiting_live,
    enter,
    entered,
    end,
    ask_again,
    forget,
]

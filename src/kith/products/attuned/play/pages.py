"""Asking for an evening, the table, and evenings before. Every move of an evening is sent to its one address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from kith.foundation.errors import Conflict, Invalid, NotFound, Problem, TooMany
from kith.foundation.language import _
from kith.products.attuned.connections.reads import partners
from kith.products.attuned.frame import frame
from kith.products.attuned.play import beginning, drawing, moves, reads
from kith.products.attuned.play import replay as again
from kith.products.attuned.play.evening import id_in, topic
from kith.products.attuned.play.settings import (
    BOUNDARY_LABELS,
    KINDS,
    MOODS,
    MOST,
    RATIOS,
    Feedback,
    GuestWanted,
    Move,
    Wanted,
    Yes,
)
from kith.products.attuned.players.form import LEVELS
from kith.products.attuned.players.player import player_of, schema
from kith.products.attuned.terms import BODY_PART_LABELS
from kith.web import cookies, forms
from kith.web.edge import client_address
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
Text = Annotated[str, msgspec.Meta(max_length=60)]
_USUAL: Final = {
    "level": "R",
    "kind": "random",
    "count": "25",
    "bank_ratio": "0.5",
    "name": "",
}


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """A move at the table, with what a yes says along."""

    do: Move
    after: Annotated[int, msgspec.Meta(ge=0, le=50)] | None = None
    level: Text = ""
    talked: bool = False
    adult: bool = False
    anatomy: list[Text] = []
    limits: list[Text] = []


class Feeling(msgspec.Struct, frozen=True):
    feeling: Text = ""


class Allowing(msgspec.Struct, frozen=True):
    allow: bool = False


def _shown(
    request: Requested,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    link: str = "play",
) -> Response[Any]:
    errors = (
        [] if problem is None or not problem.field else [{"field": problem.field, "text": problem.detail}]
    )
    return page(
        request,
        template,
        {
            **frame(request, link),
            "problem": problem,
            "errors": errors,
            "error_of": {one["field"]: one["text"] for one in errors},
            **context,
        },
        product="attuned",
        status=200 if problem is None else problem.status,
    )


@get("/attuned/play", include_in_schema=False)
async def overview(request: Requested) -> Response[Any]:
    house, player = house_of(request), player_of(request)
    found = await reads.before(house, player)
    context = {
        "running": [one for one in found if one.status == "active"],
        "before": [one for one in found if one.status != "active" and one.agreed],
        "partners": await partners(house, player),
    }
    return _shown(request, "attuned/play.html", context)


@get("/attuned/play/with/{connection:int}", include_in_schema=False)
async def new(request: Requested, connection: FromPath[int]) -> Response[Any]:
    return await _new(request, connection)


async def _new(request: Requested, connection: int | None, problem: Problem | None = None) -> Response[Any]:
    house, player = house_of(request), player_of(request)
    if problem is not None and problem.field == "count":
        problem = Invalid(_("Between 1 and %(most)s cards, please.", most=MOST), field="count")
    name = ""
    if connection is not None:
        partner = next((one for one in await partners(house, player) if one.id == connection), None)
        if partner is None:
            raise NotFound
        name = partner.name or ""
    sent = {key: str(value) for key, value in (await request.form()).items()} if problem is not None else {}
    context = {
        "kinds": KINDS,
        "ratios": RATIOS,
        "levels": LEVELS,
        "values": _USUAL | {key: value for key, value in sent.items() if key in _USUAL},
        "connection": connection,
        "name": name,
    }
    return _shown(request, "attuned/play_new.html", context, problem)


@post("/attuned/play/with/{connection:int}", include_in_schema=False, status_code=200)
async def ask(request: Requested, connection: FromPath[int]) -> Response[Any]:
    try:
        wanted = await forms.read(request, Wanted)
        evening = await beginning.ask(house_of(request), player_of(request), connection, wanted)
    except (Invalid, Conflict, TooMany) as problem:
        return await _new(request, connection, problem)
    return Redirect(f"/attuned/play/{evening}", status_code=303)


@get("/attuned/play/here", include_in_schema=False)
async def new_here(request: Requested) -> Response[Any]:
    return await _new(request, None)


@post("/attuned/play/here", include_in_schema=False, status_code=200)
async def ask_here(request: Requested) -> Response[Any]:
    try:
        wanted = await forms.read(request, GuestWanted)
        evening = await beginning.ask_at_one_phone(house_of(request), player_of(request), wanted)
    except (Invalid, Conflict, TooMany) as problem:
        return await _new(request, None, problem)
    return Redirect(f"/attuned/play/{evening}", status_code=303)


async def _table(request: Requested, evening: str, problem: Problem | None = None) -> Response[Any]:
    found = await reads.table(house_of(request), player_of(request), evening)
    context = {
        "table": found,
        "levels": LEVELS,
        "moods": MOODS,
        "parts": list(BODY_PART_LABELS.items()),
        "boundaries": list(BOUNDARY_LABELS.items()),
    }
    return _shown(request, "attuned/table.html", context, problem)


@get("/attuned/play/{evening:str}", include_in_schema=False)
async def show(request: Requested, evening: FromPath[str]) -> Response[Any]:
    return await _table(request, id_in(evening))


@post("/attuned/play/{evening:str}", include_in_schema=False, status_code=200)
async def do(request: Requested, evening: FromPath[str]) -> Response[Any]:
    evening_id = id_in(evening)
    try:
        await _do(request, evening_id, await forms.read(request, Doing))
    except (Invalid, Conflict, TooMany) as problem:
        return await _table(request, evening_id, problem)
    return Redirect(f"/attuned/play/{evening_id}", status_code=303)


async def _do(request: Requested, evening: str, form: Doing) -> None:
    house, player = house_of(request), player_of(request)
    match form.do:
        case "next" | "skip" | "aftercare":
            address = client_address(house, request.scope)  # pyright: ignore[reportArgumentType]
            await drawing.draw_next(
                house,
                player,
                evening,
                address,
                after=form.after,
                skipping=form.do == "skip",
                aftercare=form.do == "aftercare",
            )
        case "pause":
            await moves.pause(house, player, evening)
        case "stop":
            await moves.stop(house, player, evening)
        case "refuse":
            await beginning.refuse(house, player, evening)
        case "agree":
            said = Yes(
                level=form.level,
                talked=form.talked,
                adult=form.adult,
                anatomy=form.anatomy,
                limits=form.limits,
            )
            await beginning.agree(house, player, evening, said)


@get("/attuned/play/{evening:str}/live", include_in_schema=False)
async def live(request: Requested, evening: FromPath[str]) -> Stream:
    """The table, whenever either of the two moved."""
    house, player, evening_id = house_of(request), player_of(request), id_in(evening)
    await reads.table(house, player, evening_id)
    secret = request.scope["state"]["cookies"].get(cookies.csrf_name(house), "")
    token = cookies.csrf_token(house, secret) if secret else ""

    async def render() -> str | None:
        try:
            found = await reads.table(house, player, evening_id)
        except NotFound:
            return None
        context = {"table": found, "csrf_token": token, "problem": None}
        return house.part("web.pages", Pages).render("attuned/_table.html", context)

    return stream(request, schema(house), topic(evening_id), render)


@post("/attuned/play/{evening:str}/feedback", include_in_schema=False, status_code=200)
async def feedback(request: Requested, evening: FromPath[str]) -> Response[Any]:
    evening_id = id_in(evening)
    try:
        form = await forms.read(request, Feedback)
        await moves.tell(house_of(request), player_of(request), evening_id, form)
    except (Invalid, Conflict) as problem:
        return await _table(request, evening_id, problem)
    flash_next(request, "success", "Kept, for you alone.")
    return Redirect(f"/attuned/play/{evening_id}", status_code=303)


@get("/attuned/play/{evening:str}/cards", include_in_schema=False)
async def cards(request: Requested, evening: FromPath[str]) -> Response[Any]:
    found = await reads.contents(house_of(request), player_of(request), id_in(evening))
    return _shown(request, "attuned/played.html", {"found": found, "order": None})


@post("/attuned/play/{evening:str}/cards/{seq:int}", include_in_schema=False, status_code=200)
async def feel(request: Requested, evening: FromPath[str], seq: FromPath[int]) -> Redirect:
    evening_id = id_in(evening)
    if not 1 <= seq <= 50:
        raise NotFound
    form = await forms.read(request, Feeling)
    await moves.feel(house_of(request), player_of(request), evening_id, seq, form.feeling)
    return Redirect(f"/attuned/play/{evening_id}/cards#card-{seq}", status_code=303)


@get("/attuned/play/{evening:str}/order", include_in_schema=False)
async def order(request: Requested, evening: FromPath[str]) -> Response[Any]:
    house, player, evening_id = house_of(request), player_of(request), id_in(evening)
    found = await reads.contents(house, player, evening_id)
    positions = await again.replay(house, player, evening_id)
    outcomes = {one.seq: one.outcome for one in positions}
    return _shown(request, "attuned/played.html", {"found": found, "order": outcomes})


@post("/attuned/play/{evening:str}/check", include_in_schema=False, status_code=200)
async def open_to_check(request: Requested, evening: FromPath[str]) -> Redirect:
    evening_id = id_in(evening)
    form = await forms.read(request, Allowing)
    await moves.open_to_check(house_of(request), player_of(request), evening_id, allow=form.allow)
    return Redirect(f"/attuned/play/{evening_id}/cards", status_code=303)


ROUTES = [
    overview,
    new,
    ask,
    new_here,
    ask_here,
    show,
    do,
    live,
    feedback,
    cards,
    feel,
    order,
    open_to_check,
]

"""One's doors, the scanner, and what it needs to open without network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID, uuid4, uuid5

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from kith.foundation.errors import Problem
from kith.foundation.language import _, locale_at
from kith.products.hotmess.door import commands, reads, words
from kith.products.hotmess.door.commands import Answer, Attempt, Direction
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.web import forms
from kith.web.edge import client_address
from kith.web.live import stream
from kith.web.pages import Pages, clock_time, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_WORKER: Final = Path(__file__).parents[1] / "static" / "js" / "hotmess_door_worker.js"
_CAMERA: Final = "camera=(self), microphone=(), payment=(), geolocation=()"
EVERY: Final = 2.0
"""Seconds after which the totals of the gates are looked at anew: scans come too fast to announce each."""


class Typed(msgspec.Struct, frozen=True):
    """A code typed into the page of a browser without script."""

    nonce: UUID
    code: Annotated[str, msgspec.Meta(max_length=300)] = ""
    gate: UUID | None = None
    direction: Direction = "entry"


@get("/hotmess/doors", include_in_schema=False)
async def listed(request: Requested) -> Response[Any]:
    person = person_of(request)
    if await members.mine(house_of(request), person) is None:
        return Redirect("/hotmess/join?next=/hotmess/doors", status_code=303)
    doors = await reads.mine(house_of(request), person)
    return page(request, "hotmess/doors.html", {**frame(request, "doors"), "doors": doors}, product="hotmess")


async def _scanner(
    request: Requested,
    beacon: UUID,
    sent: Typed | None = None,
    answer: Answer | None = None,
    problem: Problem | None = None,
) -> Response[str]:
    row, gates = await reads.shown(house_of(request), person_of(request), beacon)
    verdict = why = ""
    if answer is not None and sent is not None:
        good = answer.result == "valid"
        verdict = _(words.WAYS[sent.direction] if good else words.RESULTS[answer.result])
        parts = [] if answer.reason is None else [_(words.REASONS[answer.reason])]
        if answer.first_at is not None:
            at = clock_time(answer.first_at, row["timezone"])
            place = f" · {answer.first_gate}" if answer.first_gate else ""
            parts.append(_("First used at {time}{gate}.").format(time=at, gate=place))
        why = " ".join(parts)
    context = {
        "door": dict(row),
        "gates": gates,
        "gate_options": [(str(gate.id), gate.name) for gate in gates],
        "words": words.for_script(),
        "written": str(locale_at(row["timezone"])).replace("_", "-"),
        "answer": answer,
        "verdict": verdict,
        "why": why,
        "nonce": uuid4(),
        "error": "" if problem is None else problem.detail,
        "chosen_gate": "" if sent is None or sent.gate is None else str(sent.gate),
        "chosen": "entry" if sent is None else sent.direction,
    }
    shown = page(
        request,
        "hotmess/door.html",
        {**frame(request, "doors"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )
    shown.headers["permissions-policy"] = _CAMERA
    return shown


@get("/hotmess/beacons/{beacon:uuid}/door", include_in_schema=False)
async def show(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    return await _scanner(request, beacon)


@post("/hotmess/beacons/{beacon:uuid}/door", include_in_schema=False, status_code=200)
async def typed(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, Typed)
    # A browser without script is one phone at one door.
    device = uuid5(beacon, f"page:{person.id}")
    try:
        attempt = Attempt(form.code or "-", form.nonce, device, form.gate, form.direction)
        address = client_address(house, request.scope)  # pyright: ignore[reportArgumentType]
        answer = await commands.scan(house, person, beacon, attempt, address)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _scanner(request, beacon, form, problem=problem)
    return await _scanner(request, beacon, form, answer)


@get("/hotmess/beacons/{beacon:uuid}/door/live", include_in_schema=False)
async def live(request: Requested, beacon: FromPath[UUID]) -> Stream:
    """The gates' totals as they are, by server-sent events."""
    house, person = house_of(request), person_of(request)
    await reads.shown(house, person, beacon)

    async def render() -> str | None:
        gates = await reads.totals(house, person, beacon)
        if gates is None:
            return None
        return house.part("web.pages", Pages).render("hotmess/_door_totals.html", {"gates": gates})

    return stream(request, commands.schema(house), f"door:{beacon}", render, every=EVERY)


@get("/hotmess/door-worker.js", include_in_schema=False)
async def worker() -> Response[str]:
    """The service worker: it lies here and not among the static files, because it may only look after what lies beside it."""
    return Response(_WORKER.read_text(), media_type="text/javascript", headers={"cache-control": "no-cache"})


ROUTES = [listed, show, typed, live, worker]

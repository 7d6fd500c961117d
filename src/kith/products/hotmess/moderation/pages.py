"""What was decided about oneself: the reasons, as a page and as JSON, and the appeal."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Problem
from kith.products.hotmess.frame import frame
from kith.products.hotmess.moderation import commands
from kith.products.hotmess.moderation.statement import ACTIONS
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class AppealForm(msgspec.Struct, frozen=True):
    words: Annotated[str, msgspec.Meta(max_length=20_000)] = ""


@get("/hotmess/decisions", include_in_schema=False)
async def listed(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(commands.ACTOR, commands.schema(house)) as db:
        rows = [row async for row in commands.queries.about(db.connection, person=person.id)]
    context = {"rows": rows, "actions": ACTIONS}
    return page(
        request, "hotmess/decisions.html", {**frame(request, "profile"), **context}, product="hotmess"
    )


async def _show(
    request: Requested, decision: UUID, problem: Problem | None = None, words: str = ""
) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(commands.ACTOR, commands.schema(house)) as db:
        row = await commands.decision_about(db, person, decision)
        said = []
        if row["appeal_id"] is not None:
            said = [one async for one in commands.queries.said(db.connection, appeal=row["appeal_id"])]
        in_time = (db.now - row["created_at"]).days < 20
    context = {
        "decision": row,
        "actions": ACTIONS,
        "said": said,
        "may_write": row["action"] != "reinstate"
        and (row["appeal_state"] == "open" or (row["appeal_state"] is None and in_time)),
        "words": words,
        "error": "" if problem is None else problem.detail,
    }
    return page(
        request,
        "hotmess/decision.html",
        {**frame(request, "profile"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/decisions/{decision:uuid}", include_in_schema=False)
async def show(request: Requested, decision: FromPath[UUID]) -> Response[str]:
    return await _show(request, decision)


@post("/hotmess/decisions/{decision:uuid}/appeal", include_in_schema=False, status_code=200)
async def appeal(request: Requested, decision: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, AppealForm)
    try:
        await commands.appeal(house_of(request), person_of(request), decision, form.words)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(request, decision, problem, form.words)
    flash_next(request, "success", "Sent. Somebody who did not decide it looks at it.")
    return Redirect(f"/hotmess/decisions/{decision}", status_code=303)


@get("/api/hotmess/my/decisions/{decision:uuid}/statement", tags=["hotmess"])
async def reasons(request: Requested, decision: FromPath[UUID]) -> dict[str, Any]:
    """The statement of reasons, in the fields of the European transparency database."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(commands.ACTOR, commands.schema(house)) as db:
        row = await commands.decision_about(db, person, decision)
    return dict(row["statement"] or {})


ROUTES = [listed, show, appeal, reasons]

"""The report form, and one's own reports; the same over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.reports import commands
from kith.products.hotmess.reports.commands import MyReport
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class ReportForm(msgspec.Struct, frozen=True):
    category: Annotated[str, msgspec.Meta(max_length=20)] = ""
    description: Annotated[str, msgspec.Meta(max_length=20_000)] = ""


class NewReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is wrong with what. `target_type`: beacon, post, listing, market_listing, seller, profile."""

    category: Annotated[str, msgspec.Meta(max_length=20)]
    target_type: Annotated[str, msgspec.Meta(max_length=20)]
    target_id: UUID
    description: Annotated[str, msgspec.Meta(max_length=commands.LONGEST)] = ""


class ReportTaken(msgspec.Struct, frozen=True):
    """Whether it is new, or was reported by the same person and is being looked at."""

    fresh: bool


def _form(
    request: Requested, kind: str, target: UUID, values: ReportForm, problem: Invalid | None = None
) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or "category", "text": problem.detail}]
    context = {
        "kind": kind,
        "target": target,
        "values": values,
        "categories": [(name, _(words), "") for name, words in commands.CATEGORIES.items()],
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
    }
    return page(
        request,
        "hotmess/report.html",
        {**frame(request, ""), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/report/{kind:str}/{target:uuid}", include_in_schema=False)
async def ask(request: Requested, kind: FromPath[str], target: FromPath[UUID]) -> Response[str]:
    person_of(request)
    return _form(request, kind, target, ReportForm())


@post("/hotmess/report/{kind:str}/{target:uuid}", include_in_schema=False, status_code=200)
async def send(request: Requested, kind: FromPath[str], target: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, ReportForm)
    try:
        await commands.report(
            house_of(request), person_of(request), form.category, kind, target, form.description
        )
    except Invalid as problem:
        return _form(request, kind, target, form, problem)
    flash_next(
        request, "success", "Thank you for telling us. Somebody reads it; nobody learns that it was you."
    )
    return Redirect("/hotmess/reports", status_code=303)


@get("/hotmess/reports", include_in_schema=False)
async def listed(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    found = await commands.mine(house, person)
    zone = await members.zone(house, person)
    context = {"reports": found, "categories": commands.CATEGORIES, "zone": zone}
    return page(request, "hotmess/reports.html", {**frame(request, "profile"), **context}, product="hotmess")


@post("/api/hotmess/reports", tags=["hotmess"], status_code=201)
async def report(request: Requested, data: JSONBody[NewReport]) -> ReportTaken:
    """Tell the moderators that something is wrong."""
    fresh = await commands.report(
        house_of(request),
        person_of(request),
        data.category,
        data.target_type,
        data.target_id,
        data.description,
    )
    return ReportTaken(fresh)


@get("/api/hotmess/my/reports", tags=["hotmess"])
async def mine(request: Requested) -> list[MyReport]:
    """What one reported, and how it stands."""
    return await commands.mine(house_of(request), person_of(request))


ROUTES = [ask, send, listed, report, mine]

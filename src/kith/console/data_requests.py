"""Requests of people about their data, with the month that the law gives for each."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.privacy import clock, requests
from kith.foundation.actor import service
from kith.web import forms
from kith.web.console_frame import Do, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/data-requests"
_ACTOR = service("console.data_requests")
_MOST: Final = 100
_OPEN: Final = ("received", "verifying", "processing")


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


def _left(row: Any, now: datetime) -> str:
    if row["status"] not in _OPEN:
        return ""
    days = (row["due_at"] - now).days
    return f"{days} days" if days >= 0 else f"overdue by {-days} days"


@get(PATH, include_in_schema=False, opt=only("ops"))
async def desk(request: Requested) -> Response[str]:
    await operator(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        rows = [row async for row in requests.queries.desk(db.connection, at_most=_MOST)]
        stands = await requests.queries.clock(db.connection, soon=db.now + clock.SOON)
        now = db.now
    table = Table(
        title="Requests",
        lead="The most urgent first. All of it happens by itself; here is what is left to people.",
        columns=(
            "Number",
            "Asked for",
            "State",
            "Since",
            "Left of the month",
            "Begins",
            "Ended",
            "Why not",
            "",
        ),
        rows=[
            (
                str(row["id"]),
                row["request_type"],
                row["status"],
                row["created_at"],
                _left(row, now),
                row["acts_at"],
                row["completed_at"],
                row["rejected_reason"],
                Do("Say no", f"{PATH}/{row['id']}/reject", asks="Why? They read it.")
                if row["status"] in _OPEN
                else "",
            )
            for row in rows
        ],
        empty="Nobody has asked for their data.",
    )
    facts = [("Open", stands["open"]), ("Due within a week", stands["soon"]), ("Overdue", stands["over"])]
    return console_page(
        request,
        "Requests for data",
        [table],
        lead="Each is done within thirty days. A deletion begins two weeks after it was confirmed.",
        facts=facts,
    )


@post(PATH + "/{request_id:uuid}/reject", include_in_schema=False, status_code=200)
async def reject(request: Requested, request_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, "ops")
    form = await forms.read(request, Reason)
    await requests.reject(house_of(request), admin, request_id, form.reason)
    flash_next(request, "success", "They are told, and it is written down.")
    return Redirect(PATH, status_code=303)


ROUTES = [desk, reject]

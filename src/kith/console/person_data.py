"""Where a person's data is: counts by table, for whoever has a reason, which is written down first."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from kith.commons.privacy.whereabouts import look_up
from kith.web.console_frame import Field, Form, Table, console_page, only, operator, reason_of
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/people/{person_id:uuid}/data"
_ROLES: Final = ("support", "ops")
_TITLE: Final = "Where a person's data is"
_LEAD: Final = "Tables and counts, never contents. What is in them is for the person: their export tells it."


@get(PATH, include_in_schema=False, opt=only(*_ROLES))
async def ask(request: Requested, person_id: FromPath[UUID]) -> Response[str]:
    await operator(request)
    form = Form(
        title="Why do you need to know?",
        action=f"/console/people/{person_id}/data",
        button="Show where",
        fields=[Field(name="reason", label="Reason", hint="It goes into the audit, with your name.")],
        above=True,
    )
    return console_page(request, _TITLE, [], lead=_LEAD, forms=[form])


@post(PATH, include_in_schema=False, status_code=200)
async def show(request: Requested, person_id: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *_ROLES)
    reason = await reason_of(request)
    found = await look_up(house_of(request), person_id, admin=admin, reason=reason)
    by_owner = {one.owner: [line for line in found if line.owner == one.owner] for one in found}
    tables = [
        Table(
            title=owner,
            columns=("Table", "Rows", "What for", "In the export", "After an erasure"),
            rows=[
                (
                    one.table,
                    f"{one.rows:,}",
                    one.purpose,
                    ", ".join(one.parts) or f"No: {'; '.join(one.left_out)}",
                    "; ".join([", ".join(one.erasure), *one.stays]),
                )
                for one in lines
            ],
            empty="Nothing.",
        )
        for owner, lines in by_owner.items()
    ]
    facts = [("Tables", len(found)), ("Rows", f"{sum(one.rows for one in found):,}")]
    return console_page(request, _TITLE, tables, lead=_LEAD, facts=facts)


ROUTES = [ask, show]

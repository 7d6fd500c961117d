"""Accounts that a hundred wrong codes in a row have locked, and letting their owners in again."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.identity import codes
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid
from kith.web import forms
from kith.web.console_frame import EVERYBODY, Do, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.accounts")


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


@get("/console/accounts", include_in_schema=False, opt=only(*EVERYBODY))
async def locked(request: Requested) -> Response[str]:
    await operator(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        rows = [row async for row in codes.queries.locked(db.connection)]
    table = Table(
        title="Locked after a hundred wrong codes",
        columns=("Person", "Since", ""),
        rows=[
            (
                str(row["person_id"]),
                row["locked_at"],
                Do(
                    "Unlock",
                    f"/console/accounts/{row['person_id']}/unlock",
                    asks="How do you know it is them?",
                ),
            )
            for row in rows
        ],
        empty="No account is locked.",
    )
    return console_page(request, "Locked accounts", [table])


@post("/console/accounts/{person_id:uuid}/unlock", include_in_schema=False, status_code=200)
async def unlock(request: Requested, person_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *EVERYBODY)
    form = await forms.read(request, Reason)
    if len(form.reason) < 5:
        raise Invalid("Please say in a few words how you know it is them.", field="reason")
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        if not await codes.unlock(db, person_id):
            raise Conflict("This account is not locked.")
        await audit.record(
            db,
            admin=admin,
            action="account.unlocked",
            target_type="person",
            target_id=person_id,
            reason=form.reason,
        )
    flash_next(request, "success", "Unlocked, and written down.")
    return Redirect("/console/accounts", status_code=303)


ROUTES = [locked, unlock]

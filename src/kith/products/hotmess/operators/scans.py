"""Who was scanned where: shown to admins for a reason, which is written down before anything is seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from kith.commons.audit.commands import record
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.hotmess.operators.frame import ACTOR, ADMINS, Requested, schema
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.request import house_of

queries = load(__file__, "scans.sql")
PATH: Final = "/console/hotmess/scans"
_MOST: Final = 200
_DAYS: Final = 30


class Look(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
    username: Annotated[str, msgspec.Meta(max_length=60)] = ""


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def doors(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.doors(db.connection)]
    table = Table(
        title="Doors of the last thirty days",
        lead="How often, and how it went. Whom a scan tells of is opened with a reason.",
        columns=("Beacon", "City", "State", "Attempts", "Let in", "Last"),
        rows=[
            (
                Link(row["title"], f"{PATH}/{row['id']}"),
                row["city"],
                row["status"],
                row["attempts"],
                row["valid"],
                row["last"],
            )
            for row in rows
        ],
        empty="Nobody was scanned anywhere.",
    )
    return console_page(request, "Scans", [table], product="hotmess")


def _form(beacon: UUID, look: Look) -> Form:
    return Form(
        title="Open the scans of this door",
        lead="They tell where people were. That you looked, and why, is written down first.",
        action=f"{PATH}/{beacon}",
        button="Show them",
        fields=(
            Field(name="reason", label="Why do you need to know?", value=look.reason),
            Field(
                name="username",
                label="Only this member",
                value=look.username,
                required=False,
                hint="Look at no more than you need.",
            ),
        ),
    )


@get(PATH + "/{beacon:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def door(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        title = await queries.title(db.connection, beacon=beacon)
    if title is None:
        raise NotFound
    links = [Link("All doors", PATH)]
    return console_page(request, title, [], links=links, forms=[_form(beacon, Look())], product="hotmess")


@post(PATH + "/{beacon:uuid}", include_in_schema=False, status_code=200)
async def show(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *ADMINS)
    look = await forms.read(request, Look)
    reason = reason_in(look.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        title = await queries.title(db.connection, beacon=beacon)
        if title is None:
            raise NotFound
        found = queries.scans(
            db.connection,
            beacon=beacon,
            username=look.username.strip(),
            since=db.now - timedelta(days=_DAYS),
            at_most=_MOST,
        )
        rows = [row async for row in found]
        await record(
            db,
            admin=admin,
            action="scans.opened",
            target_type="beacon",
            target_id=beacon,
            reason=reason,
            payload={"one_member": bool(look.username.strip()), "shown": len(rows)},
            product="hotmess",
        )
    table = Table(
        title="Scans of the last thirty days",
        lead=f"Newest first, at most {_MOST}.",
        columns=(
            "Who",
            "How it went",
            "Why",
            "Way",
            "Gate",
            "Device",
            "By",
            "When",
            "Heard",
            "Undone",
            "Overridden",
        ),
        rows=[
            (
                row["username"],
                row["status"],
                row["reason"],
                row["direction"],
                row["gate"],
                f"{row['device']} (offline)" if row["offline"] else row["device"],
                row["steward"],
                row["scanned_at"],
                row["created_at"],
                row["undone_at"],
                row["override_reason"],
            )
            for row in rows
        ],
        empty="Nobody was scanned here.",
    )
    links = [Link("All doors", PATH)]
    return console_page(request, title, [table], links=links, forms=[_form(beacon, look)], product="hotmess")


ROUTES = [doors, door, show]

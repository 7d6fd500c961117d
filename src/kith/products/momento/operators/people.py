"""Finding people of Momento; suspending them and taking them back."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import NotFound
from kith.products.momento.operators import suspending
from kith.products.momento.operators.frame import ACTOR, MOST, ROLES, Requested, queries, schema
from kith.web import forms
from kith.web.console_frame import (
    Field,
    Form,
    Link,
    Table,
    about_person,
    console_page,
    only,
    operator,
    reason_in,
)
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/momento/people"
STATES: Final = {
    "active": "Active",
    "suspended": "Suspended",
    "banned": "Banned",
    "verification_pending": "To be verified",
    "erased": "Left",
}


class Standing(msgspec.Struct, frozen=True):
    """What an operator decides about somebody's place in Momento."""

    standing: Literal["suspended", "banned", "active"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_people(request: Requested, name: FromQuery[str] = "") -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    rows: list[Any] = []
    async with house.database.session(ACTOR, schema(house)) as db:
        if name.strip():
            rows = [
                row async for row in queries.people_named(db.connection, name=name.strip()[:60], at_most=50)
            ]
            await audit.record(
                db,
                admin=admin,
                action="momento.person.searched",
                target_type="person",
                payload={"found": len(rows)},
                product="momento",
            )
        out = [row async for row in queries.suspended_people(db.connection, at_most=MOST)]
    columns = ("Name", "City", "State", "Joined", "Reports")
    tables = [Table(title="Found", columns=columns, rows=_rows(rows), empty="Nobody of that name.")]
    return console_page(
        request,
        "People",
        [
            *(tables if name.strip() else ()),
            Table(title="Suspended and banned", columns=columns, rows=_rows(out), empty="Nobody."),
        ],
        forms=[
            Form(
                title="Find a person",
                lead="By first or host name. Searches are written down.",
                action=PATH,
                button="Find",
                method="get",
                fields=(Field(name="name", label="Name", value=name),),
            )
        ],
        product="momento",
    )


def _rows(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            Link(row["name"], f"{PATH}/{row['id']}"),
            row["location"] or "",
            STATES[row["status"]],
            row["created_at"],
            row["reports"],
        )
        for row in rows
    ]


@get(PATH + "/{person:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_person(request: Requested, person: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.person(db.connection, person=person)
        if row is None:
            raise NotFound
        reports = [found async for found in queries.reports_about(db.connection, person=person, at_most=50)]
        events = [found async for found in queries.events_of(db.connection, person=person, at_most=50)]
        told = [found async for found in queries.person_timeline(db.connection, person=person)]
    facts = [
        ("State", STATES[row["status"]]),
        ("Joined", row["created_at"]),
        ("City", row["location"] or "not said"),
        ("Came to events", row["attended"]),
        ("Did not come", row["no_shows"]),
        ("Hosts", "yes" if row["hosts"] else "no"),
    ]
    tables = [
        Table(
            title="Reports about them",
            columns=("About", "Category", "State", "When"),
            rows=[
                (
                    Link(r["kind"], f"/console/queue/{r['case_id']}"),
                    r["category"],
                    r["status"],
                    r["created_at"],
                )
                for r in reports
            ],
            empty="None.",
        ),
        Table(
            title="Events",
            columns=("Event", "As", "State", "When"),
            rows=[(e["title"], e["role"], e["status"], e["starts_at"]) for e in events],
            empty="None yet.",
        ),
        Table(
            title="What happened",
            columns=("When", "What"),
            rows=[(t["created_at"], t["event_type"]) for t in told],
            empty="Nothing.",
        ),
    ]
    return console_page(
        request,
        row["name"],
        tables,
        facts=facts,
        links=[
            Link("All people", PATH),
            *about_person(person, "momento"),
        ],
        forms=[_form(row)] if row["status"] != "erased" else (),
        product="momento",
    )


def _form(row: Any) -> Form:
    choices = [
        (name, label)
        for name, label in (
            ("suspended", "Suspend until taken back"),
            ("banned", "Ban for good"),
            ("active", "Take back in"),
        )
        if name != row["status"]
        and not (name == "active" and row["status"] == "verification_pending")
        and not (name == "suspended" and row["status"] == "banned")
    ]
    return Form(
        title="Their place in Momento",
        lead="Suspending gives back their seats with the money and calls off what they host; everybody concerned is told, nobody is told why.",
        action=f"{PATH}/{row['id']}/standing",
        button="Decide",
        fields=(
            Field(name="standing", label="Decision", options=tuple(choices)),
            Field(name="reason", label="Reason"),
        ),
    )


@post(PATH + "/{person:uuid}/standing", include_in_schema=False, status_code=200)
async def decide_standing(request: Requested, person: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Standing)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.person(db.connection, person=person) is None:
            raise NotFound
        if form.standing == "active":
            await suspending.reinstate(db, house, admin, person, reason)
        else:
            await suspending.suspend(db, house, admin, person, reason, for_good=form.standing == "banned")
    flash_next(request, "success", "Decided, written down, and everybody concerned is told.")
    return Redirect(f"{PATH}/{person}", status_code=303)


ROUTES = [show_people, show_person, decide_standing]

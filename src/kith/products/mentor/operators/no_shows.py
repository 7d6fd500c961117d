"""The queue of contested absences: what both say and what we know, and a decision with a reason, once."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.mentor.no_shows import commands as no_shows
from kith.products.mentor.no_shows import telling
from kith.products.mentor.no_shows.commands import schema
from kith.products.mentor.no_shows.machine import Decision
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in, when
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
queries = load(__file__, "no_shows.sql")
PATH: Final = "/console/mentor/no-shows"
_ACTOR: Final = service("mentor.console.no_shows")
_ROLES: Final = ("support", "ops")
_MOST: Final = 200
_DECISIONS: Final = {
    "took_place": "It took place",
    "mentor": "The mentor was absent: everything back, counts as called off by them",
    "mentee": "The mentee was absent: nothing back",
    "nobody": "It failed without anybody’s doing: everything back, counts against nobody",
}


class NoShowDecision(msgspec.Struct, frozen=True):
    decision: Decision
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*_ROLES))
async def show_queue(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [row async for row in queries.waiting(db.connection, at_most=_MOST)]
    table = Table(
        title="Waiting for a decision",
        lead="Longest waiting first. Until decided, the session is neither completed nor paid out.",
        columns=("Session", "Began", "Who says what", "Since"),
        rows=[
            (
                Link(f"{row['mentor_name']} and {row['mentee_name']}", f"{PATH}/{row['booking_id']}"),
                row["start_time"],
                "each says the other was absent"
                if row["reports"] == 2
                else f"{row['reporter_name']} says {row['reported_name']} was absent, who objects",
                row["disputed_at"],
            )
            for row in rows
        ],
        empty="Nobody disagrees.",
    )
    return console_page(request, "No-shows", [table], product="mentor")


@get(PATH + "/{booking:uuid}", include_in_schema=False, opt=only(*_ROLES))
async def show_one(request: Requested, booking: FromPath[UUID]) -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await no_shows.queries.session(db.connection, booking=booking)
        reports = [one async for one in no_shows.queries.reports(db.connection, booking=booking)]
        if row is None or not reports:
            raise NotFound
        # Reading what was said to us in private is itself written down.
        await audit.record(
            db,
            admin=admin,
            action="mentor.no_show.opened",
            target_type="booking",
            target_id=booking,
            product="mentor",
        )
        known = [one async for one in queries.known(db.connection, booking=booking)]
    names = {row[f"{role}_user_id"]: f"{row[f'{role}_name']} ({role})" for role in ("mentor", "mentee")}
    said: list[tuple[Any, ...]] = []
    for one in reports:
        reporter, reported = names[one["reporter_user_id"]], names[one["reported_user_id"]]
        said.append((reporter, f"{reported} was absent", one["words"] or "no words", one["created_at"]))
        if one["disputed_at"] is not None:
            said.append((reported, "objects", one["answer"] or "no words", one["disputed_at"]))
    waits = any(one["status"] in ("open", "disputed") for one in reports)
    decided = next((one["decision"] for one in reports if one["decision"]), None)
    return console_page(
        request,
        f"{row['mentor_name']} and {row['mentee_name']}",
        [
            Table(
                title="What is said", columns=("Who", "What", "In their words", "When"), rows=said, empty=""
            ),
            Table(
                title="What we know",
                lead="In the room within the first ten minutes means: was there.",
                columns=("Who", "What", "When"),
                rows=[(names[one["user_id"]], one["what"], one["at"]) for one in known],
                empty="Neither came into the room, wrote or said that they run late.",
            ),
        ],
        facts=_facts(row, decided),
        links=[Link("All that wait", PATH)],
        forms=[_form(booking)] if waits else (),
        product="mentor",
    )


def _facts(row: Any, decided: str | None) -> list[tuple[str, str]]:
    return [
        ("Began", when(row["start_time"])),
        ("Ended", when(row["end_time"])),
        ("State", row["status"]),
        ("Decision", "not yet" if decided is None else _DECISIONS[decided]),
    ]


def _form(booking: UUID) -> Form:
    return Form(
        title="Decide",
        lead="Both are told what you decide, not why. It is written down with your reason and cannot be taken back.",
        action=f"{PATH}/{booking}",
        button="Decide",
        fields=(
            Field(
                name="decision", label="What happened", value="took_place", options=tuple(_DECISIONS.items())
            ),
            Field(name="reason", label="Reason"),
        ),
    )


@post(PATH + "/{booking:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, booking: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, NoShowDecision)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, schema(house)) as db:
        if await no_shows.queries.session(db.connection, booking=booking) is None:
            raise NotFound
        outcome = await no_shows.queries.decide(db.connection, booking=booking, decision=form.decision)
        if outcome != "decided":
            raise Conflict("This has been decided already.")
        row = await no_shows.queries.session(db.connection, booking=booking)
        await audit.record(
            db,
            admin=admin,
            action="mentor.no_show.decided",
            target_type="booking",
            target_id=booking,
            reason=reason,
            payload={"decision": form.decision},
            product="mentor",
        )
        await telling.tell_decided(db, house, row, form.decision)
        await announce(db, f"booking:{booking}")
    flash_next(request, "success", "Decided, and both are told.")
    return Redirect(PATH, status_code=303)


ROUTES = [show_queue, show_one, decide]

"""Events as operators see them: seats, money, who waits; and calling one off."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict, NotFound
from kith.products.momento.events.commands import call_off
from kith.products.momento.operators.frame import ACTOR, MOST, ROLES, Requested, queries, schema
from kith.products.momento.operators.people import PATH as PEOPLE
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next, money
from kith.web.request import house_of

PATH: Final = "/console/momento/events"
_STATES: Final = {
    "planned": "Planned",
    "confirmed": "Takes place",
    "completed": "Over",
    "cancelled": "Called off",
}
_ANSWERS: Final = {
    "sent": "Asked",
    "confirmed": "Coming",
    "declined": "Not coming",
    "expired": "No answer",
    "payment_failed": "Card declined",
}


class CallingOff(msgspec.Struct, frozen=True):
    """Why, for the log; and what guests are told."""

    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    words: Annotated[str, msgspec.Meta(max_length=400)] = ""


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_events(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.events_now(db.connection, at_most=MOST)]
    table = Table(
        title="Coming up",
        columns=("Event", "Host", "State", "Begins", "Seats", "In line", "Paid"),
        rows=[
            (
                Link(row["title"], f"{PATH}/{row['id']}"),
                Link(row["host_name"], f"{PEOPLE}/{row['host_user']}"),
                _STATES[row["status"]],
                row["starts_at"],
                f"{row['seats_taken']} of {row['max_participants']}",
                row["waiting"],
                money(row["paid"], row["currency"]) if row["paid"] else "",
            )
            for row in rows
        ],
        empty="Nothing is planned.",
    )
    return console_page(request, "Events", [table], product="momento")


@get(PATH + "/{event:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_event(request: Requested, event: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.event(db.connection, event=event)
        if row is None:
            raise NotFound
        guests = [found async for found in queries.guests_of(db.connection, event=event)]
    facts = [
        ("State", _STATES[row["status"]]),
        ("Begins", row["starts_at"] or "not said"),
        ("Seats", f"{row['seats_taken']} of {row['max_participants']}, at least {row['min_participants']}"),
        ("Price", money(row["price_in_cents"], row["currency"]) if row["price_in_cents"] else "free"),
    ]
    if row["status"] == "cancelled":
        facts.append(("Called off by", row["cancelled_by"]))
    table = Table(
        title="Guests",
        columns=("Guest", "Answer", "Seats", "Paid"),
        rows=[
            (
                Link(guest["name"], f"{PEOPLE}/{guest['id']}"),
                "In line" if guest["waits"] else _ANSWERS[guest["status"]],
                guest["seats"],
                money(guest["paid"], row["currency"]) if guest["paid"] else "",
            )
            for guest in guests
        ],
        empty="Nobody was asked yet.",
    )
    live = row["status"] in ("planned", "confirmed")
    return console_page(
        request,
        row["title"],
        [table],
        facts=facts,
        links=[Link("All events", PATH), Link(row["host_name"], f"{PEOPLE}/{row['host_user']}")],
        forms=[_form(event)] if live else (),
        product="momento",
    )


def _form(event: UUID) -> Form:
    return Form(
        title="Call it off",
        lead="Everybody asked is told, and whoever paid gets all of it back.",
        action=f"{PATH}/{event}/call-off",
        button="Call it off",
        fields=(
            Field(
                name="words",
                label="What guests are told",
                required=False,
                hint="Empty: that it cannot take place.",
            ),
            Field(name="reason", label="Reason, for the log"),
        ),
    )


@post(PATH + "/{event:uuid}/call-off", include_in_schema=False, status_code=200)
async def off(request: Requested, event: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, CallingOff)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.event(db.connection, event=event) is None:
            raise NotFound
        if not await call_off(db, house, event, "house", form.words.strip() or None):
            raise Conflict("This event is over or called off already.")
        await audit.record(
            db,
            admin=admin,
            action="momento.event.called_off",
            target_type="event",
            target_id=event,
            reason=reason,
            product="momento",
        )
    flash_next(request, "success", "Called off. Everybody asked is told, and the money goes back.")
    return Redirect(f"{PATH}/{event}", status_code=303)


ROUTES = [show_events, show_event, off]

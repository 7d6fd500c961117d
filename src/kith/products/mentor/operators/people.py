"""Finding people of Mentor, everything about one, suspending them and taking them back."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import NotFound
from kith.products.mentor.operators import suspending
from kith.products.mentor.operators.bookings import STATES as BOOKING_STATES
from kith.products.mentor.operators.frame import (
    ACTOR,
    BOOKINGS,
    MOST,
    PAYMENTS,
    PEOPLE,
    REVIEWS,
    ROLES,
    Requested,
    queries,
    schema,
)
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
from kith.web.pages import flash_next, money
from kith.web.request import house_of

STATES: Final = {"active": "Active", "suspended": "Suspended", "erased": "Left"}
_ABOUT_ONE: Final = 50


class Standing(msgspec.Struct, frozen=True):
    """What an operator decides about somebody's place in Mentor."""

    standing: Literal["suspended", "active"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PEOPLE, include_in_schema=False, opt=only(*ROLES))
async def show_people(request: Requested, name: FromQuery[str] = "") -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    rows: list[Any] = []
    sought = name.strip()[:120]
    async with house.database.session(ACTOR, schema(house)) as db:
        if sought:
            rows = [row async for row in queries.people_named(db.connection, name=sought, at_most=50)]
            await audit.record(
                db,
                admin=admin,
                action="mentor.person.searched",
                target_type="person",
                payload={"found": len(rows)},
                product="mentor",
            )
        out = [row async for row in queries.suspended_people(db.connection, at_most=MOST)]
    columns = ("Name", "Mentors", "State", "Joined", "Reports")
    return console_page(
        request,
        "People",
        [
            *(
                [
                    Table(
                        title="Found",
                        columns=columns,
                        rows=_rows(rows),
                        empty="Nobody of that name or address.",
                    )
                ]
                if sought
                else ()
            ),
            Table(title="Suspended", columns=columns, rows=_rows(out), empty="Nobody."),
        ],
        forms=[
            Form(
                title="Find a person",
                lead="By the beginning of a name, or the whole e-mail address. Searches are written down.",
                action=PEOPLE,
                button="Find",
                method="get",
                fields=(Field(name="name", label="Name or address", value=name),),
            )
        ],
        product="mentor",
    )


def _rows(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            Link(row["name"], f"{PEOPLE}/{row['id']}"),
            "yes" if row["mentors"] else "",
            STATES[row["status"]],
            row["created_at"],
            row["reports"],
        )
        for row in rows
    ]


@get(PEOPLE + "/{person:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_person(request: Requested, person: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.person(db.connection, person=person)
        if row is None:
            raise NotFound
        found = {
            name: [one async for one in ask(db.connection, person=person, at_most=_ABOUT_ONE)]
            for name, ask in (
                ("bookings", queries.bookings_of),
                ("reviews", queries.reviews_of),
                ("payments", queries.payments_of),
                ("strikes", queries.strikes_of),
                ("reports", queries.reports_about),
                ("told", queries.person_timeline),
            )
        }
    facts = [
        ("State", STATES[row["status"]]),
        ("Joined", row["created_at"]),
        ("Mentors", "no" if row["mentors"] is None else "yes" if row["mentors"] else "paused"),
        ("Sessions held", row["sessions_completed"]),
        ("Called off as mentor", row["sessions_called_off"]),
        ("Points that count", row["points"]),
    ]
    return console_page(
        request,
        row["name"],
        _tables(person, found),
        facts=facts,
        links=[
            Link("All people", PEOPLE),
            *about_person(person, "mentor"),
        ],
        forms=[_form(row)] if row["status"] != "erased" else (),
        product="mentor",
    )


def _tables(person: UUID, found: dict[str, list[Any]]) -> list[Table]:
    return [
        Table(
            title="Sessions",
            columns=("With", "As", "State", "Begins", "Price"),
            rows=[
                (
                    Link(one["other_name"], f"{BOOKINGS}/{one['id']}"),
                    one["role"],
                    BOOKING_STATES[one["status"]],
                    one["start_time"],
                    money(one["price_cents"], one["currency"]) if one["price_cents"] else "free",
                )
                for one in found["bookings"]
            ],
            empty="None yet.",
        ),
        Table(
            title="Reviews",
            columns=("Which", "Stars", "Words", "State", "When"),
            rows=[
                (
                    Link(
                        f"by {one['reviewer_name']}"
                        if one["reviewee_user_id"] == person
                        else f"about {one['reviewee_name']}",
                        f"{REVIEWS}/{one['id']}",
                    ),
                    one["rating"],
                    one["feedback"] or "",
                    "Hidden" if one["hidden_at"] else "Shown",
                    one["created_at"],
                )
                for one in found["reviews"]
            ],
            empty="None that can be read yet.",
        ),
        Table(
            title="Payments",
            columns=("Sum", "Given back", "State", "When"),
            rows=[
                (
                    Link(money(one["amount_cents"], one["currency"]), f"{PAYMENTS}/{one['id']}"),
                    money(one["refunded_cents"], one["currency"]) if one["refunded_cents"] else "",
                    one["status"],
                    one["created_at"],
                )
                for one in found["payments"]
            ],
            empty="None.",
        ),
        Table(
            title="Strikes",
            columns=("For", "Points", "Why", "Given", "Counts until"),
            rows=[
                (one["strike_type"], one["points"], one["reason"], one["window_start"], one["window_end"])
                for one in found["strikes"]
            ],
            empty="None.",
        ),
        Table(
            title="Reports about them",
            columns=("About", "Category", "State", "When"),
            rows=[
                (
                    Link(one["kind"], f"/console/queue/{one['case_id']}"),
                    one["category"],
                    one["status"],
                    one["created_at"],
                )
                for one in found["reports"]
            ],
            empty="None.",
        ),
        Table(
            title="What happened",
            columns=("When", "What"),
            rows=[(one["created_at"], one["event_type"]) for one in found["told"]],
            empty="Nothing.",
        ),
    ]


def _form(row: Any) -> Form:
    suspended = row["status"] == "suspended"
    return Form(
        title="Take back in" if suspended else "Suspend",
        lead="They can book and be booked again. What was called off stays off."
        if suspended
        else "Every session they have ahead ends, all that was paid goes back, and both of each session are told. Nobody is told why.",
        action=f"{PEOPLE}/{row['id']}/standing",
        button="Take back in" if suspended else "Suspend",
        hidden={"standing": "active" if suspended else "suspended"},
        fields=(Field(name="reason", label="Reason, for the log"),),
    )


@post(PEOPLE + "/{person:uuid}/standing", include_in_schema=False, status_code=200)
async def decide_standing(request: Requested, person: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Standing)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.person(db.connection, person=person) is None:
            raise NotFound
        decide = suspending.reinstate if form.standing == "active" else suspending.suspend
        await decide(db, house, admin, person, reason)
    flash_next(request, "success", "Decided, written down, and everybody concerned is told.")
    return Redirect(f"{PEOPLE}/{person}", status_code=303)


ROUTES = [show_people, show_person, decide_standing]

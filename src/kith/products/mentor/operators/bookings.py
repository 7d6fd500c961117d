"""Sessions as operators see them, and calling one off."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.mentor.bookings import telling
from kith.products.mentor.operators.frame import (
    ACTOR,
    BOOKINGS,
    MOST,
    PAYMENTS,
    PEOPLE,
    ROLES,
    Reason,
    Requested,
    queries,
    schema,
)
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next, money
from kith.web.request import house_of

STATES: Final = {
    "pending": "Waiting",
    "confirmed": "Takes place",
    "completed": "Over",
    "cancelled": "Called off",
    "declined": "Declined",
}
_BY: Final = {
    "mentee": "the mentee",
    "mentor": "the mentor",
    "house": "us",
    "lapsed": "nobody: it lapsed",
    "moved": "moved to another time",
}


_HELD: Final = {"no_show": "who was there is not decided", "dispute": "the bank asks", "house": "by us"}


class CallingOff(msgspec.Struct, frozen=True):
    """Why, for the log; and what the two are told."""

    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    words: Annotated[str, msgspec.Meta(max_length=400)] = ""


@get(BOOKINGS, include_in_schema=False, opt=only(*ROLES))
async def show_bookings(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        ahead = [row async for row in queries.bookings_ahead(db.connection, at_most=MOST)]
        past = [row async for row in queries.bookings_past(db.connection, at_most=MOST)]
    columns = ("Session", "Mentor", "Mentee", "State", "Price")
    tables = [
        Table(title="Coming up", columns=columns, rows=_rows(ahead), empty="Nothing is booked."),
        Table(title="Over", columns=columns, rows=_rows(past), empty="No session has been yet."),
    ]
    return console_page(request, "Sessions", tables, product="mentor")


def _rows(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            Link(f"{row['start_time']:%Y-%m-%d %H:%M} UTC", f"{BOOKINGS}/{row['id']}"),
            Link(row["mentor_name"], f"{PEOPLE}/{row['mentor_user_id']}"),
            Link(row["mentee_name"], f"{PEOPLE}/{row['mentee_user_id']}"),
            STATES[row["status"]],
            money(row["price_cents"], row["currency"]) if row["price_cents"] else "free",
        )
        for row in rows
    ]


@get(BOOKINGS + "/{booking:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_booking(request: Requested, booking: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await telling.queries.one(db.connection, booking=booking)
        if row is None:
            raise NotFound
        paid = [one async for one in queries.payments_for(db.connection, booking=booking)]
        told = [one async for one in queries.booking_timeline(db.connection, booking=booking)]
        pay: Any = await queries.payout_of(db.connection, booking=booking)
        now = db.now
    facts = [
        ("State", STATES[row["status"]]),
        ("Begins", row["start_time"]),
        ("Minutes", row["duration_minutes"]),
        ("Price", money(row["price_cents"], row["currency"]) if row["price_cents"] else "free"),
        ("Paid with", row["paid_with"]),
        ("Mode", row["mode"]),
    ]
    if pay["paid_with"] != "nothing":
        facts.append(("The mentor’s pay", _pay(pay)))
    if row["cancelled_by"]:
        facts.append(("Called off by", _BY[row["cancelled_by"]]))
    tables = [
        Table(
            title="Money",
            columns=("Sum", "What", "State", "When"),
            rows=[
                (
                    Link(
                        money(one["amount_cents"], one["currency"]),
                        f"{PAYMENTS}/{one['charge_payment_id'] or one['id']}",
                    ),
                    "paid" if one["kind"] == "charge" else f"given back: {one['reason'].replace('_', ' ')}",
                    one["status"],
                    one["created_at"],
                )
                for one in paid
            ],
            empty="No money has moved.",
        ),
        Table(
            title="What happened",
            columns=("When", "What", "From", "To"),
            rows=[(one["created_at"], one["event_type"], one["from_state"], one["to_state"]) for one in told],
            empty="Nothing.",
        ),
    ]
    live = row["status"] in ("pending", "confirmed") and row["start_time"] > now
    return console_page(
        request,
        f"{row['mentee_name']} with {row['mentor_name']}",
        tables,
        facts=facts,
        links=[
            Link("All sessions", BOOKINGS),
            Link(row["mentor_name"], f"{PEOPLE}/{row['mentor_user_id']}"),
            Link(row["mentee_name"], f"{PEOPLE}/{row['mentee_user_id']}"),
        ],
        forms=[*([_form(booking)] if live else ()), *_pay_forms(booking, pay)],
        product="mentor",
    )


def _pay(row: Any) -> str:
    sent = (
        ""
        if row["amount_cents"] is None
        else f"{money(row['amount_cents'], row['currency'])}, {row['status']}"
    )
    held = "" if row["payout_hold"] is None else f"held: {_HELD[row['payout_hold']]}"
    return "; ".join(part for part in (sent, held) if part) or "not due yet"


def _pay_forms(booking: UUID, row: Any) -> list[Form]:
    """Holding the mentor's pay, or letting it go; what a contested absence or a bank holds is decided there."""
    why = (Field(name="reason", label="Reason, for the log"),)
    if row["payout_hold"] == "house":
        return [
            Form(
                title="Release the mentor’s pay",
                lead="It is sent as any other, with what is kept by then.",
                action=f"{BOOKINGS}/{booking}/release-pay",
                button="Release",
                fields=why,
            )
        ]
    if (
        row["payout_hold"] is not None
        or row["paid_with"] == "nothing"
        or row["status"] in ("sent", "succeeded")
    ):
        return []
    return [
        Form(
            title="Hold the mentor’s pay",
            lead="Nothing is sent for this session until it is released.",
            action=f"{BOOKINGS}/{booking}/hold-pay",
            button="Hold",
            fields=why,
        )
    ]


def _form(booking: UUID) -> Form:
    return Form(
        title="Call it off",
        lead="Both are told, all that was paid goes back, and it counts against nobody.",
        action=f"{BOOKINGS}/{booking}/call-off",
        button="Call it off",
        fields=(
            Field(
                name="words",
                label="What the two are told",
                required=False,
                hint="Empty: that it cannot take place.",
            ),
            Field(name="reason", label="Reason, for the log"),
        ),
    )


@post(BOOKINGS + "/{booking:uuid}/call-off", include_in_schema=False, status_code=200)
async def call_off(request: Requested, booking: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, CallingOff)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await telling.queries.one(db.connection, booking=booking)
        if row is None:
            raise NotFound
        ended = "not_live"
        if row["start_time"] > db.now:
            ended = await telling.queries.finish(
                db.connection,
                booking=booking,
                status="cancelled",
                by="house",
                percent=100,
                reason=form.words.strip() or None,
            )
        if ended != "ended":
            raise Conflict("This session has begun, is over or is off already.")
        await telling.tell_ended(db, house, booking, "house")
        await announce(db, f"booking:{booking}")
        await audit.record(
            db,
            admin=admin,
            action="mentor.booking.called_off",
            target_type="booking",
            target_id=booking,
            reason=reason,
            product="mentor",
        )
    flash_next(request, "success", "Called off. Both are told, and the money goes back.")
    return Redirect(f"{BOOKINGS}/{booking}", status_code=303)


@post(BOOKINGS + "/{booking:uuid}/hold-pay", include_in_schema=False, status_code=200)
async def hold_pay(request: Requested, booking: FromPath[UUID]) -> Redirect:
    return await _decide_pay(request, booking, hold=True)


@post(BOOKINGS + "/{booking:uuid}/release-pay", include_in_schema=False, status_code=200)
async def release_pay(request: Requested, booking: FromPath[UUID]) -> Redirect:
    return await _decide_pay(request, booking, hold=False)


async def _decide_pay(request: Requested, booking: UUID, *, hold: bool) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await db.lock("pay", booking)
        if await telling.queries.one(db.connection, booking=booking) is None:
            raise NotFound
        outcome = await (queries.hold_pay if hold else queries.release_pay)(db.connection, booking=booking)
        if outcome is None:
            raise Conflict(_("This pay is held already.") if hold else _("We do not hold this pay."))
        if outcome == "paid_already":
            raise Conflict("The mentor has been paid already. Giving money back brings it back from them.")
        await audit.record(
            db,
            admin=admin,
            action="mentor.pay.held" if hold else "mentor.pay.released",
            target_type="booking",
            target_id=booking,
            reason=reason,
            product="mentor",
        )
    flash_next(request, "success", _("Held until you release it.") if hold else _("Released."))
    return Redirect(f"{BOOKINGS}/{booking}", status_code=303)


ROUTES = [show_bookings, show_booking, call_off, hold_pay, release_pay]

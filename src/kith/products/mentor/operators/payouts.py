"""Payouts: what mentors wait for and why, what Stripe knows otherwise, and holding one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.products.mentor.operators.frame import (
    ACTOR,
    BOOKINGS,
    MOST,
    PAYOUTS,
    PEOPLE,
    ROLES,
    Reason,
    Requested,
    schema,
)
from kith.products.mentor.payouts.accounts import queries
from kith.web import forms
from kith.web.console_frame import Do, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next, money
from kith.web.request import house_of


@get(PAYOUTS, include_in_schema=False, opt=only(*ROLES))
async def show_payouts(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        waiting = [row async for row in queries.waiting(db.connection, at_most=MOST)]
        back = [row async for row in queries.reversals_open(db.connection, at_most=MOST)]
    tables = [
        Table(
            title="To be paid",
            lead="Sent by themselves once they are due and the mentor's account is ready. A payout on hold waits until it is released.",
            columns=("Who", "For", "Sum", "State", "Account", "Tries", "Stripe says", ""),
            rows=[
                (
                    Link(row["name"], f"{PEOPLE}/{row['mentor_user_id']}"),
                    Link("the session", f"{BOOKINGS}/{row['booking_id']}"),
                    money(row["amount_cents"], row["currency"]),
                    "on hold" if row["payout_hold"] else row["status"],
                    (row["account"] or "none").replace("_", " "),
                    row["attempts"],
                    row["failure"] or "",
                    Do("Release", f"{PAYOUTS}/{row['booking_id']}/release", asks="Why now?")
                    if row["payout_hold"]
                    else Do("Hold", f"{PAYOUTS}/{row['booking_id']}/hold", asks="Why?"),
                )
                for row in waiting
            ],
            empty="Every mentor has been paid.",
        ),
        Table(
            title="To come back from mentors",
            lead="Mentees were given money back after the payout. What an account cannot give is tried again.",
            columns=("Who", "Sum", "State", "Tries", "Stripe says"),
            rows=[
                (
                    Link(row["name"], f"{PEOPLE}/{row['mentor_user_id']}"),
                    money(row["amount_cents"], row["currency"]),
                    row["status"],
                    row["attempts"],
                    row["failure"] or "",
                )
                for row in back
            ],
            empty="Nothing.",
        ),
    ]
    links = [Link("What Stripe knows otherwise", "/console/operations/money")]
    return console_page(request, "Payouts", tables, links=links, product="mentor")


@post(PAYOUTS + "/{booking:uuid}/hold", include_in_schema=False, status_code=200)
async def hold(request: Requested, booking: FromPath[UUID]) -> Redirect:
    return await _decide(request, booking, hold=True)


@post(PAYOUTS + "/{booking:uuid}/release", include_in_schema=False, status_code=200)
async def release(request: Requested, booking: FromPath[UUID]) -> Redirect:
    return await _decide(request, booking, hold=False)


async def _decide(request: Requested, booking: UUID, *, hold: bool) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.held(db.connection, booking=booking)
        if row is None:
            raise NotFound
        if (row["payout_hold"] is not None) == hold:
            raise Conflict(_("It is on hold already.") if hold else _("It is not on hold."))
        if hold:
            if await queries.hold(db.connection, booking=booking) == "paid_already":
                raise Conflict("It has been sent already. Giving the mentee money back takes it back.")
        else:
            await queries.release(db.connection, booking=booking)
        await audit.record(
            db,
            admin=admin,
            action=f"mentor.payout.{'held' if hold else 'released'}",
            target_type="booking",
            target_id=booking,
            reason=reason,
            product="mentor",
        )
    flash_next(request, "success", _("On hold.") if hold else _("Released. It goes out when it is due."))
    return Redirect(PAYOUTS, status_code=303)


ROUTES = [show_payouts, hold, release]

"""Payments and refunds: how each stands, and giving back out of goodwill."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import asyncpg
import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.products.mentor import topics
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
from kith.web import console_refunds, forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.console_refunds import Unsettled, unsettled_table
from kith.web.pages import flash_next, money
from kith.web.request import house_of

_MOST_CENTS: Final = 100_000_000


class Goodwill(msgspec.Struct, frozen=True):
    """A sum in minor units, and why."""

    amount: int
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PAYMENTS, include_in_schema=False, opt=only(*ROLES))
async def show_payments(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        stuck = [row async for row in queries.troubled_refunds(db.connection, at_most=MOST)]
        paid = [row async for row in queries.latest_payments(db.connection, at_most=MOST)]
    tables = [
        unsettled_table(
            [
                Unsettled(
                    id=row["id"],
                    who=row["name"],
                    of=Link(
                        "A session" if row["booking_id"] is not None else "A package",
                        f"{PAYMENTS}/{row['charge_payment_id']}",
                    ),
                    amount=row["amount_cents"],
                    currency=row["currency"],
                    why=row["reason"].replace("_", " "),
                    status=row["status"],
                    attempts=row["attempts"],
                    still_owed=row["still_owed"],
                    said=row["failure"],
                )
                for row in stuck
            ],
            f"{PAYMENTS}/refunds",
        ),
        Table(
            title="Newest payments",
            columns=("Who", "Sum", "Given back", "State", "When"),
            rows=[
                (
                    Link(row["name"], f"{PAYMENTS}/{row['id']}"),
                    money(row["amount_cents"], row["currency"]),
                    money(row["refunded_cents"], row["currency"]) if row["refunded_cents"] else "",
                    row["status"],
                    row["created_at"],
                )
                for row in paid
            ],
            empty="Nobody has paid yet.",
        ),
    ]
    return console_page(request, "Payments", tables, product="mentor")


@get(PAYMENTS + "/{payment:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_payment(request: Requested, payment: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.charge(db.connection, payment=payment)
        if row is None:
            raise NotFound
        refunds = [found async for found in queries.refunds_of(db.connection, payment=payment)]
    left = row["amount_cents"] - row["refunded_cents"]
    facts = [
        ("Sum", money(row["amount_cents"], row["currency"])),
        ("Given back", money(row["refunded_cents"], row["currency"])),
        ("State", row["status"]),
        ("Charge at Stripe", row["txn_id"] or "none"),
        ("Begun", row["created_at"]),
    ]
    if row["sessions"] is not None:
        facts.insert(0, ("Package", f"{row['sessions']} sessions of {row['minutes']} minutes"))
        facts.insert(1, ("Unspent", money(row["credit_cents"], row["currency"])))
    links = [Link("All payments", PAYMENTS), Link(row["name"], f"{PEOPLE}/{row['user_id']}")]
    if row["booking_id"] is not None:
        links.append(Link("The session", f"{BOOKINGS}/{row['booking_id']}"))
    return console_page(
        request,
        f"A payment of {row['name']}",
        [
            Table(
                title="Given back",
                columns=("Sum", "Why", "State", "When"),
                rows=[
                    (
                        money(one["amount_cents"], row["currency"]),
                        one["reason"].replace("_", " "),
                        one["status"],
                        one["created_at"],
                    )
                    for one in refunds
                ],
                empty="Nothing.",
            )
        ],
        facts=facts,
        links=links,
        forms=_forms(row, left),
        product="mentor",
    )


def _forms(row: Any, left: int) -> list[Form]:
    """What an operator can give back: of a session any sum, of a package what was not spent."""
    payment = row["id"]
    if row["purchase_id"] is not None:
        if row["package_status"] != "active":
            return []
        unspent = money(row["credit_cents"], row["currency"])
        return [
            Form(
                title="End this package",
                lead=f"{unspent} of it is unspent and goes back to the card it came from; the mentee is told. Sessions booked with it stay.",
                action=f"{PAYMENTS}/{payment}/end-package",
                button="End it",
                fields=(Field(name="reason", label="Reason"),),
            )
        ]
    return [_form(payment, left, row["currency"])] if row["status"] == "succeeded" and left > 0 else []


def _form(payment: UUID, left: int, currency: str) -> Form:
    return Form(
        title="Give back",
        lead=f"At most {money(left, currency)} is left of this payment. It goes back to the card it came from, and they are told.",
        action=f"{PAYMENTS}/{payment}/refund",
        button="Give back",
        fields=(
            Field(
                name="amount",
                label="Sum in cents",
                type="number",
                value=str(left),
                hint="All of it, or a part: 1250 is 12.50.",
            ),
            Field(name="reason", label="Reason"),
        ),
    )


@post(PAYMENTS + "/{payment:uuid}/refund", include_in_schema=False, status_code=200)
async def give_back(request: Requested, payment: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Goodwill)
    reason = reason_in(form.reason)
    if not 0 < form.amount < _MOST_CENTS:
        raise Invalid("Please give a sum in cents.", field="amount")
    house = house_of(request)
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            row: Any = await queries.charge(db.connection, payment=payment)
            if row is None:
                raise NotFound
            if row["purchase_id"] is not None:
                raise Conflict("Of a package, what is unspent is given back by ending it.")
            refund = await queries.owe(db.connection, payment=payment, amount=form.amount)
            sum_back = (form.amount, row["currency"])
            await notify(
                db,
                house,
                row["user_id"],
                lambda: _money_comes(money(*sum_back), row["booking_id"]),
                product="Mentor",
                topic=topics.PAYMENTS,
                purpose="refund.goodwill",
                key=f"refund:{refund}:goodwill",
            )
            await audit.record(
                db,
                admin=admin,
                action="mentor.refund.given",
                target_type="payment",
                target_id=payment,
                reason=reason,
                payload={"refund": str(refund), "amount_cents": form.amount},
                product="mentor",
            )
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "payments_refund_of_a_charge":
            raise Conflict("Nothing was paid here.") from refusal
        raise Invalid("That is more than what is left of this payment.", field="amount") from refusal
    flash_next(request, "success", "It is on its way back, and they are told.")
    return Redirect(f"{PAYMENTS}/{payment}", status_code=303)


@post(PAYMENTS + "/{payment:uuid}/end-package", include_in_schema=False, status_code=200)
async def end_package(request: Requested, payment: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.charge(db.connection, payment=payment)
        if row is None or row["purchase_id"] is None:
            raise NotFound
        back: int | None = await queries.end_package(db.connection, purchase=row["purchase_id"])
        if back is None:
            raise Conflict("This package has ended already.")
        await audit.record(
            db,
            admin=admin,
            action="mentor.package.ended",
            target_type="package_purchase",
            target_id=row["purchase_id"],
            reason=reason,
            payload={"payment": str(payment), "amount_cents": back},
            product="mentor",
        )
    flash_next(request, "success", "It has ended. What was unspent is on its way back, and they are told.")
    return Redirect(f"{PAYMENTS}/{payment}", status_code=303)


def _money_comes(amount: str, booking: UUID | None) -> Notice:
    return Notice(
        subject=_("Money comes back to you"),
        text=_(
            "%(sum)s is on its way back to the card you paid with; it takes a few days. Thank you for your patience with us.",
            sum=amount,
        ),
        link="/mentor/sessions" if booking is None else f"/mentor/sessions/{booking}",
        hint=_("A payment is coming back to you."),
    )


@post(PAYMENTS + "/refunds/{refund:uuid}/again", include_in_schema=False, status_code=200)
async def try_again(request: Requested, refund: FromPath[UUID]) -> Redirect:
    await console_refunds.try_again(
        request,
        refund,
        product="mentor",
        actor=ACTOR,
        roles=ROLES,
        due_again=lambda db: queries.due_again(db.connection, refund=refund),
    )
    return Redirect(PAYMENTS, status_code=303)


ROUTES = [show_payments, show_payment, give_back, end_package, try_again]

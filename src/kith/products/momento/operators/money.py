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
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.momento.operators.frame import ACTOR, MOST, ROLES, Requested, queries, schema
from kith.web import console_refunds, forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.console_refunds import Unsettled, unsettled_table
from kith.web.pages import flash_next, money
from kith.web.request import house_of

PATH: Final = "/console/momento/payments"
_REFUND_REASONS: Final = {
    "guest_cancelled": "the guest gave the seat back",
    "host_cancelled": "the host called off",
    "house_cancelled": "we called off",
    "resold": "the seat went to somebody else",
    "no_seat": "paid too late for a seat",
    "paid_twice": "paid twice",
    "goodwill": "goodwill",
}


class Goodwill(msgspec.Struct, frozen=True):
    """A sum in minor units, and why."""

    amount: int
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*ROLES))
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
                    of=Link(row["title"], f"{PATH}/{row['payment_id']}"),
                    amount=row["amount_in_cents"],
                    currency=row["currency"],
                    why=_REFUND_REASONS[row["reason"]],
                    status=row["status"],
                    attempts=row["attempts"],
                    still_owed=row["still_owed"],
                    said=row["last_error"],
                )
                for row in stuck
            ],
            f"{PATH}/refunds",
        ),
        Table(
            title="Newest payments",
            columns=("Guest", "Event", "Sum", "Given back", "State", "When"),
            rows=[
                (
                    Link(row["name"], f"{PATH}/{row['id']}"),
                    row["title"],
                    money(row["amount_in_cents"], row["currency"]),
                    money(row["refunded_in_cents"], row["currency"]) if row["refunded_in_cents"] else "",
                    row["status"],
                    row["created_at"],
                )
                for row in paid
            ],
            empty="Nobody has paid yet.",
        ),
    ]
    return console_page(request, "Payments", tables, product="momento")


@get(PATH + "/{payment:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_payment(request: Requested, payment: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.payment(db.connection, payment=payment)
        if row is None:
            raise NotFound
        refunds = [found async for found in queries.refunds_of(db.connection, payment=payment)]
    left = row["amount_in_cents"] - row["refunded_in_cents"]
    facts = [
        ("Sum", money(row["amount_in_cents"], row["currency"])),
        ("Given back", money(row["refunded_in_cents"], row["currency"])),
        ("State", row["status"]),
        ("Seats", row["seats"]),
        ("Charge at Stripe", row["stripe_charge_id"] or "none"),
        ("Begun", row["created_at"]),
    ]
    return console_page(
        request,
        f"{row['name']}: {row['title']}",
        [
            Table(
                title="Given back",
                columns=("Sum", "Why", "State", "When"),
                rows=[
                    (
                        money(one["amount_in_cents"], row["currency"]),
                        _REFUND_REASONS[one["reason"]],
                        one["status"],
                        one["created_at"],
                    )
                    for one in refunds
                ],
                empty="Nothing.",
            )
        ],
        facts=facts,
        links=[Link("All payments", PATH)],
        forms=[_form(payment, left, row["currency"])] if row["status"] == "succeeded" and left > 0 else (),
        product="momento",
    )


def _form(payment: UUID, left: int, currency: str) -> Form:
    return Form(
        title="Give back",
        lead=f"At most {money(left, currency)} is left of this payment. It goes back to the card it came from.",
        action=f"{PATH}/{payment}/refund",
        button="Give back",
        fields=(
            Field(name="amount", label="Sum in cents", type="number", value=str(left)),
            Field(name="reason", label="Reason"),
        ),
    )


@post(PATH + "/{payment:uuid}/refund", include_in_schema=False, status_code=200)
async def give_back(request: Requested, payment: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Goodwill)
    reason = reason_in(form.reason)
    if not 0 < form.amount < 100_000_000:
        raise Invalid("Please give a sum in cents.", field="amount")
    house = house_of(request)
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            row: Any = await queries.payment(db.connection, payment=payment)
            if row is None:
                raise NotFound
            refund = await queries.owe(
                db.connection, payment=payment, user=row["user_id"], amount=form.amount
            )
            await audit.record(
                db,
                admin=admin,
                action="momento.refund.given",
                target_type="payment",
                target_id=payment,
                reason=reason,
                payload={"refund": str(refund), "amount_in_cents": form.amount},
                product="momento",
            )
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "refunds_of_a_charge":
            raise Conflict("Nothing was paid here.") from refusal
        raise Invalid("That is more than what is left of this payment.", field="amount") from refusal
    flash_next(request, "success", "It is on its way back.")
    return Redirect(f"{PATH}/{payment}", status_code=303)


@post(PATH + "/refunds/{refund:uuid}/again", include_in_schema=False, status_code=200)
async def try_again(request: Requested, refund: FromPath[UUID]) -> Redirect:
    await console_refunds.try_again(
        request,
        refund,
        product="momento",
        actor=ACTOR,
        roles=ROLES,
        due_again=lambda db: queries.due_again(db.connection, refund=refund),
    )
    return Redirect(PATH, status_code=303)


ROUTES = [show_payments, show_payment, give_back, try_again]

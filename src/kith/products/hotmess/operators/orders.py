"""Orders: what is to be sent, finding one by its number, a step further, money back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.language import _
from kith.products.hotmess.cart.address import address_lines
from kith.products.hotmess.operators.frame import ACTOR, ADMINS, MOST, Requested, schema
from kith.products.hotmess.orders import commands, reads
from kith.products.hotmess.orders.commands import REASONS
from kith.products.hotmess.orders.machine import FULFILMENT
from kith.products.hotmess.orders.reads import queries
from kith.web import console_refunds, forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator
from kith.web.console_refunds import Unsettled, unsettled_table
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session

PATH: Final = "/console/hotmess/orders"
REFUNDS: Final = "/console/hotmess/refunds"
_PAYMENT: Final = {
    "pending": "To be paid",
    "failed": "Did not go through",
    "paid": "Paid",
    "refunded": "Given back",
}
_WHERE: Final = {
    "pending": "Not packed yet",
    "processing": "Being packed",
    "shipped": "On its way",
    "delivered": "Arrived",
    "cancelled": "Called off",
}
_BACK: Final = REASONS | {
    "event_off": "The night is off",
    "organiser": "Its organiser gave it back",
    "too_late": "Paid when it was gone",
    "paid_twice": "Paid twice",
}
_BACK_STATES: Final = {
    "due": "To be sent",
    "sent": "On its way",
    "succeeded": "Arrived",
    "failed": "Refused",
}
_STEPS: Final = {"processing": "We are packing it", "shipped": "It is sent", "delivered": "It has arrived"}


class StepForm(msgspec.Struct, frozen=True):
    to_state: Annotated[str, msgspec.Meta(max_length=20)] = ""
    tracking: Annotated[str, msgspec.Meta(max_length=200)] = ""


class BackForm(msgspec.Struct, frozen=True):
    item: Annotated[str, msgspec.Meta(max_length=40)] = ""
    quantity: int = 1
    reason: Annotated[str, msgspec.Meta(max_length=20)] = ""
    note: Annotated[str, msgspec.Meta(max_length=600)] = ""
    restock: bool = False


def _money(pence: int, currency: str) -> str:
    return f"{pence / 100:.2f} {currency}"


def _row(row: Any, at: str) -> tuple[Any, ...]:
    return (
        Link(str(row["number"]), f"{PATH}/{row['id']}"),
        row["seller_name"] or "HOTMESS",
        row["username"] or "",
        _money(row["total_pence"], row["currency"]),
        _PAYMENT[row["payment_status"]],
        _WHERE[row["fulfilment_status"]],
        row[at],
    )


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def listed(request: Requested, number: FromQuery[int | None] = None) -> Response[Any]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if number is not None and 0 < number < 2**62:
            found = await queries.by_number(db.connection, number=number)
            if found is not None:
                return Redirect(f"{PATH}/{found}", status_code=303)
        work = [row async for row in queries.to_work(db.connection, at_most=MOST)]
        owed = await _unsettled(db)
        latest = [row async for row in queries.latest(db.connection, at_most=MOST)]
    columns = ("Number", "Sold by", "Bought by", "Sum", "Payment", "Where it is", "Since")
    tables = [
        Table(
            title="To send",
            lead="Paid and not yet sent, the longest waiting first.",
            columns=columns,
            rows=[_row(row, "paid_at") for row in work],
            empty="Everything is on its way.",
        ),
        unsettled_table(owed, REFUNDS),
        Table(
            title="Latest",
            columns=columns,
            rows=[_row(row, "created_at") for row in latest],
            empty="Nobody has ordered yet.",
        ),
    ]
    search = Form(
        title="Find an order",
        action=PATH,
        button="Open it",
        fields=(Field(name="number", label="Number", type="number"),),
        method="get",
        above=True,
    )
    return console_page(request, "Orders", tables, forms=[search], product="hotmess")


@get(PATH + "/{order:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def one(request: Requested, order: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        found, _row_of = await reads.whole(db, order)
        refused = [one for one in await _unsettled(db, order) if one.status == "failed"]
    facts = [
        ("Sold by", found.seller_name or "HOTMESS"),
        ("Payment", _PAYMENT[found.payment_status]),
        ("Where it is", _WHERE[found.fulfilment_status]),
        ("Sum", _money(found.total_pence, found.currency)),
        ("Given back", _money(found.refunded_pence, found.currency)),
        ("Ordered", found.created_at),
        ("Paid", found.paid_at),
        ("Tracking", found.tracking or ""),
        ("Goes to", ", ".join(address_lines(found.shipping_address))),
    ]
    lines = Table(
        title="Lines",
        columns=("What", "How many", "Each", "Sum", "Tax in it", "Given back"),
        rows=[
            (
                item.title,
                item.quantity,
                _money(item.unit_price_pence, found.currency),
                _money(item.total_price_pence, found.currency),
                _money(item.tax_pence, found.currency),
                f"{item.refunded_quantity} ({_money(item.refunded_pence, found.currency)})",
            )
            for item in found.items
        ],
        empty="None.",
    )
    refunds = Table(
        title="Money back",
        columns=("For", "Sum", "Why", "State", "Since"),
        rows=[
            (
                refund.title or ("Sending" if refund.of_sending else "The whole payment"),
                _money(refund.amount_pence, found.currency),
                _BACK[refund.reason],
                _BACK_STATES[refund.status],
                refund.created_at,
            )
            for refund in found.refunds
        ],
        empty="Nothing was given back.",
    )
    made = [*_step_form(found), *_back_form(found)]
    return console_page(
        request,
        f"Order {found.number}",
        [lines, refunds, *([unsettled_table(refused, REFUNDS)] if refused else [])],
        facts=facts,
        links=[Link("All orders", PATH)],
        forms=made,
        product="hotmess",
    )


async def _unsettled(db: Session, order: UUID | None = None) -> list[Unsettled]:
    """What is owed back and has not arrived, of one order or of all."""
    return [
        Unsettled(
            id=row["id"],
            who=row["username"] or "",
            of=Link(_("Order %(number)s", number=row["number"]), f"{PATH}/{row['order_id']}"),
            amount=row["amount_pence"],
            currency=row["currency"],
            why=_BACK[row["reason"]],
            status=row["status"],
            attempts=row["attempts"],
            said=row["last_error"],
        )
        async for row in queries.unsettled_refunds(db.connection, order=order, at_most=MOST)
    ]


def _step_form(found: reads.HotmessOrder) -> list[Form]:
    if found.payment_status != "paid":
        return []
    possible = [name for name in _STEPS if FULFILMENT.allows(found.fulfilment_status, name)]
    return [
        Form(
            title=_STEPS[name],
            lead="Whoever bought it is told." if name == "shipped" else "",
            action=f"{PATH}/{found.id}",
            button=_STEPS[name],
            fields=(Field(name="tracking", label="Tracking number or link", required=False),)
            if name == "shipped"
            else (),
            hidden={"to_state": name},
        )
        for name in possible
    ]


def _back_form(found: reads.HotmessOrder) -> list[Form]:
    left = [(str(item.id), item.title) for item in found.items if item.refunded_quantity < item.quantity]
    sending = any(refund.of_sending for refund in found.refunds)
    if found.shipping_pence and not sending:
        left.append(("sending", "Sending"))
    if found.payment_status not in ("paid", "refunded") or not left:
        return []
    return [
        Form(
            title="Give money back",
            lead="By line. With the last line of an order that was not sent it is called off, and what sending cost goes back too.",
            action=f"{PATH}/{found.id}/back",
            button="Give it back",
            fields=(
                Field(name="item", label="What", options=tuple(left)),
                Field(name="quantity", label="How many", type="number", value="1"),
                Field(name="reason", label="Why", options=tuple(REASONS.items())),
                Field(name="note", label="In a few words", hint="Written down with what you do."),
                Field(
                    name="restock",
                    label="It can be sold again: put it back on the shelf",
                    type="checkbox",
                    required=False,
                ),
            ),
        )
    ]


@post(PATH + "/{order:uuid}", include_in_schema=False, status_code=200)
async def step(request: Requested, order: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, StepForm)
    await commands.move(house_of(request), order, form.to_state, admin=admin, tracking=form.tracking)
    flash_next(request, "success", "Noted.")
    return Redirect(f"{PATH}/{order}", status_code=303)


@post(PATH + "/{order:uuid}/back", include_in_schema=False, status_code=200)
async def give_back(request: Requested, order: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, BackForm)
    house = house_of(request)
    if form.item == "sending":
        owed = await commands.give_sending_back(house, admin, order, form.reason, form.note)
    else:
        item = msgspec.convert(form.item, UUID, strict=False)
        owed = await commands.give_back(
            house, admin, item, form.quantity, form.reason, form.note, restock=form.restock
        )
    flash_next(request, "success", _("%(sum)s is on its way back.", sum=f"{owed / 100:.2f}"))
    return Redirect(f"{PATH}/{order}", status_code=303)


@post(REFUNDS + "/{refund:uuid}/again", include_in_schema=False, status_code=200)
async def try_again(request: Requested, refund: FromPath[UUID]) -> Redirect:
    await console_refunds.try_again(
        request,
        refund,
        product="hotmess",
        actor=ACTOR,
        roles=ADMINS,
        due_again=lambda db: queries.due_again(db.connection, refund=refund),
    )
    return Redirect(PATH, status_code=303)


ROUTES = [listed, one, step, give_back, try_again]

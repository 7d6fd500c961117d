"""My orders, an order, its invoice; and both over JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation import pages as keyset
from kith.foundation.errors import Problem
from kith.foundation.language import _, later
from kith.products.hotmess.cart.address import address_lines
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.orders import commands, invoice, paying, reads
from kith.products.hotmess.orders.reads import HotmessOrder, OrderLine
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
STATES: Final = {
    "to_pay": ("warning", later("To be paid")),
    "pending": ("accent", later("Paid")),
    "processing": ("accent", later("Being packed")),
    "shipped": ("accent", later("On its way")),
    "delivered": ("success", later("Arrived")),
    "cancelled": ("neutral", later("Called off")),
    "refunded": ("neutral", later("Money back")),
}
REFUND_STATES: Final = {
    "due": later("on its way"),
    "sent": later("on its way"),
    "succeeded": later("back on your card"),
    "failed": later("did not arrive; we are on it"),
}
PAID: Final = {
    "paid": ("success", later("Thank you! It is yours.")),
    "processing": ("info", later("Your bank is working on it. We write to you as soon as it is through.")),
    "too_late": (
        "warning",
        later("Your payment came when it was gone. All of it is on its way back to you."),
    ),
    "paid_twice": ("info", later("You had paid already. The second payment is on its way back to you.")),
    "failed": ("danger", later("The payment did not go through. Nothing was charged; you can try again.")),
    "expired": ("warning", later("The payment page was closed before anything was paid.")),
    "open": ("info", later("Nothing has been paid yet.")),
}


class OrderPage(msgspec.Struct, frozen=True):
    """One's orders, newest first; `next` is the cursor of the page after it."""

    items: list[OrderLine]
    next: str | None


def state_of(order: HotmessOrder | OrderLine) -> str:
    """The one word for both machines of an order."""
    if order.fulfilment_status == "cancelled" and order.payment_status != "refunded":
        return "cancelled"
    if order.payment_status == "refunded":
        return "refunded"
    return "to_pay" if order.payment_status in ("pending", "failed") else order.fulfilment_status


@get("/hotmess/orders", include_in_schema=False)
async def listed(request: Requested, cursor: Short = "") -> Response[Any]:
    house, person = house_of(request), person_of(request)
    if await members.mine(house, person) is None:
        return Redirect("/hotmess/join?next=/hotmess/orders", status_code=303)
    found = await reads.mine(house, person, cursor)
    context = {
        "lines": [(line, state_of(line)) for line in found.items],
        "zone": await members.zone(house, person),
        "states": {name: (tone, _(words)) for name, (tone, words) in STATES.items()},
        "older": f"/hotmess/orders?cursor={found.next}" if found.next else None,
        "newest": "/hotmess/orders" if cursor else None,
    }
    return page(request, "hotmess/orders.html", {**frame(request, "orders"), **context}, product="hotmess")


async def _show(request: Requested, order: UUID, problem: Problem | None = None) -> Response[Any]:
    house = house_of(request)
    person = person_of(request)
    found = await reads.order(house, person, order)
    tone, words = STATES[state_of(found)]
    context = {
        "order": found,
        "tone": tone,
        "state": _(words),
        "refund_states": {name: _(said) for name, said in REFUND_STATES.items()},
        "in_time": found.to_pay and found.expires_at > house.clock.now(),
        "zone": await members.zone(house, person),
        "now": house.clock.now(),
        "problem": problem,
        "address_lines": address_lines,
    }
    return page(
        request,
        "hotmess/order.html",
        {**frame(request, "orders"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/orders/{order:uuid}", include_in_schema=False)
async def show(request: Requested, order: FromPath[UUID]) -> Response[Any]:
    return await _show(request, order)


@post("/hotmess/orders/{order:uuid}/pay", include_in_schema=False, status_code=200)
async def pay(request: Requested, order: FromPath[UUID]) -> Response[Any]:
    try:
        return Redirect(await paying.address(house_of(request), person_of(request), order), status_code=303)
    except Problem as problem:
        if problem.status not in (402, 409, 503):
            raise
        return await _show(request, order, problem)


@get("/hotmess/orders/{order:uuid}/paid", include_in_schema=False)
async def paid(request: Requested, order: FromPath[UUID]) -> Redirect:
    try:
        outcome = await paying.came_back(house_of(request), person_of(request), order)
    except Problem as problem:
        if problem.status != 503:
            raise
        outcome = "processing"
    tone, words = PAID[outcome]
    flash_next(request, tone, words)
    return Redirect(f"/hotmess/orders/{order}", status_code=303)


@post("/hotmess/orders/{order:uuid}/cancel", include_in_schema=False, status_code=200)
async def cancel(request: Requested, order: FromPath[UUID]) -> Response[Any]:
    try:
        await commands.cancel(house_of(request), person_of(request), order)
    except Problem as problem:
        if problem.status != 409:
            raise
        return await _show(request, order, problem)
    flash_next(request, "info", "Called off. Nothing was charged.")
    return Redirect(f"/hotmess/orders/{order}", status_code=303)


@get("/hotmess/orders/{order:uuid}/invoice.pdf", include_in_schema=False)
async def invoice_file(request: Requested, order: FromPath[UUID]) -> Response[bytes]:
    found, issuer = await reads.invoiced(house_of(request), person_of(request), order)
    return Response(
        invoice.pdf(found, issuer),
        media_type="application/pdf",
        headers={
            "content-disposition": f'attachment; filename="{found.invoice_number}.pdf"',
            "cache-control": "private, no-store",
        },
    )


@get("/api/hotmess/orders", tags=["hotmess"])
async def api_listed(
    request: Requested, cursor: Short = "", limit: FromQuery[int | None] = None
) -> OrderPage:
    """What one ordered."""
    found = await reads.mine(house_of(request), person_of(request), cursor, keyset.limit_of(limit))
    return OrderPage(found.items, found.next)


@get("/api/hotmess/orders/{order:uuid}", tags=["hotmess"])
async def api_shown(request: Requested, order: FromPath[UUID]) -> HotmessOrder:
    """One's own order."""
    return await reads.order(house_of(request), person_of(request), order)


@post("/api/hotmess/orders/{order:uuid}/cancel", tags=["hotmess"], status_code=200)
async def api_cancel(request: Requested, order: FromPath[UUID]) -> HotmessOrder:
    """Call an order off that is not paid."""
    house, person = house_of(request), person_of(request)
    await commands.cancel(house, person, order)
    return await reads.order(house, person, order)


ROUTES = [listed, show, pay, paid, cancel, invoice_file, api_listed, api_shown, api_cancel]

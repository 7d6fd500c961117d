"""A beacon's tickets, paying for one, one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Problem
from kith.products.hotmess.frame import frame
from kith.products.hotmess.listings import reads as listings
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.payments import settling
from kith.products.hotmess.tickets import commands, reads
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


@get("/hotmess/beacons/{beacon:uuid}/tickets", include_in_schema=False)
async def offered(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    context = {
        "offer": await reads.offer(house, viewer, beacon),
        "listings": await listings.of_beacon(house, viewer, beacon),
        "joined": await members.mine(house, person) is not None,
    }
    return page(
        request, "hotmess/beacon_tickets.html", {**frame(request, "tonight"), **context}, product="hotmess"
    )


@post("/hotmess/beacons/{beacon:uuid}/tickets", include_in_schema=False, status_code=200)
async def buy(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    back = f"/hotmess/beacons/{beacon}/tickets"
    house, person = house_of(request), person_of(request)
    if await members.mine(house, person) is None:
        return Redirect(f"/hotmess/join?next={back}", status_code=303)
    try:
        made = await commands.buy(house, person, beacon)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(back, status_code=303)
    return after_ordering(request, made)


def after_ordering(request: Requested, made: commands.Ordered) -> Redirect:
    """To the page to pay on, or straight to the ticket that cost nothing."""
    if made.ready:
        flash_next(request, "success", "You are in. Here is your ticket.")
        return Redirect("/hotmess/tickets", status_code=303)
    return Redirect(f"/hotmess/tickets/orders/{made.order}", status_code=303)


@post("/hotmess/beacons/{beacon:uuid}/waiting", include_in_schema=False, status_code=200)
async def join_line(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    back = f"/hotmess/beacons/{beacon}/tickets"
    house, person = house_of(request), person_of(request)
    if await members.mine(house, person) is None:
        return Redirect(f"/hotmess/join?next={back}", status_code=303)
    try:
        await commands.join_line(house, person, beacon)
        flash_next(request, "success", "You are in line. We write to you when it is your turn.")
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
    return Redirect(back, status_code=303)


@post("/hotmess/beacons/{beacon:uuid}/waiting/leave", include_in_schema=False, status_code=200)
async def leave_line(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    await commands.leave_line(house_of(request), person_of(request), beacon)
    flash_next(request, "success", "You are out of the line.")
    return Redirect(f"/hotmess/beacons/{beacon}/tickets", status_code=303)


@get("/hotmess/tickets", include_in_schema=False)
async def mine(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    if await members.mine(house, person) is None:
        return Redirect("/hotmess/join?next=/hotmess/tickets", status_code=303)
    context = {"mine": await reads.mine(house, person), "listings": await listings.mine(house, person)}
    return page(request, "hotmess/tickets.html", {**frame(request, "tickets"), **context}, product="hotmess")


@get("/hotmess/tickets/orders/{order:uuid}", include_in_schema=False)
async def order(request: Requested, order: FromPath[UUID]) -> Response[Any]:
    found = await commands.order(house_of(request), person_of(request), order)
    if found.state == "paid":
        return Redirect("/hotmess/tickets", status_code=303)
    return page(
        request,
        "hotmess/ticket_order.html",
        {**frame(request, "tickets"), "order": found},
        product="hotmess",
    )


@post("/hotmess/tickets/orders/{order:uuid}/pay", include_in_schema=False, status_code=200)
async def pay(request: Requested, order: FromPath[UUID]) -> Redirect:
    try:
        return Redirect(await commands.pay(house_of(request), person_of(request), order), status_code=303)
    except Problem as problem:
        if problem.status not in (402, 409, 503):
            raise
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/tickets/orders/{order}", status_code=303)


@get("/hotmess/tickets/orders/{order:uuid}/paid", include_in_schema=False)
async def paid(request: Requested, order: FromPath[UUID]) -> Redirect:
    """Back from Stripe; whether it is paid is asked of Stripe."""
    house, person = house_of(request), person_of(request)
    await commands.order(house, person, order)
    try:
        outcome = await settling.settle_order(house, person, order)
    except Problem as problem:
        if problem.status != 503:
            raise
        outcome = "processing"
    if outcome == "open":
        return Redirect(f"/hotmess/tickets/orders/{order}", status_code=303)
    tone, words = {
        "paid": ("success", "Paid. Here is your ticket."),
        "processing": ("info", "Your bank is still working on it. We write as soon as it is through."),
        "too_late": ("warning", "It was gone when your payment came. All of it is on its way back to you."),
        "paid_twice": ("warning", "You had paid already. The second payment is on its way back to you."),
    }.get(outcome, ("warning", "The payment did not go through. Nothing was charged."))
    flash_next(request, tone, words)
    return Redirect("/hotmess/tickets", status_code=303)


@post("/hotmess/tickets/orders/{order:uuid}/let-go", include_in_schema=False, status_code=200)
async def let_go(request: Requested, order: FromPath[UUID]) -> Redirect:
    beacon = await commands.let_go(house_of(request), person_of(request), order)
    flash_next(request, "success", "Let go. Somebody else can have it now.")
    return Redirect(f"/hotmess/beacons/{beacon}/tickets", status_code=303)


ROUTES = [offered, buy, join_line, leave_line, mine, order, pay, paid, let_go]

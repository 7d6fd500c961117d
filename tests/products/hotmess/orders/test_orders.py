"""Where an order may go and where never; money back by line, once, whoever asks at the same moment; what was cut short ends clean."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from harness.hotmess import Member, make_member
from harness.hotmess_paying import buy, open_page, pay_on_page, person, sql
from harness.hotmess_shop import make_listing, make_product, make_seller, order, to_till
from harness.house import run_schedule
from harness.members import make_admin, run
from harness.refusing import refuse_next
from kith.commons.audit.commands import Admin
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.house import House
from kith.products.hotmess.orders import commands, reads
from kith.products.hotmess.orders.machine import FULFILMENT, ORDER_PAYMENT
from kith.products.hotmess.payments.settling import settle
from kith.products.hotmess.sellers import reviewing
from kith.simulator.standins import StandIns


async def operator(house: House) -> Admin:
    ops = await make_member(house)
    return Admin(await make_admin(house, ops.id, "ops"), "ops@house.example", "ops")


async def bought(
    house: House,
    standins: StandIns,
    program: Any,
    buyer: Member,
    *,
    quantity: int = 1,
    units: int = 5,
    **what: Any,
) -> UUID:
    """A paid order of a product."""
    product = await make_product(house, units, **what)
    kept = (await to_till(program, product=product, quantity=quantity)).json()
    placed = UUID((await order(program, kept["goods_pence"])).json()["id"])
    assert await buy(house, standins, buyer, placed) == "paid"
    return placed


@pytest.mark.postgres15
async def test_both_machines_of_an_order_refuse_every_other_step(house: House, open_program: Any) -> None:
    """State: Invalid transitions rejected."""
    ash = await make_member(house)
    for machine, column in ((FULFILMENT, "fulfilment_status"), (ORDER_PAYMENT, "payment_status")):
        rows = await sql(
            house, "select from_state, to_state from state_transitions where entity_type = $1", machine.entity
        )
        assert {(row["from_state"], row["to_state"]) for row in rows} == {
            (step.source, step.target) for step in machine.transitions
        }
        for source in sorted(machine.states):
            made = await _order_at(house, ash.id, column, source)
            for target in sorted(machine.states - {source} - machine.successors(source)):
                with pytest.raises(Conflict, match=f"cannot go from {source} to {target}"):
                    await sql(house, f"update orders set {column} = $2 where id = $1", made, target)


def _way(column: str, state: str) -> list[str]:
    ways = {
        "fulfilment_status": {
            "pending": [],
            "processing": ["processing"],
            "shipped": ["processing", "shipped"],
            "delivered": ["processing", "shipped", "delivered"],
            "cancelled": ["cancelled"],
        },
        "payment_status": {
            "pending": [],
            "paid": ["paid"],
            "failed": ["failed"],
            "refunded": ["paid", "refunded"],
        },
    }
    return ways[column][state]


async def _order_at(house: House, user: UUID, column: str, state: str) -> UUID:
    paid = "paid" if column == "fulfilment_status" and state != "cancelled" else "pending"
    [row] = await sql(
        house,
        """insert into orders (user_id, subtotal_pence, total_pence, expires_at) values ($1, 100, 100, kith.now()) returning id""",
        user,
    )
    if paid == "paid":
        await sql(house, "update orders set payment_status = 'paid' where id = $1", row["id"])
    for step in _way(column, state):
        await sql(house, f"update orders set {column} = $2 where id = $1", row["id"], step)
    return row["id"]


@pytest.mark.postgres15
async def test_money_goes_back_by_line_and_never_more_than_was_paid_though_many_ask_at_once(
    house: House, standins: StandIns, open_program: Any
) -> None:
    ash, admin = await make_member(house), await operator(house)
    program = await open_program(ash)
    placed = await bought(house, standins, program, ash, quantity=3, price_pence=1500)
    [item] = await sql(house, "select id, product_id from order_items where order_id = $1", placed)

    async def one_back() -> int | str:
        try:
            return await commands.give_back(house, admin, item["id"], 1, "faulty", "A seam is open")
        except Conflict as refused:
            return refused.slug

    outcomes = await asyncio.gather(*(one_back() for _ in range(6)))
    assert sorted(outcomes, key=str) == [1500, 1500, 1500, "nothing-left", "nothing-left", "nothing-left"]
    found = await reads.order(house, person(ash), placed)
    # Nothing was sent, so with the last line sending went back as well, and the shelf is full again.
    assert (found.refunded_pence, found.total_pence) == (4895, 4895)
    assert (found.payment_status, found.fulfilment_status) == ("refunded", "cancelled")
    assert (await sql(house, "select free_units($1)", item["product_id"]))[0]["free_units"] == 5
    with pytest.raises(Conflict):
        await commands.give_sending_back(house, admin, placed, "goodwill", "Twice?")
    await run_schedule(house, "hotmess.payments.refunds")
    assert {row["status"] for row in await sql(house, "select status from refunds")} == {"succeeded"}
    audited = await run(house, "select action from audit_log where target_id = $1", placed)
    assert [row["action"] for row in audited] == ["order.refunded"] * 3
    for quantity, reason, note in ((0, "faulty", "A seam"), (1, "because", "A seam"), (1, "faulty", " ")):
        with pytest.raises(Invalid):
            await commands.give_back(house, admin, item["id"], quantity, reason, note)
    with pytest.raises(NotFound):
        await commands.give_back(house, admin, uuid4(), 1, "faulty", "A seam")


async def test_what_sending_cost_is_owed_once_though_stripe_refused_it_and_the_order_s_page_tries_it_again(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    ash, ops, admin = await make_member(house), await make_member(house), await operator(house)
    placed = await bought(house, standins, await open_program(ash), ash, price_pence=1500)
    await make_admin(house, ops.id, "ops")
    browser, page = await open_browser(ops), f"/console/hotmess/orders/{placed}"
    assert "Try again" not in (await browser.get(page)).text
    await commands.give_sending_back(house, admin, placed, "goodwill", "It took a month")
    refuse_next(standins)
    await run_schedule(house, "hotmess.payments.refunds")
    # Refused, it is owed still: neither an operator nor the last line that goes back owes it anew.
    with pytest.raises(Conflict):
        await commands.give_sending_back(house, admin, placed, "goodwill", "Twice?")
    [item] = await sql(house, "select id from order_items where order_id = $1", placed)
    await commands.give_back(house, admin, item["id"], 1, "faulty", "A seam is open")
    await run_schedule(house, "hotmess.payments.refunds")
    shown = (await browser.get(page)).text
    assert (shown.count("Try again"), "as the fault plan asks for" in shown) == (1, True)
    [refused] = await sql(house, "select id, amount_pence from refunds where status = 'failed'")
    again = f"/console/hotmess/refunds/{refused['id']}/again"
    assert (await browser.post(again, reason="The account has money again")).status_code == 303
    await run_schedule(house, "hotmess.payments.refunds")
    found = await reads.order(house, person(ash), placed)
    assert (found.refunded_pence, found.payment_status) == (found.total_pence, "refunded")
    assert sorted(one.amount for one in standins.stripe.refunds.all()) == [refused["amount_pence"], 1500]


async def test_what_goes_back_gives_its_xp_back_unit_by_unit_and_in_the_end_all_of_it(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    ash, admin = await make_member(house), await operator(house)
    placed = await bought(house, standins, await open_program(ash), ash, quantity=3, xp_reward=25)
    [item] = await sql(house, "select id from order_items where order_id = $1", placed)

    async def balance() -> int:
        [row] = await sql(house, "select balance from xp_balances where user_id = $1", ash.id)
        return row["balance"]

    before = await balance()
    await commands.give_back(house, admin, item["id"], 1, "faulty", "A seam is open")
    assert await balance() == before - 25
    await asyncio.gather(
        *(commands.give_back(house, admin, item["id"], 1, "faulty", "A seam is open") for _ in range(2))
    )
    assert await balance() == before - 75
    lines = await sql(house, "select sum(amount) as all from xp_events where event_type = 'purchase'")
    assert lines[0]["all"] == 0
    assert (await sql(house, "select * from xp_mismatches()")) == []
    assert "Given back to the shop" in (await (await open_browser(ash)).get("/hotmess/xp")).text


async def test_an_order_is_sent_step_by_step_and_its_buyer_told(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    """Audit: Admin actions logged."""
    ash, ops = await make_member(house), await make_member(house)
    program = await open_program(ash)
    placed = await bought(house, standins, program, ash)
    await make_admin(house, ops.id, "ops")
    browser = await open_browser(ops)
    desk = await browser.get("/console/hotmess/orders")
    assert "To send" in desk.text
    page = await browser.get(f"/console/hotmess/orders/{placed}")
    assert all(
        words in page.text
        for words in ("We are packing it", "Not packed yet", "1 Arch Row, E8 4AA London, United Kingdom")
    )
    path = f"/console/hotmess/orders/{placed}"
    assert (await browser.post(path, to_state="shipped")).status_code == 409
    assert (await browser.post(path, to_state="processing")).status_code == 303
    assert (await browser.post(path, to_state="shipped", tracking="RM 12 GB")).status_code == 303
    assert (await browser.post(path, to_state="delivered")).status_code == 303
    mine = await program.get(f"/api/hotmess/orders/{placed}")
    assert (mine.json()["fulfilment_status"], mine.json()["tracking"]) == ("delivered", "RM 12 GB")
    letters = await run(house, "select purpose from hotmess.outbox where person_id = $1", ash.id)
    assert [row["purpose"] for row in letters] == ["order.paid", "order"]
    assert (await program.post(f"/api/hotmess/orders/{placed}/cancel")).status_code == 409
    [item] = await sql(house, "select id from order_items")
    back = await browser.post(
        f"{path}/back", item=str(item["id"]), quantity="1", reason="returned", note="Too small", restock="yes"
    )
    assert back.status_code == 303
    # Once as a choice, once as why this went back.
    assert (await browser.get(path)).text.count("Sent back") == 2
    assert "Given back" in (await (await open_browser(ash)).get(f"/hotmess/orders/{placed}")).text
    audited = await run(house, "select action from audit_log where target_id = $1", placed)
    assert {row["action"] for row in audited} == {
        "order.processing",
        "order.shipped",
        "order.delivered",
        "order.refunded",
    }
    for path in ("/console/hotmess/orders", f"/console/hotmess/orders/{placed}"):
        assert (await (await open_browser(ash)).get(path)).status_code == 404


@pytest.mark.postgres15
async def test_a_seller_suspended_in_the_middle_of_a_sale_sells_nothing_more_and_money_goes_back(
    house: House, standins: StandIns, open_program: Any
) -> None:
    maker, admin = await make_member(house), await operator(house)
    seller = await make_seller(house, maker)
    listing = await make_listing(house, seller, 3)
    at_till, ordering, paid = [await make_member(house) for _ in range(3)]
    programs = [await open_program(one) for one in (at_till, ordering, paid)]
    for program in programs:
        assert (await to_till(program, key=str(seller), listing=listing)).status_code == 200
    orders = [UUID((await order(program, 1200, key=str(seller))).json()["id"]) for program in programs[1:]]
    payment = await open_page(house, ordering, orders[0])
    assert await buy(house, standins, paid, orders[1]) == "paid"
    # Stripe's page is open while the seller is suspended; the buyer pays on it all the same.
    await pay_on_page(house, standins, payment)
    outcome, _none = await asyncio.gather(
        settle(house, payment), reviewing.decide(house, admin, seller, "suspend", "Fakes, three reports")
    )
    assert outcome in ("paid", "too_late")
    [row] = await sql(house, "select payment_status, fulfilment_status from orders where id = $1", orders[0])
    refunds = await sql(house, "select amount_pence, reason from refunds")
    if outcome == "paid":
        assert (tuple(row), refunds) == (("paid", "pending"), [])
    else:
        assert (row["fulfilment_status"], [tuple(one) for one in refunds]) == (
            "cancelled",
            [(1595, "too_late")],
        )
    assert (await order(programs[0], 1200, key=str(seller))).status_code in (404, 409)
    assert (await programs[0].post(f"/api/hotmess/till/{seller}")).status_code == 409
    assert (await programs[0].get(f"/api/hotmess/market/{listing}")).status_code == 404
    # What is paid is still to be sent, by them.
    await commands.move(house, orders[1], "processing", seller=maker.id)
    with pytest.raises(NotFound):
        await commands.move(house, orders[1], "shipped", seller=paid.id)


async def test_a_payment_that_goes_back_whole_is_not_said_to_be_for_sending(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    maker, admin, ash = await make_member(house), await operator(house), await make_member(house)
    seller = await make_seller(house, maker)
    program = await open_program(ash)
    await to_till(program, key=str(seller), listing=await make_listing(house, seller, 1))
    placed = UUID((await order(program, 1200, key=str(seller))).json()["id"])
    payment = await open_page(house, ash, placed)
    await reviewing.decide(house, admin, seller, "suspend", "Fakes, three reports")
    await pay_on_page(house, standins, payment)
    assert await settle(house, payment) == "too_late"
    page = (await (await open_browser(ash)).get(f"/hotmess/orders/{placed}")).text
    given_back = page[page.index('id="refunds"') :]
    assert ("The whole payment" in given_back, "£15.95" in given_back, "Sending" in given_back) == (
        True,
        True,
        False,
    )


async def test_a_seller_is_told_once_what_they_sold_and_sends_it_from_their_desk(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    maker, ash = await make_member(house), await make_member(house)
    seller = await make_seller(house, maker)
    listing = await make_listing(house, seller, 1)
    program = await open_program(ash)
    await to_till(program, key=str(seller), listing=listing)
    placed = UUID((await order(program, 1200, key=str(seller))).json()["id"])
    assert await buy(house, standins, ash, placed) == "paid"
    for _twice in range(2):
        await run_schedule(house, "hotmess.orders.tell_sellers")
        await run_schedule(house, "hotmess.shop.stock")
    told = await run(house, "select purpose from hotmess.outbox where person_id = $1", maker.id)
    assert [row["purpose"] for row in told] == ["order.sold"]
    assert (await sql(house, "select status from market_listings"))[0]["status"] == "sold_out"
    browser, path = await open_browser(maker), f"/hotmess/selling/orders/{placed}"
    desk = await browser.get("/hotmess/selling")
    assert all(words in desk.text for words in ("1 Arch Row", "I am packing it", "to come"))
    assert (await browser.post(path, to_state="delivered")).status_code == 409
    assert (await browser.post(path, to_state="processing")).status_code == 303
    too_long = await browser.post(path, to_state="shipped", tracking="x" * 150)
    assert (too_long.status_code, "At most 120 characters" in too_long.text) == (422, True)
    assert (await browser.post(path, to_state="shipped", tracking="RM 1")).status_code == 303
    stranger = await open_browser(ash)
    await stranger.get("/hotmess/selling")
    assert (await stranger.post(path, to_state="delivered")).status_code == 404
    assert (await program.get(f"/api/hotmess/orders/{placed}")).json()["tracking"] == "RM 1"

"""From the shelf to the paid order: what is kept for whom, who may have how many, what is charged, and what is refused."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from harness.hotmess import Member, make_member
from harness.hotmess_paying import sql
from harness.hotmess_shop import ADDRESS, make_listing, make_product, make_seller, order, to_till
from harness.members import run
from harness.paying import pay
from kith.foundation.house import House
from kith.products.hotmess.cart.commands import WAYS, refusal
from kith.simulator.standins import StandIns


async def _session(house: House) -> str:
    [row] = await run(
        house, "select stripe_checkout_session_id from hotmess.payments order by created_at desc limit 1"
    )
    return row["stripe_checkout_session_id"]


async def test_a_member_buys_in_a_browser_and_has_an_invoice(
    house: House, standins: StandIns, open_browser: Any
) -> None:
    ash = await make_member(house, membership_version=1)
    product = await make_product(house, 2, title="Mesh vest", xp_reward=40)
    browser = await open_browser(ash)
    slug = (await sql(house, "select slug from products"))[0]["slug"]
    shown = await browser.get("/hotmess/shop")
    assert all(words in shown.text for words in ("Mesh vest", "£25.00", "2 left", "+40 XP"))
    await browser.get(f"/hotmess/shop/{slug}")
    kept = await browser.post("/hotmess/cart", product=str(product), quantity="2", then="till")
    assert kept.headers["location"] == "/hotmess/cart/till/house"
    assert "Sold out" in (await browser.get("/hotmess/shop")).text
    till = await browser.get("/hotmess/cart/till/house")
    # Without script it says until when, with it for how long.
    assert '<span data-counting="Kept for you for another">Kept for you until</span>' in till.text
    assert all(words in till.text for words in ("data-countdown", "£50.00", "Royal Mail", "£53.95"))
    # Bad input: the field is named, nothing is ordered, what was written stays.
    wrong = await browser.post(
        "/hotmess/cart/till/house/order", **ADDRESS | {"goods_pence": "5000", "postcode": "nowhere"}
    )
    assert (wrong.status_code, "does not look like a postcode" in wrong.text) == (422, True)
    assert "1 Arch Row" in wrong.text
    abroad = await browser.post(
        "/hotmess/cart/till/house/order", **ADDRESS | {"goods_pence": "5000", "country": "DE", "again": "yes"}
    )
    assert "International" in abroad.text
    placed = await browser.post("/hotmess/cart/till/house/order", **ADDRESS | {"goods_pence": "5000"})
    assert placed.status_code == 303, placed.text
    [row] = await sql(house, "select * from orders")
    assert (row["subtotal_pence"], row["shipping_pence"], row["tax_pence"], row["total_pence"]) == (
        5000,
        395,
        833 + 66,
        5395,
    )
    assert "Your cart is empty" in (await browser.get("/hotmess/cart")).text
    page = await browser.get(f"/hotmess/orders/{row['id']}")
    assert ("Pay now" in page.text, ", United Kingdom" in page.text, ", GB" in page.text) == (
        True,
        True,
        False,
    )
    assert (await browser.get(f"/hotmess/orders/{row['id']}/invoice.pdf")).status_code == 404
    pay(standins, await _session(house))
    back = await browser.get(f"/hotmess/orders/{row['id']}/paid")
    assert back.headers["location"] == f"/hotmess/orders/{row['id']}"
    assert "It is yours" in (await browser.get(f"/hotmess/orders/{row['id']}")).text
    invoice = await browser.get(f"/hotmess/orders/{row['id']}/invoice.pdf")
    assert (invoice.headers["content-type"], invoice.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Mesh vest" in (await browser.get("/hotmess/orders")).text
    [xp] = await sql(
        house, "select amount from xp_events where user_id = $1 and event_type = 'purchase'", ash.id
    )
    assert xp["amount"] == 80
    # The thing may go; what was bought stays what it was.
    await sql(house, "update products set title = 'Another name', price_pence = 1 where id = $1", product)
    assert "Mesh vest" in (await browser.get(f"/hotmess/orders/{row['id']}")).text
    other = await open_browser(await make_member(house))
    for path in ("", "/invoice.pdf"):
        assert (await other.get(f"/hotmess/orders/{row['id']}{path}")).status_code == 404


async def test_a_price_that_changed_since_it_was_shown_is_not_charged(
    house: House, open_program: Any
) -> None:
    product = await make_product(house)
    ash = await open_program(await make_member(house))
    kept = (await to_till(ash, product=product)).json()
    await sql(house, "update products set price_pence = 9900")
    refused = await order(ash, kept["goods_pence"])
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (409, "price-changed")
    assert await sql(house, "select * from orders") == []
    assert len((await ash.get("/api/hotmess/cart")).json()[0]["lines"]) == 1
    assert (await order(ash, 9900)).status_code == 201
    assert (await sql(house, "select subtotal_pence from orders"))[0]["subtotal_pence"] == 9900


@pytest.mark.postgres15
async def test_many_requests_at_once_get_one_person_no_more_than_their_share(
    house: House, open_program: Any
) -> None:
    product = await make_product(house, 50, per_person_limit=2)
    ash = await open_program(await make_member(house))
    await ash.post("/api/hotmess/cart", json={"product": str(product), "quantity": 2})
    answers = await asyncio.gather(*(ash.post("/api/hotmess/till/house") for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert (await sql(house, "select free_units($1)", product))[0]["free_units"] == 48
    # Once ordered, the share is used up, paid or not; nothing more is kept.
    placed = await asyncio.gather(*(order(ash, 5000) for _ in range(4)))
    assert sorted(answer.status_code for answer in placed) == [201, 404, 404, 404]
    again = await to_till(ash, product=product)
    assert (again.status_code, "an order that is not paid yet counts too" in again.json()["detail"]) == (
        409,
        True,
    )
    # Called off, it is free for everybody again.
    called_off = await ash.post(f"/api/hotmess/orders/{placed_id(placed)}/cancel")
    assert called_off.json()["fulfilment_status"] == "cancelled"
    assert (await ash.post("/api/hotmess/till/house")).status_code == 200


def placed_id(answers: list[httpx.Response]) -> str:
    return next(answer.json()["id"] for answer in answers if answer.status_code == 201)


async def test_the_till_keeps_for_ten_minutes_and_all_lines_or_none(house: House, open_program: Any) -> None:
    vest, cap = await make_product(house, 1, title="Vest"), await make_product(house, 1, title="Cap")
    ash, kit = await open_program(await make_member(house)), await open_program(await make_member(house))
    assert (await to_till(ash, product=cap)).status_code == 200
    await kit.post("/api/hotmess/cart", json={"product": str(vest)})
    refused = await to_till(kit, product=cap)
    assert (refused.status_code, "“Cap” is sold out" in refused.json()["detail"]) == (409, True)
    assert (await sql(house, "select free_units($1)", vest))[0]["free_units"] == 1
    first = (await ash.post("/api/hotmess/till/house")).json()["expires_at"]
    house.clock.move(timedelta(minutes=5))
    # Coming back to the till does not make it longer.
    assert (await ash.post("/api/hotmess/till/house")).json()["expires_at"] == first
    house.clock.move(timedelta(minutes=5))
    assert (await order(ash, 2500)).status_code == 404
    assert (await kit.post("/api/hotmess/till/house")).status_code == 200
    for wrong in ({"product": str(vest), "quantity": 101}, {"product": str(vest), "quantity": 0}, {}):
        answer = await kit.post("/api/hotmess/cart", json=wrong)
        assert answer.status_code in (404, 422), answer.text
    [group] = (await kit.get("/api/hotmess/cart")).json()
    emptied = await kit.put(f"/api/hotmess/cart/{group['lines'][0]['id']}", json={"quantity": 0})
    assert len(emptied.json()[0]["lines"]) == 1
    assert (
        await ash.put(f"/api/hotmess/cart/{group['lines'][0]['id']}", json={"quantity": 1})
    ).status_code == 404


async def test_each_seller_is_an_order_of_its_own_and_nobody_buys_from_themselves(
    house: House, open_program: Any
) -> None:
    maker: Member = await make_member(house)
    seller = await make_seller(house, maker)
    listing, product = await make_listing(house, seller), await make_product(house)
    ash, owner = await open_program(await make_member(house)), await open_program(maker)
    assert (await owner.post("/api/hotmess/cart", json={"listing": str(listing)})).status_code == 409
    await ash.post("/api/hotmess/cart", json={"product": str(product)})
    await to_till(ash, key=str(seller), listing=listing)
    assert (await order(ash, 1200, key=str(seller))).status_code == 201
    [row] = await sql(house, "select order_type, seller_id, tax_pence from orders")
    assert tuple(row) == ("marketplace", seller, 0)
    assert [group["seller"] for group in (await ash.get("/api/hotmess/cart")).json()] == [None]


async def test_the_cart_says_at_once_what_the_till_would_refuse(house: House, open_browser: Any) -> None:
    cap = await make_product(house, 9, title="Cap", per_person_limit=1)
    vest = await make_product(house, 2, title="Vest", per_person_limit=2)
    ash, kit = await make_member(house, membership_version=1), await make_member(house, membership_version=1)
    ashs, kits = await open_browser(ash), await open_browser(kit)
    too_many = "You may take one of “Cap”, not more."
    await ashs.get("/hotmess/shop")
    await ashs.post("/hotmess/cart", product=str(cap))
    assert too_many not in (await ashs.get("/hotmess/cart")).text
    await ashs.post("/hotmess/cart", product=str(cap))
    assert too_many in (await ashs.get("/hotmess/cart")).text
    refused = await ashs.post("/hotmess/cart/till/house")
    assert (refused.status_code, refused.text.count(too_many)) == (409, 2)
    # One of the buttons beside it takes it out again.
    [line] = await sql(house, "select id from cart_items")
    await ashs.post(f"/hotmess/cart/lines/{line['id']}", quantity="0")
    assert "Your cart is empty" in (await ashs.get("/hotmess/cart")).text
    # What is kept for oneself is not sold out to oneself, and an order uses one's share up.
    assert (await ashs.post("/hotmess/cart", product=str(vest), quantity="2", then="till")).status_code == 303
    assert "Sold out" not in (await ashs.get("/hotmess/cart")).text
    await kits.get("/hotmess/shop")
    await kits.post("/hotmess/cart", product=str(vest))
    assert "Sold out" in (await kits.get("/hotmess/cart")).text
    await ashs.post("/hotmess/cart/till/house/order", **ADDRESS | {"goods_pence": "5000"})
    await ashs.post("/hotmess/cart", product=str(vest))
    assert "as many of “Vest” as one person may have" in (await ashs.get("/hotmess/cart")).text


async def test_the_ways_of_sending_are_said_in_the_readers_language(house: House, open_browser: Any) -> None:
    rates = await sql(house, "select distinct name from shipping_rates")
    assert {row["name"] for row in rates} == set(WAYS)
    product = await make_product(house)
    browser = await open_browser(await make_member(house, membership_version=1))
    await browser.get("/hotmess/shop")
    await browser.post("/language", language="de", next="/hotmess/shop")
    await browser.post("/hotmess/cart", product=str(product), then="till")
    till = (await browser.get("/hotmess/cart/till/house")).text
    assert ("Am nächsten Werktag" in till, "Next working day" in till) == (True, False)


async def test_a_till_whose_seller_was_suspended_says_that_and_not_that_the_time_is_over(
    house: House, open_browser: Any
) -> None:
    seller = await make_seller(house, await make_member(house))
    listing = await make_listing(house, seller)
    browser = await open_browser(await make_member(house, membership_version=1))
    await browser.get("/hotmess/market")
    await browser.post("/hotmess/cart", listing=str(listing), then="till")
    till = f"/hotmess/cart/till/{seller}"
    assert "Screen print" in (await browser.get(till)).text
    await sql(house, "update market_sellers set status = 'suspended' where id = $1", seller)
    await sql(house, "select release_stock(id, user_id) from stock_reservations")
    gone = await browser.post(f"{till}/order", **ADDRESS | {"goods_pence": "1200"})
    assert gone.headers["location"] == "/hotmess/cart"
    cart = (await browser.get("/hotmess/cart")).text
    assert ("“Screen print” cannot be had right now." in cart, "ten minutes are over" in cart) == (
        True,
        False,
    )


def test_the_words_for_every_refusal_of_the_till() -> None:
    outcomes = ("sold_out", "fewer", "limit", "not_yet", "ended", "in_line", "yourself", "closed")
    said = [refusal(outcome, "Vest", 1) for outcome in outcomes]
    assert len(set(said)) == len(outcomes)
    assert all("Vest" in words and not re.search(r"%\(|_", words) for words in said)

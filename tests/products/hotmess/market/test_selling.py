"""From asking to sell to the market: who may, what Stripe has to say first, what buyers learn of a seller, pictures, and the review."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.hotmess import make_member
from harness.hotmess_paying import sql
from harness.hotmess_shop import make_listing, make_seller
from harness.members import make_admin, run
from harness.pictures import photo
from kith.foundation.errors import Invalid
from kith.foundation.house import House
from kith.products.hotmess.drops.machine import DROP
from kith.products.hotmess.market.form import MarketForm, offer_of
from kith.products.hotmess.market.machine import MARKET_LISTING
from kith.products.hotmess.payments import accounts
from kith.products.hotmess.sellers.commands import slug_of
from kith.products.hotmess.sellers.machine import SELLER
from kith.products.hotmess.shop.machine import PRODUCT
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import connect


async def test_a_member_asks_to_sell_is_approved_and_puts_something_on_the_market(
    house: House, standins: StandIns, open_browser: Any, client: httpx.AsyncClient
) -> None:
    ash, ops = await make_member(house, membership_version=1), await make_member(house)
    await make_admin(house, ops.id, "ops")
    browser, desk = await open_browser(ash), await open_browser(ops)
    assert "Ask to sell" in (await browser.get("/hotmess/selling")).text
    refused = await browser.post("/hotmess/selling", display_name="A", bio="Prints")
    assert (refused.status_code, "2 to 60 characters" in refused.text) == (422, True)
    assert (
        await browser.post("/hotmess/selling", display_name="Ash's prints", bio="Prints.", tax_number="GB 12")
    ).status_code == 303
    wrong = await browser.post("/hotmess/selling", display_name="Ash's prints", legal_address="W1")
    assert (wrong.status_code, "the address in 5 to 300" in wrong.text) == (422, True)
    assert "GB 12" in (await browser.get("/hotmess/selling")).text
    assert "Somebody is looking" in (await browser.get("/hotmess/selling")).text
    # A draft before the yes is fine; going live is not.
    wrong = await browser.post("/hotmess/selling/new", title="Screen print", price="free")
    assert (wrong.status_code, "such as 12 or 12.50" in wrong.text) == (422, True)
    made = await browser.post("/hotmess/selling/new", title="Screen print", price="12.50", quantity="2")
    path = made.headers["location"]
    listing = path.rsplit("/", 1)[1]
    assert (await client.get(f"/api/hotmess/market/{listing}")).status_code == 404
    await browser.get(path)
    assert (await browser.post(f"{path}/submit")).status_code == 303
    await desk.get("/console/hotmess/market")
    review = f"/console/hotmess/market/{listing}"
    assert "Screen print" in (await desk.get(review)).text
    early = await desk.post(review, decision="approve")
    assert (early.status_code, "cannot sell yet" in early.text) == (409, True)
    [seller] = await sql(house, "select id, slug from market_sellers")
    # What there is not is left out of a page of the desk.
    assert "None" not in (await desk.get(f"/console/hotmess/sellers/{seller['id']}")).text
    await desk.post(f"/console/hotmess/sellers/{seller['id']}", decision="approve")
    assert (await desk.post(review, decision="approve")).status_code == 409
    # Stripe: a browser that comes back proves nothing.
    away = await browser.post("/hotmess/selling/connect", country="GB")
    assert away.status_code == 303, away.text
    await browser.get("/hotmess/selling/connected")
    assert "Go on at Stripe" in (await browser.get("/hotmess/selling")).text
    [account] = await sql(house, "select stripe_account_id from payout_accounts")
    for state, said in (
        ("under_review", "Stripe is looking"),
        ("paused", "does not pay"),
        ("ready", "Money can reach you"),
    ):
        connect.set_state(standins.stripe, account["stripe_account_id"], state)
        await accounts.look(house, ash.id)
        assert said in (await browser.get("/hotmess/selling")).text
    assert (await desk.post(review, decision="approve")).status_code == 303
    [found] = (await client.get("/api/hotmess/market")).json()["items"]
    assert (found["title"], found["free"], found["seller_name"]) == ("Screen print", 2, "Ash's prints")
    # What anybody learns of a seller holds nothing of money or buyers.
    known = (await client.get(f"/api/hotmess/sellers/{seller['slug']}")).json()
    assert set(known) == {
        "seller_id", "display_name", "slug", "bio", "member_since", "live_listings", "orders_sent",
    }  # fmt: skip
    purposes = await run(house, "select purpose from hotmess.outbox where person_id = $1", ash.id)
    assert {"seller.approve", "market.approve"} <= {row["purpose"] for row in purposes}
    gone = await desk.post(review, decision="remove", reason="")
    assert gone.status_code == 422
    assert (await desk.post(review, decision="remove", reason="Not yours to sell")).status_code == 303
    assert (await client.get("/api/hotmess/market")).json()["items"] == []
    assert "Not yours to sell" in (await browser.get(path)).text


async def test_pictures_are_made_safe_twelve_at_most_and_seen_by_whoever_sees_the_listing(
    house: House, open_browser: Any, client: httpx.AsyncClient
) -> None:
    ash = await make_member(house, membership_version=1)
    listing = await make_listing(house, await make_seller(house, ash), status="draft")
    browser, other = await open_browser(ash), await open_browser(await make_member(house))
    path = f"/hotmess/market/{listing}"
    await browser.get(path)

    async def send(data: bytes) -> httpx.Response:
        return await browser._client.post(
            f"{path}/pictures",
            data={"_csrf": browser.token},
            files={"picture": ("p.jpg", data, "image/jpeg")},
            headers={"accept": "text/html"},
        )

    assert (await send(b"no picture at all")).status_code == 422
    assert (await send(photo())).status_code == 303
    [row] = await sql(house, "select images from market_listings")
    [address] = row["images"]
    shown = await browser.get(address)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert (await other.get(address)).status_code == 404
    await sql(house, "update market_listings set status = 'pending_review' where id = $1", listing)
    assert (await send(photo())).status_code == 409
    await sql(house, "update market_listings set status = 'live' where id = $1", listing)
    assert (await other.get(address)).status_code == 200
    await sql(house, "update market_listings set images = $2 where id = $1", listing, [address] * 12)
    with pytest.raises(Exception, match="market_listings_images"):
        await sql(house, "update market_listings set images = $2 where id = $1", listing, [address] * 13)


async def test_a_block_hides_a_seller_and_members_touch_only_what_is_theirs(
    house: House, open_program: Any
) -> None:
    maker, ash = await make_member(house), await make_member(house)
    seller = await make_seller(house, maker)
    listing, drafted = await make_listing(house, seller), await make_listing(house, seller, status="draft")
    program, own = await open_program(ash), await open_program(maker)
    change = {"title": "Screen print, signed", "price": "15", "quantity": "4"}
    assert (await program.get(f"/api/hotmess/market/{drafted}")).status_code == 404
    assert (await program.put(f"/api/hotmess/market/{drafted}", json=change)).status_code == 404
    assert (await program.post("/api/hotmess/market", json=change)).status_code == 404
    changed = await own.put(f"/api/hotmess/market/{drafted}", json=change)
    assert (changed.json()["price_pence"], changed.json()["free"]) == (1500, 4)
    assert (await own.put(f"/api/hotmess/market/{listing}", json=change)).status_code == 409
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", maker.id, ash.id)
    assert (await program.get("/api/hotmess/market")).json()["items"] == []
    assert (await program.get(f"/api/hotmess/market/{listing}")).status_code == 404
    assert (await program.post("/api/hotmess/cart", json={"listing": str(listing)})).status_code == 404


async def test_the_machines_here_are_those_of_the_database(house: House) -> None:
    for machine in (SELLER, MARKET_LISTING, DROP, PRODUCT):
        rows = await sql(
            house, "select from_state, to_state from state_transitions where entity_type = $1", machine.entity
        )
        assert {(row["from_state"], row["to_state"]) for row in rows} == {
            (step.source, step.target) for step in machine.transitions
        }


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_a_name_becomes_an_address_the_database_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,36}", slug_of(name))


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        MarketForm, title=st.text(max_size=130), price=st.text(max_size=8), quantity=st.text(max_size=5)
    )
)
def test_an_offer_is_acceptable_or_its_field_is_named(form: MarketForm) -> None:
    try:
        offer = offer_of(form)
    except Invalid as problem:
        named = problem.field
    else:
        named = "title"
        assert 100 <= offer.price_pence <= 10_000_000
        assert 0 <= offer.quantity <= 1000
    assert named in {"title", "price", "quantity", "description", "per_person_limit", "weight"}

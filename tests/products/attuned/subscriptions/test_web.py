"""Plans bought on the web: paid at Stripe, asked at every event, ended and given back there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from harness import subscribing
from harness.house import run_schedule, worker_pass
from harness.members import Browser, run
from harness.plans import Buyer
from kith.commons.billing.client import call
from kith.commons.privacy import commands as privacy
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.attuned.players import commands as players
from kith.products.attuned.players.player import Player
from kith.products.attuned.subscriptions import web
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import billing, checkout
from kith.simulator.standins.stripe.advancing import advance


async def _sell(house: House) -> None:
    made: list[str] = []
    for interval in ("month", "year"):
        price = await call(
            house,
            "prices.create",
            lambda api, interval=interval: api.v1.prices.create_async(
                {
                    "currency": "usd",
                    "unit_amount": 999,
                    "recurring": {"interval": interval},
                    "product_data": {"name": "Plus"},
                }
            ),
        )
        made.append(price.id)
    house.settings = msgspec.structs.replace(
        house.settings, stripe_price_attuned=made[0], stripe_price_attuned_annual=made[1]
    )


async def _pay(standins: StandIns, number: str) -> str:
    session = standins.stripe.sessions.all()[-1]
    paid = checkout.pay(standins.stripe, session.id, number=number, email="ada@example.org", name="Ada")
    assert paid.subscription is not None
    return paid.subscription


async def _told(house: House, client: httpx.AsyncClient, standins: StandIns) -> None:
    for event in reversed(standins.stripe.events.all()):
        assert (await subscribing.post_event(client, house, event)).status_code == 200
    await worker_pass(house, schedules=False)


async def _written(house: House) -> list[Any]:
    rows = await run(
        house, "select store, platform, status::text, standing from attuned.subscription_transactions"
    )
    return [tuple(row) for row in rows]


async def test_a_plan_bought_on_the_web_renews_fails_keeps_its_grace_and_ends(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await _sell(house)
    ada = await Buyer.joined(house, client, "Ada")
    url = await web.checkout_url(house, ada.id, "premium", "key")
    assert await web.checkout_url(house, ada.id, "premium", "key") == url
    await _pay(standins, subscribing.LATER_DECLINED)
    await _told(house, client, standins)
    assert await ada.plan() == ("premium", "running")
    with pytest.raises(Conflict):
        await web.checkout_url(house, ada.id, "premium_annual", "other")
    advance(standins.stripe, timedelta(days=31))
    house.clock.move(timedelta(days=31))
    await _told(house, client, standins)
    assert await ada.plan() == ("premium", "grace")
    assert await _written(house) == [("web", None, "active", "grace")]
    advance(standins.stripe, timedelta(days=30))
    house.clock.move(timedelta(days=30))
    await _told(house, client, standins)
    assert (await ada.plan())[0] == "free"


async def test_a_refund_on_the_web_ends_the_plan_at_once(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await _sell(house)
    ada = await Buyer.joined(house, client, "Ada")
    await web.checkout_url(house, ada.id, "premium_annual", "key")
    await _pay(standins, "4242424242424242")
    await web.sync(house, ada.id)
    assert await ada.plan() == ("premium", "running")
    [charge] = [one for one in standins.stripe.charges.all() if one.paid]
    await call(
        house,
        "refunds.create",
        lambda api: api.v1.refunds.create_async({"charge": charge.id, "amount": 100}),
    )
    await _told(house, client, standins)
    assert await ada.plan() == ("premium", "running")
    await call(house, "refunds.create", lambda api: api.v1.refunds.create_async({"charge": charge.id}))
    await _told(house, client, standins)
    assert await ada.plan() == ("free", "refunded")
    assert await _written(house) == [("web", None, "refunded", "running")]


async def test_the_page_says_what_one_has_until_when_from_where_and_how_to_end_it(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await _sell(house)
    ada = await Buyer.joined(house, client, "Ada")
    browser = Browser(client)
    await browser.sign_in(house, "ada@example.org")
    page = await browser.get("/attuned/subscription")
    assert "Twenty-five cards a day" in page.text
    sent = await browser.post("/attuned/subscription/pay", plan="premium", key=browser.field(page, "key"))
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(house.settings.stripe_api_base)
    await _pay(standins, "4242424242424242")
    assert (await browser.get("/attuned/subscription/done")).status_code == 303
    page = await browser.get("/attuned/subscription")
    assert "Your plan is set" in page.text
    assert "this site" in page.text
    assert "Change card or end it" in page.text
    again = await browser.post("/attuned/subscription/pay", plan="premium", key="x")
    assert again.headers["location"] == "/attuned/subscription"
    managed = await browser.post("/attuned/subscription/manage")
    assert managed.headers["location"].startswith(house.settings.stripe_api_base)
    await run(house, "delete from attuned.subscription_purchases")
    store = standins.appstore
    bought = store.buy("yearly", await ada.account_token())
    await ada.hand_in(
        "/api/attuned/purchases/app-store", signed_transaction=store.signed_transaction(bought.id)
    )
    page = await browser.get("/attuned/subscription")
    assert "App Store" in page.text
    assert "https://apps.apple.com/account/subscriptions" in page.text


async def test_whoever_leaves_pays_no_more(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await _sell(house)
    for leaving in ("here", "while paying", "the house"):
        ada = await Buyer.joined(house, client, f"Ada{leaving[:3].strip()}")
        await web.checkout_url(house, ada.id, "premium", "key")
        subscription = await _pay(standins, "4242424242424242")
        if leaving == "while paying":
            await players.leave(house, Player(user_id=ada.id))
        await web.sync(house, ada.id)
        if leaving == "here":
            await players.leave(house, Player(user_id=ada.id))
        elif leaving == "the house":
            await privacy.erase_person(house, ada.id)
        assert await run(house, "select 1 from attuned.subscription_purchases") == []
        await worker_pass(house, schedules=False)
        found = standins.stripe.subscriptions.get(subscription)
        assert found is not None
        assert found.status == "canceled"


async def test_a_plan_of_which_no_event_told_is_found_by_comparing_and_so_is_its_end(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await _sell(house)
    ada = await Buyer.joined(house, client, "Ada")
    await web.checkout_url(house, ada.id, "premium", "key")
    bought = await _pay(standins, "4242424242424242")
    assert (await ada.plan())[0] == "free"
    await run_schedule(house, "kith.money.compare")
    assert await ada.plan() == ("premium", "running")
    billing.end(standins.stripe, bought, reason="cancellation_requested")
    await run_schedule(house, "kith.money.compare")
    assert (await ada.plan())[0] == "free"
    assert await run(house, "select ours, theirs from kith.money_differences") == []
    rows = await run(
        house, "select compared, mended, differences, failure from kith.money_comparisons order by started_at"
    )
    assert [tuple(row)[1:] for row in rows] == [(1, 0, None), (1, 0, None)]

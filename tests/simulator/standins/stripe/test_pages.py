"""The hosted pages, used as a browser would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import pytest

from harness.patience import patient_client

if TYPE_CHECKING:
    from conftest import Shop


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with patient_client(trust_env=False) as client:
        yield client


async def test_paying_leads_on_to_the_success_address(shop: Shop, browser: httpx.AsyncClient) -> None:
    session = await shop.session(customer_email="ada@example.org")
    assert session.url is not None
    page = await browser.get(session.url)
    assert page.status_code == 200
    for words in ("Stripe stand-in", "JOSH", "9.99 USD", "every month", "ada@example.org"):
        assert words in page.text
    assert "script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    form = {"number": "4242 4242 4242 4242", "email": "ada@example.org", "name": "Ada"}
    paid = await browser.post(session.url, data=form)
    assert paid.status_code == 303
    assert paid.headers["location"] == f"https://kith.example/done?session={session.id}"
    assert "has been paid" in (await browser.get(session.url)).text
    again = await browser.post(session.url, data=form)
    assert again.status_code == 200
    assert len(shop.standin.subscriptions) == 1
    style = await browser.get(f"{shop.standin.base_url}/page.css")
    assert style.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("number", "words"),
    [("4000 0000 0000 0002", "Your card was declined."), ("1234", "not one of the test cards")],
)
async def test_a_refused_card_says_so_and_the_session_stays_open(
    shop: Shop, browser: httpx.AsyncClient, number: str, words: str
) -> None:
    session = await shop.session()
    assert session.url is not None
    refused = await browser.post(session.url, data={"number": number, "email": "<b>@example.org"})
    assert refused.status_code == 402
    assert words in refused.text
    assert "<b>" not in refused.text
    assert len(shop.standin.subscriptions) == 0
    assert shop.standin.sessions.all()[0].status == "open"


async def test_an_expired_session_cannot_be_paid(shop: Shop, browser: httpx.AsyncClient) -> None:
    session = await shop.session()
    assert session.url is not None
    await shop.client.v1.checkout.sessions.expire_async(session.id)
    answered = await browser.post(session.url, data={"number": "4242424242424242"})
    assert "expired" in answered.text
    assert len(shop.standin.subscriptions) == 0


async def test_the_portal_cancels_keeps_and_changes_the_card(shop: Shop, browser: httpx.AsyncClient) -> None:
    subscription = await shop.subscribed()
    portal = await shop.client.v1.billing_portal.sessions.create_async(
        {"customer": str(subscription.customer), "return_url": "https://kith.example/account"}
    )
    page = await browser.get(portal.url)
    for words in ("Visa ending in 4242", "Renews on", "https://kith.example/account", "9.99 USD, paid"):
        assert words in page.text
    form = {"subscription": subscription.id}
    ending = await browser.post(portal.url, data={**form, "action": "cancel_at_period_end"})
    assert "ends with this period" in ending.text
    kept = await browser.post(portal.url, data={**form, "action": "resume"})
    assert "goes on" in kept.text
    card = await browser.post(portal.url, data={"action": "update_card", "number": "5555555555554444"})
    assert "Mastercard ending in 4444" in card.text
    declined = await browser.post(portal.url, data={"action": "update_card", "number": "4000000000000002"})
    assert declined.status_code == 402
    assert "Mastercard ending in 4444" in declined.text
    ended = await browser.post(portal.url, data={**form, "action": "cancel_now"})
    assert "has ended" in ended.text
    assert shop.status(subscription.id) == "canceled"


async def test_the_portal_touches_nobody_elses_subscription(shop: Shop, browser: httpx.AsyncClient) -> None:
    hers = await shop.subscribed()
    bob = await shop.client.v1.customers.create_async({"email": "bob@example.org"})
    portal = await shop.client.v1.billing_portal.sessions.create_async({"customer": bob.id})
    refused = await browser.post(portal.url, data={"subscription": hers.id, "action": "cancel_now"})
    assert refused.status_code == 402
    assert shop.status(hers.id) == "active"


async def test_an_unknown_page_is_not_found(shop: Shop, browser: httpx.AsyncClient) -> None:
    assert (await browser.get(f"{shop.standin.base_url}/checkout/cs_none")).status_code == 404

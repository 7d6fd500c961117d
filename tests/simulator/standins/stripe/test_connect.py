"""Connect: accounts that are filled in on a page, transfers out of a charge, reversals that need something to reverse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import stripe

from harness.patience import patient_client
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import connect
from kith.simulator.standins.stripe.advancing import advance
from kith.simulator.standins.stripe.events import EventDelivery

if TYPE_CHECKING:
    from conftest import Receiver, Shop


async def _account(shop: Shop) -> stripe.Account:
    return await shop.client.v1.accounts.create_async(
        {
            "type": "express",
            "country": "DE",
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"who": "max"},
        }
    )


async def _charge(shop: Shop, amount: int = 1000) -> str:
    paid = await shop.client.v1.payment_intents.create_async(
        {"amount": amount, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True}
    )
    return str(paid.latest_charge)


async def test_an_account_is_filled_in_on_a_page_that_is_good_once(shop: Shop, receiver: Receiver) -> None:
    shop.standin.delivery = EventDelivery(
        shop.standin.courier, shop.standin.faults, receiver.url, shop.standin.settings.webhook_secret, ()
    )
    account = await _account(shop)
    assert (account.details_submitted, account.payouts_enabled) == (False, False)
    assert account.requirements is not None
    assert account.requirements.currently_due
    link = await shop.client.v1.account_links.create_async(
        {
            "account": account.id,
            "type": "account_onboarding",
            "return_url": "https://x.example/done",
            "refresh_url": "https://x.example/again",
        }
    )
    async with patient_client() as browser:
        assert "say how it ends" in (await browser.get(link.url)).text
        assert (await browser.post(link.url, data={"state": "perhaps"})).status_code == 400
        assert (await browser.post(link.url, data={"state": "ready"})).headers[
            "location"
        ] == "https://x.example/done"
        assert (await browser.get(link.url)).headers["location"] == "https://x.example/again"
        base = link.url.split("/onboarding/")[0]
        looked = await browser.put(f"{base}/control/accounts/{account.id}", json={"state": "under_review"})
        assert looked.status_code == 200
        assert (
            await browser.put(f"{base}/control/accounts/{account.id}", json={"state": "odd"})
        ).status_code == 400
    await shop.standin.settled()
    told = [msgspec.json.decode(webhook.body) for webhook in receiver.received]
    assert [(event["type"], event["account"]) for event in told] == [("account.updated", account.id)] * 2
    found = await shop.client.v1.accounts.retrieve_async(account.id)
    assert found.capabilities is not None
    assert (found.capabilities.transfers, found.metadata["who"]) == ("pending", "max")  # type: ignore[index]


async def test_what_stripe_looks_at_is_in_order_a_day_later_and_we_are_told(shop: Shop) -> None:
    account = await _account(shop)
    connect.set_state(shop.standin, account.id, "under_review")
    advance(shop.standin, timedelta(hours=23))
    looked_at = await shop.client.v1.accounts.retrieve_async(account.id)
    assert (looked_at.payouts_enabled, "sent_in" in looked_at) == (False, False)
    advance(shop.standin, timedelta(hours=1))
    assert (await shop.client.v1.accounts.retrieve_async(account.id)).payouts_enabled is True
    advance(shop.standin, timedelta(days=3))
    assert shop.events().count("account.updated") == 2


async def test_transfers_stay_within_their_charge_and_go_to_accounts_in_order(shop: Shop) -> None:
    account, charge = (await _account(shop)).id, await _charge(shop)
    params: Any = {"amount": 600, "currency": "usd", "destination": account, "source_transaction": charge}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await shop.client.v1.transfers.create_async(params)
    assert refused.value.code == "insufficient_capabilities_for_transfer"
    connect.set_state(shop.standin, account, "ready")
    sent = await shop.client.v1.transfers.create_async(params)
    assert sent.transfer_group == f"group_{charge}"
    with pytest.raises(stripe.InvalidRequestError, match="exceeding"):
        await shop.client.v1.transfers.create_async(params)
    back = await shop.client.v1.transfers.reversals.create_async(sent.id, {"amount": 250})
    assert back.transfer == sent.id
    with pytest.raises(stripe.InvalidRequestError, match="greater than unreversed"):
        await shop.client.v1.transfers.reversals.create_async(sent.id, {"amount": 351})
    connect.pay_out(shop.standin, account)
    with pytest.raises(stripe.InvalidRequestError) as empty:
        await shop.client.v1.transfers.reversals.create_async(sent.id, {"amount": 100})
    assert empty.value.code == "balance_insufficient"
    [listed] = (await shop.client.v1.transfers.list_async({"destination": account})).data
    assert (listed.amount, listed.amount_reversed, listed.reversed) == (600, 250, False)
    assert len((await shop.client.v1.transfers.reversals.list_async(sent.id)).data) == 1
    assert [kind for kind in shop.events() if kind.startswith("transfer")] == [
        "transfer.created",
        "transfer.reversed",
    ]


async def test_a_lost_answer_is_given_again_under_its_key(
    shop: Shop, new_client: Callable[..., stripe.StripeClient]
) -> None:
    account = (await _account(shop)).id
    connect.set_state(shop.standin, account, "ready")
    shop.standin.faults.add(Fault(kind=FaultKind.TIMEOUT_AFTER_ACCEPT, match="/v1/transfers"))
    params: Any = {"amount": 600, "currency": "usd", "destination": account}
    with pytest.raises(stripe.APIConnectionError):
        await shop.client.v1.transfers.create_async(params, {"idempotency_key": "once"})
    again = await new_client().v1.transfers.create_async(params, {"idempotency_key": "once"})
    assert [one.id for one in shop.standin.transfers.all()] == [again.id]

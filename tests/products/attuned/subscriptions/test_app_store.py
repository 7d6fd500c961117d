"""The App Store: only what Apple signed for this app counts, in whatever order it arrives, and it stays with who bought it."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest

from harness import house as houses
from harness import plans
from harness.house import run_schedule, worker_pass
from harness.members import queued, run
from harness.plans import Buyer
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.attuned.subscriptions import commands, intake
from kith.products.attuned.subscriptions.plan import Plan
from kith.simulator.standins import StandIns
from kith.simulator.standins.appstore.authority import new_authority

HOOK = "/hooks/apple"


async def _hand_in(buyer: Buyer, signed: str) -> httpx.Response:
    return await buyer.hand_in(plans.APP_STORE, signed_transaction=signed)


def _tampered(signed: str, **changed: Any) -> str:
    head, body, signature = signed.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) | changed
    fresh = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{fresh}.{signature}"


async def test_only_what_apple_signed_for_this_app_and_environment_counts(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    store = standins.appstore
    key = store.buy("monthly", await ada.account_token()).id
    honest = store.signed_transaction(key)
    stranger = new_authority("Somebody Else")
    for signed, slug in (
        (_tampered(honest, expiresDate=4102444800000), "purchase-unproven"),
        (stranger.sign({"bundleId": store.settings.bundle_id}), "purchase-unproven"),
        ("not.a.jws", "purchase-unproven"),
        ("x", "purchase-unproven"),
        (store.signed_transaction(key, bundleId="app.somebody.else"), "purchase-of-another-app"),
        (store.signed_transaction(key, environment="Production"), "purchase-environment"),
        (store.signed_transaction(key, productId="coins"), "unknown-product"),
        (store.signed_transaction(key, type="Consumable"), "unknown-product"),
    ):
        answer = await _hand_in(ada, signed)
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}"), signed[:40]
        assert await ada.plan() == ("free", "none")
    assert (await _hand_in(ada, honest)).json()["tier"] == "premium"
    forged = {"notificationType": "DID_RENEW", "notificationUUID": "1", "data": {}}
    for payload in (stranger.sign(forged), "x.y.z"):
        assert (await client.post(HOOK, json={"signedPayload": payload})).status_code == 422
    assert (await client.post(HOOK, json={})).status_code == 400
    assert await run(house, "select 1 from attuned.inbox") == []


async def test_a_sandbox_purchase_is_refused_in_production(house: House, standins: StandIns) -> None:
    signed = standins.appstore.signed_transaction(standins.appstore.buy("monthly").id)
    settings = msgspec.structs.replace(house.settings, environment="production")
    production = houses.open_house(settings, products=("attuned",))
    app = houses.application(production)
    try:
        async with houses.browser(app, production) as client:
            ada = await Buyer.joined(production, client, "Ada")
            answer = await _hand_in(ada, signed)
            assert answer.status_code == 422
            assert answer.json()["type"] in ("/problems/purchase-environment", "/problems/purchase-unproven")
            assert await ada.plan() == ("free", "none")
    finally:
        await production.close()


async def test_notifications_in_every_order_and_twice_end_the_same(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    store = standins.appstore
    key = store.buy("monthly", await ada.account_token()).id

    async def after() -> Any:
        found = await plans.told_in_any_order(house, client, HOOK, store.bell, ada.id)
        assert len(found) == 1, found
        return next(iter(found))[:2]

    def move(days: int) -> None:
        house.clock.move(timedelta(days=days))
        store.clock.advance(timedelta(days=days))

    store.switch_renewal(key, on=False)
    assert await after() == ("premium", store.find(key).latest.expires)
    assert await ada.plan() == ("premium", "cancelled")
    store.switch_renewal(key, on=True)
    move(30)
    store.fail(key)
    assert await after() == ("premium", store.find(key).grace_until)
    assert await ada.plan() == ("premium", "grace")
    move(17)
    store.end_grace(key)
    assert await after() == ("free", None)
    assert await ada.plan() == ("free", "hold")
    store.renew(key)
    assert await after() == ("premium", store.find(key).latest.expires)
    first = store.find(key).transactions[0].id
    store.refund(key, first)
    assert await after() == ("premium", store.find(key).latest.expires)
    store.refund(key)
    assert await after() == ("free", None)
    assert await ada.plan() == ("free", "refunded")
    store.reverse_refund(key)
    assert await after() == ("premium", store.find(key).latest.expires)
    events = await run(house, "select count(*) = count(distinct external_id) from attuned.inbox")
    assert events[0][0]


async def test_a_plan_ends_at_its_moment_with_every_job_stopped(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    store = standins.appstore
    bought = store.buy("monthly", await ada.account_token())
    assert (await _hand_in(ada, store.signed_transaction(bought.id))).status_code == 200

    async def limited() -> bool:
        [row] = await run(
            house, "select attuned.is_premium(subscription_tier, subscription_expires_at) from attuned.users"
        )
        return not row[0]

    house.clock.move_to(bought.latest.expires - timedelta(seconds=5))
    assert await ada.plan() == ("premium", "running")
    assert not await limited()
    house.clock.move(timedelta(seconds=6))
    assert await ada.plan() == ("free", "ended")
    assert await limited()
    await run_schedule(house, "attuned.subscriptions.lapsed")
    assert (await plans.written(house, ada.id))[:2] == ("free", None)


async def test_a_purchase_stays_with_the_account_it_was_bought_for(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada, bob = await Buyer.joined(house, client, "Ada"), await Buyer.joined(house, client, "Bob")
    store = standins.appstore
    hers = store.buy("monthly", await ada.account_token()).id
    # Bob signs in on the same phone and hands in what he finds there, before and after she does.
    for _ in range(2):
        answer = await _hand_in(bob, store.signed_transaction(hers))
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/purchase-of-another-account")
        assert "another account" in answer.json()["detail"]
        assert (await _hand_in(ada, store.signed_transaction(hers))).json()["tier"] == "premium"
    # Bought outside the app: whoever hands it in first has it for good, with what Apple told of it before that.
    free = store.buy("yearly").id
    store.refund(free)
    for ring in store.bell.rung[-2:]:
        await plans.post(client, HOOK, ring)
    await worker_pass(house, schedules=False)
    assert await bob.plan() == ("free", "none")
    earlier = int(time.time() - 60) * 1000
    unrefunded = store.signed_transaction(free, revocationDate=None, signedDate=earlier)
    assert (await _hand_in(bob, unrefunded)).json()["tier"] == "premium"
    await worker_pass(house, schedules=False)
    assert await bob.plan() == ("free", "refunded")
    assert (await _hand_in(ada, store.signed_transaction(free))).status_code == 409
    # Whoever leaves takes the purchase along: it falls to nobody else, and nothing about it stays.
    await run(house, "delete from attuned.users where id = $1", bob.id)
    assert await run(house, "select 1 from attuned.inbox where payload ->> 'chain' = $1", free) == []
    gone = store.buy("monthly", "7f6c2f0e-0000-4000-8000-000000000000").id
    assert (await _hand_in(ada, store.signed_transaction(gone))).status_code == 409


@pytest.mark.postgres15
async def test_of_two_accounts_that_claim_a_purchase_at_once_one_has_it_for_good(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    people = [await plans.join(house, name) for name in ("Ada", "Bob")]
    store = standins.appstore
    key = store.buy("monthly").id
    outcomes = await asyncio.gather(
        *(intake.post_apple(house, who, store.signed_transaction(key)) for who in people * 3),
        return_exceptions=True,
    )
    refused = [one for one in outcomes if isinstance(one, commands.BelongsElsewhere)]
    assert len(refused) == 3, outcomes
    assert sum(isinstance(one, Plan) and one.tier == "premium" for one in outcomes) == 3, outcomes
    [row] = await run(house, "select user_id from attuned.subscription_purchases")
    other = next(who for who in people if who != row["user_id"])
    for statement in (
        "update subscription_purchases set user_id = $1",
        "update subscription_transactions set user_id = $1",
    ):
        with pytest.raises((Conflict, asyncpg.ForeignKeyViolationError)):
            await house.database.read(plans.TESTS, "attuned", statement, other)


async def test_an_upgrade_counts_at_once_and_a_downgrade_with_the_next_period(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    store = standins.appstore
    key = store.buy("monthly", await ada.account_token()).id
    house.clock.move(timedelta(days=10))
    store.clock.advance(timedelta(days=10))
    store.upgrade(key, "yearly")
    found = await plans.told_in_any_order(house, client, HOOK, store.bell, ada.id)
    assert {one[1] for one in found} == {store.find(key).latest.expires}
    store.downgrade(key, "monthly")
    store.renew(key)
    found = await plans.told_in_any_order(house, client, HOOK, store.bell, ada.id)
    assert {one[1] for one in found} == {store.find(key).latest.expires}
    kinds = await run(
        house, "select subscription_tier from attuned.subscription_transactions order by sequence"
    )
    assert [row[0] for row in kinds] == ["premium", "premium_annual", "premium"]


async def test_a_failed_payment_is_told_once_and_says_nothing_of_what_this_is_about(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    store = standins.appstore
    key = store.buy("monthly", await ada.account_token()).id
    house.clock.move(timedelta(days=30))
    store.clock.advance(timedelta(days=30))
    store.fail(key)
    store.switch_renewal(key, on=True)
    for ring in store.bell.rung:
        await plans.post(client, HOOK, ring)
    await worker_pass(house, schedules=False)
    rows = await house.database.read(plans.TESTS, "attuned", "select purpose from outbox")
    assert [row["purpose"] for row in rows] == ["attuned.subscription.grace"]
    assert await queued(house) == []

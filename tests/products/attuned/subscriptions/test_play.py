"""Google Play: a notification is a bell that only Google can ring; how things stand is asked, in whatever order it rings."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import httpx
import jwt

from harness import plans
from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.plans import Buyer
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.play.keys import SIGNING_KEY_ID, new_keys
from kith.simulator.standins.play.standin import push_body

HOOK = "/hooks/google-play"


async def _hand_in(buyer: Buyer, token: str) -> httpx.Response:
    return await buyer.hand_in(plans.PLAY, purchase_token=token)


async def test_only_google_rings(house: House, client: httpx.AsyncClient, standins: StandIns) -> None:
    play = standins.play
    address = f"{house.settings.public_url}{HOOK}"
    told = {
        "version": "1.0",
        "packageName": play.settings.package,
        "eventTimeMillis": "1",
        "subscriptionNotification": {"version": "1.0", "notificationType": 4, "purchaseToken": "x"},
    }
    body = push_body("1", told)
    now = int(time.time())
    unsigned = jwt.encode({"aud": address, "iat": now, "exp": now + 60}, "k" * 32, algorithm="HS256")
    honest = play.push_token(address)
    others = new_keys().sign(jwt.decode(honest, options={"verify_signature": False}))
    for token in (
        "",
        "nonsense",
        unsigned,
        others,
        play.push_token("https://somebody.else/hooks/google-play"),
        play.push_token(address, iss="https://somebody.else"),
        play.push_token(address, email="somebody@else.iam.gserviceaccount.com"),
        play.push_token(address, email_verified=False),
        play.push_token(address, exp=now - 3600),
    ):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer = await client.post(HOOK, content=body, headers=headers)
        assert answer.status_code == 403, token
    assert jwt.get_unverified_header(others)["kid"] == SIGNING_KEY_ID
    headers = {"authorization": f"Bearer {honest}"}
    elsewhere = push_body("2", told | {"packageName": "app.somebody.else"})
    assert (await client.post(HOOK, content=elsewhere, headers=headers)).status_code == 403
    assert (await client.post(HOOK, content=b"{}", headers=headers)).status_code == 400
    assert await run(house, "select 1 from attuned.inbox") == []
    for new in (True, False):
        assert (await client.post(HOOK, content=body, headers=headers)).json()["new"] is new


async def test_notifications_in_every_order_and_twice_end_the_same(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    play = standins.play
    key = play.buy("monthly", await ada.account_token()).token

    async def after() -> Any:
        found = await plans.told_in_any_order(house, client, HOOK, play.bell, ada.id)
        assert len({one[:2] for one in found}) == 1, found
        return next(iter(found))[:2], await ada.plan()

    def move(days: int) -> None:
        house.clock.move(timedelta(days=days))
        play.clock.advance(timedelta(days=days))

    play.switch_renewal(key, on=False)
    assert await after() == (("premium", play.find(key).expires), ("premium", "cancelled"))
    assert play.find(key).acknowledged
    play.switch_renewal(key, on=True)
    move(30)
    play.fail(key)
    assert await after() == (("premium", play.find(key).expires), ("premium", "grace"))
    move(8)
    play.hold(key)
    assert await after() == (("free", None), ("free", "hold"))
    play.recover(key)
    play.void(key, play.find(key).order)  # the first month's price is given back, the running one's is not
    assert await after() == (("premium", play.find(key).expires), ("premium", "running"))
    play.pause(key)
    assert await after() == (("free", None), ("free", "paused"))


async def test_a_refund_ends_it_at_once_whether_or_not_google_took_the_plan_away(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    play = standins.play
    key = play.buy("monthly", await ada.account_token()).token
    play.renew(key)
    assert (await _hand_in(ada, key)).json()["tier"] == "premium"
    play.void(key)
    await plans.told_in_any_order(house, client, HOOK, play.bell, ada.id)
    assert await ada.plan() == ("free", "refunded")
    assert (await _hand_in(ada, key)).json()["state"] == "refunded"
    fresh = play.buy("yearly", await ada.account_token()).token
    assert (await _hand_in(ada, fresh)).json()["tier"] == "premium"
    play.revoke(fresh)
    await plans.told_in_any_order(house, client, HOOK, play.bell, ada.id)
    assert (await ada.plan())[0] == "free"


async def test_another_plan_takes_the_place_of_the_first_and_stays_with_its_owner(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada, bob = await Buyer.joined(house, client, "Ada"), await Buyer.joined(house, client, "Bob")
    play = standins.play
    first = play.buy("monthly", await ada.account_token()).token
    assert (await _hand_in(ada, first)).json()["tier"] == "premium"
    second = play.replace(first, "yearly")
    found = await plans.told_in_any_order(house, client, HOOK, play.bell, ada.id)
    assert {one[1] for one in found} == {second.expires}
    refused = await _hand_in(bob, second.token)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/purchase-of-another-account")
    assert await bob.plan() == ("free", "none")
    play.void(second.token)
    await plans.told_in_any_order(house, client, HOOK, play.bell, ada.id)
    assert await ada.plan() == ("free", "refunded")


async def test_a_purchase_is_kept_while_google_is_away_and_counts_when_it_is_back(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    play = standins.play
    key = play.buy("monthly", await ada.account_token()).token
    play.faults.add(Fault(kind=FaultKind.FAIL, times=1, match="subscriptionsv2", status=503))
    answer = await _hand_in(ada, key)
    assert (answer.status_code, answer.json()["checking"], answer.json()["tier"]) == (202, True, "free")
    await worker_pass(house, schedules=False)
    assert await ada.plan() == ("premium", "running")
    # The job that should have done it is lost: the sweep takes it up.
    play.faults.add(Fault(kind=FaultKind.DROP, times=1, match="subscriptionsv2"))
    late = play.buy("yearly", await ada.account_token()).token
    assert (await _hand_in(ada, late)).status_code == 202
    await house.database.read(plans.TESTS, "attuned", "delete from pgqueuer")
    house.clock.move(timedelta(minutes=11))
    await run_schedule(house, "attuned.subscriptions.forgotten")
    await worker_pass(house, schedules=False)
    [row] = await run(house, "select count(*) from attuned.subscription_transactions")
    assert row[0] == 2


async def test_what_is_not_paid_not_known_or_no_plan_gives_nothing_and_says_why(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    ada = await Buyer.joined(house, client, "Ada")
    play = standins.play
    token = await ada.account_token()
    pending = play.buy("monthly", token, pending=True).token
    for key, slug in (
        (pending, "purchase-pending"),
        ("nobody-knows-it", "purchase-unproven"),
        (play.buy("coins", token).token, "unknown-product"),
    ):
        answer = await _hand_in(ada, key)
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}")
        assert answer.json()["field"] == "purchase_token"
    assert await ada.plan() == ("free", "none")
    play.pay(pending)
    await plans.post(client, HOOK, play.bell.rung[-1])
    await worker_pass(house, schedules=False)
    assert await ada.plan() == ("premium", "running")

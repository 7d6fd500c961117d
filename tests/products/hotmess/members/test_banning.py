"""Somebody is banned from the house: what they have up goes down, codes open nothing, money goes back by the rules, payouts wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from harness.banning import ban, lift
from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import buy, open_page, order_ticket, pay_on_page, sql
from harness.hotmess_shop import make_listing, make_product, make_seller, order, to_till
from harness.house import run_schedule
from harness.members import run
from kith.commons.safety import banning
from kith.foundation.house import House
from kith.products.hotmess.payments.settling import settle
from kith.simulator.standins import StandIns


async def _ordered(program: Any, key: str = "house", **what: UUID) -> UUID:
    kept = (await to_till(program, key=key, **what)).json()
    return UUID((await order(program, kept["goods_pence"], key=key)).json()["id"])


@pytest.mark.postgres15
async def test_a_ban_takes_everything_down_gives_money_back_by_the_rules_and_holds_payouts(
    house: House, standins: StandIns, open_program: Any
) -> None:
    sid, bea, otto = [await make_member(house, name) for name in ("sid", "bea", "otto")]
    his, hers = await open_program(sid), await open_program(bea)
    shop = await make_seller(house, sid)
    print_ = await make_listing(house, shop, price=1200)
    sent, unsent = [await _ordered(hers, str(shop), listing=print_) for _ in range(2)]
    for placed in (sent, unsent):
        assert await buy(house, standins, bea, placed) == "paid"
    for state in ("processing", "shipped"):
        await sql(house, "update orders set fulfilment_status = $2 where id = $1", sent, state)
    vest = await _ordered(his, product=await make_product(house))
    assert await buy(house, standins, sid, vest) == "paid"
    soon = house.clock.now() + timedelta(hours=20)
    ottos = await make_beacon(house, otto, starts_at=soon, price_pence=1500, capacity=50)
    sids = await make_beacon(house, sid, "Sid's night", starts_at=soon, price_pence=1000, capacity=50)
    ticket, _ = await order_ticket(house, ottos, sid)
    assert ticket is not None
    assert await buy(house, standins, sid, ticket) == "paid"
    guest, _ = await order_ticket(house, sids, bea)
    assert guest is not None
    assert await buy(house, standins, bea, guest) == "paid"
    await sql(
        house,
        "insert into beacon_posts (beacon_id, author_id, post_type, body) values ($1, $2, 'comment', 'You will regret this')",
        ottos,
        sid.id,
    )
    paying = await _ordered(his, product=await make_product(house))
    payment = await open_page(house, sid, paying)

    ended = await ban(house, sid.id)
    assert ended == {"hotmess": {"nights_taken_down": 1, "orders_given_back": 1, "closed": 1}}
    # While that happened he stood on Stripe's page: what he pays there comes back.
    await pay_on_page(house, standins, payment)
    assert await settle(house, payment) == "too_late"
    refunds = await sql(
        house, "select user_id, amount_pence, reason from refunds where order_item_id is not null"
    )
    back = {(row["user_id"], row["amount_pence"]) for row in refunds}
    assert back == {(bea.id, 1200), (sid.id, 2500), (sid.id, 1500)}
    whole = "select sum(amount_pence)::integer as sum from refunds where payment_id = $1"
    [late] = await sql(house, "select amount_pence from payments where id = $1", payment)
    assert (await sql(house, whole, payment))[0]["sum"] == late["amount_pence"]
    state = "select fulfilment_status from orders where id = $1"
    assert (await sql(house, state, sent))[0]["fulfilment_status"] == "shipped"
    assert (await sql(house, state, unsent))[0]["fulfilment_status"] == "cancelled"
    assert (await sql(house, "select status from beacons where id = $1", sids))[0]["status"] == "disabled"
    assert (await sql(house, "select status from market_listings where id = $1", print_))[0][
        "status"
    ] == "removed"
    assert (
        await sql(house, "select 1 from qr_tokens where holder_id = $1 and revoked_at is null", sid.id) == []
    )
    assert [row["status"] for row in await sql(house, "select status from beacon_posts")] == ["removed"]
    told = await run(house, "select person_id from hotmess.outbox where purpose = 'order.given_back'")
    assert [row["person_id"] for row in told] == [bea.id]

    [made] = await run(house, "select id from kith.bans")
    await banning.take_effect(house, made["id"], "hotmess")
    assert len(await sql(house, "select 1 from refunds where order_item_id is not null")) == 3
    house.clock.move(timedelta(days=8))
    await run_schedule(house, "hotmess.tickets.give_back")
    assert (await sql(house, "select payment_status from orders where id = $1", guest)) != []
    assert len(await sql(house, "select 1 from refunds where reason = 'event_off'")) == 1
    [due] = await sql(house, "select id from payouts where order_id = $1", sent)
    claim = "select 1 from claim_payout($1, kith.now())"
    assert await sql(house, claim, due["id"]) == []
    await lift(house, sid.id)
    assert (await sql(house, "select status from profiles where user_id = $1", sid.id))[0][
        "status"
    ] == "active"
    assert (await sql(house, "select status from market_sellers where id = $1", shop))[0][
        "status"
    ] == "approved"
    assert (await sql(house, "select status from market_listings where id = $1", print_))[0][
        "status"
    ] == "removed"
    # A shop that the desk closes is not paid either.
    await sql(house, "update market_sellers set status = 'suspended' where id = $1", shop)
    assert await sql(house, claim, due["id"]) == []
    assert await _held(house, open_program, sid)
    await sql(house, "update market_sellers set status = 'approved' where id = $1", shop)
    assert len(await sql(house, claim, due["id"])) == 1


async def _held(house: House, open_program: Any, member: Any) -> bool:
    return '"held"' in (await (await open_program(member)).get("/api/hotmess/my/earnings")).text

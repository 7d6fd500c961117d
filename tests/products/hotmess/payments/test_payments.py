"""Money: whoever rings first, once; refunds that are sent; sellers who are paid and from whom it is taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import buy, hash_of, open_page, order_ticket, pay_on_page, person, sql
from harness.house import run_schedule
from harness.members import run
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.house import House
from kith.products.hotmess.payments import accounts, opening, refunding, ringing
from kith.products.hotmess.payments.settling import settle, settle_order
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import connect


async def test_whoever_rings_first_a_ticket_is_issued_once(house: House, standins: StandIns) -> None:
    rex, ash, kit = await make_member(house), await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    with pytest.raises(NotFound):
        await open_page(house, kit, order)
    first, again = await asyncio.gather(open_page(house, ash, order), open_page(house, ash, order))
    assert first == again
    await pay_on_page(house, standins, first)
    event: dict[str, Any] = {"data": {"object": {"metadata": {"reference": str(first)}}}}
    await asyncio.gather(
        settle(house, first),
        ringing.on_event(house, ash.id, "checkout.session.completed", event),
        settle_order(house, person(ash), order),
        run_schedule(house, "hotmess.payments.sweep"),
    )
    [token] = await sql(
        house, "select id, token_hash, face_value_pence from qr_tokens where holder_id = $1", ash.id
    )
    assert (token["token_hash"], token["face_value_pence"]) == (hash_of(house, token["id"]), 1500)
    letters = await run(house, "select purpose from hotmess.outbox where person_id = $1", ash.id)
    assert [row["purpose"] for row in letters] == ["order.paid"]
    with pytest.raises(Conflict, match="paid already"):
        await open_page(house, ash, order)


async def test_an_order_nobody_pays_ends_after_ten_minutes_and_its_page_closes(
    house: House, standins: StandIns
) -> None:
    rex, ash, kit = await make_member(house), await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=1)
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    payment = await open_page(house, ash, order)
    assert await order_ticket(house, beacon, kit) == (None, "sold_out")
    house.clock.move(timedelta(minutes=11))
    await run_schedule(house, "hotmess.payments.sweep")
    [row] = await sql(
        house,
        "select o.fulfilment_status, p.status from orders o join payments p on p.order_id = o.id where p.id = $1",
        payment,
    )
    assert tuple(row) == ("cancelled", "expired")
    with pytest.raises(Conflict, match="ten minutes"):
        await opening.page(house, person(ash), order, title="x", success_path="/", cancel_path="/")
    assert (await order_ticket(house, beacon, kit))[1] == "held"


async def test_a_refund_reaches_stripe_once_however_often_it_is_tried(
    house: House, standins: StandIns
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    assert await buy(house, standins, ash, order) == "paid"
    [item] = await sql(house, "select id from order_items where order_id = $1", order)
    owed = await asyncio.gather(
        *(sql(house, "select refund_line($1, 1, 'goodwill') as owed", item["id"]) for _ in range(4))
    )
    assert sorted(rows[0]["owed"] for rows in owed) == [0, 0, 0, 1500]
    [refund] = await sql(house, "select id from refunds")
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL_AFTER_EFFECT, match="refunds", times=3))
    await refunding.execute(house, refund["id"])
    for _ in range(3):
        house.clock.move(timedelta(hours=3))
        await asyncio.gather(*(refunding.execute(house, refund["id"]) for _ in range(3)))
    assert [one.amount for one in standins.stripe.refunds.all()] == [1500]
    [after] = await sql(
        house,
        """select r.status, o.payment_status, t.revoked_reason from refunds r join payments p on p.id = r.payment_id
           join orders o on o.id = p.order_id
           join order_items i on i.order_id = o.id join qr_tokens t on t.id = i.token_id""",
    )
    assert tuple(after) == ("succeeded", "refunded", "goodwill")


async def test_a_seller_is_paid_after_the_night_and_what_is_refunded_later_is_taken_back(
    house: House, standins: StandIns
) -> None:
    rex, ash, kit = await make_member(house), await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    items = []
    for buyer in (ash, kit):
        order, _ = await order_ticket(house, beacon, buyer)
        assert order is not None
        assert await buy(house, standins, buyer, order) == "paid"
        items += [
            row["id"] for row in await sql(house, "select id from order_items where order_id = $1", order)
        ]
    await accounts.connect(house, person(rex), "GB")
    account = standins.stripe.accounts.all()[-1].id
    await accounts.look(house, rex.id)
    await run_schedule(house, "hotmess.payments.payouts")
    assert standins.stripe.transfers.all() == []
    house.clock.move(timedelta(days=2))
    await run_schedule(house, "hotmess.payments.payouts")
    # The way back from Stripe proves nothing: the account is not ready.
    assert standins.stripe.transfers.all() == []
    connect.set_state(standins.stripe, account, "ready")
    assert await accounts.look(house, rex.id) == "ready"
    await asyncio.gather(*(run_schedule(house, "hotmess.payments.payouts") for _ in range(3)))
    assert [one.amount for one in standins.stripe.transfers.all()] == [1500, 1500]
    await sql(house, "select refund_line($1, 1, 'goodwill')", items[0])
    for _ in range(2):
        house.clock.move(timedelta(hours=7))
        await run_schedule(house, "hotmess.payments.payouts")
    assert sorted(one.amount_reversed for one in standins.stripe.transfers.all()) == [0, 1500]
    rows = await sql(house, "select status, returned_pence from payouts order by returned_pence")
    assert [tuple(row) for row in rows] == [("succeeded", 0), ("reversed", 1500)]

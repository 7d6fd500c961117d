"""A refund refused by Stripe waits under what needs attention, with Stripe's words, until an operator has it tried again."""

from __future__ import annotations

from typing import Any

from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import buy, order_ticket, sql
from harness.members import make_admin, run
from harness.refusing import Desk, refused_and_tried_again
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def test_a_refund_that_stripe_refused_is_seen_and_tried_again_once_until_it_has_arrived(
    house: House, open_browser: Any, standins: StandIns
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    order, _ = await order_ticket(house, await make_beacon(house, rex, price_pence=1500, capacity=5), ash)
    assert order is not None
    assert await buy(house, standins, ash, order) == "paid"
    await sql(house, "select refund_line(id, 1, 'goodwill') from order_items where order_id = $1", order)
    [refund] = await sql(house, "select id from refunds")
    browser = await open_browser(ash)

    async def read() -> str:
        return (await browser.get(f"/hotmess/orders/{order}")).text

    ops, other = await _desk(house, open_browser), await _desk(house, open_browser)
    support = await _desk(house, open_browser, "support")
    again = f"/console/hotmess/refunds/{refund['id']}/again"
    await support.get("/console")
    assert (await support.post(again, reason="The account has money again")).status_code == 404
    desk = Desk(
        product="hotmess",
        schedule="hotmess.payments.refunds",
        page="/console/hotmess/orders",
        again="/console/hotmess/refunds/%s/again",
        arrived="back on your card",
        ops=ops,
        other=other,
    )
    await refused_and_tried_again(house, standins, desk, refund["id"], read)
    told = await run(
        house, "select purpose from hotmess.outbox where person_id = $1 and purpose = 'refund.sent'", ash.id
    )
    assert len(told) == 2


async def _desk(house: House, open_browser: Any, role: str = "ops") -> Any:
    operator = await make_member(house)
    await make_admin(house, operator.id, role)
    return await open_browser(operator)

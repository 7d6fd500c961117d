"""A refund refused by Stripe waits under what needs attention, with Stripe's words, until an operator has it tried again."""

from __future__ import annotations

from typing import Any

from harness.house import run_schedule
from harness.members import make_admin, run
from harness.momento import invite, make_event, make_guest, make_host
from harness.paying import pay
from harness.refusing import ASKED, NOT_ARRIVED, OVERVIEW, Desk, refuse_next, refused_and_tried_again
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def test_a_refund_that_stripe_refused_is_seen_and_tried_again_once_until_it_has_arrived(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    ada = await make_guest(house, "Ada")
    event = await make_event(house, await make_host(house), price=3000)
    [invitation] = await invite(house, event, [ada])
    program, browser = await open_program(ada), await open_browser(ada)
    await program.post(f"/api/momento/invitations/{invitation}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/momento/invitations/{invitation}/paid")
    await program.post(f"/api/momento/invitations/{invitation}/give-back", json={})
    [refund] = await run(house, "select id from momento.refunds")

    async def read() -> str:
        return (await browser.get(f"/momento/invitations/{invitation}")).text

    ops, other = await _desk(house, open_browser, "Otto"), await _desk(house, open_browser, "Olga")
    desk = Desk(
        product="momento",
        schedule="momento.refunds.execute",
        page="/console/momento/payments",
        again="/console/momento/payments/refunds/%s/again",
        arrived="back on your card",
        ops=ops,
        other=other,
    )
    await refused_and_tried_again(house, standins, desk, refund["id"], read)
    told = await run(
        house, "select purpose from momento.outbox where person_id = $1 and purpose = 'refund.sent'", ada.id
    )
    assert len(told) == 2


async def test_a_refused_refund_that_was_given_back_another_way_asks_for_nobody_and_is_not_tried_again(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    ada = await make_guest(house, "Ada")
    event = await make_event(house, await make_host(house), price=3000)
    [invitation] = await invite(house, event, [ada])
    program, browser = await open_program(ada), await open_browser(ada)
    await program.post(f"/api/momento/invitations/{invitation}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/momento/invitations/{invitation}/paid")
    await program.post(f"/api/momento/invitations/{invitation}/give-back", json={})
    refuse_next(standins)
    await run_schedule(house, "momento.refunds.execute")
    [refund] = await run(house, "select id, payment_id from momento.refunds")
    desk = await _desk(house, open_browser, "Otto")
    assert ASKED in (await desk.get(OVERVIEW)).text
    page, path = "/console/momento/payments", f"/console/momento/payments/{refund['payment_id']}/refund"
    assert (await desk.post(path, amount="3000", reason="By another refund")).status_code == 303
    await run_schedule(house, "momento.refunds.execute")
    assert ASKED not in (await desk.get(OVERVIEW)).text
    shown = (await desk.get(page)).text
    assert ("Given back another way" in shown, "Try again" in shown) == (True, False)
    again = f"{page}/refunds/{refund['id']}/again"
    assert (await desk.post(again, reason="Once more, please")).status_code == 409
    mine = (await browser.get(f"/momento/invitations/{invitation}")).text
    assert (NOT_ARRIVED in mine, "back on your card" in mine) == (False, True)
    assert [one.amount for one in standins.stripe.refunds.all()] == [3000]


async def _desk(house: House, open_browser: Any, name: str) -> Any:
    operator = await make_guest(house, name)
    await make_admin(house, operator.id, "ops")
    return await open_browser(operator)

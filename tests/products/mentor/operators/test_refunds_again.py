"""A refund refused by Stripe waits under what needs attention, with Stripe's words, until an operator has it tried again."""

from __future__ import annotations

from typing import Any

from harness.house import run_schedule
from harness.members import make_admin, run
from harness.mentor import hour, make_mentee, make_mentor
from harness.paying import pay
from harness.refusing import ASKED, NOT_ARRIVED, OVERVIEW, Desk, refuse_next, refused_and_tried_again
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def test_a_refund_that_stripe_refused_is_seen_and_tried_again_once_until_it_has_arrived(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program, browser = await open_program(mia), await open_browser(mia)
    body = {"mentor": str(mentor.profile_id), "start": hour(house).isoformat(), "minutes": 60}
    booking = (await program.post("/api/mentor/bookings", json=body)).json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    await program.post(f"/api/mentor/sessions/{booking}/cancel", json={})
    [refund] = await run(house, "select id from mentor.payments where kind = 'refund'")

    async def read() -> str:
        return (await browser.get("/mentor/payments")).text

    ops, other = await _desk(house, open_browser, "Otto"), await _desk(house, open_browser, "Olga")
    desk = Desk(
        product="mentor",
        schedule="mentor.refunds.execute",
        page="/console/mentor/payments",
        again="/console/mentor/payments/refunds/%s/again",
        arrived="Given back",
        ops=ops,
        other=other,
    )
    await refused_and_tried_again(house, standins, desk, refund["id"], read)


async def test_a_refused_refund_that_was_given_back_another_way_asks_for_nobody_and_is_not_tried_again(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program, browser = await open_program(mia), await open_browser(mia)
    body = {"mentor": str(mentor.profile_id), "start": hour(house).isoformat(), "minutes": 60}
    booking = (await program.post("/api/mentor/bookings", json=body)).json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    await program.post(f"/api/mentor/sessions/{booking}/cancel", json={})
    refuse_next(standins)
    await run_schedule(house, "mentor.refunds.execute")
    [refund] = await run(house, "select id, charge_payment_id from mentor.payments where kind = 'refund'")
    desk = await _desk(house, open_browser, "Otto")
    assert ASKED in (await desk.get(OVERVIEW)).text
    page, path = "/console/mentor/payments", f"/console/mentor/payments/{refund['charge_payment_id']}/refund"
    assert (await desk.post(path, amount="5000", reason="By another refund")).status_code == 303
    await run_schedule(house, "mentor.refunds.execute")
    assert ASKED not in (await desk.get(OVERVIEW)).text
    shown = (await desk.get(page)).text
    assert ("Given back another way" in shown, "Try again" in shown) == (True, False)
    again = f"{page}/refunds/{refund['id']}/again"
    assert (await desk.post(again, reason="Once more, please")).status_code == 409
    mine = (await browser.get("/mentor/payments")).text
    assert (NOT_ARRIVED in mine, "Given back" in mine) == (False, True)
    assert [one.amount for one in standins.stripe.refunds.all()] == [5000]


async def _desk(house: House, open_browser: Any, name: str) -> Any:
    operator = await make_mentee(house, name)
    await make_admin(house, operator.id, "ops")
    return await open_browser(operator)

"""A refund refused by Stripe waits under what needs attention, with Stripe's words, until an operator has it tried again."""

from __future__ import annotations

from typing import Any

from harness.members import make_admin, run
from harness.mentor import hour, make_mentee, make_mentor
from harness.paying import pay
from harness.refusing import Desk, refused_and_tried_again
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


async def _desk(house: House, open_browser: Any, name: str) -> Any:
    operator = await make_mentee(house, name)
    await make_admin(house, operator.id, "ops")
    return await open_browser(operator)

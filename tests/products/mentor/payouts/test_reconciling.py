"""What Stripe knows otherwise is found: paid after all, given back at its own desk, refunds that failed late, transfers reversed by others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from harness.house import run_schedule
from harness.members import run
from harness.mentor import hour, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import connect, payments
from kith.simulator.standins.stripe.forms import parse_form


async def test_what_stripe_knows_otherwise_is_mended_or_reported_once_a_day(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    as_mentor, program = await open_program(mentor), await open_program(mia)
    await as_mentor.post("/api/mentor/payouts/connect", json={"country": "DE"})
    connect.set_state(standins.stripe, standins.stripe.accounts.all()[-1].id, "ready")
    await as_mentor.get("/mentor/mentoring/earnings/connected")
    bookings: list[str] = []
    for days in (1, 2, 3):
        made = await program.post(
            "/api/mentor/bookings",
            json={"mentor": str(mentor.profile_id), "start": hour(house, days).isoformat(), "minutes": 60},
        )
        bookings.append(made.json()["id"])
        await program.post(f"/api/mentor/sessions/{bookings[-1]}/pay")
        pay(standins, standins.stripe.sessions.all()[-1].id)
    await run_schedule(house, "mentor.payments.sweep")
    for booking in bookings[:2]:
        await program.get(f"/mentor/bookings/{booking}/paid")
    # Of the third we believe that nobody paid.
    await run(
        house, "update mentor.payments set status = 'expired' where booking_id = $1::text::uuid", bookings[2]
    )
    await program.post(f"/api/mentor/sessions/{bookings[1]}/cancel", json={})
    await run_schedule(house, "mentor.refunds.execute")
    refund = standins.stripe.refunds.all()[-1]
    standins.stripe.refunds.put(refund.id, msgspec.structs.replace(refund, status="failed"))
    charge = next(one for one in standins.stripe.charges.all() if one.id == refund.charge)
    standins.stripe.charges.put(charge.id, msgspec.structs.replace(charge, amount_refunded=0, refunded=False))
    house.clock.move_to(hour(house, 1) + timedelta(hours=25))
    await run_schedule(house, "mentor.bookings.time")
    house.clock.move(timedelta(hours=25))
    await run_schedule(house, "mentor.payouts.pay")
    [sent] = standins.stripe.transfers.all()
    connect.reverse(standins.stripe, sent.id, parse_form(b"amount=100"))
    payments.refund(
        standins.stripe,
        intent=None,
        charge_id=standins.stripe.charges.all()[0].id,
        amount=300,
        reason=None,
        metadata={},
    )
    for _twice in range(2):
        await run_schedule(house, "kith.money.compare")
    found = await run(
        house,
        "select kind, what, ours, theirs from kith.money_differences where ended_at is null order by kind",
    )
    assert [tuple(row) for row in found] == [
        ("payment", "back", "0.00 USD of 50.00 USD came back", "3.00 USD of 50.00 USD came back"),
        ("transfer", "back", "0.00 USD of 42.50 USD came back", "1.00 USD of 42.50 USD came back"),
    ]
    kept = {
        str(row["booking_id"]): row
        for row in await run(
            house, "select booking_id, status, is_surplus, failure from mentor.payments where kind = 'charge'"
        )
    }
    assert kept[bookings[2]]["status"] == "succeeded"
    [row] = await run(
        house,
        "select status from mentor.payments where kind = 'refund' and booking_id = $1::text::uuid",
        bookings[1],
    )
    assert row["status"] == "failed"

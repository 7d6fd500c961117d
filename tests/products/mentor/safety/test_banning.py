"""Somebody is banned from the house: what ends in Mentor, what goes back to whom, that nobody is paid meanwhile, and what a lifted ban opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from harness.banning import ban, lift
from harness.members import run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.products.mentor.calendars.invitations import feed
from kith.simulator.standins import StandIns


async def _book(
    house: House, program: Any, mentor: Member, standins: StandIns, days: int, at: int = 12
) -> str:
    """A session for 50.00, paid."""
    body = {"mentor": str(mentor.profile_id), "start": hour(house, days, at).isoformat(), "minutes": 60}
    booking: str = (await program.post("/api/mentor/bookings", json=body)).json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    return booking


@pytest.mark.postgres15
async def test_a_ban_ends_sessions_by_the_rules_gives_packages_back_and_holds_payouts(
    house: House, open_program: Any, standins: StandIns
) -> None:
    house.clock.move_to((house.clock.now() + timedelta(days=1)).replace(hour=10, minute=0))
    max_, grace, mia = await make_mentor(house), await make_mentor(house, "Grace"), await make_mentee(house)
    hers, his = await open_program(mia), await open_program(max_)
    done = await make_booking(house, max_, mia, hour(house, 1), price=4000, paid_with="card")
    offered = await his.post(
        "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 12000}
    )
    package = offered.json()["id"]
    await hers.post(f"/api/mentor/packages/{package}/buy")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [bought] = await run(house, "select id from mentor.package_purchases")
    await hers.get(f"/mentor/purchases/{bought['id']}/paid")
    with_him = await _book(house, hers, max_, standins, 4)
    # He is a mentee too: nineteen hours before it begins, half is his by the session's rule.
    by_him = await _book(house, his, grace, standins, 1, at=5)
    hold = {"mentor": str(grace.profile_id), "start": hour(house, 6).isoformat(), "minutes": 60}
    paying_now = (await his.post("/api/mentor/bookings", json=hold)).json()["id"]
    await his.post(f"/api/mentor/sessions/{paying_now}/pay")
    address = await feed.rotate(house, max_.id)
    assert (await hers.get(address.removeprefix(house.settings.public_url))).status_code == 200
    assert str(max_.profile_id) in (await hers.get("/mentor/mentors")).text

    assert (await ban(house, max_.id)) == {"mentor": {"sessions_ended": 4, "closed": 1}}
    ended = {
        str(row["id"]): (row["cancelled_by"], row["percent_back"])
        for row in await run(
            house, "select id, cancelled_by, percent_back from mentor.bookings where status = 'cancelled'"
        )
    }
    assert ended[with_him] == ("mentor", 100)
    assert ended[by_him] == ("mentee", 50)
    refunds = "select user_id, amount_cents from mentor.payments where kind = 'refund' order by amount_cents"
    owed = [tuple(row) for row in await run(house, refunds)]
    assert owed == [(max_.id, 2500), (mia.id, 5000), (mia.id, 12000)]
    # While that happened he stood on Stripe's page: what he pays there comes back whole.
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [payment] = await run(
        house, "select id from mentor.payments where booking_id = $1 and kind = 'charge'", paying_now
    )
    [late] = await run(house, "select mentor.settle_payment($1, 'ch_late') as came_to", payment["id"])
    assert late["came_to"] == "too_late"
    letters = "select person_id from mentor.outbox where purpose = 'booking.ended'"
    told = {row["person_id"] for row in await run(house, letters)}
    assert {mia.id, grace.id} <= told
    assert max_.id not in told
    assert (await hers.get(address.removeprefix(house.settings.public_url))).status_code == 404
    assert str(max_.profile_id) not in (await hers.get("/mentor/mentors")).text
    assert (await run(house, "select status from mentor.bookings where id = $1", done))[0][
        "status"
    ] == "cancelled"

    await lift(house, max_.id)
    [profile] = await run(house, "select status from mentor.profiles where user_id = $1", max_.id)
    assert profile["status"] == "active"
    assert len(await run(house, "select 1 from mentor.bookings where status = 'cancelled'")) == 4


@pytest.mark.postgres15
async def test_a_banned_mentors_earnings_wait_until_the_ban_is_lifted(house: House) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house, 1), price=5000, paid_with="card")
    [payment] = await run(
        house,
        """insert into mentor.payments (booking_id, kind, user_id, status, amount_cents, currency)
           values ($1, 'charge', $2, 'pending', 5000, 'usd') returning id""",
        booking,
        mia.id,
    )
    await run(house, "select mentor.settle_payment($1, 'ch_1')", payment["id"])
    house.clock.move(timedelta(days=2))
    await complete(house, booking)
    await run(
        house,
        "insert into mentor.payout_accounts (user_id, stripe_account_id, status) values ($1, 'acct_1', 'ready')",
        mentor.id,
    )
    house.clock.move(timedelta(days=2))
    await run(house, "select mentor.owe_payouts(10)")
    [due] = await run(house, "select id from mentor.payouts")
    claim = "select 1 from mentor.claim_payout($1, kith.now())"
    await ban(house, mentor.id)
    assert await run(house, claim, due["id"]) == []
    await lift(house, mentor.id)
    assert len(await run(house, claim, due["id"])) == 1

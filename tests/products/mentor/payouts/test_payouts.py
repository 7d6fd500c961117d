"""Paying mentors: once, a day after, what was kept less the share agreed; and back when the mentee gets money back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.house import run_schedule, worker_pass
from harness.members import make_admin, run
from harness.mentor import Member, hour, make_booking, make_mentee, make_mentor
from harness.patience import patient_client
from harness.paying import pay
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.mentor.payouts import paying
from kith.products.mentor.payouts.earned import EarnedSession, share, sums, weeks
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import connect

_ACTOR = service("tests.mentor")
EARNINGS = "/mentor/mentoring/earnings"


@given(kept=st.integers(0, 10**7), basis_points=st.integers(0, 10_000))
def test_fee_and_net_are_all_of_it(kept: int, basis_points: int) -> None:
    fee, net = share(kept, basis_points)
    assert fee + net == kept
    assert abs(fee - kept * basis_points / 10_000) <= 0.5


def test_sums_and_weeks_add_up_by_currency_and_by_the_mentors_monday() -> None:
    def line(at: datetime, state: str, gross: int, currency: str = "eur") -> EarnedSession:
        fee, net = share(gross, 1500)
        return EarnedSession(
            booking_id=uuid4(),
            start=at,
            minutes=60,
            mentee_name="",
            paid_with="card",
            gross_cents=gross,
            fee_cents=fee,
            net_cents=net,
            to_return_cents=0,
            currency=currency,
            state=state,
            called_off=False,
            due_at=None,
            paid_at=None,
        )

    # Half past midnight on Monday in Auckland is Sunday in UTC.
    lines = [
        line(datetime(2026, 11, 22, 11, 30, tzinfo=UTC), "paid", 10000),
        line(datetime(2026, 11, 22, 10, 30, tzinfo=UTC), "soon", 5000),
        line(datetime(2026, 12, 1, 10, 30, tzinfo=UTC), "ahead", 2000),
        line(datetime(2026, 11, 24, 10, 30, tzinfo=UTC), "paid", 700, "usd"),
    ]
    found = weeks(lines, "eur", datetime(2026, 11, 27, tzinfo=UTC), "Pacific/Auckland", 3)
    assert [week.net_cents for week in found] == [0, 4250, 8500]
    eur, usd = sums(lines)
    assert (eur.paid_cents, eur.coming_cents, eur.ahead_cents, eur.fee_cents) == (8500, 4250, 1700, 2250)
    assert (usd.currency, usd.paid_cents) == ("usd", 595)


async def make_ready(house: House, standins: StandIns, program: httpx.AsyncClient) -> str:
    """The mentor's account at Stripe, in order; its id."""
    assert (await program.post("/api/mentor/payouts/connect", json={"country": "DE"})).status_code == 200
    account = standins.stripe.accounts.all()[-1].id
    connect.set_state(standins.stripe, account, "ready")
    await program.get(f"{EARNINGS}/connected")
    return account


async def held(
    house: House, open_program: Any, standins: StandIns, mentor: Member, mentee: Member, days: int = 2
) -> str:
    """A session that was paid by card and took place; the clock is a day after, when nobody can say any more that it did not."""
    program = await open_program(mentee)
    start = hour(house, days)
    made = await program.post(
        "/api/mentor/bookings",
        json={"mentor": str(mentor.profile_id), "start": start.isoformat(), "minutes": 60},
    )
    booking: str = made.json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    house.clock.move_to(start + timedelta(hours=25))
    await run_schedule(house, "mentor.bookings.time")
    return booking


async def pay_out(house: House) -> None:
    await run_schedule(house, "mentor.payouts.pay")


def transfers(standins: StandIns) -> list[tuple[int, int]]:
    return [(one.amount, one.amount_reversed) for one in standins.stripe.transfers.all()]


async def test_what_the_account_says_counts_and_the_way_back_proves_nothing(
    house: House, open_browser: Any, open_program: Any, standins: StandIns
) -> None:
    mentor = await make_mentor(house)
    browser = await open_browser(mentor)
    page = await browser.get(EARNINGS)
    assert "Tell Stripe where your money should go" in page.text
    assert "less our 15 %" in page.text
    assert (await browser.post(f"{EARNINGS}/connect", country="KP")).status_code == 422
    away = await browser.post(f"{EARNINGS}/connect", country="DE")
    link = away.headers["location"]
    assert link.startswith(standins.stripe_url + "/onboarding/")
    # Straight to the return address: nothing was filled in.
    await browser.get(f"{EARNINGS}/connected")
    assert "Something is missing" in (await browser.get(EARNINGS)).text
    async with patient_client() as stripe_page:
        assert "Everything is in order" in (await stripe_page.get(link)).text
        done = await stripe_page.post(link, data={"state": "under_review"})
        assert done.headers["location"].endswith(f"{EARNINGS}/connected")
        assert (await stripe_page.get(link)).headers["location"].endswith(f"{EARNINGS}/again")
    await browser.get(f"{EARNINGS}/connected")
    assert "Stripe is looking" in (await browser.get(EARNINGS)).text
    [account] = standins.stripe.accounts.all()
    for state, words in (
        ("ready", "You can be paid"),
        ("paused", "Your payouts are paused"),
        ("ready", "You can be paid"),
    ):
        connect.set_state(standins.stripe, account.id, state)
        event = standins.stripe.events.all()[-1]
        assert (event.type, event.account) == ("account.updated", account.id)
        product = house.product("mentor")
        assert product.on_stripe_event is not None
        await product.on_stripe_event(house, mentor.id, event.type, msgspec.to_builtins(event))
        assert words in (await browser.get(EARNINGS)).text
    again = await (await open_program(mentor)).post("/api/mentor/payouts/connect", json={"country": "FR"})
    assert again.status_code == 200
    assert len(standins.stripe.accounts.all()) == 1
    mia = await open_program(await make_mentee(house))
    assert (await mia.post("/api/mentor/payouts/connect", json={"country": "DE"})).status_code == 404
    await worker_pass(house, schedules=False)
    assert [letter.subject for letter in standins.mail.messages(mentor.email)] == [
        "You can be paid now",
        "Your payouts are paused",
        "You can be paid now",
    ]


async def test_a_mentor_is_paid_once_a_day_after_less_the_share_and_not_for_what_is_free(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    free = await make_booking(house, mentor, mia, hour(house, 1))
    booking = await held(house, open_program, standins, mentor, mia)
    await run(house, "insert into mentor.money_terms values ('2026-11-01', 5000, 12, 14, 24)")
    await pay_out(house)
    assert await run(house, "select 1 from mentor.payouts") == []
    house.clock.move(timedelta(hours=24, minutes=1))
    await pay_out(house)
    rows = await run(
        house, "select booking_id::text, gross_cents, fee_cents, amount_cents, status from mentor.payouts"
    )
    assert [tuple(row) for row in rows] == [(booking, 5000, 750, 4250, "due")]
    assert standins.stripe.transfers.all() == []
    browser = await open_browser(mentor)
    assert "Waits for your account" in (await browser.get(EARNINGS)).text
    account = await make_ready(house, standins, await open_program(mentor))
    await asyncio.gather(*(paying.pay_due(house) for _worker in range(6)))
    [sent] = standins.stripe.transfers.all()
    charge = standins.stripe.charges.all()[-1]
    assert (sent.amount, sent.destination, sent.source_transaction) == (4250, account, charge.id)
    page = (await browser.get(EARNINGS)).text
    assert "Paid out" in page
    assert "$42.50" in page
    assert "<svg" in page
    seen = (await (await open_program(mentor)).get("/api/mentor/earnings")).json()
    assert [(one["state"], one["net_cents"]) for one in seen["sessions"]] == [("paid", 4250)]
    assert free not in [one["booking_id"] for one in seen["sessions"]]
    assert (await (await open_program(mia)).get("/api/mentor/earnings")).status_code == 404


async def test_a_worker_that_dies_after_sending_pays_no_second_time(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await held(house, open_program, standins, mentor, mia)
    await make_ready(house, standins, await open_program(mentor))
    house.clock.move(timedelta(hours=25))
    # Sent, and the answer lost on every try; then Stripe forgets the key.
    standins.stripe.faults.add(
        Fault(kind=FaultKind.TIMEOUT_AFTER_ACCEPT, match="POST /stripe/v1/transfers", times=3)
    )
    await pay_out(house)
    assert [row["status"] for row in await run(house, "select status from mentor.payouts")] == ["sent"]
    standins.stripe.answers.clear()
    standins.stripe.faults.clear()
    for _again in range(3):
        house.clock.move(timedelta(days=2))
        await pay_out(house)
    assert transfers(standins) == [(4250, 0)]
    [row] = await run(house, "select status, transfer_id from mentor.payouts")
    assert tuple(row) == ("succeeded", standins.stripe.transfers.all()[0].id)


async def test_stripe_that_is_down_or_says_no_delays_and_loses_nothing(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await held(house, open_program, standins, mentor, mia)
    account = await make_ready(house, standins, await open_program(mentor))
    house.clock.move(timedelta(hours=25))
    connect.set_state(standins.stripe, account, "paused")  # of which no event told us
    await pay_out(house)
    [row] = await run(house, "select status, refusals, failure from mentor.payouts")
    assert (row["status"], row["refusals"]) == ("due", 1)
    connect.set_state(standins.stripe, account, "ready")
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, match="/v1/transfers", times=3))
    house.clock.move(timedelta(hours=7))
    await pay_out(house)
    standins.stripe.faults.clear()
    house.clock.move(timedelta(hours=7))
    await pay_out(house)
    assert transfers(standins) == [(4250, 0)]


async def test_money_given_back_after_the_payout_comes_back_from_the_mentor_sooner_or_later(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    first = await held(house, open_program, standins, mentor, mia)
    account = await make_ready(house, standins, await open_program(mentor))
    house.clock.move(timedelta(hours=25))
    await pay_out(house)
    connect.pay_out(standins.stripe, account)
    async with house.database.session(_ACTOR, "mentor") as db:
        await db.connection.fetchval("select owe_refund($1, 50, 'goodwill')", first)
    await pay_out(house)
    [row] = await run(house, "select status, amount_cents, refusals from mentor.payout_reversals")
    assert tuple(row) == ("due", 2125, 1)
    earned = (await (await open_program(mentor)).get("/api/mentor/earnings")).json()
    assert earned["sums"][0]["to_return_cents"] == 2125
    await held(house, open_program, standins, mentor, mia)
    house.clock.move(timedelta(hours=25))
    await pay_out(house)
    assert transfers(standins) == [(4250, 2125), (4250, 0)]
    async with house.database.session(_ACTOR, "mentor") as db:
        await db.connection.fetchval("select owe_refund($1, 100, 'goodwill')", first)
    with pytest.raises(Exception, match="more than they were paid"):
        await run(
            house,
            "insert into mentor.payout_reversals (payout_id, amount_cents) select payout_id, 1 from mentor.payout_reversals limit 1",
        )
    await pay_out(house)
    assert transfers(standins)[0] == (4250, 4250)


async def test_what_is_disputed_is_held_and_what_was_given_back_before_is_not_paid(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await make_ready(house, standins, await open_program(mentor))
    booking = await held(house, open_program, standins, mentor, mia)
    opal = await make_mentee(house, "Opal")
    await make_admin(house, opal.id, "support")
    path, why = f"/console/mentor/payouts/{booking}", {"reason": "The mentee wrote to us."}
    desk = await open_browser(opal)
    await desk.get("/console/mentor/payouts")
    answers = [(await desk.post(f"{path}/{verb}", **why)).status_code for verb in ("release", "hold", "hold")]
    assert answers == [409, 303, 409]
    house.clock.move(timedelta(days=3))
    await pay_out(house)
    assert transfers(standins) == []
    desk = await open_browser(opal)
    assert "on hold" in (await desk.get("/console/mentor/payouts")).text
    earned = (await (await open_program(mentor)).get("/api/mentor/earnings")).json()
    assert earned["sessions"][0]["state"] == "held"
    async with house.database.session(_ACTOR, "mentor") as db:
        await db.connection.fetchval("select owe_refund($1, 60, 'no_show')", booking)
    assert (await desk.post(f"{path}/release", **why)).status_code == 303
    await pay_out(house)
    assert transfers(standins) == [(1700, 0)]
    gone = await held(house, open_program, standins, mentor, mia)
    async with house.database.session(_ACTOR, "mentor") as db:
        await db.connection.fetchval("select owe_refund($1, 100, 'no_show')", gone)
    house.clock.move(timedelta(days=3))
    await pay_out(house)
    assert transfers(standins) == [(1700, 0)]


async def test_a_late_cancellation_and_sessions_of_a_package_are_paid_from_their_own_money(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    as_mentor = await open_program(mentor)
    await make_ready(house, standins, as_mentor)
    package = await as_mentor.post(
        "/api/mentor/packages", json={"sessions": 2, "minutes": 60, "price_cents": 8000}
    )
    program = await open_program(mia)
    await program.post(f"/api/mentor/packages/{package.json()['id']}/buy")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await run_schedule(house, "mentor.payments.sweep")
    [bought] = await run(house, "select id from mentor.package_purchases")
    await program.get(f"/mentor/purchases/{bought['id']}/paid")
    whole, late = [
        (
            await program.post(
                "/api/mentor/bookings",
                json={
                    "mentor": str(mentor.profile_id),
                    "start": hour(house, days).isoformat(),
                    "minutes": 60,
                    "paid_with": "credit",
                },
            )
        ).json()["id"]
        for days in (2, 3)
    ]
    # The first moves: it is paid once, where it took place.
    moved = await program.post(
        f"/api/mentor/sessions/{whole}/move",
        json={"start": (hour(house, 2) + timedelta(hours=1)).isoformat()},
    )
    assert moved.json()["outcome"] == "confirmed"
    with pytest.raises(Exception, match="has moved"):
        await run(house, "select mentor.owe_refund($1::text::uuid, 100, 'house')", whole)
    house.clock.move_to(hour(house, 3) - timedelta(hours=5))
    await run_schedule(house, "mentor.bookings.time")
    assert (await (await open_program(mia)).post(f"/api/mentor/sessions/{late}/cancel", json={})).json() == {
        "back_cents": 2000
    }
    house.clock.move(timedelta(hours=31))
    await run_schedule(house, "mentor.bookings.time")
    house.clock.move(timedelta(hours=25))
    await pay_out(house)
    charge = standins.stripe.charges.all()[-1].id
    assert sorted((one.amount, one.source_transaction) for one in standins.stripe.transfers.all()) == [
        (1700, charge),
        (3400, charge),
    ]


async def test_a_mentor_who_leaves_is_still_paid_and_then_forgotten(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await make_ready(house, standins, await open_program(mentor))
    await held(house, open_program, standins, mentor, mia)
    product = house.product("mentor")
    assert product.privacy is not None
    async with house.database.session(_ACTOR, "mentor") as db:
        await product.privacy.erase(house, db, mentor.id)
    await run_schedule(house, "mentor.payouts.accounts")
    assert len(await run(house, "select 1 from mentor.payout_accounts")) == 1
    house.clock.move(timedelta(hours=25))
    await pay_out(house)
    assert transfers(standins) == [(4250, 0)]
    await run_schedule(house, "mentor.payouts.accounts")
    assert await run(house, "select 1 from mentor.payout_accounts") == []

"""Packages: offered, bought once, used, called off, given back; nothing unspent stays behind when somebody goes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from harness.house import run_schedule, worker_pass
from harness.members import make_admin, run
from harness.mentor import Member, hour, make_mentee, make_mentor
from harness.paying import SLOW, let_banks_answer, pay
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.mentor.packages.pricing import is_whole, nearest, sessions_in
from kith.simulator.standins import StandIns

_ACTOR = service("tests.mentor")


@given(price=st.integers(1, 10**7), sessions=st.integers(2, 50))
def test_prices_beside_one_that_does_not_divide_do(price: int, sessions: int) -> None:
    below, above = nearest(price, sessions)
    assert is_whole(below, sessions)
    assert is_whole(above, sessions)
    assert above - below == sessions
    assert below <= max(price, sessions) < above + sessions


@given(credit=st.integers(0, 10**7), price=st.integers(1, 10**6))
def test_credit_is_so_many_sessions_and_a_rest(credit: int, price: int) -> None:
    sessions, rest = sessions_in(credit, price)
    assert sessions * price + rest == credit
    assert 0 <= rest < price


async def buy(
    house: House, open_program: Any, standins: StandIns, mentor: Member, mentee: Member
) -> httpx.AsyncClient:
    """Three hours for 120.00; the mentee's program."""
    offered = await (await open_program(mentor)).post(
        "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 12000}
    )
    package = offered.json()["id"]
    program: httpx.AsyncClient = await open_program(mentee)
    assert (await program.post(f"/api/mentor/packages/{package}/buy")).status_code == 200
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [bought] = await run(house, "select id from mentor.package_purchases order by created_at desc limit 1")
    assert (await program.get(f"/mentor/purchases/{bought['id']}/paid")).status_code == 303
    return program


async def use(program: httpx.AsyncClient, mentor: Member, house: House, days: int) -> httpx.Response:
    return await program.post(
        "/api/mentor/bookings",
        json={
            "mentor": str(mentor.profile_id),
            "start": hour(house, days).isoformat(),
            "minutes": 60,
            "paid_with": "credit",
        },
    )


async def _refunds(house: House) -> list[tuple[str, int, str]]:
    await run_schedule(house, "mentor.refunds.execute")
    rows = await run(
        house,
        "select status, amount_cents, reason from mentor.payments where kind = 'refund' order by created_at",
    )
    return [tuple(row) for row in rows]


async def test_an_offer_is_checked_said_in_sentences_and_shown_where_people_book(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mentor)
    for body, status, word in (
        ({"sessions": 1}, 422, "2 to 50"),
        ({"minutes": 45}, 422, "60 minutes long"),
        ({"price_cents": 10000}, 422, "$99.99 or $100.02"),
        ({"price_cents": 3}, 422, "free ones"),
        ({}, 201, "id"),
        ({"price_cents": 9000}, 409, "already"),
    ):
        answer = await program.post(
            "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 12000} | body
        )
        assert answer.status_code == status, answer.text
        assert word in answer.text
    assert (
        await (await open_program(mia)).post(
            "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 1}
        )
    ).status_code == 404
    hers = await open_browser(mia)
    for path in ("", "/book"):
        page = await hers.get(f"/mentor/mentors/{mentor.profile_id}{path}")
        assert "you save $30.00" in page.text
        assert "Good for 12 months" in page.text
        assert "within 14 days" in page.text
    browser = await open_browser(mentor)
    await browser.get("/mentor/mentoring/packages")
    wrong = await browser.post("/mentor/mentoring/packages", sessions="4", minutes="60", price="ten")
    assert wrong.status_code == 422
    assert "such as 225" in wrong.text
    assert (
        await browser.post("/mentor/mentoring/packages", sessions="4", minutes="60", price="160,00")
    ).status_code == 303
    [first] = await run(house, "select id from mentor.packages where sessions = 3")
    off = await browser.post(f"/mentor/mentoring/packages/{first['id']}")
    assert off.status_code == 303
    assert (
        await (await open_program(mia)).post(f"/api/mentor/packages/{first['id']}/buy")
    ).status_code == 409
    eve = await open_program(await make_mentor(house, "Eve"))
    assert (
        await eve.post(f"/api/mentor/packages/{first['id']}/switch", json={"on": True})
    ).status_code == 404
    own = await program.post(f"/api/mentor/packages/{first['id']}/buy")
    assert own.status_code == 409


async def test_a_double_click_opens_one_page_and_buys_once_whatever_the_webhooks_do(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    offered = await (await open_program(mentor)).post(
        "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 12000}
    )
    path = f"/api/mentor/packages/{offered.json()['id']}/buy"
    programs = [await open_program(mia), await open_program(mia)]
    answers = await asyncio.gather(*(program.post(path) for program in programs))
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    assert len({answer.json()["url"] for answer in answers}) == 1
    assert len(standins.stripe.sessions.all()) == 1
    pay(standins, standins.stripe.sessions.all()[-1].id, SLOW)
    await run_schedule(house, "mentor.payments.sweep")
    [purchase] = await run(house, "select id, status from mentor.package_purchases")
    await programs[0].get(f"/mentor/purchases/{purchase['id']}/paid")
    assert (await programs[0].post(path)).status_code == 409
    let_banks_answer(standins)
    product = house.product("mentor")
    assert product.on_stripe_event is not None
    for event in (*reversed(standins.stripe.events.all()), *standins.stripe.events.all()):
        await product.on_stripe_event(house, mia.id, event.type, msgspec.to_builtins(event))
    for _again in range(3):
        await programs[0].get(f"/mentor/purchases/{purchase['id']}/paid")
        house.clock.move(timedelta(minutes=31))
        await run_schedule(house, "mentor.payments.sweep")
    charges = await run(house, "select status from mentor.payments")
    assert [row["status"] for row in charges] == ["succeeded"]
    [credit] = (await (await open_program(mia)).get("/api/mentor/credit")).json()
    assert (credit["sessions_left"], credit["credit_cents"], credit["status"]) == (3, 12000, "active")
    await worker_pass(house, schedules=False)
    assert [letter.subject for letter in standins.mail.messages(mia.email)] == ["Yours: 3 sessions with Max"]


async def test_two_presses_at_once_open_one_page_for_one_hold(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    programs = [await open_program(mia), await open_program(mia)]
    held = await programs[0].post(
        "/api/mentor/bookings",
        json={"mentor": str(mentor.profile_id), "start": hour(house).isoformat(), "minutes": 60},
    )
    answers = await asyncio.gather(
        *(program.post(f"/api/mentor/sessions/{held.json()['id']}/pay") for program in programs)
    )
    assert len({answer.json()["url"] for answer in answers}) == 1
    assert len(standins.stripe.sessions.all()) == 1
    assert len(await run(house, "select 1 from mentor.payments")) == 1


async def test_credit_books_at_once_and_half_of_a_late_one_comes_back(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await buy(house, open_program, standins, mentor, mia)
    browser = await open_browser(mia)
    page = await browser.get(f"/mentor/mentors/{mentor.profile_id}/book")
    assert "3 sessions left in your package" in page.text
    assert 'name="pay" value="credit"' in page.text
    assert (
        'name="pay" value="credit"'
        not in (await browser.get(f"/mentor/mentors/{mentor.profile_id}/book?minutes=60&pay=card")).text
    )
    booked = await browser.post(
        "/mentor/bookings",
        mentor=str(mentor.profile_id),
        start=hour(house, 3).isoformat(),
        minutes="60",
        pay="credit",
    )
    assert booked.headers["location"].startswith("/mentor/sessions/")
    early = booked.headers["location"].rsplit("/", 1)[-1]
    moved = await program.post(
        f"/api/mentor/sessions/{early}/move", json={"start": hour(house, 5).isoformat()}
    )
    assert moved.json()["outcome"] == "confirmed"
    assert (await program.post(f"/api/mentor/sessions/{moved.json()['id']}/cancel", json={})).json() == {
        "back_cents": 4000
    }
    late = (await use(program, mentor, house, 2)).json()
    by_mentor = (await use(program, mentor, house, 4)).json()
    assert (late["outcome"], by_mentor["outcome"]) == ("confirmed", "confirmed")
    as_mentor = await open_program(mentor)
    await as_mentor.post(f"/api/mentor/sessions/{by_mentor['id']}/cancel", json={})
    house.clock.move_to(hour(house, 2) - timedelta(hours=5))
    program = await open_program(mia)
    assert (await program.post(f"/api/mentor/sessions/{late['id']}/cancel", json={})).json() == {
        "back_cents": 2000
    }
    [credit] = (await program.get("/api/mentor/credit")).json()
    assert (credit["sessions_left"], credit["leftover_cents"], credit["credit_cents"]) == (2, 2000, 10000)
    assert [(move["kind"], move["amount_cents"]) for move in credit["history"]][::-1] == [
        ("bought", 12000),
        ("session", -4000),
        ("session_back", 4000),
        ("session", -4000),
        ("session", -4000),
        ("session_back", 4000),
        ("session_back", 2000),
    ]
    assert await _refunds(house) == []
    await worker_pass(house, schedules=False)
    assert "$20.00 is back in your package" in standins.mail.messages(mia.email)[-1].text
    for days in (8, 9):
        assert (await use(program, mentor, house, days)).status_code == 201
    empty = await use(program, mentor, house, 10)
    assert (empty.status_code, empty.json()["type"]) == (409, "/problems/booking-no-credit")


async def test_a_package_asked_with_goes_before_the_mentor_and_comes_back_with_a_no(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house, booking_mode="request"), await make_mentee(house)
    program = await buy(house, open_program, standins, mentor, mia)
    asked = (await use(program, mentor, house, 3)).json()
    assert asked["outcome"] == "requested"
    no = await (await open_program(mentor)).post(
        f"/api/mentor/sessions/{asked['id']}/answer", json={"accept": False}
    )
    assert no.status_code == 204
    [credit] = (await program.get("/api/mentor/credit")).json()
    assert credit["credit_cents"] == 12000


async def test_untouched_within_two_weeks_it_goes_back_and_later_at_its_end(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia, noa = await make_mentor(house), await make_mentee(house), await make_mentee(house, "Noa")
    program = await buy(house, open_program, standins, mentor, mia)
    [credit] = (await program.get("/api/mentor/credit")).json()
    path = f"/api/mentor/credit/{credit['id']}/give-back"
    assert (await (await open_program(noa)).post(path)).status_code == 404
    used = (await use(program, mentor, house, 3)).json()["id"]
    assert (await program.post(path)).status_code == 409
    await program.post(f"/api/mentor/sessions/{used}/cancel", json={})
    assert (await program.post(path)).json() == {"back_cents": 12000}
    assert (await program.post(path)).status_code == 409
    assert await _refunds(house) == [("succeeded", 12000, "credit_returned")]
    await run(house, "update mentor.packages set is_active = false")
    program = await buy(house, open_program, standins, mentor, noa)
    assert (await use(program, mentor, house, 2)).status_code == 201
    house.clock.move(timedelta(days=15))
    program = await open_program(noa)
    [credit] = (await program.get("/api/mentor/credit")).json()
    assert (await program.post(f"/api/mentor/credit/{credit['id']}/give-back")).status_code == 409
    house.clock.move(timedelta(days=335))
    await run_schedule(house, "mentor.credit.time")
    house.clock.move(timedelta(days=20))
    for _twice in range(2):
        await run_schedule(house, "mentor.credit.time")
    assert (await _refunds(house))[1:] == [("succeeded", 8000, "credit_returned")]
    await worker_pass(house, schedules=False)
    subjects = [letter.subject for letter in standins.mail.messages(noa.email)]
    assert subjects[-2:] == ["Still yours: time with Max", "Your money comes back"]


async def test_a_mentor_who_stops_lets_go_of_what_is_unspent(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await buy(house, open_program, standins, mentor, mia)
    assert (await use(program, mentor, house, 3)).status_code == 201
    [credit] = (await program.get("/api/mentor/credit")).json()
    assert credit["returnable"] is None
    await run(house, "update mentor.mentor_profiles set is_active = false")
    assert (await program.post(f"/api/mentor/credit/{credit['id']}/give-back")).json() == {"back_cents": 8000}


async def test_operators_end_a_package_any_time_and_never_give_back_what_was_spent(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await buy(house, open_program, standins, mentor, mia)
    assert (await use(program, mentor, house, 3)).status_code == 201
    admin = await make_mentee(house, "Opal")
    await make_admin(house, admin.id, "support")
    desk = await open_browser(admin)
    [payment] = await run(house, "select id from mentor.payments")
    path = f"/console/mentor/payments/{payment['id']}"
    assert "$80.00 of it is unspent" in (await desk.get(path)).text
    assert (await desk.post(f"{path}/refund", amount="100", reason="They asked kindly.")).status_code == 409
    ends = [
        (await desk.post(f"{path}/end-package", reason="They asked kindly.")).status_code
        for _twice in range(2)
    ]
    assert ends == [303, 409]
    assert await _refunds(house) == [("succeeded", 8000, "credit_returned")]


async def test_attack_the_mentor_deletes_the_account_with_sessions_booked_and_credit_unspent(
    house: House, open_program: Any, standins: StandIns
) -> None:
    for leaves, by in (("mentor", "erase"), ("mentor", "suspend"), ("mentee", "erase")):
        mentor, mia = await make_mentor(house), await make_mentee(house)
        program = await buy(house, open_program, standins, mentor, mia)
        assert (await use(program, mentor, house, 3)).status_code == 201
        product = house.product("mentor")
        assert product.privacy is not None
        leaver = mentor if leaves == "mentor" else mia
        async with house.database.session(_ACTOR, "mentor") as db:
            if by == "erase":
                await product.privacy.erase(house, db, leaver.id)
            else:
                await db.connection.fetchval("select suspend_person($1)", leaver.id)
        await run_schedule(house, "mentor.credit.time")
        await _refunds(house)
        [sums] = await run(
            house,
            """select sum(amount_cents) filter (where kind = 'charge') as paid,
                 sum(amount_cents) filter (where kind = 'refund' and status = 'succeeded') as back
               from mentor.payments where user_id = $1""",
            mia.id,
        )
        assert (sums["paid"], sums["back"]) == (12000, 12000), (leaves, by)
        left = await run(house, "select 1 from mentor.package_purchases where status <> 'ended'")
        assert left == []
        assert (await run(house, "select sum(amount_cents) as n from mentor.ledger_entries"))[0]["n"] == 0
        charge = standins.stripe.charges.all()[-1]
        assert charge.amount_refunded == 12000
        await worker_pass(house, schedules=False)
        if leaves == "mentor":
            texts = [letter.text for letter in standins.mail.messages(mia.email)]
            assert any("is no longer here" in text and "$120.00" in text for text in texts), texts


async def test_switched_off_no_package_is_sold_or_shown_and_what_was_bought_stays_good(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await buy(house, open_program, standins, mentor, mia)
    noa = await open_program(await make_mentee(house, "Noa"))
    path = f"/api/mentor/mentors/{mentor.profile_id}/packages"
    [offered] = (await noa.get(path)).json()
    await run(
        house,
        "insert into mentor.feature_flags (key, description, enabled) values ('mentor.packages', 'x', false)",
    )
    async with asyncio.timeout(5):
        while (await noa.get(path)).json():  # noqa: ASYNC110 - as somebody would who loads the page again
            await asyncio.sleep(0.005)
    refused = await noa.post(f"/api/mentor/packages/{offered['id']}/buy")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/package-off")
    assert (await use(program, mentor, house, 4)).status_code == 201

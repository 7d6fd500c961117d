"""Booking: a slot shown can be had, by one; money follows what was agreed; both are told, and their calendars too."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from email import message_from_bytes
from html import unescape
from typing import Any
from uuid import UUID

import httpx
import pytest

from harness.house import run_schedule, worker_pass
from harness.members import Browser, run
from harness.mentor import Member, hour, make_mentee, make_mentor
from harness.paying import DECLINED, pay
from kith.foundation.house import House
from kith.products.mentor.bookings.price import price_of
from kith.simulator.standins import StandIns
from kith.simulator.standins.mail.inbox import Mail
from kith.simulator.standins.stripe.errors import StripeError


async def _book(
    program: httpx.AsyncClient, mentor: Member, start: datetime, minutes: int = 60
) -> httpx.Response:
    return await program.post(
        "/api/mentor/bookings",
        json={"mentor": str(mentor.profile_id), "start": start.isoformat(), "minutes": minutes},
    )


async def _pay(program: httpx.AsyncClient, standins: StandIns, booking: str) -> httpx.Response:
    assert (await program.post(f"/api/mentor/sessions/{booking}/pay")).status_code == 200
    pay(standins, standins.stripe.sessions.all()[-1].id)
    return await program.get(f"/mentor/bookings/{booking}/paid")


def _ics(letter: Mail) -> str:
    """The calendar object that came with a letter, lines unfolded."""
    [part] = [
        part for part in message_from_bytes(letter.raw).walk() if part.get_content_type() == "text/calendar"
    ][:1]
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode().replace("\r\n ", "")


async def _money(house: House) -> list[tuple[str, str, int, str | None]]:
    rows = await run(
        house, "select kind, status, amount_cents, reason from mentor.payments order by created_at, kind"
    )
    return [tuple(row) for row in rows]


def test_a_price_is_in_proportion_rounded_half_up() -> None:
    assert [price_of(5000, minutes) for minutes in (15, 30, 45, 60, 90)] == [1250, 2500, 3750, 5000, 7500]
    assert (price_of(4999, 30), price_of(0, 60), price_of(333, 20)) == (2500, 0, 111)


async def test_pick_hold_pay_and_both_have_it_in_their_mail_and_calendar(
    house: House, open_browser: Any, standins: StandIns
) -> None:
    mentor = await make_mentor(house, zone="Asia/Kathmandu")
    mentee = await make_mentee(house, zone="America/New_York")
    browser = await open_browser(mentee)
    page = await browser.get(f"/mentor/mentors/{mentor.profile_id}/book?start={hour(house).date()}")
    assert "America/New_York" in page.text
    start = re.search(r'name="start" value="([^"]+T[^"]+)"', page.text)
    assert start is not None
    held = await browser.post(
        "/mentor/bookings", mentor=str(mentor.profile_id), start=unescape(start[1]), minutes="60"
    )
    assert held.status_code == 303
    checkout = await browser.get(held.headers["location"])
    assert "$50.00" in checkout.text
    assert "everything back until 24 hours before" in checkout.text
    assert "Asia/Kathmandu" in checkout.text
    leave = await browser.post(held.headers["location"])
    assert leave.headers["location"].startswith(standins.stripe_url)
    pay(standins, standins.stripe.sessions.all()[-1].id)
    booking = held.headers["location"].split("/")[3]
    back = await browser.get(f"/mentor/bookings/{booking}/paid")
    assert back.status_code == 303
    session = await browser.get(back.headers["location"])
    assert "Booked" in session.text
    assert "The room opens at" in session.text
    await worker_pass(house, schedules=False)
    for person, other in ((mentor, "Mia"), (mentee, "Max")):
        letter = standins.mail.messages(person.email)[-1]
        assert letter.subject == f"Booked: your session with {other}"
        assert "METHOD:REQUEST" in _ics(letter)
        assert "SEQUENCE:0" in _ics(letter)


async def test_what_is_just_taken_comes_with_the_nearest_three_and_no_error_page(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor = await make_mentor(house, hourly_rate=0)
    first, second = await make_mentee(house, "Mia"), await make_mentee(house, "Noa")
    start = hour(house)
    answers = await asyncio.gather(
        _book(await open_program(first), mentor, start), _book(await open_program(second), mentor, start)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    [refused] = [answer.json() for answer in answers if answer.status_code == 409]
    assert refused["type"] == "/problems/slot-taken"
    near = [datetime.fromisoformat(moment) for moment in refused["alternatives"]]
    assert [abs(moment - start) for moment in near] == [
        timedelta(hours=1),
        timedelta(hours=1),
        timedelta(hours=2),
    ]
    browser = await open_browser(await make_mentee(house, "Ola"))
    await browser.get("/mentor/sessions")
    page = await browser.post(
        "/mentor/bookings", mentor=str(mentor.profile_id), start=start.isoformat(), minutes="60"
    )
    assert page.status_code == 409
    assert page.text.count('name="start"') == 3
    taken = re.search(r'name="start" value="([^"]+T[^"]+)"', page.text)
    assert taken is not None
    again = await browser.post(
        "/mentor/bookings", mentor=str(mentor.profile_id), start=unescape(taken[1]), minutes="60"
    )
    assert again.status_code == 303


async def test_whoever_is_not_signed_in_comes_back_to_the_times_they_looked_at(
    house: House, client: httpx.AsyncClient
) -> None:
    mentor = await make_mentor(house)
    anybody = Browser(client)
    await anybody.get(f"/mentor/mentors/{mentor.profile_id}")
    sent = await anybody.post(
        "/mentor/bookings", mentor=str(mentor.profile_id), start=hour(house).isoformat(), minutes="60"
    )
    assert sent.headers["location"] == f"/sign-in?next=%2Fmentor%2Fmentors%2F{mentor.profile_id}%2Fbook"


async def test_times_are_shown_by_a_city_and_a_place_nobody_knows_leaves_the_times_where_they_are(
    house: House, open_browser: Any
) -> None:
    mentor = await make_mentor(house)
    browser = await open_browser(await make_mentee(house))
    tokyo = await browser.get(f"/mentor/mentors/{mentor.profile_id}/book?zone=tokyo")
    assert 'value="Asia/Tokyo"' in tokyo.text
    unknown = await browser.get(f"/mentor/mentors/{mentor.profile_id}/book?zone=Rivendell")
    assert unknown.status_code == 422
    assert "no time zone called “Rivendell”" in unescape(unknown.text)
    assert unknown.text.count('name="start"') > 1, "the times are still there"


async def test_what_cannot_be_booked_says_why_and_changes_nothing(house: House, open_program: Any) -> None:
    mentor = await make_mentor(house, notice=120, most_per_day=1)
    closed = await make_mentor(house, "Cleo", is_active=False)
    mia = await make_mentee(house)
    program = await open_program(mia)
    for body, status in (
        ({"start": (house.clock.now() - timedelta(hours=1)).isoformat()}, 409),
        ({"start": hour(house).isoformat(), "minutes": 50}, 409),
        ({"start": hour(house).isoformat(), "minutes": -5}, 409),
        ({"start": (hour(house) + timedelta(minutes=7)).isoformat()}, 409),
        ({"start": hour(house, days=200).isoformat()}, 409),
        ({"start": "2026-12-01T10:00:00"}, 422),
        ({"start": "soon"}, 422),
        ({"start": hour(house).isoformat(), "price_cents": 1}, 422),
        ({"start": hour(house).isoformat(), "mentor": str(closed.profile_id)}, 409),
        ({"start": hour(house).isoformat(), "mentor": str(mia.profile_id)}, 404),
    ):
        answer = await program.post(
            "/api/mentor/bookings", json={"mentor": str(mentor.profile_id), "minutes": 60} | body
        )
        assert answer.status_code == status, (body, answer.text)
    assert await run(house, "select 1 from mentor.bookings") == []
    stranger = await open_program(await make_mentor(house, "Sam"))
    assert (await _book(stranger, mentor, hour(house))).status_code == 201


async def test_a_declined_card_can_be_tried_again_and_the_time_goes_after_ten_minutes(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor = await make_mentor(house)
    mia, noa = await make_mentee(house), await make_mentee(house, "Noa")
    hers, theirs = await open_program(mia), await open_program(noa)
    booking = (await _book(hers, mentor, hour(house))).json()["id"]
    await hers.post(f"/api/mentor/sessions/{booking}/pay")
    with pytest.raises(StripeError):
        pay(standins, standins.stripe.sessions.all()[-1].id, DECLINED)
    assert (await _book(theirs, mentor, hour(house))).status_code == 409
    assert (await theirs.get(f"/api/mentor/sessions/{booking}")).status_code == 404
    as_mentor = await open_program(mentor)
    assert (await as_mentor.get(f"/api/mentor/sessions/{booking}")).status_code == 404
    house.clock.move(timedelta(minutes=11))
    theirs = await open_program(noa)
    other = (await _book(theirs, mentor, hour(house))).json()["id"]
    # Both pay: one has the session, the other gets everything back.
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await _pay(theirs, standins, other)
    await run_schedule(house, "mentor.payments.sweep")
    await run_schedule(house, "mentor.refunds.execute")
    assert sorted(await _money(house)) == [
        ("charge", "succeeded", 5000, None),
        ("charge", "succeeded", 5000, None),
        ("refund", "succeeded", 5000, "too_late"),
    ]
    rows = await run(house, "select status::text from mentor.bookings order by created_at")
    assert [row["status"] for row in rows] == ["cancelled", "confirmed"]


async def test_the_webhook_before_and_after_the_redirect_ends_the_same(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mia)
    booking = (await _book(program, mentor, hour(house))).json()["id"]
    await _pay(program, standins, booking)
    await _pay_again(program, booking)
    await worker_pass(house, schedules=False)
    assert await _money(house) == [("charge", "succeeded", 5000, None)]
    assert len(standins.mail.messages(mia.email)) == 1


async def _pay_again(program: httpx.AsyncClient, booking: str) -> None:
    assert (await program.post(f"/api/mentor/sessions/{booking}/pay")).status_code == 409
    assert (await program.get(f"/mentor/bookings/{booking}/paid")).status_code == 303


@pytest.mark.parametrize(
    ("hours", "by", "back"),
    [(25, "mentee", 5000), (23, "mentee", 2500), (3, "mentee", 0), (3, "mentor", 5000)],
)
async def test_calling_off_gives_back_what_was_agreed_and_all_when_the_mentor_does(
    house: House, open_program: Any, standins: StandIns, hours: int, by: str, back: int
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=4)
    booking = (await _book(await open_program(mia), mentor, start)).json()["id"]
    await _pay(await open_program(mia), standins, booking)
    house.clock.move_to(start - timedelta(hours=hours))
    program = await open_program(mia if by == "mentee" else mentor)
    seen = (await program.get(f"/api/mentor/sessions/{booking}")).json()
    assert seen["back_cents"] == back
    answer = await program.post(f"/api/mentor/sessions/{booking}/cancel", json={"reason": "Flu, sorry."})
    assert answer.json() == {"back_cents": back}
    assert (await program.post(f"/api/mentor/sessions/{booking}/cancel", json={})).status_code == 409
    await run_schedule(house, "mentor.refunds.execute")
    refunds = [row for row in await _money(house) if row[0] == "refund"]
    assert refunds == ([("refund", "succeeded", back, f"{by}_cancelled")] if back else [])
    await worker_pass(house, schedules=False)
    other = mentor if by == "mentee" else mia
    letter = standins.mail.messages(other.email)[-1]
    assert "METHOD:CANCEL" in _ics(letter)
    assert "Flu, sorry." in letter.text
    [counted] = await run(house, "select sessions_called_off from mentor.mentor_profiles")
    assert counted["sessions_called_off"] == (1 if by == "mentor" else 0)


async def test_nobody_calls_off_for_less_than_the_page_said(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=4)
    booking = (await _book(await open_program(mia), mentor, start)).json()["id"]
    await _pay(await open_program(mia), standins, booking)
    house.clock.move_to(start - timedelta(hours=4, minutes=1))
    browser, program = await open_browser(mia), await open_program(mia)
    page = await browser.get(f"/mentor/sessions/{booking}")
    said = browser.field(page, "back")
    assert said == "2500"
    house.clock.move(timedelta(minutes=2))
    path = f"/mentor/sessions/{booking}/cancel"
    late = await browser.post(path, back=said, reason="Flu, sorry.")
    assert late.status_code == 409
    assert "Meanwhile less goes back" in late.text
    assert "It is too late to get money back." in late.text
    assert "Flu, sorry." in late.text
    assert browser.field(late, "back") == "0"
    refused = await program.post(f"/api/mentor/sessions/{booking}/cancel", json={"back_cents": 2500})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/less-goes-back")
    assert (await program.get(f"/api/mentor/sessions/{booking}")).json()["line"]["state"] == "confirmed"
    assert (await browser.post(path, back="0")).headers["location"] == "/mentor/sessions"
    assert (await program.get(f"/api/mentor/sessions/{booking}")).json()["line"]["state"] == "off"


async def test_my_sessions_say_what_became_of_a_request_and_leave_out_what_was_never_asked(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house, booking_mode="request"), await make_mentee(house)
    hers = await open_program(mia)
    await _book(hers, mentor, hour(house, days=5))
    let_go = (await hers.get("/api/mentor/sessions")).json()[0]
    assert let_go["state"] == "to_pay"
    browser = await open_browser(mia)
    await browser.get(f"/mentor/bookings/{let_go['id']}/pay")
    await browser.post(f"/mentor/bookings/{let_go['id']}/let-go")
    declined, unanswered, withdrawn = [
        (await _book(hers, mentor, hour(house, days=days))).json()["id"] for days in (6, 7, 8)
    ]
    for booking in (declined, unanswered, withdrawn):
        await _pay(hers, standins, booking)
    desk = await open_browser(mentor)
    await desk.get(f"/mentor/sessions/{declined}")
    said = await desk.post(f"/mentor/sessions/{declined}/decline", reason="At sea.")
    assert said.headers["location"] == "/mentor/sessions"
    assert "money is on its way back" in (await desk.get("/mentor/sessions")).text
    await hers.post(f"/api/mentor/sessions/{withdrawn}/cancel", json={})
    house.clock.move(timedelta(hours=49))
    await run_schedule(house, "mentor.bookings.time")
    for person in (mia, mentor):
        found = (await (await open_program(person)).get("/api/mentor/sessions")).json()
        assert {one["id"]: one["state"] for one in found} == {
            declined: "declined",
            unanswered: "unanswered",
            withdrawn: "off",
        }
        page = (await (await open_browser(person)).get("/mentor/sessions")).text
        assert all(words in page for words in ("Not this time", "Not answered", "Called off"))


async def test_of_what_costs_nothing_nobody_hears_as_if_it_did(house: House, open_browser: Any) -> None:
    mentor, mia = await make_mentor(house, booking_mode="request", hourly_rate=0), await make_mentee(house)
    hers = await open_browser(mia)
    await hers.get(f"/mentor/mentors/{mentor.profile_id}/book")
    made = await hers.post(
        "/mentor/bookings",
        mentor=str(mentor.profile_id),
        start=hour(house).isoformat(),
        minutes="60",
    )
    booking = made.headers["location"].rpartition("/")[2]
    asked = (await hers.get(f"/mentor/sessions/{booking}")).text
    assert "Asked. You hear from us within two days." in asked
    assert "You hear from us either way." in asked
    assert "Paid" not in asked
    assert "goes back" not in asked
    desk = await open_browser(mentor)
    await desk.get(f"/mentor/sessions/{booking}")
    await desk.post(f"/mentor/sessions/{booking}/decline")
    page = (await desk.get("/mentor/sessions")).text
    assert "Thank you for answering. They are told." in page
    assert "money" not in page


async def test_a_request_waits_for_the_mentor_and_lapses_with_the_money(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor = await make_mentor(house, booking_mode="request")
    mia, noa = await make_mentee(house), await make_mentee(house, "Noa")
    hers, theirs = await open_program(mia), await open_program(noa)
    first = (await _book(hers, mentor, hour(house, days=6))).json()["id"]
    await _pay(hers, standins, first)
    assert (await hers.get(f"/api/mentor/sessions/{first}")).json()["line"]["state"] == "requested"
    assert (await hers.post(f"/api/mentor/sessions/{first}/answer", json={"accept": True})).status_code == 404
    as_mentor = await open_program(mentor)
    yes = await as_mentor.post(f"/api/mentor/sessions/{first}/answer", json={"accept": True})
    assert yes.status_code == 204
    assert (
        await as_mentor.post(f"/api/mentor/sessions/{first}/answer", json={"accept": False})
    ).status_code == 409
    second = (await _book(theirs, mentor, hour(house, days=7))).json()["id"]
    await _pay(theirs, standins, second)
    house.clock.move(timedelta(hours=49))
    await run_schedule(house, "mentor.bookings.time")
    await run_schedule(house, "mentor.refunds.execute")
    rows = await run(house, "select status::text, cancelled_by from mentor.bookings order by created_at")
    assert [tuple(row) for row in rows] == [("confirmed", None), ("cancelled", "lapsed")]
    assert ("refund", "succeeded", 5000, "lapsed") in await _money(house)
    await worker_pass(house, schedules=False)
    assert "not answered in time" in standins.mail.messages(noa.email)[-1].text


async def test_moving_keeps_the_money_and_raises_the_sequence(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mia)
    booking = (await _book(program, mentor, hour(house, days=5))).json()["id"]
    await _pay(program, standins, booking)
    wanted = hour(house, days=6)
    moved = await program.post(f"/api/mentor/sessions/{booking}/move", json={"start": wanted.isoformat()})
    assert moved.json()["outcome"] == "confirmed"
    assert await _money(house) == [("charge", "succeeded", 5000, None)]
    assert [line["id"] for line in (await program.get("/api/mentor/sessions")).json()] == [moved.json()["id"]]
    await worker_pass(house, schedules=False)
    first, second = standins.mail.messages(mia.email)
    uids = {re.search(r"UID:(\S+)", _ics(letter))[1] for letter in (first, second)}  # type: ignore[index]
    assert len(uids) == 1
    assert "SEQUENCE:1" in _ics(second)
    house.clock.move_to(wanted - timedelta(hours=20))
    program = await open_program(mia)
    late = await program.post(
        f"/api/mentor/sessions/{moved.json()['id']}/move", json={"start": hour(house, days=4).isoformat()}
    )
    assert late.status_code == 409


async def test_a_session_moves_to_a_time_that_overlaps_its_own_and_stays_confirmed(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor = await make_mentor(house, hourly_rate=0, slot_interval=30, booking_mode="request", most_per_day=1)
    mia = await make_mentee(house)
    program, start = await open_program(mia), hour(house, days=3)
    booking = (await _book(program, mentor, start)).json()["id"]
    await (await open_program(mentor)).post(f"/api/mentor/sessions/{booking}/answer", json={"accept": True})
    page = await (await open_browser(mia)).get(
        f"/mentor/sessions/{booking}/move?start={start.date()}&zone=UTC"
    )
    later = start + timedelta(minutes=30)
    assert later.isoformat() in unescape(page.text)
    moved = await program.post(f"/api/mentor/sessions/{booking}/move", json={"start": later.isoformat()})
    assert moved.json()["outcome"] == "confirmed", moved.text
    rows = await run(house, "select status::text from mentor.bookings order by created_at")
    assert [row["status"] for row in rows] == ["cancelled", "confirmed"]


async def test_a_session_is_moved_with_the_form_that_its_page_of_times_shows(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    booking = (await _book(await open_program(mia), mentor, start)).json()["id"]
    browser = await open_browser(mia)
    page = await browser.get(f"/mentor/sessions/{booking}/move?zone=tokyo")
    form = re.search(rf'<form method="post" action="/mentor/sessions/{booking}/move">(.*?)</form>', page.text)
    assert form is not None
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    del fields["_csrf"]
    moved = await browser.post(
        f"/mentor/sessions/{booking}/move", **{name: unescape(value) for name, value in fields.items()}
    )
    assert moved.status_code == 303, moved.text
    assert moved.headers["location"] != f"/mentor/sessions/{booking}"


async def test_the_room_opens_ten_minutes_before_for_the_two_only(
    house: House, open_browser: Any, open_program: Any
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    booking = (await _book(await open_program(mia), mentor, start)).json()["id"]
    path = f"/mentor/sessions/{booking}/room"
    early = await (await open_browser(mia)).get(path)
    assert early.headers["location"] == f"/mentor/sessions/{booking}"
    house.clock.move_to(start - timedelta(minutes=9))
    for person in (mia, mentor):
        entered = await (await open_browser(person)).get(path)
        assert entered.headers["location"].startswith("https://meet.jit.si/kith-")
    assert (await (await open_browser(await make_mentee(house, "Eve"))).get(path)).status_code == 404
    house.clock.move_to(start + timedelta(hours=2))
    await run_schedule(house, "mentor.bookings.time")
    assert (await (await open_program(mia)).get(f"/api/mentor/sessions/{booking}")).json()["line"][
        "state"
    ] == "over"
    [done] = await run(house, "select sessions_completed from mentor.mentor_profiles")
    assert done["sessions_completed"] == 1


async def test_a_mentor_who_leaves_ends_what_is_booked_and_everybody_gets_their_money(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mia)
    booking = (await _book(program, mentor, hour(house))).json()["id"]
    await _pay(program, standins, booking)
    async with house.database.session(_service(), "mentor") as db:
        product = house.product("mentor")
        assert product.privacy is not None
        await product.privacy.erase(house, db, mentor.id)
    await run_schedule(house, "mentor.refunds.execute")
    assert ("refund", "succeeded", 5000, "mentor_cancelled") in await _money(house)
    await worker_pass(house, schedules=False)
    letter = standins.mail.messages(mia.email)[-1]
    assert "METHOD:CANCEL" in _ics(letter)
    assert "Somebody had to call off your session" in letter.text
    seen = (await program.get(f"/api/mentor/sessions/{booking}")).json()
    assert seen["line"]["state"] == "off"


def _service() -> Any:
    from kith.foundation.actor import service

    return service("tests.mentor")


async def test_nobody_reads_or_touches_a_session_of_others(house: House, open_program: Any) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    booking = (await _book(await open_program(mia), mentor, hour(house))).json()["id"]
    eve = await open_program(await make_mentee(house, "Eve"))
    for verb, path, body in (
        ("GET", "", None),
        ("POST", "/pay", None),
        ("POST", "/cancel", {}),
        ("POST", "/move", {"start": hour(house).isoformat()}),
        ("POST", "/answer", {"accept": True}),
    ):
        answer = await eve.request(verb, f"/api/mentor/sessions/{booking}{path}", json=body)
        assert answer.status_code == 404, path
    assert (await eve.get("/api/mentor/sessions")).json() == []
    assert UUID(booking)


async def test_the_time_of_a_request_that_ran_out_is_free_at_that_moment_and_its_job_still_tells_and_gives_back(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor = await make_mentor(house, booking_mode="request")
    mia, noa = await make_mentee(house), await make_mentee(house, "Noa")
    start = hour(house, days=5)
    hers = await open_program(mia)
    first = (await _book(hers, mentor, start)).json()["id"]
    await _pay(hers, standins, first)
    house.clock.move(timedelta(hours=47, minutes=58))
    program = await open_program(noa)
    params = {"start": start.date().isoformat(), "days": "1", "zone": "UTC"}

    async def shown() -> bool:
        found = (await program.get(f"/api/mentor/mentors/{mentor.profile_id}/slots", params=params)).json()
        return any(
            datetime.fromisoformat(slot["start"]) == start for day in found["days"] for slot in day["slots"]
        )

    assert not await shown()
    assert (await _book(program, mentor, start)).status_code == 409
    house.clock.move(timedelta(minutes=2, seconds=1))
    assert await shown()
    assert (await _book(program, mentor, start)).status_code == 201
    late = await (await open_program(mentor)).post(
        f"/api/mentor/sessions/{first}/answer", json={"accept": True}
    )
    assert late.status_code == 409
    for _ in range(2):
        await run_schedule(house, "mentor.bookings.time")
    [row] = await run(house, "select status::text, cancelled_by from mentor.bookings where id = $1", first)
    assert tuple(row) == ("cancelled", "lapsed")
    assert ("refund", "due", 5000, "lapsed") in await _money(house)
    await worker_pass(house, schedules=False)
    letters = [letter.subject for letter in standins.mail.messages(mia.email)]
    assert letters.count("No session with Max this time") == 1

"""Safety: a block is a hard stop both ways, with the money back and told to nobody; a report keeps what was reported."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from harness.house import run_schedule, worker_pass
from harness.members import make_admin, run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def _book(program: httpx.AsyncClient, mentor: Member, house: House, days: int = 3) -> httpx.Response:
    return await program.post(
        "/api/mentor/bookings",
        json={
            "mentor": str(mentor.profile_id),
            "start": hour(house, days=days).isoformat(),
            "minutes": 60,
        },
    )


async def _statuses(house: House) -> list[tuple[Any, ...]]:
    rows = await run(
        house, "select status::text, cancelled_by, percent_back from mentor.bookings order by start_time"
    )
    return [tuple(row) for row in rows]


async def test_a_block_ends_what_is_ahead_with_all_the_money_and_neither_finds_or_books_the_other(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await run(house, "insert into mentor.mentor_profiles (user_id, is_active) values ($1, true)", mia.id)
    hers, his = await open_program(mia), await open_program(mentor)
    booking = (await _book(hers, mentor, house)).json()["id"]
    await hers.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await hers.get(f"/mentor/bookings/{booking}/paid")
    held = (await _book(hers, mentor, house, 4)).json()["id"]
    # Two hours before, when calling off gives nothing back.
    house.clock.move_to(hour(house, days=3) - timedelta(hours=2))
    browser = await open_browser(mia)
    page = await browser.get(f"/mentor/people/{mentor.profile_id}/block")
    assert "Block Max?" in page.text
    assert "$50.00 goes back" in page.text
    assert (await browser.post(f"/mentor/people/{mentor.profile_id}/block")).status_code == 303
    assert await _statuses(house) == [("cancelled", "house", 100), ("cancelled", "house", 100)]
    rows = await run(house, "select amount_cents from mentor.payments where kind = 'refund'")
    assert [row["amount_cents"] for row in rows] == [5000]
    [counts] = await run(
        house, "select sessions_called_off from mentor.mentor_profiles where user_id = $1", mentor.id
    )
    assert counts["sessions_called_off"] == 0
    # Both ways: not found, not booked, no picture, no words.
    hers, his = await open_program(mia), await open_program(mentor)
    for program, other in ((hers, mentor), (his, mia)):
        assert (await program.get(f"/api/mentor/mentors/{other.profile_id}")).status_code == 404
        listed = (await program.get("/api/mentor/mentors")).json()["items"]
        assert str(other.profile_id) not in [card["profile_id"] for card in listed]
        assert (await _book(program, other, house, 6)).status_code in (404, 409)
        closed = await program.post(f"/api/mentor/sessions/{booking}/messages", json={"message": "Why?"})
        assert closed.status_code == 409
    assert (await hers.post(f"/api/mentor/sessions/{held}/pay")).status_code == 409
    await worker_pass(house, schedules=False)
    letters = standins.mail.messages(mentor.email)
    assert "cannot take place" in (letters[-1].text or "")
    assert not any("block" in (letter.text or "").lower() for letter in letters)


async def test_a_block_in_the_middle_of_a_hold_gives_back_what_is_paid_after_it(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    hers, his = await open_program(mia), await open_program(mentor)
    booking = (await _book(hers, mentor, house)).json()["id"]
    await hers.post(f"/api/mentor/sessions/{booking}/pay")
    # The mentor does not see the hold; nobody is told of it.
    assert (await his.get(f"/api/mentor/people/{mia.profile_id}/block")).status_code == 404
    blocked, _second = await asyncio.gather(
        hers.post(f"/api/mentor/people/{mentor.profile_id}/block", json={}),
        _book(hers, mentor, house, 5),
    )
    assert blocked.status_code == 200
    pay(standins, standins.stripe.sessions.all()[0].id)
    await hers.get(f"/mentor/bookings/{booking}/paid")
    await run_schedule(house, "mentor.safety.blocks")
    assert {status for status, _by, _percent in await _statuses(house)} == {"cancelled"}
    rows = await run(house, "select amount_cents, reason from mentor.payments where kind = 'refund'")
    assert [tuple(row) for row in rows] == [(5000, "too_late")]
    purposes = await run(house, "select purpose from mentor.outbox where person_id = $1", mentor.id)
    assert purposes == []


async def test_a_block_made_elsewhere_in_the_house_ends_sessions_here(house: House) -> None:
    mentor, mia, noa = await make_mentor(house), await make_mentee(house), await make_mentee(house, "Noa")
    await make_booking(house, mentor, mia, hour(house))
    await make_booking(house, mentor, noa, hour(house, days=4))
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", mentor.id, mia.id)
    for _twice in range(2):
        await run_schedule(house, "mentor.safety.blocks")
    assert [status for status, _by, _percent in await _statuses(house)] == ["cancelled", "confirmed"]


async def test_a_report_keeps_what_was_reported_as_it_was(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    booking = await make_booking(house, mentor, mia, start)
    hers, his = await open_program(mia), await open_program(mentor)
    for program, words in ((his, "Buy my course"), (hers, "No, thank you")):
        await program.post(f"/api/mentor/sessions/{booking}/messages", json={"message": words})
    body: dict[str, str] = {"kind": "session", "id": str(booking), "category": "spam", "comment": "Again."}
    assert (await hers.post("/api/mentor/reports", json=body | {"category": "x"})).status_code == 422
    assert (await hers.post("/api/mentor/reports", json=body)).status_code == 204
    await run(house, "delete from mentor.session_messages")
    [row] = await run(house, "select reporter_id, reported_id, report_type, snapshot from kith.reports")
    assert (row["reporter_id"], row["reported_id"], row["report_type"]) == (mia.id, mentor.id, "spam")
    assert "Buy my course" in row["snapshot"]["messages"]
    assert "No, thank you" not in str(row["snapshot"])
    # A stranger reports neither the session nor the mentee behind it, nor anybody themselves.
    eve = await make_mentee(house, "Eve")
    evil = await open_program(eve)
    for kind, subject in (("session", booking), ("person", mia.profile_id), ("person", eve.profile_id)):
        sent = await evil.post("/api/mentor/reports", json=body | {"kind": kind, "id": str(subject)})
        assert sent.status_code == 404
    for path in (f"/mentor/people/{mia.profile_id}/block", f"/mentor/report?kind=session&id={booking}"):
        assert (await (await open_browser(eve)).get(path)).status_code == 404
    assert (await evil.post(f"/api/mentor/people/{mia.profile_id}/block", json={})).status_code == 404
    house.clock.move_to(start + timedelta(hours=2))
    await complete(house, booking)
    hers, his = await open_program(mia), await open_program(mentor)
    await hers.post(
        f"/api/mentor/sessions/{booking}/review", json={"rating": 1, "feedback": "A sales pitch."}
    )
    [review] = await run(house, "select id from mentor.reviews")
    as_review = body | {"kind": "review", "id": str(review["id"])}
    # Nobody reports, or learns of, a review that is not shown yet.
    assert (await his.post("/api/mentor/reports", json=as_review)).status_code == 404
    await his.post(f"/api/mentor/sessions/{booking}/review", json={"rating": 5})
    browser = await open_browser(mentor)
    page = await browser.get(f"/mentor/report?kind=review&id={review['id']}")
    assert "A sales pitch." in page.text
    assert (
        await browser.post("/mentor/report", kind="review", id=str(review["id"]), comment="Untrue")
    ).status_code == 422
    sent = await browser.post("/mentor/report", kind="review", id=str(review["id"]), category="false")
    assert sent.headers["location"] == f"/mentor/people/{mia.profile_id}/block"
    [row] = await run(house, "select snapshot, details from kith.reports where reporter_id = $1", mentor.id)
    assert row["snapshot"] == {"rating": 1, "feedback": "A sales pitch."}
    assert UUID(row["details"]["id"]) == review["id"]


async def test_operators_take_a_reported_picture_down(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia, olga = await make_mentor(house), await make_mentee(house), await make_mentee(house, "Olga")
    [file] = await run(
        house,
        """insert into mentor.stored_files (owner_id, purpose, content_type, bytes, sha256, key, state)
           values ($1, 'picture', 'image/jpeg', 1, decode(repeat('00', 32), 'hex'), $2, 'kept') returning id""",
        mentor.id,
        uuid4().hex,
    )
    await run(
        house,
        "update mentor.profiles set avatar_file_id = $2, avatar_url = '/mentor/pictures/x' where user_id = $1",
        mentor.id,
        file["id"],
    )
    body = {"kind": "person", "id": str(mentor.profile_id), "category": "false"}
    assert (await (await open_program(mia)).post("/api/mentor/reports", json=body)).status_code == 204
    [case] = await run(house, "select id from kith.cases")
    admin = await make_admin(house, olga.id, "support")
    console = await open_browser(olga)
    where = f"/console/queue/{case['id']}"
    assert (await console.get(where)).status_code == 404
    await run(house, "insert into kith.queue_members values ($1, 'mentor', 'general')", admin)
    assert (await console.get(where)).status_code == 200
    assert (await console.post(f"{where}/claim")).status_code == 303
    sent = await console.post(where, action="remove_picture", reason="Not a picture of them")
    assert sent.status_code == 303
    [row] = await run(
        house, "select avatar_file_id, avatar_url from mentor.profiles where user_id = $1", mentor.id
    )
    assert tuple(row) == (None, None)
    [stored] = await run(house, "select state from mentor.stored_files")
    assert stored["state"] == "hidden"

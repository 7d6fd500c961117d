"""Mentor's desk: everything with a reason, in the log in the same transaction, once, and each with its way back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from harness.house import run_schedule
from harness.members import make_admin, run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns

CONSOLE = "/console/mentor"


async def _desk(house: House, open_browser: Any, role: str = "support") -> Any:
    olga = await make_mentee(house, "Olga")
    await make_admin(house, olga.id, role)
    desk = await open_browser(olga)
    await desk.get("/console")
    return desk


async def _actions(house: House) -> list[str]:
    return [
        row["action"]
        for row in await run(house, "select action from mentor.admin_actions order by created_at")
    ]


async def _letters(house: House, member: Member) -> list[str]:
    rows = await run(
        house, "select purpose from mentor.outbox where person_id = $1 order by created_at, id", member.id
    )
    return [row["purpose"] for row in rows]


async def _paid_session(
    house: House, mentor: Member, mentee: Member, program: Any, standins: StandIns
) -> UUID:
    start = hour(house).isoformat()
    body = {"mentor": str(mentor.profile_id), "start": start, "minutes": 60}
    booking = (await program.post("/api/mentor/bookings", json=body)).json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    return UUID(booking)


async def _twice(desk: Any, other: Any, path: str, **fields: str) -> list[int]:
    answers = await asyncio.gather(desk.post(path, **fields), other.post(path, **fields))
    return sorted(answer.status_code for answer in answers)


async def test_the_desk_does_not_exist_for_members_and_other_roles(house: House, open_browser: Any) -> None:
    mia = await open_browser(await make_mentee(house))
    engineer = await _desk(house, open_browser, "engineering")
    support = await _desk(house, open_browser)
    for page in ("people", "bookings", "payments", "reviews"):
        assert (await mia.get(f"{CONSOLE}/{page}")).status_code == 404
        assert (await engineer.get(f"{CONSOLE}/{page}")).status_code == 404
        assert (await support.get(f"{CONSOLE}/{page}")).status_code == 200


async def test_a_page_about_somebody_leads_to_what_the_house_can_do_as_far_as_its_reader_may(
    house: House, open_browser: Any
) -> None:
    mentor = await make_mentor(house, "Max Weber")
    about = f"{CONSOLE}/people/{mentor.id}"
    for_all = [f"/console/impersonation?person={mentor.id}", f"/console/people/{mentor.id}/data"]
    for_ops = [f"/console/bans?person={mentor.id}", f"/console/legal-holds?person={mentor.id}"]
    for role, ways, closed in (("support", for_all, for_ops), ("ops", [*for_all, *for_ops], [])):
        desk = await _desk(house, open_browser, role)
        page = (await desk.get(about)).text
        assert [way for way in [*ways, *closed] if way in page] == ways
        for way in ways:
            found = await desk.get(way + ("&product=mentor" if "impersonation" in way else ""))
            assert found.status_code == 200
            assert str(mentor.id) in found.text


async def test_suspending_ends_and_refunds_every_session_ahead_tells_both_and_can_be_taken_back(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house, "Max Weber"), await make_mentee(house)
    program = await open_program(mia)
    await _paid_session(house, mentor, mia, program, standins)
    hold = {
        "mentor": str(mentor.profile_id),
        "start": hour(house, days=5).isoformat(),
        "minutes": 60,
    }
    assert (await program.post("/api/mentor/bookings", json=hold)).status_code == 201
    told_before = len(await _letters(house, mentor))
    desk, other = await _desk(house, open_browser), await _desk(house, open_browser, "ops")
    path = f"{CONSOLE}/people/{mentor.id}"
    for sought in ("web", mentor.email.upper()):
        assert path in (await desk.get(f"{CONSOLE}/people?name={sought}")).text
    assert "$50.00" in (await desk.get(path)).text
    assert (await desk.post(f"{path}/standing", standing="suspended", reason=" x ")).status_code == 422
    assert (await desk.post(f"{path}/standing", standing="active", reason="By mistake")).status_code == 409
    assert await _twice(
        desk, other, f"{path}/standing", standing="suspended", reason="Sold courses in sessions"
    ) == [303, 409]
    ended = await run(house, "select status::text, cancelled_by, percent_back from mentor.bookings")
    assert [tuple(row) for row in ended] == [("cancelled", "house", 100)] * 2
    owed = await run(house, "select amount_cents, reason from mentor.payments where kind = 'refund'")
    assert [tuple(row) for row in owed] == [(5000, "house")]
    # Of the hold that nobody had paid for, the mentor never heard.
    assert sorted((await _letters(house, mentor))[told_before:]) == ["booking.ended", "person.suspended"]
    assert (await _letters(house, mia)).count("booking.ended") == 2
    assert "Sold courses" not in (await program.get("/mentor/sessions")).text
    refused = await program.post(
        "/api/mentor/bookings", json={**hold, "start": hour(house, days=6).isoformat()}
    )
    assert refused.status_code in (404, 409)
    assert "Take back in" in (await desk.get(path)).text
    assert await _twice(desk, other, f"{path}/standing", standing="active", reason="It was not him") == [
        303,
        409,
    ]
    assert (await _letters(house, mentor))[-1] == "person.reinstated"
    again = {**hold, "start": hour(house, days=6).isoformat()}
    assert (await program.post("/api/mentor/bookings", json=again)).status_code == 201
    decided = [name for name in await _actions(house) if name != "mentor.person.searched"]
    assert decided == ["mentor.person.suspended", "mentor.person.reinstated"]


async def test_goodwill_is_a_part_or_all_of_the_charge_and_never_more_whoever_presses_at_once(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await _paid_session(house, mentor, mia, await open_program(mia), standins)
    [charge] = await run(house, "select id from mentor.payments")
    desk, other = await _desk(house, open_browser), await _desk(house, open_browser, "ops")
    path = f"{CONSOLE}/payments/{charge['id']}"
    assert path in (await desk.get(f"{CONSOLE}/payments")).text
    assert str(booking) in (await desk.get(path)).text
    for wrong in ("0", "5001", "-5", "much"):
        answer = await desk.post(f"{path}/refund", amount=wrong, reason="The line was bad")
        assert answer.status_code in (400, 422), wrong
    assert (await desk.post(f"{path}/refund", amount="100", reason="")).status_code == 422
    assert await _twice(desk, other, f"{path}/refund", amount="3000", reason="The line was bad") == [303, 422]
    await run_schedule(house, "mentor.refunds.execute")
    [refund] = await run(
        house, "select id, status, amount_cents, reason from mentor.payments where kind = 'refund'"
    )
    assert (refund["status"], refund["amount_cents"], refund["reason"]) == ("succeeded", 3000, "goodwill")
    assert (await _letters(house, mia))[-1] == "refund.goodwill"
    assert (await _actions(house)) == ["mentor.refund.given"]
    await run(house, "update mentor.payments set status = 'failed' where kind = 'refund'")
    assert "Try again" in (await desk.get(f"{CONSOLE}/payments")).text
    again = f"{CONSOLE}/payments/refunds/{refund['id']}/again"
    assert await _twice(desk, other, again, reason="The bank mended it") == [303, 409]
    [state] = await run(house, "select status from mentor.payments where kind = 'refund'")
    assert state["status"] == "due"


async def test_a_hidden_review_is_read_by_nobody_and_shown_again_it_is_back_in_the_average(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    booking = await make_booking(house, mentor, mia, start)
    house.clock.move_to(start + timedelta(hours=2))
    await complete(house, booking)
    said = {"rating": 2, "feedback": "He shouted at me."}
    await (await open_program(mia)).post(f"/api/mentor/sessions/{booking}/review", json=said)
    [review] = await run(house, "select id from mentor.reviews")
    desk, other = await _desk(house, open_browser), await _desk(house, open_browser, "ops")
    path = f"{CONSOLE}/reviews/{review['id']}"
    # What the two cannot read yet, operators cannot either.
    assert (await desk.get(path)).status_code == 404
    assert "shouted" not in (await desk.get(f"{CONSOLE}/reviews")).text
    house.clock.move(timedelta(days=14))
    desk, other = await _desk(house, open_browser), await _desk(house, open_browser, "ops")
    assert await _average(house) == (0, 0)
    public = f"/api/mentor/mentors/{mentor.profile_id}/reviews"
    reader = await open_program(mia)
    # Hidden before it was counted, and shown: counted then, once.
    assert await _twice(desk, other, f"{path}/hide", reason="Checking it first") == [303, 409]
    await run_schedule(house, "mentor.reviews.count")
    assert await _average(house) == (0, 0)
    assert await _twice(desk, other, f"{path}/show", reason="It is in order") == [303, 409]
    await run_schedule(house, "mentor.reviews.count")
    assert await _average(house) == (1, 2)
    for _ in range(2):
        assert (await desk.post(f"{path}/hide", reason="Names a child")).status_code == 303
        assert (await reader.get(public)).json()["items"] == []
        assert await _average(house) == (0, 0)
        assert path in (await desk.get(f"{CONSOLE}/reviews")).text
        assert (await desk.post(f"{path}/show", reason="It did not after all")).status_code == 303
        assert await _average(house) == (1, 2)
        assert len((await reader.get(public)).json()["items"]) == 1
    assert await _actions(house) == ["mentor.review.hidden", "mentor.review.shown"] * 3


async def _average(house: House) -> tuple[int, int]:
    [row] = await run(house, "select rating_count, rating_sum from mentor.mentor_profiles")
    return tuple(row)


async def test_a_session_called_off_by_us_is_refunded_whole_and_both_read_why_in_our_words(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mia)
    booking = await _paid_session(house, mentor, mia, program, standins)
    # The mentee would get nothing back any more.
    house.clock.move_to(hour(house) - timedelta(hours=1))
    desk, other = await _desk(house, open_browser), await _desk(house, open_browser, "ops")
    path = f"{CONSOLE}/bookings/{booking}"
    assert path in (await desk.get(f"{CONSOLE}/bookings")).text
    assert "Takes place" in (await desk.get(path)).text
    for action, other_one in (("hold-pay", "Release the mentor"), ("release-pay", "Hold the mentor")):
        assert await _twice(desk, other, f"{path}/{action}", reason="Looking into it") == [303, 409]
        assert other_one in (await desk.get(path)).text
    assert await _twice(
        desk, other, f"{path}/call-off", reason="Their card was stolen", words="The room is closed today."
    ) == [303, 409]
    [owed] = await run(house, "select amount_cents, reason from mentor.payments where kind = 'refund'")
    assert tuple(owed) == (5000, "house")
    [mentor_row] = await run(house, "select sessions_called_off from mentor.mentor_profiles")
    assert mentor_row["sessions_called_off"] == 0
    assert [(await _letters(house, one))[-1] for one in (mentor, mia)] == ["booking.ended"] * 2
    shown = (await (await open_browser(mia)).get(f"/mentor/sessions/{booking}")).text
    assert "stolen" not in shown
    past = await make_booking(house, mentor, mia, hour(house))
    house.clock.move(timedelta(days=5))
    desk = await _desk(house, open_browser)
    late = await desk.post(f"{CONSOLE}/bookings/{past}/call-off", reason="They asked me")
    assert late.status_code == 409
    assert (await _actions(house)) == ["mentor.pay.held", "mentor.pay.released", "mentor.booking.called_off"]


async def test_a_report_is_taken_by_one_decided_once_and_its_reporter_is_told_that_we_looked(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    booking = await make_booking(house, mentor, mia, start)
    house.clock.move_to(start + timedelta(hours=2))
    await complete(house, booking)
    said = {"rating": 1, "feedback": "Buy my own course instead."}
    await (await open_program(mia)).post(f"/api/mentor/sessions/{booking}/review", json=said)
    house.clock.move(timedelta(days=14))
    await run_schedule(house, "mentor.reviews.count")
    [review] = await run(house, "select id from mentor.reviews")
    [report] = await run(
        house,
        """insert into kith.reports (product, reporter_id, reported_id, report_type, details, idempotency_key)
           values ('mentor', $1, $2, 'spam', $3, $4) returning id""",
        mentor.id,
        mia.id,
        {"kind": "review", "id": str(review["id"]), "comments": "Again.", "snapshot": said},
        str(uuid4()),
    )
    desk = await _desk(house, open_browser, "ops")
    [case] = await run(house, "select case_id from kith.reports where id = $1", report["id"])
    path = f"/console/queue/{case['case_id']}"
    queue = (await desk.get("/console/queue?product=mentor")).text
    assert "A review" in queue
    assert "Max" not in queue
    assert (await desk.post(f"{path}/claim")).status_code == 303
    opened = (await desk.get(path)).text
    assert "Buy my own course" in opened
    assert "Again." in opened
    assert (await desk.post(path, action="hide_review", reason="no")).status_code == 422
    assert (await desk.post(path, action="hide_review", reason="Third time")).status_code == 303
    assert await _average(house) == (0, 0)
    assert (await _letters(house, mentor))[-1] == "report.decided"
    assert (await _letters(house, mia))[-1] == "decision.made"
    [decision] = await run(house, "select id from kith.decisions")
    back = f"/console/queue/decisions/{decision['id']}/reverse"
    assert (await desk.post(back, reason="Not hers to sell")).status_code == 303
    assert await _average(house) != (0, 0)

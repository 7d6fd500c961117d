"""Reminders: a day and an hour before, of saying how it was and of the last days for it; each once, whatever happens to jobs."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from kith.foundation.house import House
from kith.simulator.standins import StandIns

JOB = "mentor.reminders.send"


async def _remind(house: House, moment: datetime) -> None:
    """The job, three times at once and once more."""
    house.clock.move_to(moment)
    await asyncio.gather(*(run_schedule(house, JOB) for _ in range(3)))
    await run_schedule(house, JOB)


async def _told(house: House) -> Counter[tuple[UUID, str]]:
    rows = await run(
        house,
        "select person_id, purpose from mentor.outbox where purpose like 'reminder.%' and channel = 'email'",
    )
    return Counter((row["person_id"], row["purpose"].removeprefix("reminder.")) for row in rows)


def _both(mentor: Member, mia: Member, *kinds: str) -> Counter[tuple[UUID, str]]:
    return Counter((one.id, kind) for one in (mentor, mia) for kind in kinds)


async def test_both_are_reminded_a_day_and_an_hour_before_in_their_zone_and_language_each_once(
    house: House, standins: StandIns
) -> None:
    mentor = await make_mentor(house, zone="Asia/Kathmandu")
    mia = await make_mentee(house, zone="America/New_York")
    await run(
        house,
        """update auth.users set raw_user_meta_data = raw_user_meta_data || '{"locale": "de"}' where id = $1""",
        mia.id,
    )
    start = hour(house, days=3)
    booking = await make_booking(house, mentor, mia, start)
    await _remind(house, start - timedelta(hours=24, minutes=1))
    assert await _told(house) == Counter()
    await _remind(house, start - timedelta(hours=24))
    assert await _told(house) == _both(mentor, mia, "day")
    await _remind(house, start - timedelta(minutes=61))
    await _remind(house, start - timedelta(minutes=60))
    await _remind(house, start + timedelta(minutes=1))
    assert await _told(house) == _both(mentor, mia, "day", "hour")
    await worker_pass(house, schedules=False)
    his, hers = [standins.mail.messages(one.email)[-1] for one in (mentor, mia)]
    assert his.subject == "In an hour: your session with Mia"
    assert "17:45" in (his.text or "")
    assert f"/mentor/sessions/{booking}/room" in (his.text or "")
    # 12:00 UTC is seven in the morning in New York.
    assert "07:00 (America/New_York)" in (hers.text or "")


async def test_nobody_is_reminded_of_what_is_off_and_a_moved_session_has_reminders_of_its_own(
    house: House, open_program: Any
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house, days=3)
    off = await make_booking(house, mentor, mia, start - timedelta(hours=3))
    moved = await make_booking(house, mentor, mia, start)
    program = await open_program(mia)
    assert (await program.post(f"/api/mentor/sessions/{off}/cancel", json={})).status_code == 200
    later = start + timedelta(days=2)
    sent = await program.post(f"/api/mentor/sessions/{moved}/move", json={"start": later.isoformat()})
    assert sent.status_code == 200
    await _remind(house, start - timedelta(hours=20))
    assert await _told(house) == Counter()
    await _remind(house, later - timedelta(hours=23))
    assert await _told(house) == _both(mentor, mia, "day")
    # Made three hours before: no word of a day, one of an hour.
    await make_booking(
        house, mentor, mia, house.clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=4)
    )
    await _remind(house, house.clock.now() + timedelta(seconds=5))
    assert await _told(house) == _both(mentor, mia, "day")


async def test_late_jobs_still_remind_in_time_but_never_of_a_day_when_it_is_nearly_now(house: House) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=3)
    await make_booking(house, mentor, mia, start)
    await make_booking(house, mentor, mia, start + timedelta(hours=5))
    await _remind(house, start - timedelta(minutes=20))
    # The first begins in twenty minutes, the second in more than five hours.
    assert await _told(house) == _both(mentor, mia, "hour", "day")
    [row] = await run(house, "select count(distinct booking_id) as n from mentor.session_reminders")
    assert row["n"] == 2


async def test_who_has_not_said_how_it_was_is_asked_once_and_once_more_in_the_last_days(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    booking = await make_booking(house, mentor, mia, start)
    end = start + timedelta(hours=1)
    house.clock.move_to(end)
    await complete(house, booking)
    await _remind(house, end + timedelta(minutes=1))
    assert await _told(house) == _both(mentor, mia, "review")
    program = await open_program(mia)
    assert (
        await program.post(f"/api/mentor/sessions/{booking}/review", json={"rating": 5})
    ).status_code == 204
    await _remind(house, end + timedelta(days=11))
    await _remind(house, end + timedelta(days=12))
    asked = _both(mentor, mia, "review") + Counter({(mentor.id, "last_call"): 1})
    assert await _told(house) == asked
    await _remind(house, end + timedelta(days=14))
    assert await _told(house) == asked
    await worker_pass(house, schedules=False)
    last = standins.mail.messages(mentor.email)[-1]
    assert last.subject == "The last days to say how it was with Mia"
    assert f"/mentor/sessions/{booking}/review" in (last.text or "")

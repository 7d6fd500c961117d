"""Nobody is in two sessions at once, money adds up: whoever asks, whatever runs at the same moment."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.mentor import MentorRows

pytestmark = pytest.mark.postgres15

_BOOK = """select booking_id, outcome from (select date_trunc('month', kith.now(), 'UTC') + interval '2 months' as d) t,
             create_booking_if_free(%s, %s, d + %s::interval, d + %s::interval + make_interval(mins => %s), p_paid_with => 'nothing')"""


def _booking(mentor: UUID, mentee: UUID, start: str, minutes: int = 60) -> Any:
    def act(db: psycopg.Connection[Any]) -> str:
        row = db.execute(_BOOK, (mentor, mentee, start, start, minutes)).fetchone()
        assert row is not None
        return row[1]

    return act


def _paid(rows: MentorRows, booking: UUID, amount: int = 5000) -> UUID:
    user = rows.one("select mentee_user_id from bookings where id = %s", booking)
    return rows.insert(
        "payments",
        {
            "booking_id": booking,
            "user_id": user,
            "amount_cents": amount,
            "currency": "usd",
            "status": "pending",
        },
    )


def test_fifty_people_at_once_for_one_slot_one_gets_it(mentor_rows: MentorRows) -> None:
    mentor = mentor_rows.mentor()
    people = [mentor_rows.person() for _ in range(50)]
    outcomes = mentor_rows.at_once([_booking(mentor, person, "9 hours") for person in people])
    assert Counter(outcomes) == {"confirmed": 1, "taken": 49}


def test_overlapping_slots_of_different_lengths_at_once_never_overlap(mentor_rows: MentorRows) -> None:
    mentor = mentor_rows.mentor(buffer_before=10, buffer_after=5)
    wishes = [(f"{9 * 60 + 15 * step} minutes", length) for step in range(12) for length in (15, 30, 60, 120)]
    outcomes = mentor_rows.at_once(
        [_booking(mentor, mentor_rows.person(), start, length) for start, length in wishes]
    )
    assert set(outcomes) == {"confirmed", "taken"}
    overlaps = mentor_rows.one(
        """select count(*) from bookings a join bookings b on a.id < b.id and a.mentor_user_id = b.mentor_user_id
           where a.mentor_user_id = %s and a.start_time < b.end_time + interval '15 minutes' and b.start_time < a.end_time + interval '15 minutes'""",
        mentor,
    )
    assert overlaps == 0


def test_one_mentee_with_two_mentors_at_once_is_in_one_session(mentor_rows: MentorRows) -> None:
    mentee = mentor_rows.person()
    mentors = [mentor_rows.mentor() for _ in range(12)]
    outcomes = mentor_rows.at_once([_booking(mentor, mentee, "9 hours") for mentor in mentors])
    assert Counter(outcomes) == {"confirmed": 1, "busy": 11}


def test_two_mentors_who_book_each_other_for_one_hour_get_one_session(mentor_rows: MentorRows) -> None:
    for hour in range(8):
        one, other = mentor_rows.mentor(), mentor_rows.mentor()
        start = f"{hour} hours"
        outcomes = mentor_rows.at_once([_booking(one, other, start), _booking(other, one, start)])
        assert outcomes.count("confirmed") == 1, outcomes


def test_past_the_atomic_call_the_database_still_refuses(mentor_rows: MentorRows) -> None:
    mentor, mentee = mentor_rows.mentor(), mentor_rows.person()
    made, _ = mentor_rows.book(mentor, mentee, "9 hours", p_paid_with="nothing")
    for mentor_too, mentee_too in ((mentor, mentor_rows.person()), (mentor_rows.mentor(), mentee)):
        with pytest.raises(psycopg.errors.ExclusionViolation):
            mentor_rows.db.execute(
                """insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time)
                   select %s, %s, start_time + interval '30 minutes', end_time + interval '30 minutes' from bookings where id = %s""",
                (mentor_too, mentee_too, made),
            )
    for change in (
        "start_time = start_time + interval '1 day'",
        "price_cents = 1",
        "cancellation_policy = '[]'",
    ):
        with pytest.raises(psycopg.errors.CheckViolation):
            mentor_rows.db.execute(f"update bookings set {change} where id = %s", (made,))


def test_an_unpaid_booking_keeps_its_time_for_ten_minutes_by_the_clock(mentor_rows: MentorRows) -> None:
    mentor, slow, quick = mentor_rows.mentor(), mentor_rows.person(), mentor_rows.person()
    first, _ = mentor_rows.book(mentor, slow, "9 hours", p_price_cents=5000)
    payment = _paid(mentor_rows, first)  # type: ignore[arg-type]
    assert mentor_rows.book(mentor, quick, "9 hours", p_price_cents=5000)[1] == "taken"
    mentor_rows.db.execute("select set_config('kith.clock_offset', '11 minutes', false)")
    second, outcome = mentor_rows.book(mentor, quick, "9 hours", p_paid_with="nothing")
    assert outcome == "confirmed"
    # The money of the slow one comes after all: it goes back whole.
    assert mentor_rows.one("select settle_payment(%s, 'ch_1')", payment) == "too_late"
    assert mentor_rows.one("select settle_payment(%s, 'ch_1')", payment) == "too_late"
    assert (
        mentor_rows.one(
            "select sum(amount_cents) from payments where charge_payment_id = %s and status = 'due'", payment
        )
        == 5000
    )
    assert mentor_rows.one("select status::text from bookings where id = %s", second) == "confirmed"


def test_money_that_comes_late_gets_the_time_if_it_is_still_free(mentor_rows: MentorRows) -> None:
    mentor, slow, other = mentor_rows.mentor(), mentor_rows.person(), mentor_rows.person()
    first, _ = mentor_rows.book(mentor, slow, "9 hours", p_price_cents=5000)
    payment = _paid(mentor_rows, first)  # type: ignore[arg-type]
    # The second page opens once the first has run out; both are paid in the end.
    mentor_rows.db.execute("update payments set status = 'expired' where id = %s", (payment,))
    again = _paid(mentor_rows, first)  # type: ignore[arg-type]
    mentor_rows.db.execute("select set_config('kith.clock_offset', '11 minutes', false)")
    assert mentor_rows.book(mentor, other, "12 hours", p_paid_with="nothing")[1] == "confirmed"
    assert mentor_rows.one("select settle_payment(%s, 'ch_2')", payment) == "confirmed"
    assert mentor_rows.one("select settle_payment(%s, 'ch_3')", again) == "paid_twice"
    assert mentor_rows.book(mentor, mentor_rows.person(), "9 hours")[1] == "taken"


def test_refunds_together_are_never_more_than_the_charge(mentor_rows: MentorRows) -> None:
    mentor, mentee = mentor_rows.mentor(), mentor_rows.person()
    booking, _ = mentor_rows.book(mentor, mentee, "9 hours", p_price_cents=5000)
    payment = _paid(mentor_rows, booking)  # type: ignore[arg-type]
    assert mentor_rows.one("select settle_payment(%s, %s)", payment, uuid4().hex) == "confirmed"

    def refund(db: psycopg.Connection[Any]) -> str:
        db.execute(
            """insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
               values (%s, 'refund', %s, %s, 'due', 1200, 'usd', 'goodwill')""",
            (booking, payment, mentee),
        )
        return "owed"

    outcomes = mentor_rows.at_once([refund] * 8)
    assert outcomes.count("owed") == 4
    assert mentor_rows.one("select refunded_cents from payments where id = %s", payment) == 4800
    mentor_rows.db.execute("select end_booking(%s, 'cancelled', 'mentor', 100)", (booking,))
    assert mentor_rows.one("select refunded_cents from payments where id = %s", payment) == 5000


def test_moving_a_session_keeps_the_old_time_when_the_new_one_is_taken(mentor_rows: MentorRows) -> None:
    mentor, mentee = mentor_rows.mentor(), mentor_rows.person()
    booking, _ = mentor_rows.book(mentor, mentee, "9 hours", p_paid_with="nothing")
    mentor_rows.book(mentor, mentor_rows.person(), "12 hours", p_paid_with="nothing")
    move = """select m.booking_id, m.outcome from bookings b, move_booking(b.id, b.start_time + %s::interval, b.end_time + %s::interval) m
              where b.id = %s"""
    assert mentor_rows.db.execute(move, ("3 hours", "3 hours", booking)).fetchone() == (None, "taken")
    assert mentor_rows.one("select status::text from bookings where id = %s", booking) == "confirmed"
    # Half an hour later overlaps the old time, which is given up in the same moment.
    moved = mentor_rows.db.execute(move, ("30 minutes", "30 minutes", booking)).fetchone()
    assert moved is not None
    assert moved[1] == "confirmed"
    assert mentor_rows.one("select calendar_sequence from bookings where id = %s", moved[0]) == 1
    assert (
        mentor_rows.one(
            "select count(distinct calendar_uid) from bookings where id in (%s, %s)", booking, moved[0]
        )
        == 1
    )


def test_what_a_calendar_blocks_cannot_be_booked(mentor_rows: MentorRows) -> None:
    mentor = mentor_rows.mentor()
    account = mentor_rows.insert(
        "calendar_accounts",
        {
            "user_id": mentor,
            "provider": "google",
            "secret_ciphertext": b"x",
            "secret_iv": bytes(12),
            "secret_tag": bytes(16),
            "secret_key_version": 1,
        },
    )
    before = mentor_rows.one("select slots_version from mentor_profiles where user_id = %s", mentor)
    mentor_rows.db.execute(
        """insert into external_busy_events (calendar_account_id, user_id, provider, external_id, series_id, start_time, end_time)
           select %s, %s, 'google', 'x', 'x', d + interval '9 hours 30 minutes', d + interval '10 hours'
           from (select date_trunc('month', kith.now(), 'UTC') + interval '2 months' as d) t""",
        (account, mentor),
    )
    assert mentor_rows.one("select slots_version from mentor_profiles where user_id = %s", mentor) > before
    assert mentor_rows.book(mentor, mentor_rows.person(), "9 hours")[1] == "taken"
    assert mentor_rows.book(mentor, mentor_rows.person(), "10 hours", p_paid_with="nothing")[1] == "confirmed"


def test_three_unpaid_bookings_at_once_are_the_most(mentor_rows: MentorRows) -> None:
    mentor, greedy = mentor_rows.mentor(), mentor_rows.person()
    outcomes = [mentor_rows.book(mentor, greedy, f"{hour} hours")[1] for hour in range(5)]
    assert outcomes == ["booked"] * 3 + ["too_many"] * 2


def test_two_who_blocked_each_other_and_the_suspended_cannot_book(mentor_rows: MentorRows) -> None:
    mentor, mentee = mentor_rows.mentor(), mentor_rows.person()
    mentor_rows.db.execute(
        "insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (mentee, mentor)
    )
    assert mentor_rows.book(mentor, mentee, "9 hours")[1] == "closed"
    assert mentor_rows.book(mentor, mentor, "9 hours")[1] == "yourself"
    other = mentor_rows.person()
    booking, _ = mentor_rows.book(mentor, other, "9 hours", p_price_cents=5000)
    mentor_rows.one("select settle_payment(%s, %s)", _paid(mentor_rows, booking), uuid4().hex)  # type: ignore[arg-type]
    assert mentor_rows.one("select suspend_person(%s)", mentor) == [booking]
    assert mentor_rows.one("select suspend_person(%s)", mentor) is None
    assert mentor_rows.book(mentor, other, "9 hours")[1] == "closed"
    assert (
        mentor_rows.one(
            "select amount_cents from payments where booking_id = %s and kind = 'refund'", booking
        )
        == 5000
    )


def test_a_mentor_who_leaves_gives_everything_back_and_nothing_personal_stays(
    mentor_rows: MentorRows,
) -> None:
    mentor, mentee = (
        mentor_rows.mentor(headline="Ada of Berlin", bio="Grew up in Berlin"),
        mentor_rows.person(),
    )
    booking, _ = mentor_rows.book(mentor, mentee, "9 hours", p_price_cents=5000, p_notes="About my startup")
    mentor_rows.one("select settle_payment(%s, %s)", _paid(mentor_rows, booking), uuid4().hex)  # type: ignore[arg-type]
    assert mentor_rows.one("select erase_person(%s)", mentor) == [booking]
    assert mentor_rows.one("select count(*) from mentor_profiles m where m::text ilike '%%berlin%%'") == 0
    assert (
        mentor_rows.one(
            "select amount_cents from payments where booking_id = %s and kind = 'refund'", booking
        )
        == 5000
    )
    assert mentor_rows.one("select erase_person(%s)", mentee) is not None
    assert mentor_rows.one("select notes from bookings where id = %s", booking) is None


def test_what_a_mentor_says_about_hours_makes_sense(mentor_rows: MentorRows) -> None:
    mentor = mentor_rows.mentor()
    rule = {
        "mentor_user_id": mentor,
        "weekday": 1,
        "start_minute": 540,
        "end_minute": 1440,
        "timezone": "Asia/Kathmandu",
    }
    mentor_rows.insert("mentor_availability_rules", rule)
    for wrong in (
        {"end_minute": 1441},
        {"start_minute": -1},
        {"end_minute": 540},
        {"weekday": 7},
        {"timezone": "Mars/Olympus"},
        {"timezone": "CET"},
        {"interval_weeks": 2},
    ):
        with pytest.raises(psycopg.errors.CheckViolation):
            mentor_rows.insert("mentor_availability_rules", rule | wrong)
    with pytest.raises(psycopg.errors.CheckViolation):
        mentor_rows.insert(
            "mentor_availability_exceptions",
            {"mentor_user_id": mentor, "date": "2027-03-01", "is_available": True, "start_minute": 60},
        )


def test_a_member_sees_only_their_own_and_no_room(mentor_rows: MentorRows) -> None:
    mentor, mentee = mentor_rows.mentor(), mentor_rows.person()
    mentor_rows.book(mentor, mentee, "9 hours", p_paid_with="nothing")
    for person, seen in ((mentor, 1), (mentee, 1), (mentor_rows.person(), 0)):
        db = mentor_rows.connect("authenticated", person)
        assert db.execute("select count(id) from bookings").fetchone() == (seen,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("select meeting_room from bookings")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("update bookings set status = 'completed'")

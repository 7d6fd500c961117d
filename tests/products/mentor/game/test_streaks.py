"""Streaks: the person's own days, whatever the clocks and the aeroplanes do; one freeze a month; the database follows the same rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.mentor import MentorRows
from harness.postgres import SharedServer
from kith.products.mentor.game.streaks.calendar import draw
from kith.products.mentor.game.streaks.streak import Activity, alive, follow

BERLIN, SAMOA, HAWAII = "Europe/Berlin", "Pacific/Apia", "Pacific/Honolulu"


def at(text: str, zone: str = BERLIN) -> Activity:
    """An activity at a local time."""
    return Activity(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone)


def daily(first: date, days: int, zone: str = BERLIN, hour: int = 12) -> list[Activity]:
    return [at(f"{first + timedelta(days=n)} {hour:02}:00", zone) for n in range(days)]


def test_days_in_a_row_count_once_each_across_clock_changes() -> None:
    october = [one for hour in (0, 3, 23) for one in daily(date(2026, 10, 20), 12, hour=hour)]
    march = [one for hour in (1, 2, 23) for one in daily(date(2027, 3, 22), 12, hour=hour)]
    assert follow(october).length == 12
    assert follow(march).length == 12


def test_one_missed_day_a_month_is_frozen_and_a_second_one_breaks() -> None:
    found = follow([*daily(date(2026, 11, 1), 5), *daily(date(2026, 11, 7), 5)])
    assert (found.length, found.frozen) == (10, (date(2026, 11, 6),))
    found = follow(
        [*daily(date(2026, 11, 1), 5), *daily(date(2026, 11, 7), 5), *daily(date(2026, 11, 13), 2)]
    )
    assert (found.length, found.longest) == (2, 10)
    assert follow([*daily(date(2026, 11, 1), 5), *daily(date(2026, 11, 8), 2)]).length == 2
    ends = follow([*daily(date(2026, 11, 25), 5), *daily(date(2026, 12, 2), 3)])
    assert (ends.length, ends.frozen) == (8, (date(2026, 11, 30), date(2026, 12, 1)))


def test_a_broken_streak_spends_no_freeze() -> None:
    found = follow(
        [*daily(date(2026, 11, 1), 3), *daily(date(2026, 11, 9), 3), *daily(date(2026, 11, 13), 1)]
    )
    assert (found.length, found.frozen) == (4, (date(2026, 11, 12),))


def test_flown_from_samoa_to_hawaii_and_back_neither_breaks_nor_doubles_a_day() -> None:
    home = daily(date(2026, 11, 1), 5, SAMOA)  # the 5th, noon in Samoa, is the 4th in Hawaii
    there = daily(date(2026, 11, 4), 5, HAWAII, hour=20)  # the 4th and 5th are had already
    back = [at("2026-11-10 09:00", SAMOA), at("2026-11-11 09:00", SAMOA)]  # the 9th passed in the air
    assert follow(home + there).days == tuple(date(2026, 11, day) for day in range(1, 9))
    found = follow(home + there + back)
    assert found.days == tuple(date(2026, 11, day) for day in (*range(1, 9), 10, 11))
    assert (found.length, found.frozen) == (10, ())


def test_saying_one_lives_elsewhere_is_no_new_day() -> None:
    noon = at("2026-11-27 12:00", HAWAII)
    same = [Activity(noon.at + timedelta(minutes=n), (SAMOA, HAWAII)[n % 2]) for n in range(60)]
    assert follow([noon, *same]).days == (date(2026, 11, 27),)


def test_hopping_between_zones_gains_one_day_at_most() -> None:
    zones = ("Pacific/Kiritimati", HAWAII, "Pacific/Pago_Pago", SAMOA, "UTC")
    begin = datetime(2026, 11, 1, tzinfo=UTC)
    hops = [Activity(begin + timedelta(hours=n), zones[n * 7 % 5]) for n in range(30 * 24)]
    found = follow(hops)
    assert len(set(found.days)) == len(found.days) <= 32
    assert found.length == len(found.days)


def test_a_date_that_a_zone_left_out_was_not_missed() -> None:
    found = follow([*daily(date(2011, 12, 27), 3, SAMOA), *daily(date(2011, 12, 31), 2, SAMOA)])
    assert (found.length, found.frozen) == (5, ())


def test_today_is_not_missed_before_it_is_over() -> None:
    found = follow(daily(date(2026, 11, 1), 5))
    assert alive(found, at("2026-11-06 23:59").at, BERLIN) == 5
    assert alive(found, at("2026-11-07 23:59").at, BERLIN) == 5  # the 6th is frozen
    assert alive(found, at("2026-11-08 00:01").at, BERLIN) == 0
    assert alive(follow([]), at("2026-11-08 00:01").at, BERLIN) == 0


def test_the_calendar_has_half_a_year_of_days_each_once() -> None:
    today = date(2026, 11, 27)
    drawn = draw(follow([*daily(date(2026, 11, 20), 3), *daily(date(2026, 11, 24), 3)]), today)
    states = {square.day: square.state for square in drawn.squares}
    assert len(states) == len(drawn.squares) == 25 * 7 + 5
    assert states[date(2026, 11, 23)] == "frozen"
    assert states[today] == "today"
    assert (drawn.lines[0].active, drawn.lines[0].frozen) == (6, 1)
    assert len({(square.x, square.y) for square in drawn.squares}) == len(drawn.squares)


@pytest.fixture(scope="module")
def rows(postgres_server: SharedServer) -> Iterator[MentorRows]:
    with postgres_server.database(postgres_server.template()) as database:
        world = MentorRows(database.url)
        yield world
        world.close()


_ZONES = (BERLIN, SAMOA, HAWAII, "America/Sao_Paulo", "Pacific/Kiritimati", "Asia/Kathmandu")
_PLACES = st.lists(
    st.tuples(st.integers(1, 60 * 55), st.sampled_from(_ZONES), st.integers(0, 9)), min_size=1, max_size=25
)


@pytest.mark.postgres15
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_PLACES, st.sampled_from([datetime(2026, 10, 10, tzinfo=UTC), datetime(2011, 12, 20, tzinfo=UTC)]))
def test_the_database_follows_the_same_rule_in_whatever_order_it_hears(
    rows: MentorRows, steps: list[tuple[int, str, int]], begin: datetime
) -> None:
    person = rows.person()
    moment, history = begin, list[tuple[int, Activity]]()
    for minutes, zone, late in steps:
        moment += timedelta(minutes=minutes)
        history.append((late, Activity(moment, zone)))
    # Mostly in order; what comes late comes at the end.
    heard = [one for late, one in history if late] + [one for late, one in history if not late]
    for one in heard:
        rows.db.execute("select note_activity(%s, %s, %s)", (person, one.at, one.zone))
    expected = follow(heard)
    assert _stats(rows, person) == (expected.length, expected.longest, expected.days[-1])
    frozen = rows.one("select frozen_day from user_stats where user_id = %s", person)
    assert frozen == (expected.frozen[-1] if expected.frozen else None)
    rows.db.execute("select follow_streak(%s)", (person,))
    assert _stats(rows, person) == (expected.length, expected.longest, expected.days[-1])
    days = {
        key.removeprefix("streak_day:")
        for (key,) in rows.db.execute(
            "select idempotency_key from xp_events where user_id = %s and event = 'streak_day'", (person,)
        )
    }
    assert days >= {day.isoformat() for day in expected.days}


def _stats(rows: MentorRows, person: UUID) -> tuple[int, int, date]:
    found = rows.db.execute(
        "select current_streak, longest_streak, streak_day from user_stats where user_id = %s", (person,)
    ).fetchone()
    assert found is not None
    return found

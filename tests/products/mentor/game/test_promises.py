"""What the database keeps of the game, attacked: each cause once, friends do not climb, a week closes once and loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from harness.attacked import constraint
from harness.mentor import MentorRows
from harness.postgres import SharedServer

pytestmark = pytest.mark.postgres15


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[MentorRows]:
    with postgres_server.database(postgres_server.template()) as database:
        world = MentorRows(database.url)
        yield world
        world.close()


@pytest.fixture
def rows(_world: MentorRows) -> Iterator[MentorRows]:
    _at(_world, "0")
    yield _world
    _world.close_others()


def _at(rows: MentorRows, offset: str, db: psycopg.Connection[Any] | None = None) -> None:
    (db or rows.db).execute("select set_config('kith.clock_offset', %s, false)", (offset,))


def _stats(rows: MentorRows, person: UUID, column: str = "xp") -> Any:
    return rows.one(f"select {column} from user_stats where user_id = %s", person)


def _give(
    rows: MentorRows, person: UUID, cause: str, *, event: str = "session_completed", ago: str = "0"
) -> None:
    rows.db.execute(
        "select give_xp(%s, %s::xp_event, %s, kith.now() - %s::interval, null, 'mentor')",
        (person, event, cause, ago),
    )


def _held(rows: MentorRows, mentor: UUID, mentee: UUID) -> UUID:
    """A session that is over, past the calendar."""
    booking: UUID = rows.one(
        """insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, status, mode)
           select %s, %s, h, h + interval '15 minutes', 'confirmed', 'instant'
           from (select date_trunc('hour', kith.now()) - interval '1 day' - 15 * nextval('an_hour') * interval '1 minute' as h) x returning id""",
        mentor,
        mentee,
    )
    rows.db.execute("update bookings set status = 'completed' where id = %s", (booking,))
    return booking


@pytest.fixture(autouse=True)
def _hours(rows: MentorRows) -> None:
    rows.db.execute("create temporary sequence if not exists an_hour")


def test_the_same_cause_at_once_is_one_event(rows: MentorRows) -> None:
    person = rows.person()

    def give(db: psycopg.Connection[Any]) -> Any:
        db.execute("reset role")
        row = db.execute("select give_xp(%s, 'session_completed', 'same', kith.now())", (person,)).fetchone()
        return row and row[0]

    outcomes = rows.at_once([give] * 20)
    assert sorted(outcomes, key=str) == [60, *[None] * 19]
    assert _stats(rows, person, "(xp, sessions)") == ("80", "1")
    with pytest.raises(psycopg.errors.UniqueViolation) as twice:
        rows.db.execute(
            """insert into xp_events (user_id, event, amount, idempotency_key, at, week, month)
               select user_id, event, amount, idempotency_key, at, week, month from xp_events where user_id = %s limit 1""",
            (person,),
        )
    assert constraint(twice) == "xp_events_once"


def test_many_causes_at_once_add_up(rows: MentorRows) -> None:
    people = [rows.person() for _ in range(3)]
    causes = [(people[n % 3], f"session {n}") for n in range(24)]

    def giving(person: UUID, cause: str) -> Callable[[psycopg.Connection[Any]], Any]:
        def give(db: psycopg.Connection[Any]) -> None:
            db.execute("reset role")
            db.execute("select give_xp(%s, 'session_completed', %s, kith.now())", (person, cause))
            db.execute("select note_activity(%s, kith.now())", (person,))

        return give

    assert rows.at_once([giving(person, cause) for person, cause in causes]) == [None] * 24
    for person in people:
        assert _stats(rows, person) == 20 + 8 * 60 + 5
        assert (
            rows.one("select sum(xp) from xp_totals where user_id = %s and kind = 'week'", person) == 20 + 485
        )


def test_history_is_never_changed(rows: MentorRows) -> None:
    person = rows.person()
    for statement in (
        "update xp_events set amount = 1000",
        "delete from xp_events",
        "truncate xp_events cascade",
        "truncate awards",
        "truncate period_results",
    ):
        with pytest.raises(psycopg.Error) as refused:
            rows.db.execute(statement)
        assert refused.value.sqlstate == "KT403", statement
    service = rows.connect("service_role")
    for statement in (
        """insert into xp_events (user_id, event, amount, idempotency_key, at, week, month)
           select user_id, event, 1000, 'x', at, week, month from xp_events""",
        "update user_stats set xp = 100000",
        "update xp_totals set xp = 100000",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(statement)
    assert _stats(rows, person) == 20


def test_two_friends_who_only_meet_and_review_each_other_do_not_climb(rows: MentorRows) -> None:
    max_, mia = rows.mentor(), rows.person()
    for _ in range(40):
        booking = _held(rows, max_, mia)
        for reviewer in (max_, mia):
            rows.db.execute(
                """insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, reveals_at)
                   values (%s, %s, %s, 5, kith.now())""",
                (booking, reviewer, mia if reviewer == max_ else max_),
            )
    of_each_other = "select sum(amount) from xp_events where user_id = %s and other_user_id is not null"
    for person in (max_, mia):
        assert _stats(rows, person, "sessions") == 40
        assert 350 < rows.one(of_each_other, person) <= 4 * (60 + 20 + 20)
    last = "select max(amount) from xp_events where user_id = %s and other_user_id is not null and pair_number > 20"
    assert rows.one(last, mia) == 0
    busy = rows.mentor()
    for _ in range(7):
        _held(rows, busy, rows.person())
    assert _stats(rows, busy) > _stats(rows, max_), "seven people are worth more than forty times the same"
    assert _stats(rows, busy, "people_met") == 7


def test_a_review_earns_for_the_one_reviewed_only_when_it_shows(rows: MentorRows) -> None:
    max_, mia = rows.mentor(), rows.person()
    booking = _held(rows, max_, mia)
    before = _stats(rows, max_)
    write = "insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, reveals_at) values (%s, %s, %s, 1, kith.now())"
    rows.db.execute(write, (booking, mia, max_))
    assert (_stats(rows, max_), _stats(rows, mia, "reviews_given")) == (before, 1)
    _at(rows, "15 days")
    for _ in range(2):
        rows.db.execute("select count_reviews()")
    assert (_stats(rows, max_), _stats(rows, max_, "reviews_received")) == (before + 20, 1)


def test_a_profile_that_says_enough_earns_once(rows: MentorRows) -> None:
    person = rows.person()
    rows.db.execute("update profiles set onboarding_completed = true where user_id = %s", (person,))
    rows.db.execute("insert into mentee_profiles (user_id, bio) values (%s, 'Nurse')", (person,))
    assert _stats(rows, person) == 20
    for goals in ("{Python}", "{}", "{SQL}"):
        rows.db.execute("update mentee_profiles set goals = %s where user_id = %s", (goals, person))
    assert _stats(rows, person, "(xp, profile_complete)") == ("70", "1")


def test_a_week_closes_once_whoever_comes_and_nothing_given_meanwhile_is_lost_or_counted_twice(
    rows: MentorRows,
) -> None:
    people = [rows.mentor() for _ in range(8)]
    week = rows.one("select open_period('week', kith.now())")
    _at(rows, "8 days")  # the week is over
    # At once: two workers who close it, and sessions that ended in it.
    late = [(person, f"late {n}") for n in range(2) for person in people]

    def closing(db: psycopg.Connection[Any]) -> Any:
        _at(rows, "8 days", db)
        row = db.execute("select close_period('week', %s)", (week,)).fetchone()
        return row and row[0]

    def giving(person: UUID, cause: str) -> Callable[[psycopg.Connection[Any]], Any]:
        def give(db: psycopg.Connection[Any]) -> Any:
            db.execute("reset role")
            _at(rows, "8 days", db)
            row = db.execute(
                "select give_xp(%s, 'session_completed', %s, kith.now() - interval '8 days', null, 'mentor')",
                (person, cause),
            ).fetchone()
            return row and row[0]

        return give

    actions: list[Callable[[psycopg.Connection[Any]], Any]] = [giving(*one) for one in late]
    Random(4).shuffle(actions)
    # Some come before, since a week in which nobody did anything has nobody to praise.
    outcomes = rows.at_once(actions[:8]) + rows.at_once([closing, *actions[8:], closing])
    assert sorted(o for o in outcomes if isinstance(o, bool)) == [False, True]
    assert [o for o in outcomes if not isinstance(o, bool)] == [60] * 16
    for person in people:
        assert _stats(rows, person) == 20 + 2 * 60
        by_period = dict(
            rows.db.execute(
                "select starts_on, xp from xp_totals where user_id = %s and kind = 'week'", (person,)
            ).fetchall()
        )
        assert sum(by_period.values()) == 140
        frozen = rows.one(
            "select xp from period_results where kind = 'week' and starts_on = %s and user_id = %s",
            week,
            person,
        )
        assert frozen == by_period[week], "what was frozen is what the week had"
    given = "select type, count(*) from awards where period_start = %s and period_end = %s + 6 group by type"
    counts = dict(rows.db.execute(given, (week, week)).fetchall())
    assert counts.items() >= {"top_mentor": 1, "rising_mentor": 1}.items()
    assert set(counts.values()) == {1}
    for statement in (
        "update game_periods set closed_at = null where kind = 'week' and starts_on = %s",
        "update game_periods set closed_at = kith.now() where kind = 'week' and starts_on = %s",
    ):
        with pytest.raises(psycopg.Error):
            rows.db.execute(statement, (week,))


def test_an_award_is_never_given_twice(rows: MentorRows) -> None:
    mentor = rows.mentor()
    award = "insert into awards (mentor_user_id, type, period_start, period_end) values (%s, 'top_mentor', '2020-01-06', '2020-01-12')"
    rows.db.execute(award, (mentor,))
    with pytest.raises(psycopg.errors.UniqueViolation) as twice:
        rows.db.execute(award, (rows.mentor(),))
    assert constraint(twice) == "awards_once"


def test_a_league_has_thirty_seats_and_no_more(rows: MentorRows) -> None:
    _at(rows, "60 days")
    people = [rows.person() for _ in range(65)]
    week = rows.one("select open_period('week', kith.now())")
    rows.db.execute("update user_stats set tier = 2, best_tier = 2 where user_id = %s", (people[40],))

    def draw(db: psycopg.Connection[Any]) -> None:
        db.execute("select draw_leagues(%s)", (week,))

    rows.at_once([draw] * 4)
    leagues = rows.db.execute(
        "select tier, league, count(*), max(seat) from league_members where week = %s group by 1, 2 order by 1, 2",
        (week,),
    ).fetchall()
    assert leagues == [(1, 1, 30, 30), (1, 2, 30, 30), (1, 3, 4, 4), (2, 1, 1, 1)]
    first = rows.db.execute(
        "select user_id from league_members where week = %s and tier = 1 and league = 1 order by seat",
        (week,),
    ).fetchall()
    assert [one for (one,) in first] == people[:30], "in the order in which they came"
    with pytest.raises(psycopg.errors.CheckViolation) as more:
        rows.db.execute(
            "update league_members set seat = 31 where week = %s and user_id = %s", (week, people[0])
        )
    assert constraint(more) == "league_members_thirty"
    # The first six climb; shares of a place are told apart by who was there first.
    for number, person in enumerate(people[:30]):
        _give(rows, person, "much", event="session_completed" if number < 4 else "review_given")
    _at(rows, "68 days")
    for (start,) in rows.db.execute(
        "select starts_on from game_periods where kind = 'week' and closed_at is null and starts_on <= %s order by 1",
        (week,),
    ).fetchall():
        assert rows.one("select close_period('week', %s)", start) is True
    moved = rows.db.execute(
        "select user_id from period_results where starts_on = %s and tier = 1 and league = 1 and tier_after = 2 order by league_place",
        (week,),
    ).fetchall()
    assert [one for (one,) in moved] == people[:6]
    assert [_stats(rows, one, "tier") for one in (people[0], people[6], people[40])] == [2, 1, 2]
    assert _stats(rows, people[0], "league_wins") == 1


def test_who_opts_out_is_neither_shown_nor_ranked(rows: MentorRows) -> None:
    _at(rows, "69 days")
    loud, quiet = rows.person("Loud"), rows.person("Quiet")
    for person in (loud, quiet):
        _give(rows, person, "x", event="first_session")
    rows.db.execute("select opt_out(%s, true)", (quiet,))
    _give(rows, quiet, "y", event="first_session")
    for view in ("leaderboard", "leaderboard_week"):
        names = [name for (name,) in rows.db.execute(f"select full_name from {view}").fetchall()]
        assert "Loud" in names
        assert "Quiet" not in names
    rows.db.execute("select opt_out(%s, false)", (quiet,))
    assert rows.one("select xp from leaderboard_week where user_id = %s", quiet) == 220
    rows.db.execute("select suspend_person(%s)", (quiet,))
    assert rows.db.execute("select 1 from leaderboard where user_id = %s", (quiet,)).fetchone() is None


def test_an_erased_person_leaves_no_trace_and_the_others_stay_as_they_were(rows: MentorRows) -> None:
    max_, mia = rows.mentor(), rows.person("Gone")
    _held(rows, max_, mia)
    before = _stats(rows, max_, "(xp, sessions, people_met)")
    rows.db.execute("select erase_person(%s)", (mia,))
    for table, column in rows.db.execute(
        """select c.table_name, c.column_name from information_schema.columns c
           where c.table_schema = 'mentor' and c.column_name in ('user_id', 'mentor_user_id') and c.table_name = any (%s)""",
        (
            [
                "xp_events",
                "user_stats",
                "xp_totals",
                "activity_days",
                "user_achievements",
                "period_results",
                "league_members",
                "awards",
            ],
        ),
    ).fetchall():
        assert rows.one(f"select count(*) from {table} where {column} = %s", mia) == 0, table
    _give(rows, mia, "afterwards")
    rows.db.execute("select note_activity(%s, kith.now())", (mia,))
    assert rows.db.execute("select 1 from user_stats where user_id = %s", (mia,)).fetchone() is None
    rows.db.execute("select count_anew()")
    assert _stats(rows, max_, "(xp, sessions, people_met)") == before


def test_sessions_reviews_erasures_and_closing_at_once_wait_for_each_other_in_one_order(
    rows: MentorRows,
) -> None:
    _at(rows, "200 days")
    mentors, mentees = [rows.mentor() for _ in range(3)], [rows.person() for _ in range(4)]
    leaving = [rows.person() for _ in range(6)]
    held = [_held(rows, mentor, mentee) for mentor in mentors for mentee in mentees]
    open_ones = [
        rows.one(
            """insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, status, mode)
               select %s, %s, h, h + interval '15 minutes', 'confirmed', 'instant'
               from (select date_trunc('hour', kith.now()) - interval '3 days' - 15 * nextval('an_hour') * interval '1 minute' as h) x
               returning id""",
            mentor,
            mentee,
        )
        for mentor in mentors
        for mentee in mentees
    ]
    week = rows.one("select max(starts_on) from game_periods where kind = 'week' and closed_at is null")

    def running(statement: str, *arguments: Any) -> Callable[[psycopg.Connection[Any]], Any]:
        def run(db: psycopg.Connection[Any]) -> Any:
            _at(rows, "208 days", db)
            db.execute(statement, arguments)

        return run

    review = """insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, reveals_at)
                select id, %s, %s, 5, kith.now() from bookings where id = %s"""
    pairs = [(mentor, mentee) for mentor in mentors for mentee in mentees]
    actions = [running("update bookings set status = 'completed' where id = %s", one) for one in open_ones]
    for booking, (mentor, mentee) in zip(held, pairs, strict=True):
        actions += [running(review, mentor, mentee, booking), running(review, mentee, mentor, booking)]
    actions += [running("select erase_person(%s)", person) for person in leaving]
    actions += [running("select close_period('week', %s)", week)] * 2 + [
        running("select draw_leagues(%s)", week)
    ]
    Random(2).shuffle(actions)
    assert [one for one in rows.at_once(actions) if one is not None] == []
    for person in leaving:
        assert rows.one("select count(*) from xp_events where user_id = %s", person) == 0
        assert rows.one("select count(*) from period_results where user_id = %s", person) == 0
    _ladder_is_right(rows)
    for person in (*mentors, *mentees):
        assert _stats(rows, person) == rows.one(
            "select sum(amount) from xp_events where user_id = %s", person
        )


def test_leaving_while_reviews_of_oneself_are_written_never_locks_up(rows: MentorRows) -> None:
    _at(rows, "200 days")
    mentors, mentees = [rows.mentor() for _ in range(4)], [rows.person() for _ in range(4)]
    pairs = [(mentor, mentee) for mentor in mentors for mentee in mentees]
    review = """insert into reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, reveals_at)
                select id, %s, %s, 5, kith.now() from bookings where id = %s"""

    def running(statement: str, *arguments: Any) -> Callable[[psycopg.Connection[Any]], Any]:
        def run(db: psycopg.Connection[Any]) -> Any:
            _at(rows, "201 days", db)
            db.execute(statement, arguments)

        return run

    actions = [running("select erase_person(%s)", person) for person in (*mentors, *mentees)]
    for mentor, mentee in pairs:
        booking = _held(rows, mentor, mentee)
        actions += [running(review, mentor, mentee, booking), running(review, mentee, mentor, booking)]
    Random(3).shuffle(actions)
    found = [one for one in rows.at_once(actions) if one is not None]
    assert [one for one in found if isinstance(one, errors.DeadlockDetected)] == []
    for person in (*mentors, *mentees):
        assert rows.one("select status from profiles where user_id = %s", person) == "erased"


def test_achievements_unlock_once(rows: MentorRows) -> None:
    max_ = rows.mentor()
    for _ in range(5):
        _held(rows, max_, rows.person())
    slugs = "select a.slug from user_achievements u join achievements a on a.id = u.achievement_id where u.user_id = %s order by a.position"
    found = [slug for (slug,) in rows.db.execute(slugs, (max_,)).fetchall()]
    assert found == ["first_hour", "handful", "hour_lent", "five_people"]


def test_counting_anew_finds_the_numbers_that_are_there(rows: MentorRows) -> None:
    """After whatever this file's tests and a random history left behind."""
    chance = Random(11)
    people = [rows.mentor() for _ in range(6)]
    for number in range(60):
        _at(rows, f"{70 + number} days")
        one, other = chance.sample(people, 2)
        event = chance.choice(("session_completed", "review_given", "review_received"))
        rows.db.execute(
            "select give_xp(%s, %s::xp_event, %s, kith.now() - %s::interval, %s, 'mentor')",
            (one, event, str(uuid4()), f"{chance.randrange(40)} hours", other),
        )
        rows.db.execute(
            "select note_activity(%s, kith.now() - %s::interval, %s)",
            (
                chance.choice(people),
                f"{chance.randrange(40)} hours",
                chance.choice(("Pacific/Apia", "Pacific/Honolulu")),
            ),
        )
        for kind in ("week", "month"):
            for (start,) in rows.db.execute(
                "select starts_on from game_periods where kind = %s and closed_at is null order by 1", (kind,)
            ).fetchall():
                rows.db.execute("select close_period(%s, %s)", (kind, start))
    kept = (
        "select to_jsonb(s) - 'updated_at' from user_stats s order by user_id",
        "select to_jsonb(t) - 'sequence' from xp_totals t order by kind, starts_on, user_id",
    )
    _ladder_is_right(rows)
    before = [rows.db.execute(query).fetchall() for query in kept]
    rows.db.execute("select count_anew()")
    _ladder_is_right(rows)
    outcomes = rows.at_once([lambda db: db.execute("select tidy_ladder()").rowcount] * 3)
    assert outcomes == [1, 1, 1]
    _ladder_is_right(rows)
    assert [rows.db.execute(query).fetchall() for query in kept] == before
    assert rows.one("select count(*) from period_results") > 40
    assert (
        rows.one(
            """select count(*) from xp_totals t join game_periods g using (kind, starts_on)
               left join period_results r using (kind, starts_on, user_id)
               where g.closed_at is not null and t.listed and t.xp > 0 and r.xp is distinct from t.xp"""
        )
        == 0
    )


def _ladder_is_right(rows: MentorRows) -> None:
    """Nobody stands where nobody is, and whoever is listed stands on one rung."""
    wrong = """select count(*) from (
                 select kind, starts_on, xp, sum(people) as people from (
                   select kind, starts_on, xp, people from xp_ladder
                   union all select kind, starts_on, xp, -1 from xp_totals where listed and xp > 0
                 ) x group by kind, starts_on, xp having sum(people) <> 0) y"""
    assert rows.one(wrong) == 0

"""What Attuned's database keeps by itself, attacked."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from harness.attuned import SEALED, AttunedRows

pytestmark = pytest.mark.postgres15


def _refused(rows: AttunedRows, statement: str, *arguments: Any) -> str:
    """The constraint or state with which a statement is refused."""
    with pytest.raises(psycopg.Error) as refusal:
        rows.db.execute(statement, arguments)
    return refusal.value.diag.constraint_name or str(refusal.value.sqlstate)


def _later(rows: AttunedRows, offset: str) -> None:
    rows.db.execute("select set_config('kith.clock_offset', %s, false)", (offset,))


# Sealed


def test_nothing_readable_can_be_stored_where_people_say_something(rows: AttunedRows) -> None:
    person = rows.person()
    plain = '{"orientation": "switch"}'
    for column in ("power_dynamic", "activities", "boundaries", "anatomy", "truth_topics", "domain_scores"):
        assert (
            _refused(rows, f"update profiles set {column} = %s where user_id = %s", plain, person)
            == "profiles_sealed"
        )
    assert _refused(rows, "update users set demographics = %s where id = %s", plain, person) == "users_sealed"
    assert (
        _refused(rows, "insert into survey_progress (user_id, answers) values (%s, %s)", person, '{"A1": 5}')
        == "survey_progress_sealed"
    )
    evening = rows.evening(person, rows.anonymous()[0])
    card = "insert into session_activities (session_id, seq, type, rating, intensity, source, script) values (%s, 1, 'truth', 'G', 1, 'bank', %s)"
    assert _refused(rows, card, evening, '{"steps": []}') == "session_activities_sealed"
    assert (
        _refused(
            rows,
            "insert into ai_generation_logs (session_id, activity_type, intimacy_level, prompt_text) values (%s, 'truth', 'G', 'Write')",
            evening,
        )
        == "ai_generation_logs_sealed"
    )
    mixed = '{"sealed": "' + "A" * 44 + '", "more": 1}'
    assert (
        _refused(rows, "update profiles set anatomy = %s where user_id = %s", mixed, person)
        == "profiles_sealed"
    )


def test_a_key_goes_with_its_owner(rows: AttunedRows) -> None:
    person, (session, _) = rows.person(), rows.anonymous()
    evening = rows.evening(person, session)
    for owner in (f"user:{person}", f"anonymous:{session}", f"session:{evening}"):
        rows.db.execute(
            """insert into data_keys (owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version)
               values (%s, 'x', decode(repeat('00', 12), 'hex'), decode(repeat('00', 16), 'hex'), 1)""",
            (owner,),
        )
    rows.db.execute("select erase_anonymous(%s)", (session,))
    left = rows.db.execute(
        "select owner from data_keys where owner like any (%s)",
        ([f"%{person}", f"%{session}", f"%{evening}"],),
    )
    assert left.fetchall() == [(f"user:{person}",)]
    rows.db.execute("select erase_person(%s)", (person,))
    assert rows.one("select count(*) from data_keys where owner = %s", f"user:{person}") == 0


# Anonymous sessions


def test_a_forged_or_guessed_anonymous_session_opens_nothing(rows: AttunedRows) -> None:
    session, credential = rows.anonymous()
    other, _ = rows.anonymous()
    mine = rows.as_anonymous(credential)
    assert mine.execute("select anonymous_session_id from profiles").fetchall() == [(session,)]
    mine.execute("commit")
    assert mine.execute("select count(*) from profiles").fetchone() == (0,)
    guesses = (
        session,
        f"{session}.",
        f"{session}.wrong",
        f"{other}.{credential.split('.')[1]}",
        "",
        ".",
        uuid4().hex,
    )
    stranger = rows.connect("anon")
    for guess in guesses:
        with pytest.raises(psycopg.Error) as refusal:
            stranger.execute("select set_anonymous_session_context(%s)", (guess,))
        assert refusal.value.sqlstate == "KT403"
        # A direct caller can write any setting; it is proved anew at each use.
        stranger.execute("select set_config('kith.anonymous_session', %s, false)", (guess,))
        for table in (
            "profiles",
            "survey_progress",
            "anonymous_sessions",
            "sessions",
            "user_activity_history",
        ):
            assert stranger.execute(f"select count(*) from {table}").fetchone() == (0,), (guess, table)
        with pytest.raises(psycopg.Error):
            stranger.execute("select begin_survey('0.4')")
    with pytest.raises(errors.InsufficientPrivilege):
        stranger.execute("select proof from anonymous_sessions")


def test_an_anonymous_session_is_closed_after_ninety_days_before_any_job_has_run(rows: AttunedRows) -> None:
    session, credential = rows.anonymous()
    _later(rows, "89 days")
    assert rows.one("select anonymous_session_of(%s)", credential) == session
    _later(rows, "90 days")
    assert rows.one("select anonymous_session_of(%s)", credential) is None
    assert rows.one("select cleanup_old_anonymous_sessions(90)") >= 1
    assert rows.one("select count(*) from profiles where anonymous_session_id = %s", session) == 0


# Survey


def test_two_drafts_begun_at_once_are_one_for_anonymous_players_too(rows: AttunedRows) -> None:
    person, (_, credential) = rows.person(), rows.anonymous()

    def begin(db: psycopg.Connection[Any]) -> Any:
        with db.transaction():
            db.execute("select set_anonymous_session_context(%s)", (credential,))
            row = db.execute("select begin_survey('0.4')").fetchone()
            return row and row[0]

    def begin_signed_in(db: psycopg.Connection[Any]) -> Any:
        db.execute(f"set request.jwt.claim.sub = '{person}'")
        row = db.execute("select begin_survey('0.4')").fetchone()
        return row and row[0]

    drafts = rows.at_once([begin] * 8, role="anon")
    assert len(set(drafts)) == 1
    assert len(set(rows.at_once([begin_signed_in] * 8, role="authenticated"))) == 1
    for owner in ("user_id", "anonymous_session_id"):
        value = person if owner == "user_id" else credential.split(".")[0]
        with pytest.raises(errors.UniqueViolation):
            rows.db.execute(f"insert into survey_progress ({owner}) values (%s)", (value,))


def test_a_draft_is_over_thirty_days_after_its_last_answer_before_any_job_has_run(rows: AttunedRows) -> None:
    person = rows.person()
    draft = rows.one("insert into survey_progress (user_id) values (%s) returning id", person)
    save = "update survey_progress set answers = %s where id = %s"
    _later(rows, "29 days")
    rows.db.execute(save, (SEALED, draft))
    _later(rows, "59 days")
    assert _refused(rows, save, SEALED.replace("A", "B"), draft) == "KT409"
    assert rows.one("select abandon_old_surveys()") >= 1
    assert (
        rows.one("select answers::text || status from survey_progress where id = %s", draft) == "{}abandoned"
    )
    assert _refused(rows, "update survey_progress set status = 'in_progress' where id = %s", draft) == "KT409"


def test_readiness_follows_the_table(rows: AttunedRows) -> None:
    person = rows.person(ready=False)
    complete = "update users set profile_completed = true where id = %s"
    assert _refused(rows, complete, person) == "users_ready"
    rows.profile("user_id", person, "R")
    assert _refused(rows, complete, person) == "users_consent"
    ready = rows.person()
    assert (
        _refused(rows, "update users set onboarding_completed = true where id = %s", ready)
        == "users_readiness"
    )
    rows.db.execute("update profiles set has_survey = true where user_id = %s", (ready,))
    rows.db.execute("update users set onboarding_completed = true where id = %s", (ready,))
    assert (
        _refused(rows, "update users set profile_completed = false where id = %s", ready) == "users_readiness"
    )
    with pytest.raises(psycopg.Error) as refusal:
        rows.evening(person, rows.anonymous()[0])
    assert refusal.value.sqlstate == "KT409"


def test_a_member_joins_for_themselves_with_the_address_they_signed_in_with(rows: AttunedRows) -> None:
    address = f"{uuid4().hex}@example.org"
    me = rows.one("insert into auth.users (email) values (%s) returning id", address)
    connection = rows.connect("authenticated", me)
    connection.execute("insert into users (id, display_name) values (%s, 'Kim')", (me,))
    assert rows.one("select email from users where id = %s", me) == address
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute("update users set profile_completed = true, subscription_tier = 'premium'")


def test_another_word_is_another_revision_and_makes_compatibilities_stale(rows: AttunedRows) -> None:
    a, b = sorted(rows.profile_of(rows.person()) for _ in range(2))
    rows.db.execute(
        """insert into compatibility_results (profile_a_id, profile_b_id, compatibility_score, profile_a_revision, profile_b_revision)
           values (%s, %s, 70, 1, 1)""",
        (a, b),
    )
    rows.db.execute("update profiles set last_accessed_at = kith.now() where id = %s", (b,))
    stale = "select stale_at is not null from compatibility_results where profile_a_id = %s"
    assert not rows.one(stale, a)
    rows.db.execute("update profiles set boundaries = %s where id = %s", (SEALED, b))
    assert rows.one("select revision from profiles where id = %s", b) == 2
    assert rows.one(stale, a)


# Partners


def _request(rows: AttunedRows, requester: Any, email: str = "") -> str:
    token = hashlib.sha256(uuid4().bytes).hexdigest()
    rows.db.execute(
        "insert into partner_connections (requester_user_id, recipient_email, connection_token) values (%s, %s, %s)",
        (requester, email, token),
    )
    return token


def test_a_request_is_accepted_once_within_five_minutes_by_the_one_it_was_for(rows: AttunedRows) -> None:
    one, other, third = (rows.person() for _ in range(3))
    email = rows.one("select email from users where id = %s", other)
    token = _request(rows, one, email)
    accept = "select accept_connection(%s, %s)"
    assert rows.one(accept, token, third) is None
    assert rows.one(accept, token, one) is None
    assert _refused(
        rows,
        "update partner_connections set expires_at = expires_at + interval '1 hour' where connection_token = %s",
        token,
    ) == ("partner_connections_fixed")
    _later(rows, "5 minutes")
    assert rows.one(accept, token, other) is None
    assert (
        _refused(
            rows,
            "update partner_connections set status = 'accepted', recipient_user_id = %s where connection_token = %s",
            other,
            token,
        )
        == "KT409"
    )
    assert rows.one("select expire_pending_connections()") == 1
    _later(rows, "0")
    code = _request(rows, one)
    takers = [rows.person() for _ in range(6)]
    outcomes = rows.at_once(
        [lambda db, taker=taker: db.execute(accept, (code, taker)).fetchone()[0] for taker in takers]  # type: ignore[index]
    )
    assert len([outcome for outcome in outcomes if outcome is not None]) == 1


def test_ten_partners_are_remembered_whatever_arrives_at_once(rows: AttunedRows) -> None:
    me = rows.person()
    others = [rows.person(ready=False) for _ in range(14)]
    rows.at_once(
        [
            lambda db, other=other: db.execute("select remember_each_other(%s, %s)", (me, other))
            for other in others
        ]
    )
    assert rows.one("select count(*) from remembered_partners where user_id = %s", me) == 10
    assert rows.one("select count(*) from remembered_partners where partner_user_id = %s", me) == 14


def test_ending_a_connection_ends_the_evening_and_leaves_the_other_ones_list(rows: AttunedRows) -> None:
    one, other = rows.person(), rows.person()
    with pytest.raises(psycopg.Error) as refusal:
        rows.evening(one, other)
    assert refusal.value.sqlstate == "KT409"
    connection = rows.connect_people(one, other)
    evening = rows.evening(one, other)
    assert not rows.one("select end_connection(%s, %s)", connection, rows.person(ready=False))
    assert rows.one("select end_connection(%s, %s)", connection, other)
    assert rows.one("select status from sessions where session_id = %s", evening) == "abandoned"
    listed = rows.db.execute(
        "select user_id from remembered_partners where user_id = any (%s)", ([one, other],)
    )
    assert listed.fetchall() == [(one,)]
    assert not rows.one("select connected(%s, %s)", one, other)


# Evenings


def test_an_evening_is_at_most_at_the_lower_level_and_only_goes_down(rows: AttunedRows) -> None:
    bold, mild = rows.person(level="X"), rows.anonymous(level="R")[0]
    with pytest.raises(psycopg.Error) as refusal:
        rows.evening(bold, mild, intimacy_level="X")
    assert refusal.value.diag.constraint_name == "sessions_level"
    evening = rows.evening(bold, mild)
    rows.db.execute("update sessions set intimacy_level = 'G' where session_id = %s", (evening,))
    assert (
        _refused(rows, "update sessions set intimacy_level = 'R' where session_id = %s", evening)
        == "sessions_level"
    )
    card = "insert into session_activities (session_id, seq, type, rating, intensity, source, script) values (%s, %s, 'truth', %s, 1, 'bank', '{}')"
    assert _refused(rows, card, evening, 1, "R") == "KT409"
    rows.db.execute(card, (evening, 1, "G"))
    rows.db.execute("update sessions set status = 'completed' where session_id = %s", (evening,))
    assert _refused(rows, card, evening, 2, "G") == "KT409"
    assert (
        _refused(
            rows, "update sessions set status = 'active', completed_at = null where session_id = %s", evening
        )
        == "KT409"
    )


def test_no_card_before_the_second_yes_and_no_evening_of_two_who_are_not_connected(rows: AttunedRows) -> None:
    person, (guest, _) = rows.person(), rows.anonymous()
    evening = rows.evening(person, guest, connection_confirmed_at=None)
    card = "insert into session_activities (session_id, seq, type, rating, intensity, source, script) values (%s, 1, 'truth', 'G', 1, 'bank', '{}')"
    assert _refused(rows, card, evening) == "KT409"
    rows.db.execute(
        "update sessions set connection_confirmed_at = kith.now() where session_id = %s", (evening,)
    )
    rows.db.execute(card, (evening,))
    # With a browser of their own, an anonymous player has to be connected like anybody else.
    rows.db.execute("update anonymous_sessions set consent_version = '1/en' where session_id = %s", (guest,))
    with pytest.raises(psycopg.Error) as refusal:
        rows.evening(person, guest)
    assert refusal.value.diag.sqlstate == "KT409"
    told = "update sessions set primary_feedback = %s where session_id = %s"
    assert _refused(rows, told, '{"mood": "good"}', evening) == "sessions_feedback"


def test_all_four_combinations_of_players_play_and_read_what_is_theirs(rows: AttunedRows) -> None:
    person, friend = rows.person(), rows.person()
    (anonymous, credential), (guest, _) = rows.anonymous(), rows.anonymous()
    rows.connect_people(person, friend)
    evenings = [
        rows.evening(*pair)
        for pair in ((person, friend), (person, anonymous), (anonymous, guest), (anonymous, person))
    ]
    mine = rows.connect("authenticated", person).execute("select session_id from sessions").fetchall()
    assert {row[0] for row in mine} == {evenings[0], evenings[1], evenings[3]}
    theirs = rows.as_anonymous(credential).execute("select session_id from sessions").fetchall()
    assert {row[0] for row in theirs} == set(evenings[1:])
    assert rows.connect("authenticated", rows.person()).execute(
        "select count(*) from sessions"
    ).fetchone() == (0,)


def _seen(rows: AttunedRows, person: Any, evening: str, ago: str, times: int = 1) -> None:
    rows.db.execute(
        """insert into user_activity_history (user_id, session_id, activity_type, presented_at, sealed_card)
           select %s, %s, 'dare', kith.now() - %s::interval, decode(repeat('00', 32), 'hex') from generate_series(1, %s)""",
        (person, evening, ago, times),
    )


def test_a_card_comes_back_after_a_year_and_a_hundred_cards_not_after_one_of_the_two(
    rows: AttunedRows,
) -> None:
    person = rows.person()
    evening = rows.evening(person, rows.anonymous()[0])
    excluded = "select count(*) from get_excluded_activities_for_user(%s, null)"
    _seen(rows, person, evening, "2 years")
    assert rows.one(excluded, person) == 1
    _seen(rows, person, evening, "13 months", 99)
    assert rows.one(excluded, person) == 100
    _seen(rows, person, evening, "1 day", 101)
    assert rows.one(excluded, person) == 101


# The daily limit


def test_twenty_six_draws_at_once_give_twenty_five_cards(rows: AttunedRows) -> None:
    person, (session, _) = rows.person(), rows.anonymous()

    def draw(user: Any, anonymous: str | None, network: bytes) -> Any:
        def act(db: psycopg.Connection[Any]) -> Any:
            row = db.execute("select take_daily_activity(%s, %s, %s)", (user, anonymous, network)).fetchone()
            return row and row[0] is not None

        return act

    assert Counter(rows.at_once([draw(person, None, b"")] * 26)) == {True: 25, False: 1}
    assert rows.one("select check_daily_activity_limit(%s, 25)", person)
    assert Counter(rows.at_once([draw(None, session, b"here")] * 26)) == {True: 25, False: 1}
    assert draw(None, rows.anonymous()[0], b"here")(rows.db) is False  # a fresh cookie gives nothing
    assert draw(None, rows.anonymous()[0], b"there")(rows.db) is True
    rows.db.execute(
        "update users set subscription_tier = 'premium', subscription_expires_at = kith.now() + interval '1 hour' where id = %s",
        (person,),
    )
    assert draw(person, None, b"")(rows.db) is True
    _later(rows, "2 hours")
    assert rows.one("select check_daily_activity_limit(%s, 25)", person) == rows.one(
        "select (kith.now() at time zone 'UTC')::date = (now() at time zone 'UTC')::date"
    )


def test_the_day_is_the_players_own_and_hopping_zones_gives_no_second_one(rows: AttunedRows) -> None:
    person = rows.person()
    take = "select take_daily_activity(%s, null, '')"

    def at(moment: str) -> None:
        rows.db.execute(
            "select set_config('kith.clock_offset', (%s::timestamptz - now())::text, false)", (moment,)
        )

    rows.db.execute("update users set timezone = 'Europe/Berlin' where id = %s", (person,))
    at("2027-03-01 22:30Z")  # half past eleven at night in Berlin
    assert [rows.one(take, person) for _ in range(26)] == [*range(1, 26), None]
    at("2027-03-01 23:05Z")
    assert rows.one(take, person) == 1
    assert [rows.one(take, person) for _ in range(24)][-1] == 25
    for zone in ("Asia/Tokyo", "Pacific/Auckland", "America/New_York"):
        rows.db.execute("update users set timezone = %s where id = %s", (zone, person))
        assert rows.one(take, person) is None, zone
    at("2027-03-02 22:00Z")
    assert rows.one(take, person) is None
    rows.db.execute("select reset_daily_activity_counts()")
    assert rows.one(take, person) is None
    at("2027-03-02 23:01Z")
    assert not rows.one("select check_daily_activity_limit(%s, 25)", person)
    rows.db.execute("select reset_daily_activity_counts()")
    assert rows.one("select daily_activity_count from users where id = %s", person) == 0


# Leaving


def test_who_leaves_takes_everything_and_the_partner_keeps_an_empty_evening(rows: AttunedRows) -> None:
    person, friend = rows.person(), rows.person()
    rows.connect_people(person, friend)
    evening = rows.evening(person, friend)
    rows.db.execute(
        "insert into session_activities (session_id, seq, type, rating, intensity, source, script) values (%s, 1, 'truth', 'G', 1, 'bank', %s)",
        (evening, SEALED),
    )
    for player in (person, friend):
        _seen(rows, player, evening, "1 minute")
    rows.db.execute("select erase_person(%s)", (friend,))
    assert rows.one("select status from sessions where session_id = %s", evening) == "abandoned"
    assert rows.one("select count(*) from session_activities where session_id = %s", evening) == 0
    assert rows.one("select count(*) from user_activity_history where session_id = %s", evening) == 1
    assert rows.one("select count(*) from users where id = %s", friend) == 0
    rows.db.execute("select erase_person(%s)", (person,))
    assert rows.one("select count(*) from sessions where session_id = %s", evening) == 0
    assert not rows.one("select erase_person(%s)", person)

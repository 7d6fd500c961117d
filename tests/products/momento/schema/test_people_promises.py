"""What the database keeps for people, the day, ratings, memories and letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from harness.attacked import constraint
from harness.momento import Momento, Person

pytestmark = pytest.mark.postgres15


# Profiles and pictures


def test_nobody_under_eighteen_is_stored_and_everybody_has_one_profile(momento: Momento) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.person(birth_date=momento.one("select (kith.now() - interval '17 years 360 days')::date"))
    assert constraint(refusal) == "users_adult"
    person = momento.person()
    with pytest.raises(errors.UniqueViolation) as second:
        momento.insert("social_profiles", {"user_id": person.id, "first_name": "Again"})
    assert constraint(second) == "social_profiles_user_uniq"


def _photo(momento: Momento, person: Person, **columns: Any) -> UUID:
    files = {f"{size}_file_id": momento.file() for size in ("small", "medium", "large")}
    row = {"profile_id": person.profile, "image_url": "/p", "width": 900, "height": 900}
    return momento.insert("profile_photos", row | files | columns)


def test_an_in_app_picture_needs_a_permission_of_ones_own_two_minutes_old_at_most_once(
    momento: Momento,
) -> None:
    person, other = momento.people(2)

    def token(owner: Person) -> UUID:
        return momento.insert("capture_tokens", {"profile_id": owner.profile, "nonce_hash": uuid4().bytes})

    mine, late, foreign = token(person), token(person), token(other)
    photo = _photo(momento, person, is_in_app_photo=True, capture_token_id=mine)
    with pytest.raises(errors.CheckViolation):
        _photo(momento, person, is_in_app_photo=True, capture_token_id=mine)
    with pytest.raises(errors.CheckViolation) as refusal:
        _photo(momento, person, is_in_app_photo=True, capture_token_id=foreign)
    assert constraint(refusal) == "profile_photos_capture_live"
    with pytest.raises(errors.CheckViolation) as library:
        _photo(momento, person, is_in_app_photo=True)
    assert constraint(library) == "profile_photos_in_app"
    momento.later("2 minutes 30 seconds")
    with pytest.raises(errors.CheckViolation):
        _photo(momento, person, is_in_app_photo=True, capture_token_id=late)
    card = _photo(momento, person, kind="face_card", made_from=photo)
    uploaded = _photo(momento, person)
    authentic = "select array[is_authentic(%s), is_authentic(%s), is_authentic(%s)]"
    assert momento.one(authentic, photo, card, uploaded) == [True, True, False]
    momento.later("12 months 1 day")
    assert momento.one(authentic, photo, card, uploaded) == [False, False, False]


def test_the_picture_shown_is_ones_own(momento: Momento) -> None:
    person, other = momento.people(2)
    foreign = _photo(momento, other)
    for column in ("current_photo_id", "current_face_card_photo_id"):
        with pytest.raises(errors.ForeignKeyViolation):
            momento.db.execute(
                f"update social_profiles set {column} = %s where id = %s", (foreign, person.profile)
            )


def test_likes_are_never_of_oneself_and_stay_with_their_owner(momento: Momento) -> None:
    person, liked = momento.people(2)
    like = "update social_profiles set liked_profiles = array[%s]::uuid[] where id = %s"
    with pytest.raises(errors.CheckViolation):
        momento.db.execute(like, (person.profile, person.profile))
    momento.connect("authenticated", person.id).execute(like, (liked.profile, person.profile))
    assert momento.one("select liked_profiles from social_profiles where id = %s", person.profile) == [
        liked.profile
    ]
    as_liked = momento.connect("authenticated", liked.id)
    assert as_liked.execute("select count(*) from social_profiles").fetchone() == (1,)
    assert as_liked.execute(like, (liked.profile, person.profile)).rowcount == 0


def test_a_twenty_first_interest_is_refused(momento: Momento) -> None:
    person = momento.person()
    momento.db.execute(
        "insert into profile_interests select %s, id from interests order by id limit 20", (person.profile,)
    )
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.db.execute(
            "insert into profile_interests select %s, max(id) from interests", (person.profile,)
        )
    assert constraint(refusal) == "profile_interests_at_most_20"


# Who may see where and whom


def test_the_exact_place_is_for_confirmed_guests_and_the_host_only(momento: Momento) -> None:
    hedda = momento.person("Hedda")
    event = momento.event(momento.host(hedda))
    guest, invitee, stranger = momento.people(3)
    momento.seat(event, guest)
    invitation = momento.invite(event, invitee)
    query = "select exact, name, latitude, longitude from event_stops_for(%s)"

    def seen(person: Person) -> list[Any]:
        return momento.connect("authenticated", person.id).execute(query, (event,)).fetchall()

    exact = (True, "Tree", 52.52345, 13.41234)
    assert seen(hedda) == seen(guest) == [exact]
    assert seen(invitee) == [(False, None, 52.52, 13.41)]
    assert seen(stranger) == []
    assert momento.one("select confirm_seat(%s)", invitation) == "confirmed"
    assert seen(invitee) == [exact]
    momento.one("select give_back_seat(%s, 0)", invitation)
    assert seen(invitee) == [(False, None, 52.52, 13.41)]
    member = momento.connect("authenticated", guest.id)
    for hidden in (
        "select * from locations",
        "select location_id from event_itinerary_stops",
        "select person from seats",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(hidden)


def test_a_blocked_person_is_just_a_seat_on_the_guest_list(momento: Momento) -> None:
    hedda, guest, other, invitee = (momento.person(name) for name in ("Hedda", "Gita", "Otto", "Ines"))
    event = momento.event(momento.host(hedda))
    momento.seat(event, guest, other)
    momento.invite(event, invitee)

    def seen(person: Person) -> list[Any]:
        query = "select name from guest_list(%s)"
        return [name for (name,) in momento.connect("authenticated", person.id).execute(query, (event,))]

    assert seen(hedda) == seen(guest) == ["Gita", "Otto"]
    assert seen(invitee) == [None, None]
    assert seen(momento.person()) == []
    momento.insert_block(guest, other)
    assert seen(guest) == ["Gita", None]
    assert seen(other) == [None, "Otto"]


def test_the_board_is_the_hosts_and_nobody_elses(momento: Momento) -> None:
    hedda = momento.person("Hedda")
    event = momento.event(momento.host(hedda))
    guest = momento.person("Gita")
    momento.seat(event, guest)
    query = "select name, status, waiting_place from event_board(%s)"
    assert momento.connect("authenticated", hedda.id).execute(query, (event,)).fetchall() == [
        ("Gita", "confirmed", None)
    ]
    assert momento.connect("authenticated", guest.id).execute(query, (event,)).fetchall() == []


# The day


def test_only_guests_attend_and_not_before_the_doors_open(momento: Momento) -> None:
    event, guest = momento.event(), momento.person()
    momento.seat(event, guest)
    row = {"event_id": event, "profile_id": guest.profile, "status": "attended"}
    momento.later("3 days -40 minutes")
    with pytest.raises(psycopg.Error) as early:
        momento.insert("attendance", row)
    assert early.value.sqlstate == "KT409"
    momento.later("3 days -20 minutes")
    momento.insert("attendance", row)
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.insert("attendance", row | {"profile_id": momento.person().profile})
    assert constraint(refusal) == "attendance_guests_only"
    with pytest.raises(errors.UniqueViolation):
        momento.insert("attendance", row)


def test_reliability_weighs_the_last_twenty_and_leaves_out_what_is_disputed(momento: Momento) -> None:
    person = momento.person()
    rating = "select absentee_rating from user_internal_metrics where user_id = %s"
    assert momento.one(rating, person.id) == 1
    missed = momento.attended(person, status="no_show", days_ago=3)
    assert momento.one(rating, person.id) == pytest.approx(0.8)
    momento.attended(person, status="late", days_ago=2)
    assert momento.one(rating, person.id) == pytest.approx(0.8 * 0.8 + 0.2 * 0.7)
    say = "update attendance set status = %s where event_id = %s"
    momento.db.execute(say, ("disputed", missed))
    assert momento.one(rating, person.id) == pytest.approx(0.8 + 0.2 * 0.7)
    momento.db.execute(say, ("attended", missed))
    assert momento.one(rating, person.id) == pytest.approx(0.8 + 0.2 * 0.7)
    member = momento.connect("authenticated", person.id)
    with pytest.raises(errors.InsufficientPrivilege):
        member.execute("select absentee_rating from user_internal_metrics")


def test_a_check_in_that_cannot_be_contested_stays_except_for_an_operator(momento: Momento) -> None:
    person = momento.person()
    event = momento.attended(person)
    momento.db.execute("update attendance set incontestable = true where event_id = %s", (event,))
    with pytest.raises(psycopg.Error) as refusal:
        momento.db.execute("update attendance set status = 'no_show' where event_id = %s", (event,))
    assert refusal.value.sqlstate == "KT409"
    momento.db.execute(
        "update attendance set status = 'late', method = 'operator' where event_id = %s", (event,)
    )


def test_positions_are_for_nobody(momento: Momento) -> None:
    person = momento.person()
    event = momento.attended(person, days_ago=1)
    momento.db.execute(
        "update attendance set check_in_latitude = 1, check_in_longitude = 2, check_in_accuracy = 3 where event_id = %s",
        (event,),
    )
    member = momento.connect("authenticated", person.id)
    for hidden in ("check_in_latitude", "check_in_accuracy", "reported_by_profile_id"):
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(f"select {hidden} from attendance")


def test_names_on_the_board_are_the_same_within_an_event_and_say_nothing_in_another(momento: Momento) -> None:
    hedda = momento.person("Hedda")
    first, second = (momento.event(momento.host(each)) for each in (hedda, momento.person()))
    gita, ines = momento.person("Gita"), momento.person("Ines")
    momento.seat(first, gita)
    momento.invite(second, gita)
    momento.invite(first, ines)

    def post(event: UUID, person: Person) -> None:
        momento.connect("authenticated", person.id).execute(
            "insert into event_posts (event_id, profile_id, content) values (%s, %s, 'Hello')",
            (event, person.profile),
        )

    def authors(event: UUID, person: Person, clock: str = "0") -> list[Any]:
        member = momento.connect("authenticated", person.id)
        momento.later(clock, member)
        query = "select author, profile_id from event_posts_for(%s) order by created_at"
        return member.execute(query, (event,)).fetchall()

    for event, person in ((first, gita), (first, hedda), (first, gita), (first, ines), (second, gita)):
        post(event, person)
    assert authors(first, ines) == [
        ("Attendee 1", None),
        ("Host", None),
        ("Attendee 1", None),
        ("Invitee 1", None),
    ]
    assert authors(second, gita) == [("Invitee 1", None)]
    begun = [name for name, _ in authors(first, gita, "3 days 1 minute")]
    assert begun == ["Gita", "Hedda", "Gita", "Ines"]
    assert ("Attendee 1", None) in authors(first, ines, "3 days 1 minute")
    with pytest.raises(errors.CheckViolation) as refusal:
        post(first, momento.person())
    assert constraint(refusal) == "event_posts_invited_only"
    momento.insert_block(ines, gita)
    assert authors(first, ines) == [("Host", None), ("Invitee 1", None)]
    member = momento.connect("authenticated", gita.id)
    assert member.execute("select count(*) from event_posts").fetchone() == (3,)


# Ratings


def test_only_those_who_attended_rate_once_within_fourteen_days(momento: Momento) -> None:
    hedda = momento.person("Hedda")
    host = momento.host(hedda)
    guest, absent = momento.people(2)
    event = momento.attended(guest, host=host, days_ago=13)
    missed = momento.attended(absent, host=host, days_ago=2, status="no_show")
    row = {
        "rater_profile_id": guest.profile,
        "rated_host_id": host,
        "host_rating_value": 4,
        "event_rating_value": 5,
    }
    momento.insert("ratings", row | {"event_id": event})
    with pytest.raises(errors.UniqueViolation):
        momento.insert("ratings", row | {"event_id": event})
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.insert("ratings", row | {"event_id": missed, "rater_profile_id": absent.profile})
    assert constraint(refusal) == "ratings_attendees_only"
    with pytest.raises(errors.CheckViolation) as other:
        momento.insert("ratings", row | {"event_id": event, "rated_host_id": momento.host()})
    assert constraint(other) == "ratings_of_the_host"
    old = momento.attended(guest, host=host, days_ago=15)
    with pytest.raises(psycopg.Error) as late:
        momento.insert("ratings", row | {"event_id": old})
    assert late.value.sqlstate == "KT409"
    member = momento.connect("authenticated", guest.id)
    change = "update ratings set host_rating_value = 2 where event_id = %s"
    momento.later("47 hours", member)
    assert member.execute(change, (event,)).rowcount == 1
    momento.later("49 hours", member)
    with pytest.raises(psycopg.Error) as fixed:
        member.execute("update ratings set comment = 'Hm' where event_id = %s", (event,))
    assert fixed.value.sqlstate == "KT409"


def test_a_hosts_average_is_exact_and_empty_below_three(momento: Momento) -> None:
    host = momento.host()
    guests = momento.people(4)
    event = momento.attended(*guests, host=host, days_ago=1)
    averages: list[float | None] = []
    for guest, value in zip(guests, (5, 4, 4, 2), strict=True):
        momento.insert(
            "ratings",
            {"event_id": event, "rater_profile_id": guest.profile, "rated_host_id": host,
             "host_rating_value": value, "event_rating_value": 1, "comment": f"Rated {value}"},
        )  # fmt: skip
        averages.append(momento.one("select average_rating from host_profiles where id = %s", host))
    assert averages == [None, None, 13 / 3, 15 / 4]
    momento.db.execute(
        "update ratings set host_rating_value = 3 where rater_profile_id = %s", (guests[3].profile,)
    )
    momento.db.execute("delete from ratings where rater_profile_id = %s", (guests[0].profile,))
    assert momento.one("select average_rating from host_profiles where id = %s", host) == 11 / 3
    assert momento.one("select host_average(%s)", host) == 11 / 3
    assert momento.one("select average_of_events_attended(%s)", guests[0].profile) == 1
    shown = momento.connect("anon").execute("select comment from host_comments(%s)", (host,)).fetchall()
    assert len(shown) == 3


# Memories


def _wish(
    momento: Momento, owner: Person, other: Person, event: UUID, column: str = "wants_to_connect_again"
) -> None:
    momento.connect("authenticated", owner.id).execute(
        f"update connections set {column} = true where user_profile_id = %s and connected_profile_id = %s and event_id = %s",
        (owner.profile, other.profile, event),
    )


def test_everybody_who_came_remembers_everybody_but_those_blocked_once(momento: Momento) -> None:
    ada, bo, cem, absent = momento.people(4)
    event = momento.event()
    momento.seat(event, ada, bo, cem, absent)
    momento.later("3 days 1 hour")
    for person, status in ((ada, "attended"), (bo, "late"), (cem, "attended"), (absent, "no_show")):
        momento.insert("attendance", {"event_id": event, "profile_id": person.profile, "status": status})
    momento.insert_block(bo, cem)
    momento.later("3 days 3 hours 50 minutes")
    assert not momento.one("select complete_event(%s)", event)
    momento.later("3 days 4 hours 1 minute")
    assert momento.one("select complete_event(%s)", event)
    assert not momento.one("select complete_event(%s)", event)
    momento.one("select connect_attendees(%s)", event)
    rows = momento.db.execute(
        "select user_profile_id, connected_profile_id from connections where event_id = %s", (event,)
    ).fetchall()
    expected = {(ada, bo), (bo, ada), (ada, cem), (cem, ada)}
    assert sorted(rows) == sorted((a.profile, b.profile) for a, b in expected)


def test_a_memory_stays_as_it_was(momento: Momento) -> None:
    ada, bo = momento.person("Ada"), momento.person("Bo")
    event = momento.attended(ada, bo)
    momento.db.execute("update social_profiles set first_name = 'Changed' where id = %s", (bo.profile,))
    mine = "select connected_profile_snapshot_name from connections where user_profile_id = %s"
    assert momento.one(mine, ada.profile) == "Bo"
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.db.execute(
            "update connections set connected_profile_snapshot_name = 'X' where event_id = %s", (event,)
        )
    assert constraint(refusal) == "connections_frozen"
    _wish(momento, ada, bo, event)
    with pytest.raises(errors.CheckViolation) as both:
        _wish(momento, ada, bo, event, "does_not_want_to_connect_again")
    assert constraint(both) == "connections_one_wish"
    with pytest.raises(errors.CheckViolation):
        momento.insert(
            "connections",
            {"user_profile_id": ada.profile, "connected_profile_id": momento.person().profile, "event_id": event,
             "connected_profile_snapshot_name": "X"},
        )  # fmt: skip


def test_a_mutual_wish_is_revealed_to_both_at_once_and_rather_not_to_nobody(momento: Momento) -> None:
    ada, bo = momento.people(2)
    event = momento.attended(ada, bo)
    revealed = "select count(mutual_revealed_at), count(distinct mutual_revealed_at) from connections where event_id = %s"
    _wish(momento, ada, bo, event)
    assert momento.db.execute(revealed, (event,)).fetchone() == (0, 0)
    _wish(momento, bo, ada, event)
    assert momento.db.execute(revealed, (event,)).fetchone() == (2, 1)
    pair = tuple(sorted((ada.profile, bo.profile)))
    assert pair in momento.db.execute("select * from mutual_connect_again()").fetchall()
    cem = momento.person()
    other = momento.attended(ada, cem)
    _wish(momento, cem, ada, other, "does_not_want_to_connect_again")
    as_ada = momento.connect("authenticated", ada.id)
    assert as_ada.execute(
        "select count(*) from connections where does_not_want_to_connect_again"
    ).fetchone() == (0,)
    assert as_ada.execute("select count(*) from connections").fetchone() == (2,)


# Letters


def test_letters_are_for_two_people_who_met_and_a_block_ends_them_for_both(momento: Momento) -> None:
    ada, bo, stranger = momento.people(3)
    momento.attended(ada, bo)

    def talk(one: Person, other: Person) -> UUID:
        low, high = sorted((one.profile, other.profile))
        return momento.insert("conversations", {"low_profile_id": low, "high_profile_id": high})

    with pytest.raises(errors.CheckViolation) as refusal:
        talk(ada, stranger)
    assert constraint(refusal) == "conversations_of_attendees"
    conversation = talk(ada, bo)
    with pytest.raises(errors.UniqueViolation):
        talk(bo, ada)
    write = "insert into messages (conversation_id, sender_profile_id, content) values (%s, %s, 'Hello')"
    as_ada, as_bo, as_stranger = (momento.connect("authenticated", each.id) for each in (ada, bo, stranger))
    as_ada.execute(write, (conversation, ada.profile))
    for db, sender in ((as_stranger, stranger), (as_bo, ada)):
        with pytest.raises(psycopg.Error):
            db.execute(write, (conversation, sender.profile))
    momento.insert_block(bo, ada)
    for db, sender in ((as_ada, ada), (as_bo, bo)):
        with pytest.raises(errors.CheckViolation) as closed:
            db.execute(write, (conversation, sender.profile))
        assert constraint(closed) == "messages_open"
        assert db.execute("select count(*) from messages").fetchone() == (1,)
    assert as_stranger.execute("select count(*) from messages").fetchone() == (0,)


def test_the_documents_common_queries_answer(momento: Momento) -> None:
    person = momento.person()
    host = momento.host()
    event = momento.attended(person, host=host)
    momento.attended(person, status="late")
    momento.db.execute("insert into profile_interests select %s, min(id) from interests", (person.profile,))
    assert momento.one("select array_agg(e) from events_attended(%s) e", person.profile) == [event]
    assert momento.one("select array_agg(id) from events_hosted(%s)", host) == [event]
    assert momento.one("select count(*) from interests_of(%s)", person.profile) == 1
    assert momento.one("select host_average(%s)", host) is None


# Blocks and reports under their documented names


def test_blocks_and_reports_are_written_under_their_documented_names(momento: Momento) -> None:
    ada, bo = momento.people(2)
    as_ada = momento.connect("authenticated", ada.id)
    block = "insert into blocked_users (blocker_profile_id, blocked_profile_id) values (%s, %s)"
    as_ada.execute(block, (ada.profile, bo.profile))
    assert momento.one("select kith.blocked_between(%s, %s)", ada.id, bo.id)
    with pytest.raises(errors.InsufficientPrivilege):
        as_ada.execute(block, (bo.profile, ada.profile))
    assert momento.connect("authenticated", bo.id).execute(
        "select count(*) from blocked_users"
    ).fetchone() == (0,)
    as_ada.execute("delete from blocked_users where blocked_profile_id = %s", (bo.profile,))
    assert not momento.one("select kith.blocked_between(%s, %s)", ada.id, bo.id)
    as_ada.execute(
        "insert into reports (reporter_profile_id, reported_profile_id, category, comments) values (%s, %s, 'harassment', 'Said so')",
        (ada.profile, bo.profile),
    )
    assert momento.db.execute(
        "select category, comments, status from reports where reported_profile_id = %s", (bo.profile,)
    ).fetchall() == [("harassment", "Said so", "pending")]

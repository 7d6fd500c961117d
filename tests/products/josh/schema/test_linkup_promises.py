"""LinkUps: never too many, never in two places, locked once, never across a block."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from harness.attacked import constraint
from harness.josh import Josh

pytestmark = pytest.mark.postgres15


def _seats(josh: Josh, linkup: UUID) -> set[UUID]:
    seated = {
        row[0] for row in josh.db.execute("select user_id from linkup_seats where linkup_id = %s", (linkup,))
    }
    assert josh.one("select seats_taken from linkups where id = %s", linkup) == len(seated)
    return seated


def _participants(josh: Josh, linkup: UUID) -> dict[UUID, str]:
    rows = josh.db.execute("select user_id, role from linkup_participants where linkup_id = %s", (linkup,))
    return dict(rows.fetchall())


@pytest.mark.parametrize("size", [(4, 3), (1, 3), (2, 21)])
def test_sizes_that_make_no_group_are_refused(josh: Josh, size: tuple[int, int]) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.linkup(josh.person(), size=size)
    assert constraint(refusal) == "linkups_size"


def test_of_many_yeses_at_once_as_many_count_as_there_are_seats(josh: Josh) -> None:
    initiator = josh.person()
    linkup = josh.linkup(initiator, size=(2, 4))
    invites = [josh.invite(linkup, josh.person()) for _ in range(10)]
    outcomes = josh.at_once([lambda db, i=i: josh.answer(i, "accepted", db) for i in invites])
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == 7
    assert {refusal.diag.constraint_name for refusal in refused} == {"linkups_capacity"}
    assert len(_seats(josh, linkup)) == 4
    assert initiator in _seats(josh, linkup)
    assert (
        josh.one("select count(*) from linkup_invites where linkup_id = %s and state = 'accepted'", linkup)
        == 3
    )


def test_nobody_is_let_in_past_the_invitations_either(josh: Josh) -> None:
    linkup = josh.linkup(josh.person(), size=(2, 2))
    josh.invite(linkup, josh.person(), "accepted")
    josh.lock(linkup)
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.insert(
            "linkup_participants", {"linkup_id": linkup, "user_id": josh.person(), "role": "participant"}
        )
    assert constraint(refusal) == "linkups_capacity"


def test_a_linkup_is_not_made_smaller_than_those_already_in(josh: Josh) -> None:
    linkup = josh.linkup(josh.person(), size=(2, 4))
    for _ in range(2):
        josh.invite(linkup, josh.person(), "accepted")
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.db.execute("update linkups set max_size = 2 where id = %s", (linkup,))
    assert constraint(refusal) == "linkups_capacity"


def test_not_even_the_service_writes_the_count_or_the_seats(josh: Josh) -> None:
    linkup = josh.linkup(josh.person())
    service = josh.connect("service_role")
    for attempt in ("update linkups set seats_taken = 0", "delete from linkup_seats"):
        with pytest.raises(errors.InsufficientPrivilege):
            service.execute(attempt)
    assert len(_seats(josh, linkup)) == 1


def test_taking_back_a_yes_frees_the_seat(josh: Josh) -> None:
    linkup = josh.linkup(josh.person(), size=(2, 2))
    first = josh.invite(linkup, josh.person(), "accepted")
    josh.answer(first, "declined")
    second = josh.person()
    josh.invite(linkup, second, "accepted")
    assert second in _seats(josh, linkup)


def test_one_person_cannot_say_yes_to_two_linkups_at_the_same_time(josh: Josh) -> None:
    person = josh.person()
    linkups = [josh.linkup(josh.person(), day=1, hour=hour) for hour in (9, 10, 10, 8)]
    invites = [josh.invite(linkup, person) for linkup in linkups]
    outcomes = josh.at_once([lambda db, i=i: josh.answer(i, "accepted", db) for i in invites])
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert {(r.sqlstate, r.diag.constraint_name) for r in refused} == {("23P01", "linkup_seats_no_overlap")}
    held = josh.db.execute("select during from linkup_seats where user_id = %s", (person,)).fetchall()
    # 8 to 10 and 10 to 12 do not overlap: one or two of the four fit, never two that overlap.
    assert len(held) == 4 - len(refused)
    assert (
        josh.one(
            "select count(*) from linkup_seats a join linkup_seats b on a.user_id = b.user_id "
            "and a.linkup_id < b.linkup_id and a.during && b.during"
        )
        == 0
    )


def test_an_initiator_is_busy_too(josh: Josh) -> None:
    person = josh.person()
    josh.linkup(person, day=1)
    with pytest.raises(errors.ExclusionViolation):
        josh.linkup(person, day=1, hour=10)
    josh.linkup(person, day=2)


@pytest.mark.parametrize("ending", ["canceled", "expired"])
def test_the_end_of_a_linkup_frees_everybodys_time(josh: Josh, ending: str) -> None:
    person = josh.person()
    linkup = josh.linkup(person, day=1)
    josh.db.execute("update linkups set state = %s::linkup_state where id = %s", (ending, linkup))
    assert _seats(josh, linkup) == set()
    josh.linkup(person, day=1)


def test_canceling_ones_place_frees_time_and_seat_and_one_may_come_back(josh: Josh) -> None:
    person = josh.person()
    linkup = josh.linkup(josh.person(), size=(2, 2))
    josh.invite(linkup, person, "accepted")
    josh.lock(linkup)
    place = "linkup_id = %s and user_id = %s"
    josh.db.execute(f"update linkup_participants set status = 'canceled' where {place}", (linkup, person))
    assert person not in _seats(josh, linkup)
    josh.db.execute(f"update linkup_participants set status = 'confirmed' where {place}", (linkup, person))
    assert person in _seats(josh, linkup)


def test_moving_a_linkup_onto_anothers_time_is_refused(josh: Josh) -> None:
    person = josh.person()
    first = josh.linkup(person, day=1)
    josh.linkup(person, day=2)
    with pytest.raises(errors.ExclusionViolation):
        josh.db.execute(
            """update linkups
               set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'
               where id = %s""",
            (first,),
        )


def test_of_many_workers_one_locks_and_everybody_seated_is_in(josh: Josh) -> None:
    initiator = josh.person()
    linkup = josh.linkup(initiator, size=(2, 6))
    people = [josh.person() for _ in range(3)]
    for person in people:
        josh.invite(linkup, person, "accepted")
    outcomes = josh.at_once([lambda db: josh.lock(linkup, db)] * 8)
    assert sorted(outcomes) == [0, 0, 0, 0, 0, 0, 0, 1]
    assert josh.one("select lock_version from linkups where id = %s", linkup) == 1
    assert _participants(josh, linkup) == {initiator: "initiator"} | dict.fromkeys(people, "participant")
    assert (
        josh.one("select count(*) from domain_events where entity_id = %s and to_state = 'locked'", linkup)
        == 1
    )


def test_a_yes_and_the_lock_at_once_agree_on_who_is_in(josh: Josh) -> None:
    for day in range(1, 11):
        linkup = josh.linkup(josh.person(), day=day, size=(2, 6))
        josh.invite(linkup, josh.person(), "accepted")
        late = josh.person()
        invite = josh.invite(linkup, late)
        locked, answered = josh.at_once(
            [
                lambda db, linkup=linkup: josh.lock(linkup, db),
                lambda db, i=invite: josh.answer(i, "accepted", db),
            ]
        )
        assert locked == 1
        accepted = answered is None
        assert (late in _participants(josh, linkup)) == accepted
        assert set(_participants(josh, linkup)) == _seats(josh, linkup)
        if not accepted:
            assert answered.sqlstate == "KT409"
            assert josh.one("select state from linkup_invites where id = %s", invite) == "pending"


def test_a_lock_below_the_smallest_size_is_refused(josh: Josh) -> None:
    linkup = josh.linkup(josh.person(), size=(3, 6))
    josh.invite(linkup, josh.person(), "accepted")
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.lock(linkup)
    assert constraint(refusal) == "linkups_lock_needs_min_size"


@pytest.mark.parametrize(
    "change",
    [
        "lock_version = lock_version + 1",
        "state = 'locked', event_time = starts_at",
        "state = 'locked', event_time = starts_at, lock_version = lock_version + 2",
    ],
)
def test_the_version_and_the_lock_move_together(josh: Josh, change: str) -> None:
    linkup = josh.linkup(josh.person())
    josh.invite(linkup, josh.person(), "accepted")
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.db.execute(f"update linkups set {change} where id = %s", (linkup,))
    assert constraint(refusal) == "linkups_lock_once"


def test_nobody_is_invited_or_let_in_after_the_lock(josh: Josh) -> None:
    linkup = josh.linkup(josh.person())
    josh.invite(linkup, josh.person(), "accepted")
    waiting = josh.invite(linkup, josh.person())
    josh.lock(linkup)
    with pytest.raises(psycopg.Error, match="nobody can be invited to a LinkUp that is locked"):
        josh.invite(linkup, josh.person())
    with pytest.raises(psycopg.Error, match="nobody can join a LinkUp that is locked"):
        josh.answer(waiting, "accepted")


def test_nobody_is_invited_to_their_own_linkup(josh: Josh) -> None:
    initiator = josh.person()
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.invite(josh.linkup(initiator), initiator)
    assert constraint(refusal) == "linkup_invites_not_initiator"


@pytest.mark.parametrize("hold", ["soft_hold", "hard_hold"])
def test_nobody_on_hold_is_invited(josh: Josh, hold: str) -> None:
    person = josh.person()
    josh.db.execute(
        """insert into safety_holds (user_id, state, applied_at)
           values (%s, %s::safety_hold_state, kith.now())""",
        (person, hold),
    )
    linkup = josh.linkup(josh.person())
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.invite(linkup, person)
    assert constraint(refusal) == "linkup_invites_not_on_hold"
    josh.db.execute("update safety_holds set state = 'none' where user_id = %s", (person,))
    josh.invite(linkup, person)


def test_a_block_in_either_direction_keeps_two_people_apart(josh: Josh) -> None:
    initiator, guest, blocked, blocking = (josh.person() for _ in range(4))
    linkup = josh.linkup(initiator)
    josh.invite(linkup, guest, "accepted")
    block = "insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)"
    josh.db.execute(block, (guest, blocked))
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.invite(linkup, blocked)
    assert constraint(refusal) == "linkup_invites_no_block"
    invite = josh.invite(linkup, blocking)
    josh.db.execute(block, (blocking, initiator))
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.answer(invite, "accepted")
    assert constraint(refusal) == "linkup_seats_no_block"
    assert "block" not in str(refusal.value)


def test_nobody_blocks_themselves(josh: Josh) -> None:
    person = josh.person()
    with pytest.raises(errors.CheckViolation):
        josh.db.execute(
            "insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (person, person)
        )


def test_an_invitation_says_its_wave(josh: Josh) -> None:
    invite = josh.invite(josh.linkup(josh.person()), josh.person())
    assert josh.one("select wave from linkup_invites where id = %s", invite) == 1
    with pytest.raises(errors.CheckViolation):
        josh.db.execute("update linkup_invites set wave = 0 where id = %s", (invite,))


def test_only_public_places_are_proposed(josh: Josh) -> None:
    venue = {
        "region_id": josh.region(),
        "name": "Home",
        "kind": "flat",
        "address": "x",
        "latitude": 1,
        "longitude": 1,
    }
    with pytest.raises(errors.CheckViolation):
        josh.insert("venues", venue | {"public": False})


@pytest.mark.parametrize(
    ("state", "visible"),
    [("pending", True), ("accepted", False), ("declined", False), ("expired", False), ("closed", False)],
)
def test_an_invitation_shows_the_linkup_while_it_waits_for_an_answer(
    josh: Josh, state: str, visible: bool
) -> None:
    person = josh.person()
    linkup = josh.linkup(josh.person())
    josh.invite(linkup, person, state)
    seen = josh.connect("authenticated", person).execute("select id from linkups").fetchall()
    assert seen == ([(linkup,)] if visible else [])


def test_those_in_it_read_a_linkup_and_first_names_and_strangers_nothing(josh: Josh) -> None:
    alex, sam, stranger = josh.person("Alex"), josh.person("Sam"), josh.person("Kim")
    linkup = josh.completed(alex, sam)
    for person in (alex, sam):
        db = josh.connect("authenticated", person)
        assert db.execute("select id from linkups").fetchall() == [(linkup,)]
        names = db.execute("select first_name from linkup_people(%s)", (linkup,)).fetchall()
        assert names == [("Alex",), ("Sam",)]
        assert db.execute("select id from users").fetchall() == [(person,)]
    db = josh.connect("authenticated", stranger)
    for table in ("linkups", "linkup_participants", f"linkup_people('{linkup}')"):
        assert db.execute(f"select 1 from {table}").fetchall() == []

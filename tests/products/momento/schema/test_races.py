"""Promises of Momento's database while everybody presses at the same moment."""

from __future__ import annotations

import random
import threading
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from harness.momento import Momento, Person

pytestmark = pytest.mark.postgres15

_CONSISTENT = """select e.seats_taken = coalesce(sum(s.seats), 0) and e.seats_taken + seats_held(e.id) <= e.max_participants
                 from events e left join seats s on s.event_id = e.id where e.id = %s group by e.id"""


def test_of_two_hundred_people_on_twelve_seats_twelve_sit_and_everybody_else_has_their_money_back(
    momento: Momento,
) -> None:
    event = momento.event(seats=(2, 12), price_in_cents=1000)
    invitations = [momento.invite(event, person) for person in momento.people(200)]
    momento.db.execute("analyze invitations, social_profiles, users, events")
    tried, over, seen = threading.Event(), threading.Event(), [True]
    together = threading.Barrier(11)

    def watch(db: psycopg.Connection[Any]) -> int:
        for clock, end in (("0", tried), ("11 minutes", over)):
            momento.later(clock, db)
            while True:
                row = db.execute(_CONSISTENT, (event,)).fetchone()
                seen.append(row is not None and row[0])
                if end.is_set():
                    break
            together.wait(timeout=60)
        return len(seen)

    def press(share: int) -> Any:
        chance = random.Random(share)

        def work(db: psycopg.Connection[Any]) -> Counter[str]:
            answers: Counter[str] = Counter()
            late: list[UUID] = []
            for invitation in invitations[share::10]:
                row = db.execute("select outcome from hold_seat(%s)", (invitation,)).fetchone()
                assert row is not None
                answers[row[0]] += 1
                if row[0] != "held":
                    continue
                match chance.randrange(4):
                    case 0:  # the card is refused
                        db.execute("select release_hold(%s)", (invitation,))
                    case 1:  # pays after the hold is over
                        late.append(invitation)
                    case _:
                        answers[momento.pay(invitation, db)] += 1
            # Nobody's clock moves before everybody has tried once: holds are over for all at the same moment.
            tried.set()
            together.wait(timeout=60)
            momento.later("11 minutes", db)
            for invitation in late:
                answers[momento.pay(invitation, db)] += 1
            for invitation in invitations[share::10]:
                answers[momento.pay(invitation, db)] += 1
            over.set()
            together.wait(timeout=60)
            return answers

        return work

    outcomes = momento.at_once([*(press(share) for share in range(10)), watch])
    told: Counter[str] = sum(outcomes[:-1], Counter())
    assert outcomes[-1] > 2
    assert all(seen)
    assert momento.one("select seats_taken from events where id = %s", event) == 12
    assert told["seated"] == 12
    assert told["no_seat"] + told["paid_twice"] + 12 == momento.one(
        "select count(*) from payments where event_id = %s", event
    )
    kept = momento.db.execute(
        "select sum(amount_in_cents), sum(refunded_in_cents) from payments where event_id = %s", (event,)
    ).fetchone()
    assert kept is not None
    assert kept[0] - kept[1] == 12_000


def test_refunds_that_race_never_exceed_the_charge(momento: Momento) -> None:
    person = momento.person()
    invitation = momento.invite(momento.event(price_in_cents=1000), person)
    assert momento.pay(invitation) == "seated"
    payment = momento.one("select id from payments where invitation_id = %s", invitation)
    statement = (
        "insert into refunds (payment_id, user_id, amount_in_cents, reason) values (%s, %s, 300, 'goodwill')"
    )
    outcomes = momento.at_once([lambda db: db.execute(statement, (payment, person.id)).rowcount] * 8)
    assert Counter(type(outcome) for outcome in outcomes) == {int: 3, errors.CheckViolation: 5}
    assert momento.one("select refunded_in_cents from payments where id = %s", payment) == 900


def test_two_successes_for_one_invitation_keep_one(momento: Momento) -> None:
    invitation = momento.invite(momento.event(price_in_cents=1000), momento.person())
    payments = [momento.payment(invitation) for _ in range(4)]

    def settle(payment: UUID) -> Any:
        return lambda db: db.execute("select settle_payment(%s, %s)", (payment, str(payment))).fetchone()[0]

    outcomes = momento.at_once([settle(payment) for payment in payments * 2])
    assert Counter(outcomes) == {"seated": 2, "paid_twice": 6}
    assert (
        momento.one(
            "select count(*) from refunds r join payments p on p.id = r.payment_id where p.invitation_id = %s",
            invitation,
        )
        == 3
    )


def test_an_event_completed_by_two_at_once_is_completed_once(momento: Momento) -> None:
    people = momento.people(3)
    event = momento.event()
    momento.seat(event, *people)
    momento.later("3 days 1 hour")
    for person in people:
        momento.insert("attendance", {"event_id": event, "profile_id": person.profile, "status": "attended"})

    def complete(db: psycopg.Connection[Any]) -> Any:
        momento.later("3 days 5 hours", db)
        row = db.execute("select complete_event(%s)", (event,)).fetchone()
        return row and row[0]

    assert sorted(momento.at_once([complete] * 4)) == [False, False, False, True]
    assert momento.one("select count(*) from connections where event_id = %s", event) == 6
    assert (
        momento.one(
            "select count(*) from domain_events where entity_id = %s and event_type = 'event.completed'",
            event,
        )
        == 1
    )


def test_of_interests_added_at_once_twenty_stay(momento: Momento) -> None:
    person = momento.person()
    momento.db.execute(
        "insert into profile_interests select %s, id from interests order by id limit 18", (person.profile,)
    )
    ids = [row[0] for row in momento.db.execute("select id from interests order by id desc limit 6")]

    def add(interest: int) -> Any:
        return lambda db: (
            db.execute("insert into profile_interests values (%s, %s)", (person.profile, interest)).rowcount
        )

    outcomes = momento.at_once([add(interest) for interest in ids])
    assert Counter(type(outcome) for outcome in outcomes) == {int: 2, errors.CheckViolation: 4}


def test_a_conversation_begun_from_both_sides_is_one(momento: Momento) -> None:
    ada, bo = momento.people(2)
    momento.attended(ada, bo)
    low, high = sorted((ada.profile, bo.profile))
    begin = """insert into conversations (low_profile_id, high_profile_id) values (%s, %s)
               on conflict (low_profile_id, high_profile_id) do nothing"""
    outcomes = momento.at_once([lambda db: db.execute(begin, (low, high)).rowcount] * 6)
    assert sorted(outcomes) == [0, 0, 0, 0, 0, 1]
    assert (
        momento.one("select count(*) from conversation_participants where profile_id = any (%s)", [low, high])
        == 2
    )


def test_offers_made_by_several_at_once_go_to_as_many_people_as_there_are_seats(momento: Momento) -> None:
    event = momento.event(seats=(1, 3))
    seated = momento.seat(event, *momento.people(3))
    line = [
        momento.one("select join_waiting_list(%s)", momento.invite(event, person))
        for person in momento.people(6)
    ]
    for invitation in seated[:2]:
        momento.one("select give_back_seat(%s, 0)", invitation)
    offers = momento.at_once(
        [lambda db: [row[0] for row in db.execute("select offer_seats(%s)", (event,))]] * 5
    )
    assert sorted(each for made in offers for each in made) == sorted(line[:2])
    assert momento.one(_CONSISTENT, event)


def test_two_who_wish_it_at_the_same_moment_are_both_told(momento: Momento) -> None:
    ada, bo = momento.people(2)
    event = momento.attended(ada, bo)

    def wish(owner: Person) -> Any:
        return lambda db: (
            db.execute(
                "update connections set wants_to_connect_again = true where user_profile_id = %s and event_id = %s",
                (owner.profile, event),
            ).rowcount
        )

    assert momento.at_once([wish(ada), wish(bo)]) == [1, 1]
    assert momento.one("select count(mutual_revealed_at) from connections where event_id = %s", event) == 2


def test_somebody_suspended_while_confirming_keeps_no_seat(momento: Momento) -> None:
    for _ in range(6):
        person = momento.person()
        event = momento.event()
        invitation = momento.invite(event, person)
        outcomes = momento.at_once(
            [
                lambda db, i=invitation: db.execute("select confirm_seat(%s)", (i,)).fetchone()[0],
                lambda db, p=person: db.execute("select suspend_user(%s)", (p.id,)).fetchone()[0],
            ]
        )
        assert outcomes[1] is True
        assert outcomes[0] in {"confirmed", "refused", "over"}
        assert momento.one("select seats_taken from events where id = %s", event) == 0


def test_two_events_decided_at_once_both_count_for_reliability(momento: Momento) -> None:
    person = momento.person()
    events = [momento.attended(person) for _ in range(4)]

    def miss(event: UUID) -> Any:
        return lambda db: (
            db.execute("update attendance set status = 'no_show' where event_id = %s", (event,)).rowcount
        )

    assert momento.at_once([miss(event) for event in events]) == [1] * 4
    rating = momento.one("select absentee_rating from user_internal_metrics where user_id = %s", person.id)
    assert rating == pytest.approx(0.8**4)


def test_nobody_confirms_two_events_at_one_time_by_pressing_both(momento: Momento) -> None:
    person = momento.person()
    events = [momento.event(starts=f"3 days {minutes} minutes") for minutes in (0, 30, 60)]
    invitations = [momento.invite(event, person) for event in events]
    outcomes = momento.at_once(
        [lambda db, i=i: db.execute("select confirm_seat(%s)", (i,)).fetchone()[0] for i in invitations]
    )
    assert sorted(outcomes) == ["busy", "busy", "confirmed"]


def test_a_picture_permission_sent_twice_at_once_counts_once(momento: Momento) -> None:
    person = momento.person()
    token = momento.insert("capture_tokens", {"profile_id": person.profile, "nonce_hash": uuid4().bytes})
    statement = """insert into profile_photos (profile_id, image_url, width, height, is_in_app_photo, capture_token_id,
                     small_file_id, medium_file_id, large_file_id)
                   values (%s, '/p', 9, 9, true, %s, %s, %s, %s)"""
    files = (momento.file(), momento.file(), momento.file())
    outcomes = momento.at_once(
        [lambda db: db.execute(statement, (person.profile, token, *files)).rowcount] * 4
    )
    assert [outcome for outcome in outcomes if outcome == 1] == [1]

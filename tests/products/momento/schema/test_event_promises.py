"""What the database keeps for events, invitations, seats and money, even against a program that does everything wrong."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from harness.attacked import constraint
from harness.momento import Momento

pytestmark = pytest.mark.postgres15


def _seats(momento: Momento, event: object) -> int:
    return momento.one("select seats_taken from events where id = %s", event)


# Itinerary


def test_stops_have_no_gap_and_never_overlap_but_may_be_reordered(momento: Momento) -> None:
    event = momento.event()
    momento.stop(event, 2, "3 days 2 hours")
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.stop(event, 4, "3 days 4 hours")
    assert constraint(refusal) == "event_itinerary_stops_in_order"
    with pytest.raises(errors.ExclusionViolation) as overlap:
        momento.stop(event, 3, "3 days 3 hours")
    assert constraint(overlap) == "event_itinerary_stops_no_overlap"
    # The other way round: both move, in one transaction.
    with momento.db.transaction():
        momento.db.execute(
            """update event_itinerary_stops set "order" = 3 - "order", start_time = start_time + (3 - 2 * "order") * interval '2 hours',
                 end_time = end_time + (3 - 2 * "order") * interval '2 hours' where event_id = %s""",
            (event,),
        )
    assert momento.one("select count(*) from event_itinerary_stops where event_id = %s", event) == 2
    with pytest.raises(errors.CheckViolation):
        momento.stop(event, 11, "3 days 8 hours")


def test_an_event_begins_and_ends_with_its_stops_and_nobody_sets_that(momento: Momento) -> None:
    event = momento.event()
    momento.stop(event, 2, "3 days 3 hours", hours=1)
    assert momento.one("select ends_at - starts_at = interval '4 hours' from events where id = %s", event)
    service = momento.connect("service_role")
    for change in ("seats_taken = 1", "starts_at = now()", "host_id = host_id"):
        with pytest.raises(errors.InsufficientPrivilege):
            service.execute(f"update events set {change} where id = %s", (event,))
    with pytest.raises(errors.InsufficientPrivilege):
        service.execute("delete from seats where event_id = %s", (event,))


@pytest.mark.parametrize(
    "columns",
    [
        {"min_participants": 0},
        {"min_participants": 7},
        {"max_participants": 201},
        {"price_in_cents": -1},
        {"price_in_cents": 49},
        {"minimum_age": 17},
        {"refund_policy": '[{"hours": "many", "percent": 100}]'},
        {"seats_taken": 1},
    ],
)
def test_an_event_that_makes_no_sense_is_refused(momento: Momento, columns: dict[str, object]) -> None:
    with pytest.raises(errors.CheckViolation):
        momento.event(**({"max_participants": 6} | columns))


def test_a_host_who_takes_part_has_a_seat_in_the_same_transaction(momento: Momento) -> None:
    host = momento.host()
    with momento.db.transaction():
        event = momento.insert(
            "events",
            {
                "host_id": host,
                "title": "Supper",
                "min_participants": 2,
                "max_participants": 3,
                "host_is_attendee": True,
            },
        )
        assert _seats(momento, event) == 1
        assert momento.one("select status from invitations where event_id = %s", event) == "confirmed"


# Invitations


def test_who_must_not_come_is_refused_when_invited_and_again_when_confirming(momento: Momento) -> None:
    hedda = momento.person("Hedda")
    event = momento.event(momento.host(hedda), minimum_age=30)
    guest, ada, bo, cem, dee = momento.people(5)
    momento.seat(event, guest)
    young = momento.person(birth_date="2000-01-01")
    suspended = momento.person()
    assert momento.one("select suspend_user(%s)", suspended.id)
    momento.db.execute("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (ada.id, guest.id))
    momento.db.execute("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (hedda.id, bo.id))
    momento.attended(cem, guest)
    momento.attended(dee, guest)
    momento.later("0")
    for owner, other in ((cem, guest), (guest, dee)):
        momento.db.execute(
            "update connections set does_not_want_to_connect_again = true where user_profile_id = %s and connected_profile_id = %s",
            (owner.profile, other.profile),
        )
    for person, why in (
        (young, "too_young"),
        (suspended, "not_active"),
        (ada, "blocked"),
        (bo, "blocked"),
        (cem, "rather_not"),
        (dee, "rather_not"),
        (hedda, "not_host"),
    ):
        with pytest.raises(errors.CheckViolation) as refusal:
            momento.invite(event, person)
        assert constraint(refusal) == f"invitations_{why}"
    late = momento.person()
    invitation = momento.invite(event, late)
    momento.db.execute(
        "insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (guest.id, late.id)
    )
    assert momento.one("select confirm_seat(%s)", invitation) == "refused"
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.db.execute("update invitations set status = 'confirmed' where id = %s", (invitation,))
    assert constraint(refusal) == "invitations_blocked"


def test_age_counts_on_the_day_of_the_event(momento: Momento) -> None:
    birthday = momento.one("select (kith.now() + interval '3 days' - interval '30 years')::date")
    nearly = momento.one("select (kith.now() + interval '5 days' - interval '30 years')::date")
    event = momento.event(minimum_age=30)
    momento.invite(event, momento.person(birth_date=birthday))
    with pytest.raises(errors.CheckViolation):
        momento.invite(event, momento.person(birth_date=nearly))


def test_nobody_is_asked_twice_to_one_event_and_an_answer_is_final(momento: Momento) -> None:
    event, person = momento.event(), momento.person()
    (invitation,) = momento.seat(event, person)
    with pytest.raises(errors.UniqueViolation) as refusal:
        momento.invite(event, person)
    assert constraint(refusal) == "invitations_once"
    assert momento.one("select give_back_seat(%s, 0)", invitation) == "given_back"
    assert momento.one("select give_back_seat(%s, 0)", invitation) == "not_seated"
    with pytest.raises(psycopg.Error, match="cannot go from declined to confirmed") as illegal:
        momento.db.execute("update invitations set status = 'confirmed' where id = %s", (invitation,))
    assert illegal.value.sqlstate == "KT409"
    told = momento.db.execute(
        "select event_type from domain_events where entity_id = %s order by sequence", (invitation,)
    )
    assert told.fetchall() == [("invitation.sent",), ("invitation.confirmed",), ("invitation.given_back",)]


def test_a_companion_takes_a_seat_and_comes_only_where_the_host_allows_it(momento: Momento) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.invite(momento.event(), momento.person(), plus_one_name="Max")
    assert constraint(refusal) == "invitations_plus_one_allowed"
    event = momento.event(seats=(2, 3), plus_one_allowed=True)
    pair = momento.invite(event, momento.person(), plus_one_name="Max")
    assert momento.one("select confirm_seat(%s)", pair) == "confirmed"
    assert _seats(momento, event) == 2
    assert momento.one("select status from events where id = %s", event) == "confirmed"
    second = momento.invite(event, momento.person(), plus_one_name="Mo")
    assert momento.one("select confirm_seat(%s)", second) == "full"
    momento.db.execute("update invitations set plus_one_name = null where id = %s", (pair,))
    assert _seats(momento, event) == 1
    assert momento.one("select confirm_seat(%s)", second) == "confirmed"
    with pytest.raises(errors.CheckViolation) as late:
        momento.db.execute("update invitations set plus_one_name = 'Max' where id = %s", (pair,))
    assert constraint(late) == "invitations_plus_one_before"


def test_nobody_sits_at_two_events_at_one_time_whichever_moves(momento: Momento) -> None:
    person = momento.person()
    first, second, third = (
        momento.event(),
        momento.event(starts="3 days 1 hour"),
        momento.event(starts="3 days 2 hours"),
    )
    momento.seat(first, person)
    busy = momento.invite(second, person)
    assert momento.one("select confirm_seat(%s)", busy) == "busy"
    momento.seat(third, person)
    with pytest.raises(errors.ExclusionViolation) as refusal:
        momento.db.execute(
            "update event_itinerary_stops set end_time = end_time + interval '1 hour' where event_id = %s",
            (first,),
        )
    assert constraint(refusal) == "seats_no_overlap"


# Holds and money


def test_a_hold_ends_by_the_clock_without_anybody_sweeping(momento: Momento) -> None:
    event = momento.event(seats=(1, 1), price_in_cents=1000)
    slow, quick = (momento.invite(event, person) for person in momento.people(2))
    hold = "select outcome from hold_seat(%s)"
    assert momento.one(hold, slow) == "held"
    assert momento.one(hold, quick) == "full"
    momento.later("9 minutes 59 seconds")
    assert momento.one(hold, quick) == "full"
    momento.later("10 minutes 5 seconds")
    assert momento.one(hold, quick) == "held"
    assert momento.pay(quick) == "seated"
    # Too late, and there is no seat any more: owed back whole, and the person can be told why.
    assert momento.pay(slow) == "no_seat"
    assert momento.db.execute(
        "select r.amount_in_cents, r.reason, r.status from refunds r join payments p on p.id = r.payment_id where p.invitation_id = %s",
        (slow,),
    ).fetchall() == [(1000, "no_seat", "due")]
    assert momento.one("select late_refusal from invitations where id = %s", slow) == "full"


def test_a_late_payment_takes_the_seat_when_one_is_free(momento: Momento) -> None:
    event = momento.event(seats=(1, 1), price_in_cents=1000)
    invitation = momento.invite(event, momento.person())
    momento.one("select outcome from hold_seat(%s)", invitation)
    momento.later("2 hours")
    assert momento.pay(invitation) == "seated"
    assert momento.pay(invitation) == "paid_twice"
    assert momento.one("select seats_taken from events where id = %s", event) == 1
    assert momento.db.execute(
        """select r.reason, p.is_surplus from refunds r join payments p on p.id = r.payment_id where p.event_id = %s""",
        (event,),
    ).fetchall() == [("paid_twice", True)]


def test_a_seat_that_costs_something_is_not_confirmed_unpaid(momento: Momento) -> None:
    invitation = momento.invite(momento.event(price_in_cents=1000), momento.person())
    assert momento.one("select confirm_seat(%s)", invitation) == "refused"
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.db.execute("update invitations set status = 'confirmed' where id = %s", (invitation,))
    assert constraint(refusal) == "invitations_paid"


def test_refunds_of_a_charge_never_exceed_it_and_failed_ones_do_not_count(momento: Momento) -> None:
    invitation = momento.invite(momento.event(price_in_cents=1000), momento.person())
    assert momento.pay(invitation) == "seated"
    payment = momento.one("select id from payments where invitation_id = %s", invitation)
    owner = momento.one("select user_id from payments where id = %s", payment)
    row = {"payment_id": payment, "user_id": owner, "reason": "goodwill"}
    first = momento.insert("refunds", row | {"amount_in_cents": 700})
    with pytest.raises(errors.CheckViolation) as refusal:
        momento.insert("refunds", row | {"amount_in_cents": 301})
    assert constraint(refusal) == "refunds_within_charge"
    momento.db.execute("update refunds set status = 'failed' where id = %s", (first,))
    assert momento.one("select refunded_in_cents from payments where id = %s", payment) == 0
    momento.insert("refunds", row | {"amount_in_cents": 1000})
    with pytest.raises(errors.CheckViolation) as again:
        momento.db.execute("update refunds set status = 'due' where id = %s", (first,))
    assert constraint(again) == "refunds_within_charge"
    # Everything has gone back already: giving the seat back owes nothing more.
    assert momento.one("select give_back_seat(%s, 1000)", invitation) == "given_back"
    assert momento.one("select refunded_in_cents from payments where id = %s", payment) == 1000


def test_the_price_stays_once_somebody_has_begun_to_pay(momento: Momento) -> None:
    event = momento.event(price_in_cents=1000)
    momento.payment(momento.invite(event, momento.person()))
    with pytest.raises(psycopg.Error) as refusal:
        momento.db.execute("update events set price_in_cents = 2000 where id = %s", (event,))
    assert refusal.value.sqlstate == "KT409"


@pytest.mark.parametrize("who", ["host", "house"])
def test_cancelling_owes_everybody_the_whole_price_and_frees_everybody(momento: Momento, who: str) -> None:
    event = momento.event(seats=(1, 2), price_in_cents=1000)
    guest, payer, other = momento.people(3)
    seated, paying, waiting = (momento.invite(event, person) for person in (guest, payer, other))
    assert momento.pay(seated) == "seated"
    assert momento.one("select outcome from hold_seat(%s)", paying) == "held"
    momento.one("select join_waiting_list(%s)", waiting)
    payment = momento.payment(paying)
    momento.db.execute(
        "update events set status = 'cancelled', cancelled_by = %s where id = %s", (who, event)
    )
    assert momento.db.execute(
        "select reason, amount_in_cents from refunds where user_id = %s", (guest.id,)
    ).fetchall() == [(f"{who}_cancelled", 1000)]
    assert _seats(momento, event) == 0
    assert momento.one("select count(*) from seat_holds where event_id = %s and ended_at is null", event) == 0
    assert momento.one("select status from waiting_list where event_id = %s", event) == "left"
    momento.seat(momento.event(), guest)
    # A payment that was under way arrives after all.
    assert momento.one("select settle_payment(%s, %s)", payment, uuid4().hex) == "no_seat"
    with pytest.raises(psycopg.Error) as refusal:
        momento.invite(event, momento.person())
    assert refusal.value.sqlstate == "KT409"


# The waiting list


def test_seats_are_offered_in_the_order_of_joining_and_offers_end_by_the_clock(momento: Momento) -> None:
    event = momento.event(seats=(1, 1))
    (seated,) = momento.seat(event, momento.person())
    first, second, newcomer = (momento.invite(event, person) for person in momento.people(3))
    entries = [momento.one("select join_waiting_list(%s)", each) for each in (first, second)]
    assert momento.one("select join_waiting_list(%s)", first) == entries[0]
    momento.one("select give_back_seat(%s, 0)", seated)
    offer = "select array_agg(o) from offer_seats(%s) o"
    assert momento.one("select confirm_seat(%s)", newcomer) == "full"
    assert momento.one(offer, event) == [entries[0]]
    assert momento.one(offer, event) is None
    assert momento.one("select confirm_seat(%s)", newcomer) == "full"
    momento.later("2 hours 1 minute")
    assert momento.one("select confirm_seat(%s)", newcomer) == "full"
    assert momento.one(offer, event) == [entries[1]]
    assert momento.one("select status from waiting_list where id = %s", entries[0]) == "lapsed"
    assert momento.one("select confirm_seat(%s)", second) == "confirmed"
    assert momento.one("select status from waiting_list where id = %s", entries[1]) == "seated"


def test_a_group_is_offered_seats_as_a_whole_or_not_at_all(momento: Momento) -> None:
    event = momento.event(seats=(1, 3))
    seated = momento.seat(event, *momento.people(3))
    group = uuid4()
    friends = [momento.invite(event, person) for person in momento.people(2)]
    pair = [momento.one("select join_waiting_list(%s, %s, true)", each, group) for each in friends]
    single = momento.one("select join_waiting_list(%s)", momento.invite(event, momento.person()))
    offer = "select array_agg(o) from offer_seats(%s) o"
    momento.one("select give_back_seat(%s, 0)", seated[0])
    assert momento.one(offer, event) == [single]
    for invitation in seated[1:]:
        momento.one("select give_back_seat(%s, 0)", invitation)
    assert sorted(momento.one(offer, event)) == sorted(pair)


def test_whoever_was_taken_out_of_the_line_is_not_offered_again(momento: Momento) -> None:
    event = momento.event(seats=(1, 1))
    momento.seat(event, momento.person())
    invitation = momento.invite(event, momento.person())
    entry = momento.one("select join_waiting_list(%s)", invitation)
    momento.db.execute("update waiting_list set status = 'revoked' where id = %s", (entry,))
    with pytest.raises(psycopg.Error) as refusal:
        momento.one("select join_waiting_list(%s)", invitation)
    assert refusal.value.sqlstate == "KT409"


def test_somebody_who_was_paying_when_a_seat_was_offered_has_one_hold(momento: Momento) -> None:
    event = momento.event(seats=(1, 2))
    (seated,) = momento.seat(event, momento.person())
    invitation = momento.invite(event, momento.person())
    assert momento.one("select outcome from hold_seat(%s)", invitation) == "held"
    momento.one("select join_waiting_list(%s)", invitation)
    momento.one("select give_back_seat(%s, 0)", seated)
    momento.one("select count(*) from offer_seats(%s)", event)
    held = momento.db.execute(
        "select kind from seat_holds where invitation_id = %s and ended_at is null", (invitation,)
    ).fetchall()
    assert held == [("offer",)]


def test_a_resold_seat_gives_its_first_guest_the_rest_also_when_it_goes_in_halves(momento: Momento) -> None:
    event = momento.event(seats=(1, 2), price_in_cents=1000, plus_one_allowed=True)
    first = momento.invite(event, momento.person(), plus_one_name="Max")
    assert momento.pay(first) == "seated"
    waiting = [momento.invite(event, person) for person in momento.people(2)]
    for each in waiting:
        momento.one("select join_waiting_list(%s)", each)
    momento.one("select give_back_seat(%s, 500)", first)
    assert momento.one("select count(*) from offer_seats(%s)", event) == 2
    owed = "select coalesce(sum(r.amount_in_cents), 0) from refunds r join payments p on p.id = r.payment_id where p.invitation_id = %s"
    assert momento.pay(waiting[0]) == "seated"
    assert momento.one(owed, first) == 500
    assert momento.pay(waiting[1]) == "seated"
    assert momento.one(owed, first) == 2000


def test_every_state_of_every_machine_can_be_reached(momento: Momento) -> None:
    stranded = momento.db.execute(
        """select distinct t.entity_type, t.from_state from state_transitions t
           where t.from_state <> '' and not exists (
             select 1 from state_transitions s where s.entity_type = t.entity_type and s.to_state = t.from_state)"""
    ).fetchall()
    assert stranded == []


def test_somebody_suspended_neither_plans_nor_invites_until_taken_back(momento: Momento) -> None:
    person = momento.person()
    host = momento.host(person)
    past = momento.event(host, starts="1 hour")
    momento.db.execute(
        "update users set status = 'suspended', suspended_at = kith.now() where id = %s", (person.id,)
    )
    with pytest.raises(psycopg.Error, match="cannot host"):
        momento.event(host)
    with pytest.raises(psycopg.Error, match="cannot invite"):
        momento.invite(past, momento.person())
    momento.db.execute("update users set status = 'active', suspended_at = null where id = %s", (person.id,))
    momento.invite(momento.event(host), momento.person())


def test_suspending_somebody_gives_back_seats_whole_and_cancels_what_they_host(momento: Momento) -> None:
    person = momento.person()
    hosted = momento.event(momento.host(person))
    momento.seat(hosted, momento.person())
    paid = momento.event(price_in_cents=1000, starts="5 days")
    invitation = momento.invite(paid, person)
    assert momento.pay(invitation) == "seated"
    asked = momento.invite(momento.event(starts="9 days"), person)
    assert momento.one("select suspend_user(%s)", person.id)
    assert not momento.one("select suspend_user(%s)", person.id)
    states = [
        momento.one("select status from invitations where id = %s", each) for each in (invitation, asked)
    ]
    assert states == ["declined", "expired"]
    assert momento.db.execute(
        "select amount_in_cents, reason from refunds where user_id = %s", (person.id,)
    ).fetchall() == [(1000, "house_cancelled")]
    assert (
        momento.one("select status || ' by ' || cancelled_by from events where id = %s", hosted)
        == "cancelled by house"
    )

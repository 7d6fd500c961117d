"""Forgetting leaves nothing personal; the house's tables show people of JOSH and doings in JOSH only."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from harness.josh import Josh

pytestmark = pytest.mark.postgres15

_PLANTED = "Zanzibar"


def _everything(josh: Josh) -> str:
    """All rows of all tables of the schema, as text."""
    tables = josh.db.execute(
        "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'"
    ).fetchall()
    return "\n".join(
        row[0]
        for (table,) in tables
        for row in josh.db.execute(f'select t::text from "{table}" t').fetchall()
    )


def _with_traces(josh: Josh) -> tuple[UUID, str, str, UUID]:
    """A person with something personal in every table; the number, its hash and a LinkUp they were at."""
    person = josh.person(
        _PLANTED,
        last_name=_PLANTED,
        email=f"{_PLANTED}@example.org",
        postal_code=_PLANTED,
        latitude=52.5123456,
        longitude=13.4123456,
    )
    number, number_hash = josh.db.execute(
        "select phone_e164, phone_hash from users where id = %s", (person,)
    ).fetchone() or ("", "")
    other = josh.person()
    past = josh.completed(other, person, day=1)
    josh.choose(past, person, other, True)
    josh.choose(past, other, person, True)
    josh.insert("linkup_outcomes", {"linkup_id": past, "user_id": person, "feedback": _PLANTED})
    josh.insert("profiles", {"user_id": person, "preferences": Jsonb({"note": _PLANTED})})
    josh.insert(
        "profile_events",
        {
            "user_id": person,
            "event_type": "answer",
            "source": "interview",
            "payload": Jsonb({"words": _PLANTED}),
            "idempotency_key": str(uuid4()),
        },
    )
    josh.insert("conversation_sessions", {"user_id": person, "context": Jsonb({"words": _PLANTED})})
    josh.insert("message_events", {"user_id": person, "event_type": "x", "payload": Jsonb({"to": number})})
    for who in (person, None):  # a text from before registration belongs to nobody yet
        text = {"direction": "in", "from_e164": number, "to_e164": "+15125550000", "phone_hash": number_hash}
        josh.insert("sms_messages", text | {"user_id": who, "twilio_message_sid": str(uuid4())})
    job = {"to_e164": number, "phone_hash": number_hash, "purpose": "x", "kind": "reply"}
    josh.insert("sms_outbound_jobs", job | {"user_id": person, "idempotency_key": str(uuid4())})
    return person, number, number_hash, past


def test_an_erased_person_leaves_nothing_personal_and_linkups_still_add_up(josh: Josh) -> None:
    person, number, number_hash, past = _with_traces(josh)
    before = _everything(josh)
    for trace in (_PLANTED, number, number_hash, "1990-05-17", "52.5123456"):
        assert trace in before

    assert josh.connect("service_role").execute("select erase_user(%s)", (person,)).fetchone() == (True,)

    after = _everything(josh)
    for trace in (_PLANTED, _PLANTED.lower(), number, number_hash, "52.5123456"):
        assert trace not in after
    row = josh.db.execute(
        "select state, first_name, birthday::text, deleted_at is not null from users where id = %s", (person,)
    ).fetchone()
    assert row == ("deleted", "Erased", "1900-01-01", True)
    assert josh.one("select count(*) from linkup_participants where linkup_id = %s", past) == 2
    assert josh.one("select erase_user(%s)", person) is False


def test_erasing_frees_the_places_of_the_person(josh: Josh) -> None:
    person, other = josh.person(), josh.person()
    started = josh.linkup(person, day=3)
    joined = josh.linkup(other, day=4)
    josh.invite(joined, person, "accepted")
    waiting = josh.invite(josh.linkup(josh.person(), day=5), person)
    locked = josh.linkup(josh.person(), day=6)
    josh.invite(locked, person, "accepted")
    josh.lock(locked)

    josh.db.execute("select erase_user(%s)", (person,))

    assert josh.one("select count(*) from linkup_seats where user_id = %s", person) == 0
    assert josh.one("select state from linkups where id = %s", started) == "canceled"
    assert josh.one("select seats_taken from linkups where id = %s", joined) == 1
    assert josh.one("select seats_taken from linkups where id = %s", locked) == 1
    assert josh.one("select state from linkup_invites where id = %s", waiting) == "closed"


def test_the_number_of_an_erased_person_can_register_again(josh: Josh) -> None:
    person = josh.person()
    number, number_hash = josh.db.execute(
        "select phone_e164, phone_hash from users where id = %s", (person,)
    ).fetchone() or ("", "")
    josh.db.execute("select erase_user(%s)", (person,))
    josh.person(phone_e164=number, phone_hash=number_hash)


def _stranger_to_josh(josh: Josh) -> UUID:
    return josh.one("insert into auth.users (email) values (%s) returning id", f"{uuid4().hex}@example.org")


def test_views_show_people_of_josh_only(josh: Josh) -> None:
    inside, outside = josh.person(), _stranger_to_josh(josh)
    josh.db.execute("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (inside, outside))
    josh.db.execute("insert into kith.holds (person_id) values (%s), (%s)", (inside, outside))
    for person in (inside, outside):
        josh.db.execute(
            "insert into kith.stripe_customers (person_id, stripe_customer_id) values (%s, %s)",
            (person, f"cus_{person.hex}"),
        )
    event = """insert into kith.stripe_events (stripe_event_id, event_type, payload)
               values (gen_random_uuid()::text, 'x', jsonb_build_object('data', jsonb_build_object('object',
                 jsonb_build_object(
                   'customer', %s::text, 'metadata', jsonb_build_object('product', %s::text)))))"""
    josh.db.execute(event, (f"cus_{inside.hex}", "josh"))
    josh.db.execute(event, (f"cus_{inside.hex}", "momento"))
    josh.db.execute(event, (f"cus_{outside.hex}", "josh"))
    service = josh.connect("service_role")
    assert service.execute("select 1 from user_blocks where blocker_user_id = %s", (inside,)).fetchall() == []
    for view in ("safety_holds", "stripe_customers"):
        seen = service.execute(f"select user_id from {view} where user_id = any (%s)", ([inside, outside],))
        assert seen.fetchall() == [(inside,)]
    seen = service.execute(
        "select count(*) from stripe_events where payload #>> '{data,object,customer}' = any (%s)",
        ([f"cus_{inside.hex}", f"cus_{outside.hex}"],),
    )
    assert seen.fetchone() == (1,)


def test_views_show_what_happened_in_josh_only(josh: Josh) -> None:
    person = josh.person()
    for product in ("josh", "momento"):
        josh.db.execute(
            """insert into kith.strikes
                 (person_id, product, strike_type, points, window_start, window_end, idempotency_key)
               values (%s, %s, 'no_show', 1, now(), now() + interval '30 days', gen_random_uuid())""",
            (person, product),
        )
        josh.db.execute(
            "insert into kith.reports (product, reported_id, report_type) values (%s, %s, 'rude')",
            (product, person),
        )
        josh.db.execute(
            """insert into kith.incidents (product, person_id, incident_type, severity)
               values (%s, %s, 'x', 3)""",
            (product, person),
        )
        josh.db.execute(
            """insert into kith.audit_log (actor, product, action, target_type, target_id)
               values ('a', %s, 'x', 'user', %s)""",
            (product, person),
        )
    for view, column in (
        ("user_strikes", "user_id"),
        ("safety_reports", "reported_user_id"),
        ("safety_incidents", "user_id"),
        ("admin_audit_log", "target_id"),
    ):
        assert josh.one(f"select count(*) from {view} where {column} = %s", person) == 1


def test_the_documented_columns_of_the_views_can_be_written(josh: Josh) -> None:
    service = josh.connect("service_role")
    person, other = josh.person(), josh.person()
    service.execute(
        "insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (person, other)
    )
    assert josh.one("select kith.blocked_between(%s, %s)", other, person) is True
    service.execute("delete from user_blocks where blocker_user_id = %s", (person,))
    assert josh.one("select kith.blocked_between(%s, %s)", other, person) is False

    hold = service.execute(
        """insert into safety_holds (user_id, state, reason, applied_at)
           values (%s, 'soft_hold', 'x', kith.now()) returning id""",
        (person,),
    ).fetchone()
    assert josh.one("select kith.hold_state(%s)", person) == "soft_hold"
    service.execute("update safety_holds set state = 'hard_hold' where id = %s", hold)
    assert josh.one("select kith.hold_state(%s)", person) == "hard_hold"
    service.execute("delete from safety_holds where id = %s", hold)
    assert josh.one("select kith.hold_state(%s)", person) == "none"

    service.execute(
        """insert into user_strikes (user_id, strike_type, points, window_start, window_end)
           values (%s, 'no_show', 2, kith.now(), kith.now() + interval '30 days')""",
        (person,),
    )
    service.execute(
        "insert into safety_reports (reporter_user_id, report_type) values (%s, 'rude')", (person,)
    )
    service.execute(
        "insert into safety_incidents (user_id, incident_type, severity) values (%s, 'unsafe', 5)", (person,)
    )
    service.execute(
        "insert into admin_users (email, role) values (%s, 'support')", (f"{uuid4().hex}@example.org",)
    )
    service.execute("insert into admin_audit_log (action, target_type) values ('x', 'user')")
    service.execute(
        "insert into stripe_customers (user_id, stripe_customer_id) values (%s, %s)", (person, uuid4().hex)
    )
    service.execute(
        "insert into stripe_events (stripe_event_id, event_type, payload) values (%s, 'x', '{}')",
        (uuid4().hex,),
    )


def test_nothing_about_a_stranger_to_josh_can_be_written_through_the_views(josh: Josh) -> None:
    inside, outside = josh.person(), _stranger_to_josh(josh)
    with pytest.raises(errors.WithCheckOptionViolation):
        josh.db.execute(
            "insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (inside, outside)
        )
    with pytest.raises(errors.ForeignKeyViolation):
        josh.db.execute("insert into safety_holds (user_id) values (%s)", (outside,))


def test_a_member_learns_nothing_about_who_uses_josh(josh: Josh) -> None:
    member, met, unmet, outside = josh.person(), josh.person(), josh.person(), _stranger_to_josh(josh)
    josh.completed(member, met, day=7)
    db = josh.connect("authenticated", member)
    known = {
        p: (db.execute("select is_member(%s)", (p,)).fetchone() or (None,))[0]
        for p in (member, met, unmet, outside)
    }
    assert known == {member: True, met: True, unmet: False, outside: False}
    refusals = set()
    for person in (unmet, outside):
        with pytest.raises(psycopg.Error) as refusal:
            db.execute(
                "insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (member, person)
            )
        refusals.add((refusal.value.sqlstate, refusal.value.diag.message_primary))
    assert len(refusals) == 1
    db.execute("insert into user_blocks (blocker_user_id, blocked_user_id) values (%s, %s)", (member, met))
    assert db.execute("select blocked_user_id from user_blocks").fetchall() == [(met,)]
    assert josh.connect("authenticated", met).execute("select 1 from user_blocks").fetchall() == []

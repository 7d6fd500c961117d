"""What the database keeps for JOSH even against a program that does everything wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from harness.attacked import constraint
from harness.josh import Josh

pytestmark = pytest.mark.postgres15


def _session(josh: Josh, person: UUID, **columns: Any) -> UUID:
    return josh.insert(
        "otp_sessions", {"user_id": person, "otp_hash": "x", "expires_at": "2030-01-01Z"} | columns
    )


# Verification


def test_two_live_codes_of_one_person_cannot_be(josh: Josh) -> None:
    person = josh.person(state="unverified")
    first = _session(josh, person)
    with pytest.raises(errors.UniqueViolation) as refusal:
        _session(josh, person)
    assert constraint(refusal) == "otp_one_active_per_user"
    josh.db.execute("update otp_sessions set closed_at = kith.now() where id = %s", (first,))
    second = _session(josh, person)
    josh.db.execute("update otp_sessions set verified_at = kith.now() where id = %s", (second,))
    _session(josh, person)


def test_of_many_codes_asked_for_at_once_one_lives(josh: Josh) -> None:
    person = josh.person(state="unverified")
    statement = "insert into otp_sessions (user_id, otp_hash, expires_at) values (%s, 'x', '2030-01-01Z')"
    outcomes = josh.at_once([lambda db: db.execute(statement, (person,)).rowcount] * 5)
    assert sorted(isinstance(outcome, errors.UniqueViolation) for outcome in outcomes) == [False, *[True] * 4]


def test_a_sixth_try_at_a_code_cannot_be_counted(josh: Josh) -> None:
    session = _session(josh, josh.person(state="unverified"), attempts=5)
    with pytest.raises(errors.CheckViolation):
        josh.db.execute("update otp_sessions set attempts = attempts + 1 where id = %s", (session,))


@pytest.mark.parametrize("consent", ["sms_consent", "age_consent", "terms_consent", "privacy_consent"])
def test_nobody_is_stored_without_every_consent(josh: Josh, consent: str) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.person(**{consent: False})
    assert constraint(refusal) == "users_consents"


def test_nobody_under_eighteen_is_stored(josh: Josh) -> None:
    young = josh.one("select (kith.now() - interval '18 years' + interval '2 days')::date")
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.person(birthday=young)
    assert constraint(refusal) == "users_adult"
    josh.person(birthday=josh.one("select (kith.now() - interval '18 years')::date"))


def test_an_email_is_kept_in_small_letters(josh: Josh) -> None:
    person = josh.person(email="  Sam@Example.ORG ")
    assert josh.one("select email from users where id = %s", person) == "sam@example.org"


@pytest.mark.parametrize(
    "zone", ["CET", "Mars/Olympus", "UTC+3", "EST5EDT", "Europe/Berlin; drop", "<+03>-3"]
)
def test_a_zone_that_is_no_place_is_refused(josh: Josh, zone: str) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        josh.person(time_zone=zone)
    assert constraint(refusal) == "users_time_zone"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/Port-au-Prince", "UTC", "America/Indiana/Knox", None]
)
def test_a_person_has_a_zone_of_their_own_or_none_yet(josh: Josh, zone: str | None) -> None:
    assert josh.one("select time_zone from users where id = %s", josh.person(time_zone=zone)) == zone


# Regions


def test_a_region_can_be_left_and_joined_again(josh: Josh) -> None:
    person, region = josh.person(), josh.region()
    row = {"user_id": person, "region_id": region, "status": "active"}
    for _ in range(3):
        membership = josh.insert("region_memberships", row)
        josh.db.execute("update region_memberships set released_at = kith.now() where id = %s", (membership,))
    josh.insert("region_memberships", row)
    with pytest.raises(errors.UniqueViolation) as refusal:
        josh.insert("region_memberships", row | {"region_id": josh.region()})
    assert constraint(refusal) == "region_membership_one_active"


def test_quiet_hours_are_data_with_the_default_the_states_and_the_sunday(josh: Josh) -> None:
    rows = josh.db.execute(
        "select subdivision, weekday, allowed_from::text, allowed_until::text from quiet_rules"
    ).fetchall()
    assert (None, None, "08:00:00", "21:00:00") in rows
    assert ("US-FL", None, "08:00:00", "20:00:00") in rows
    assert ("US-TX", 7, "12:00:00", "21:00:00") in rows
    with pytest.raises(errors.UniqueViolation):
        josh.insert("quiet_rules", {"allowed_from": "09:00", "allowed_until": "20:00", "source": "again"})


# Texts


def _job(josh: Josh, **columns: Any) -> UUID:
    row = {"to_e164": "+15125550000", "phone_hash": "h", "purpose": "invite", "kind": "unsolicited"}
    return josh.insert("sms_outbound_jobs", row | {"idempotency_key": str(uuid4())} | columns)


def test_a_seventh_unsolicited_text_of_a_day_finds_no_place(josh: Josh) -> None:
    number = uuid4().hex
    jobs = [_job(josh, phone_hash=number) for _ in range(9)]
    take = "select take_unsolicited_slot(%s, '2027-03-01')"
    outcomes = josh.at_once([lambda db, job=job: db.execute(take, (job,)).fetchone()[0] for job in jobs])
    assert sorted(o for o in outcomes if o is not None) == [1, 2, 3, 4, 5, 6]
    assert outcomes.count(None) == 3
    again = [josh.one(take, job) for job in jobs]
    assert again == outcomes
    assert josh.one("select take_unsolicited_slot(%s, '2027-03-02')", jobs[outcomes.index(None)]) == 1


def test_an_unsolicited_text_without_a_place_is_neither_handed_over_nor_sent(josh: Josh) -> None:
    job = _job(josh)
    for change in ("provider_called_at = kith.now()", "status = 'sent'"):
        with pytest.raises(errors.CheckViolation) as refusal:
            josh.db.execute(f"update sms_outbound_jobs set {change} where id = %s", (job,))
        assert constraint(refusal) == "sms_outbound_capped"
    _job(josh, kind="reply", status="sent")


def test_a_lease_has_an_end_and_a_token(josh: Josh) -> None:
    for half in ({"leased_until": "2027-03-01Z"}, {"lease_token": str(uuid4())}):
        with pytest.raises(errors.CheckViolation) as refusal:
            _job(josh, **half)
        assert constraint(refusal) == "sms_outbound_lease"


def test_jobs_keep_the_order_in_which_they_were_written(josh: Josh) -> None:
    jobs = [_job(josh) for _ in range(4)]
    ordered = josh.db.execute(
        "select id from sms_outbound_jobs where id = any (%s) order by seq", (jobs,)
    ).fetchall()
    assert [job for (job,) in ordered] == jobs


def _text(josh: Josh, **columns: Any) -> UUID:
    row = {"direction": "out", "from_e164": "+1", "to_e164": "+2", "twilio_message_sid": str(uuid4())}
    return josh.insert("sms_messages", row | columns)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (["queued", "sent", "delivered", "sent"], "delivered"),
        (["sent", "queued"], "sent"),
        (["delivered", "undelivered"], "delivered"),
        (["failed", "sending"], "failed"),
        (["sent", "a word unknown to us"], "sent"),
        (["delivered", "read"], "read"),
        (["delivered", None], "delivered"),
    ],
)
def test_a_delivery_status_never_goes_back(josh: Josh, told: list[str | None], kept: str) -> None:
    text = _text(josh)
    for status in told:
        josh.db.execute(
            "update sms_messages set status = %s, last_status_at = kith.now() where id = %s", (status, text)
        )
    assert josh.one("select status from sms_messages where id = %s", text) == kept


def test_a_text_of_the_provider_is_stored_once(josh: Josh) -> None:
    _text(josh, twilio_message_sid="SM1")
    with pytest.raises(errors.UniqueViolation) as refusal:
        _text(josh, twilio_message_sid="SM1", direction="in")
    assert constraint(refusal) == "sms_messages_twilio_sid_uniq"


@pytest.mark.parametrize(
    "parts",
    [
        {"body_ciphertext": b"x"},
        {"body_ciphertext": b"x", "body_iv": b"1" * 12},
        {"body_ciphertext": b"x", "body_iv": b"1" * 11, "body_tag": b"1" * 16},
        {"body_ciphertext": b"x", "body_iv": b"1" * 12, "body_tag": b"1" * 15},
    ],
)
def test_a_body_comes_with_its_whole_seal_or_not_at_all(josh: Josh, parts: dict[str, bytes]) -> None:
    with pytest.raises(errors.CheckViolation):
        _text(josh, **parts)


def test_the_opt_out_ledger_is_kept_for_ever(josh: Josh) -> None:
    josh.db.execute(
        """insert into kith.sms_opt_outs (phone_hash, action, words, channel, product)
           values ('h', 'stop', 'STOP', 'sms', 'josh')"""
    )
    assert josh.one("select kith.sms_allowed('h')") is False
    for attempt in ("delete from kith.sms_opt_outs", "update kith.sms_opt_outs set action = 'start'"):
        with pytest.raises(psycopg.Error) as refusal:
            josh.db.execute(attempt)
        assert refusal.value.sqlstate == "KT403"


# Machines


def test_an_illegal_transition_names_the_states_and_changes_nothing(josh: Josh) -> None:
    linkup = josh.linkup(josh.person(), state="draft")
    with pytest.raises(psycopg.Error, match="linkup cannot go from draft to completed") as refusal:
        josh.db.execute("update linkups set state = 'completed' where id = %s", (linkup,))
    assert refusal.value.sqlstate == "KT409"
    assert josh.one("select state from linkups where id = %s", linkup) == "draft"


def test_a_new_linkup_cannot_start_locked(josh: Josh) -> None:
    with pytest.raises(psycopg.Error, match="a new linkup cannot start as locked"):
        josh.insert(
            "linkups",
            {
                "initiator_user_id": josh.person(),
                "region_id": josh.region(),
                "state": "locked",
                "brief": Jsonb({"activity_key": "coffee", "time_window": "SAT_MORNING"}),
                "linkup_create_key": "k",
            },
        )


def test_every_transition_is_told_in_order(josh: Josh) -> None:
    linkup = josh.linkup(josh.person())
    invite = josh.invite(linkup, josh.person(), "accepted")
    josh.lock(linkup)
    told = josh.db.execute(
        """select event_type, from_state, to_state from domain_events
           where entity_id in (%s, %s) order by sequence""",
        (linkup, invite),
    ).fetchall()
    assert told == [
        ("linkup.drafted", None, "draft"),
        ("linkup.broadcast", "draft", "broadcasting"),
        ("invite.offered", None, "pending"),
        ("invite.accepted", "pending", "accepted"),
        ("linkup.locked", "broadcasting", "locked"),
    ]


def test_every_state_of_every_machine_can_be_reached(josh: Josh) -> None:
    stranded = josh.db.execute(
        """select distinct t.entity_type, t.from_state from state_transitions t
           where t.from_state <> '' and not exists (
             select 1 from state_transitions s
             where s.entity_type = t.entity_type and s.to_state = t.from_state)"""
    ).fetchall()
    assert stranded == []


# Links


def _link(josh: Josh, **columns: Any) -> UUID:
    row = {"user_id": josh.person(), "token_hash": uuid4().hex * 2, "purpose": "dashboard"}
    return josh.insert("magic_links", row | {"expires_at": "2100-01-01Z"} | columns)


def test_a_magic_link_opens_once_however_many_press_it(josh: Josh) -> None:
    link = _link(josh)
    statement = "update magic_links set consumed_at = kith.now() where id = %s and consumed_at is null"
    outcomes = josh.at_once([lambda db: db.execute(statement, (link,)).rowcount] * 6)
    assert sorted(outcomes) == [0, 0, 0, 0, 0, 1]
    with pytest.raises(psycopg.Error, match="used or is too old"):
        josh.db.execute("update magic_links set consumed_at = null where id = %s", (link,))


def test_a_magic_link_that_is_too_old_opens_nothing(josh: Josh) -> None:
    link = _link(josh, created_at="2020-01-01Z", expires_at="2020-01-02Z")
    with pytest.raises(psycopg.Error) as refusal:
        josh.db.execute("update magic_links set consumed_at = kith.now() where id = %s", (link,))
    assert refusal.value.sqlstate == "KT409"


def test_a_magic_link_is_stored_as_a_hash_only(josh: Josh) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        _link(josh, token_hash="the token itself")
    assert constraint(refusal) == "magic_links_token"

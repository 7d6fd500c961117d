"""Safety words: filed, held, answered with where help is; nobody reported is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from harness.house import worker_pass
from harness.people import enrol
from harness.phone import Phone
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed
from kith.products.josh.conversation.safety import Met, resolve
from kith.products.josh.conversation.safety_words import SafetyKind, SafetySignal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def _met(phone: Phone, member: UUID, *names: str, days_ago: int = 3) -> list[UUID]:
    """Ada was at a LinkUp with these people."""
    people = [
        await enrol(
            phone.house,
            f"+1202555{uuid4().int % 10**4:04d}",
            first_name=name.split()[0],
            last_name=name.split()[-1],
        )
        for name in names
    ]
    region = uuid4()
    await phone.run(
        "insert into regions (id, slug, display_name, state, geometry) values ($1, $2, 'R', 'open', '{\"zips\": [\"10001\"]}')",
        region,
        str(region),
    )
    starts = phone.house.clock.now() + timedelta(hours=1)
    linkup = uuid4()
    await phone.run(
        """
        insert into linkups (id, initiator_user_id, region_id, brief, acceptance_window_ends_at, starts_at, ends_at, max_size, linkup_create_key)
        values ($1, $2, $3, '{"activity_key": "coffee", "time_window": "SAT_MORNING"}', $4, $4, $4::timestamptz + interval '1 hour', 6, $5)
        """,
        linkup,
        member,
        region,
        starts,
        str(linkup),
    )
    await phone.run("update linkups set state = 'broadcasting' where id = $1", linkup)
    for person in people:
        await phone.run(
            "insert into linkup_invites (linkup_id, invited_user_id, wave, state, idempotency_key) values ($1, $2, 1, 'pending', $3)",
            linkup,
            person,
            str(uuid4()),
        )
        await phone.run("update linkup_invites set state = 'accepted' where invited_user_id = $1", person)
    await phone.run(
        "update linkups set state = 'locked', lock_version = 1, event_time = starts_at where id = $1", linkup
    )
    phone.house.clock.move(timedelta(days=days_ago))
    return people


async def _filed(phone: Phone) -> tuple[int, int, int]:
    [row] = await phone.rows(
        """
        select (select count(*) from safety_reports) as reports, (select count(*) from safety_incidents) as incidents,
               (select count(*) from user_blocks) as blocks
        """
    )
    return row["reports"], row["incidents"], row["blocks"]


async def test_danger_is_an_incident_with_guidance_and_a_hold(phone: Phone, member: UUID) -> None:
    [said] = await phone.text("I feel unsafe, he is following me")
    assert (said.kind, said.purpose) == ("safety", "safety.incident")
    assert "911" in said.body
    [incident] = await phone.rows("select * from safety_incidents")
    assert (incident["user_id"], incident["status"]) == (member, "open")
    assert incident["severity"] >= 3
    assert "following" not in str(incident["details"])
    conversation = await phone.conversation()
    assert (conversation["mode"], conversation["state_token"]) == ("safety_hold", "hold:incident")


@pytest.mark.parametrize("mode", ["idle", "interviewing", "linkup_forming", "awaiting_invite_reply"])
async def test_a_report_comes_before_whatever_is_being_talked_about(
    phone: Phone, member: UUID, mode: str
) -> None:
    await phone.run(
        "insert into conversation_sessions (user_id, mode, state_token) values ($1, $2::conversation_mode, 'brief:x')",
        member,
        mode,
    )
    assert await phone.purposes("I want to report somebody") == ["safety.report"]
    assert (await _filed(phone))[0] == 1


async def test_block_and_a_name_blocks_the_one_person_met_of_that_name(phone: Phone, member: UUID) -> None:
    sam, _mia = await _met(phone, member, "Sam Cole", "Mia Rossi")
    [said] = await phone.text("block Sam")
    assert "Sam" in said.body
    rows = await phone.rows("select blocker_user_id, blocked_user_id from user_blocks")
    assert [tuple(row) for row in rows] == [(member, sam)]
    [report] = await phone.rows("select reported_user_id, report_type from safety_reports")
    assert tuple(report) == (sam, "block")


async def test_two_sams_are_not_guessed_between(phone: Phone, member: UUID) -> None:
    _first, second = await _met(phone, member, "Sam Cole", "Sam Diaz")
    [said] = await phone.text("block Sam")
    assert "more than one Sam" in said.body
    assert await _filed(phone) == (1, 0, 0)
    await phone.text("block Sam Diaz")
    [row] = await phone.rows("select blocked_user_id from user_blocks")
    assert row["blocked_user_id"] == second


async def test_a_name_nobody_met_has_goes_to_people(phone: Phone) -> None:
    await phone.text("block Zoe")
    assert await _filed(phone) == (1, 0, 0)


async def test_the_reported_person_is_told_nothing(phone: Phone, member: UUID) -> None:
    [sam] = await _met(phone, member, "Sam Cole")
    await phone.text("report Sam")
    rows = await phone.rows("select 1 from sms_outbound_jobs where user_id = $1", sam)
    assert rows == []


async def test_a_held_person_adds_to_the_report_until_they_go_on(phone: Phone) -> None:
    await phone.text("report him")
    assert await phone.purposes("it was at the bar on friday") == ["safety.held"]
    [report] = await phone.rows("select details from safety_reports")
    assert len(report["details"]["further_message_ids"]) == 1
    assert await phone.purposes("RESUME") == ["safety.released"]
    assert (await phone.conversation())["mode"] == "idle"


async def test_a_hold_ends_by_itself(phone: Phone) -> None:
    await phone.text("report him")
    phone.house.clock.move(timedelta(days=2))
    assert await phone.purposes("hello") == ["conversation.how_to_start"]


async def test_danger_told_twice_by_a_repeated_webhook_is_one_incident(phone: Phone) -> None:
    sid = "SM" + "a" * 32
    await phone.text("he assaulted me", sid=sid)
    await phone.text("he assaulted me", sid=sid)
    assert (await _filed(phone))[1] == 1


async def test_after_stop_danger_is_filed_in_silence(phone: Phone) -> None:
    await phone.text("STOP")
    assert await phone.text("he assaulted me") == []
    assert (await _filed(phone))[1] == 1


async def test_a_stranger_in_danger_is_told_where_help_is_once_a_day(strange_phone: Phone) -> None:
    await strange_phone.text("hello")
    assert await strange_phone.purposes("I am in danger, he attacked me") == ["safety.incident"]
    assert await strange_phone.purposes("I am in danger, he attacked me") == []
    [incident] = await strange_phone.rows(
        "select count(*) as n from safety_incidents where reporter_phone_hash is not null"
    )
    assert incident["n"] == 2


async def test_the_operators_are_told_at_once_and_once_without_names_or_words(phone: Phone) -> None:
    house = phone.house
    house.settings = msgspec.structs.replace(house.settings, operator_alert_email="safety@kith.example")
    await phone.text("report Zoe, she stole my wallet", sid="SM" + "b" * 32)
    await worker_pass(house, schedules=False)
    [row] = await house.database.read(
        service("tests.safety"), "kith", "select * from outbox where purpose = 'josh.safety.alert'"
    )
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    written = house.keyring.open(sealed, f"outbox:{row['id']}:body")
    assert "severity" in written
    assert "Zoe" not in written
    assert "wallet" not in written


def _person(first: str, last: str, *, linkup: UUID, days_ago: int = 1) -> Met:
    return Met(uuid4(), first, last, linkup, NOW - timedelta(days=days_ago))


def _signal(name: str | None) -> SafetySignal:
    return SafetySignal(SafetyKind.BLOCK, 1, name, "block")


def test_without_a_name_only_the_one_other_person_of_the_latest_linkup_is_meant() -> None:
    latest, before = uuid4(), uuid4()
    sam, mia = _person("Sam", "Cole", linkup=latest), _person("Mia", "Rossi", linkup=before, days_ago=9)
    assert resolve(_signal(None), [sam, mia], NOW) == sam
    jo = _person("Jo", "Diaz", linkup=latest)
    assert resolve(_signal(None), [sam, jo, mia], NOW) is None
    assert resolve(_signal(None), [_person("Sam", "Cole", linkup=latest, days_ago=31)], NOW) is None
    assert resolve(_signal(None), [], NOW) is None


def test_a_surname_or_its_first_letter_decides_between_two_of_a_name() -> None:
    linkup = uuid4()
    cole, diaz = _person("Sam", "Cole", linkup=linkup), _person("Sam", "Diaz", linkup=linkup)
    assert resolve(_signal("sam"), [cole, diaz], NOW) is None
    assert resolve(_signal("Sam D"), [cole, diaz], NOW) == diaz
    assert resolve(_signal("SAM COLE"), [cole, diaz], NOW) == cole


def test_the_same_person_met_twice_is_one_person() -> None:
    cole = _person("Sam", "Cole", linkup=uuid4())
    again = Met(cole.user_id, "Sam", "Cole", uuid4(), NOW - timedelta(days=20))
    found = resolve(_signal("Sam"), [cole, again], NOW)
    assert found is not None
    assert found.user_id == cole.user_id

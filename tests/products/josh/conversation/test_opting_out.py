"""STOP is heeded before anything else: one confirmation, then silence until START."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from harness.house import worker_pass
from harness.people import enrol, open_region
from harness.phone import Phone
from kith.foundation.house import House
from kith.simulator.standins import StandIns

MODES = [
    ("idle", "idle"),
    ("idle", "after:1:attended"),
    ("interviewing", "interview:q03:ask"),
    ("linkup_forming", "brief:confirm"),
    ("awaiting_invite_reply", "invite:0b5dbd9d-2b0c-4b57-8a7f-0d5a8c7a5b11"),
    ("safety_hold", "hold:report"),
]


async def _stand(phone: Phone, member: UUID, mode: str, token: str) -> None:
    await phone.run(
        "insert into conversation_sessions (user_id, mode, state_token) values ($1, $2::conversation_mode, $3)",
        member,
        mode,
        token,
    )


@pytest.mark.parametrize(("mode", "token"), MODES)
@pytest.mark.parametrize("words", ["STOP", "Stop. Thank you", "please stop texting me", "cancel"])
async def test_stop_is_heeded_whatever_is_being_talked_about(
    phone: Phone, member: UUID, mode: str, token: str, words: str
) -> None:
    await _stand(phone, member, mode, token)
    assert await phone.purposes(words) == ["opt_out.stopped"]
    [(action, _, channel)] = await phone.ledger()
    assert (action, channel) == ("stop", "sms")


async def test_after_stop_there_is_silence_until_start(phone: Phone) -> None:
    assert await phone.purposes("STOP") == ["opt_out.stopped"]
    for words in ("STOP", "hello", "HELP", "coffee saturday morning?", "YES", "stop texting me!"):
        assert await phone.text(words) == []
    assert await phone.purposes("START") == ["opt_out.started"]
    assert [line[0] for line in await phone.ledger()] == ["stop", "start"]
    assert await phone.purposes("hello") == ["conversation.how_to_start"]


async def test_the_one_confirmation_really_leaves_and_nothing_after_it(
    phone: Phone, house: House, standins: StandIns
) -> None:
    await phone.text("hello")
    await phone.text("stop texting me please")
    await worker_pass(house)
    assert [said.body for said in standins.twilio.messages(phone=phone.number)] == [
        "You won't get any more texts from JOSH. Text START if you ever change your mind."
    ]


async def test_a_number_that_is_nobodys_is_left_alone_too(strange_phone: Phone) -> None:
    assert await strange_phone.purposes("unsubscribe") == ["opt_out.stopped"]
    assert await strange_phone.text("hello?") == []
    assert await strange_phone.purposes("UNSTOP") == ["opt_out.started"]
    assert [line[0] for line in await strange_phone.ledger()] == ["stop", "start"]


async def test_the_ledger_outlives_the_account(phone: Phone, member: UUID, house: House) -> None:
    await phone.text("STOP")
    await phone.run("select erase_user($1)", member)
    assert await phone.text("hello again") == []
    house.clock.move(timedelta(days=400))
    assert await phone.text("hello?") == []


async def test_what_the_carrier_has_confirmed_is_not_confirmed_again(phone: Phone) -> None:
    assert await phone.text("Arrêt", OptOutType="STOP") == []
    assert await phone.ledger() == [("stop", "stop", "carrier")]
    assert await phone.text("start", OptOutType="START") == []
    assert [line[0] for line in await phone.ledger()] == ["stop", "start"]


@pytest.mark.parametrize("words", ["We have got to STOP this bill", "Stop by at 7?", "I can't make it"])
async def test_ordinary_sentences_are_no_refusal(phone: Phone, words: str) -> None:
    await phone.text(words)
    assert await phone.ledger() == []


async def test_stop_gives_free_what_the_person_was_part_of(phone: Phone, member: UUID, house: House) -> None:
    linkup, invite = await _invited(phone, member)
    await phone.run("update linkup_invites set state = 'accepted' where id = $1", invite)
    await phone.text("STOP")
    [row] = await phone.rows("select state::text from linkup_invites where id = $1", invite)
    assert row["state"] == "declined"
    [row] = await phone.rows(
        "select seats_taken, next_wave_at <= kith.now() as due from linkups where id = $1", linkup
    )
    assert (row["seats_taken"], row["due"]) == (1, True)


async def test_a_stop_stands_even_when_taking_the_person_out_fails(
    phone: Phone, member: UUID, house: House, database_url: str
) -> None:
    _, invite = await _invited(phone, member)
    with psycopg.connect(database_url, autocommit=True, options="-c search_path=josh") as owner:
        owner.execute("alter table linkup_invites add constraint broken check (state <> 'declined')")
        assert await phone.purposes("STOP") == ["opt_out.stopped"]
        owner.execute("alter table linkup_invites drop constraint broken")
    assert [line[0] for line in await phone.ledger()] == ["stop"]
    await worker_pass(house, schedules=False)
    [row] = await phone.rows("select state::text from linkup_invites where id = $1", invite)
    assert row["state"] == "declined"


async def test_help_is_answered_in_any_mode_and_changes_nothing(phone: Phone, member: UUID) -> None:
    await _stand(phone, member, "interviewing", "interview:q03:ask")
    assert await phone.purposes("HELP") == ["opt_out.help"]
    assert (await phone.conversation())["state_token"] == "interview:q03:ask"


async def test_an_interview_is_taken_up_where_it_was_after_a_stop_and_start(
    phone: Phone, member: UUID
) -> None:
    await _stand(phone, member, "interviewing", "interview:q03:ask")
    await phone.text("STOP")
    await phone.text("START")
    assert (await phone.conversation())["state_token"] == "interview:q03:ask"


async def _invited(phone: Phone, member: UUID) -> tuple[UUID, UUID]:

    house = phone.house
    region = await open_region(house, "here")
    host = await enrol(house, "+12025550177", first_name="Host")
    now = house.clock.now()
    [row] = await phone.rows(
        """
        insert into linkups (initiator_user_id, region_id, brief, acceptance_window_ends_at, starts_at, ends_at, linkup_create_key)
        values ($1, $2, $3, $4, $5, $6, 'k') returning id
        """,
        host,
        region,
        {"activity_key": "coffee", "time_window": "SAT_MORNING"},
        now + timedelta(hours=4),
        now + timedelta(days=2),
        now + timedelta(days=2, hours=2),
    )
    await phone.run("update linkups set state = 'broadcasting' where id = $1", row["id"])
    [invite] = await phone.rows(
        """
        insert into linkup_invites (linkup_id, invited_user_id, wave, sent_at, expires_at, idempotency_key)
        values ($1, $2, 1, kith.now(), $3, 'i') returning id
        """,
        row["id"],
        member,
        now + timedelta(hours=4),
    )
    return row["id"], invite["id"]

"""Who answers a text, and that none is left without an answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from harness.people import enrol
from harness.phone import Phone
from kith.foundation.house import House


async def test_an_unknown_number_gets_the_sign_up_link_once_a_day(strange_phone: Phone, house: House) -> None:
    [said] = await strange_phone.text("hey there")
    assert f"{house.settings.public_url}/josh" in said.body
    assert await strange_phone.text("hey?") == []
    assert await strange_phone.text("help") == []
    house.clock.move(timedelta(days=1))
    assert await strange_phone.purposes("hey?") == ["stranger.sign_up"]
    [row] = await strange_phone.rows("select texts from unknown_senders")
    assert row["texts"] == 4


@pytest.mark.parametrize(
    ("state", "purpose"), [("unverified", "stranger.not_confirmed"), ("suspended", "stranger.suspended")]
)
async def test_people_not_let_in_are_told_so_once_a_day(
    house: House, client: httpx.AsyncClient, state: str, purpose: str
) -> None:
    await enrol(house, "+12025550155", state=state)
    phone = Phone(house, client, "+12025550155")
    assert await phone.purposes("coffee saturday morning?") == [purpose]
    assert await phone.text("coffee saturday morning?") == []


async def test_an_erased_person_is_a_stranger(phone: Phone, member: UUID) -> None:
    await phone.run("select erase_user($1)", member)
    assert await phone.purposes("hello") == ["stranger.sign_up"]


async def test_a_conversation_past_its_time_falls_back_gently(phone: Phone, member: UUID) -> None:
    await phone.run(
        """
        insert into conversation_sessions (user_id, mode, state_token, expires_at)
        values ($1, 'linkup_forming', 'brief:confirm', kith.now() + interval '2 hours')
        """,
        member,
    )
    phone.house.clock.move(timedelta(hours=3))
    assert await phone.purposes("mumble mumble") == ["conversation.expired"]
    conversation = await phone.conversation()
    assert (conversation["mode"], conversation["state_token"], conversation["expires_at"]) == (
        "idle",
        "idle",
        None,
    )
    assert await phone.purposes("mumble mumble") == ["conversation.not_understood"]


async def test_a_text_after_the_time_is_still_read(phone: Phone, member: UUID) -> None:
    await phone.run(
        """
        insert into conversation_sessions (user_id, mode, state_token, expires_at)
        values ($1, 'idle', 'after:x', kith.now() - interval '2 hours')
        """,
        member,
    )
    assert await phone.purposes("pause") == ["conversation.expired", "conversation.paused"]


async def test_pause_and_resume(phone: Phone, member: UUID) -> None:
    await phone.text("pause")
    [row] = await phone.rows("select paused_at is not null as paused from users where id = $1", member)
    assert row["paused"]
    await phone.text("RESUME")
    [row] = await phone.rows("select paused_at is not null as paused from users where id = $1", member)
    assert not row["paused"]


async def test_a_picture_without_words_is_answered(phone: Phone) -> None:
    assert await phone.purposes("", NumMedia="1") == ["conversation.media"]


async def test_a_conversation_that_stands_where_nobody_answers_is_set_right(
    phone: Phone, member: UUID
) -> None:
    await phone.run(
        "insert into conversation_sessions (user_id, mode, state_token) values ($1, 'linkup_forming', 'gone:x')",
        member,
    )
    assert await phone.purposes("hello") == ["conversation.how_to_start"]
    assert (await phone.conversation())["state_token"] == "idle"


@pytest.mark.parametrize("words", ["", "?", "asdf qwer", "YES", "no", "1", "ok", "👍"])
async def test_no_text_of_a_member_is_left_without_an_answer(phone: Phone, words: str) -> None:
    assert len(await phone.text(words)) == 1

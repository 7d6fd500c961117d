"""Incoming texts over HTTP: only Twilio's, each once, whatever they contain."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import asyncpg
import httpx
import pytest
from twilio.request_validator import RequestValidator

from harness.people import enrol
from harness.texting import form_of, post_signed, said_to, text
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed
from kith.foundation.house import House
from kith.products.josh.conversation.turn import message_binding

ADA = "+12025550111"
TESTS = service("tests.webhook")


async def _stored(house: House) -> int:
    [row] = await house.database.read(TESTS, "josh", "select count(*) as n from sms_messages")
    return row["n"]


async def _body_of(house: House, sid: str) -> str:
    [row] = await house.database.read(
        TESTS, "josh", "select * from sms_messages where twilio_message_sid = $1", sid
    )
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    return house.keyring.open(sealed, message_binding(row["id"], "in"))


async def test_a_text_is_stored_sealed_and_answered_with_empty_twiml(
    house: House, client: httpx.AsyncClient
) -> None:
    person = await enrol(house, ADA)
    form = form_of(ADA, "hello", NumMedia="2")
    answer = await post_signed(client, house, form)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert answer.text.endswith("<Response/>")
    [row] = await house.database.read(
        TESTS, "josh", "select m.*, m::text as whole, handled_at is not null as handled from sms_messages m"
    )
    assert (row["user_id"], row["direction"], row["status"], row["media_count"], row["handled"]) == (
        person,
        "in",
        "received",
        2,
        True,
    )
    assert row["phone_hash"] == house.keyring.phone_hash(ADA)
    assert b"hello".hex() not in row["whole"]
    assert await _body_of(house, form["MessageSid"]) == "hello"
    assert [said.purpose for said in await said_to(house, ADA)] == ["conversation.how_to_start"]


async def test_a_repeat_gets_the_first_answer_and_causes_nothing(
    house: House, client: httpx.AsyncClient
) -> None:
    await enrol(house, ADA)
    form = form_of(ADA, "hello")
    first = await post_signed(client, house, form)
    again = await post_signed(client, house, form)
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert await _stored(house) == 1
    assert len(await said_to(house, ADA)) == 1


async def test_twenty_copies_at_once_are_one_text(house: House, client: httpx.AsyncClient) -> None:
    await enrol(house, ADA)
    form = form_of(ADA, "hello")
    answers = await asyncio.gather(*(post_signed(client, house, form) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert await _stored(house) == 1
    assert len(await said_to(house, ADA)) == 1


@pytest.mark.parametrize(
    "case", ["wrong token", "other URL", "changed body", "no signature", "unsigned field"]
)
async def test_a_forged_text_is_refused_and_nothing_stored(
    house: House, client: httpx.AsyncClient, case: str
) -> None:
    await enrol(house, ADA)
    form = form_of(ADA, "hello")
    if case == "wrong token":
        answer = await post_signed(client, house, form, token="somebody else's")
    elif case == "other URL":
        answer = await post_signed(client, house, form, signed_url="https://evil.example/hooks/twilio")
    else:
        url = f"{house.settings.public_url}/hooks/twilio"
        signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(url, form)
        headers = {"content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature}
        body = urlencode(form)
        if case == "changed body":
            body = urlencode(form | {"Body": "STOP"})
        elif case == "unsigned field":
            body += "&Body=STOP"
        else:
            del headers["x-twilio-signature"]
        answer = await client.post("/hooks/twilio", content=body.encode(), headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/wrong-signature"
    assert await _stored(house) == 0
    assert await said_to(house, ADA) == []


async def test_the_signature_is_checked_against_our_own_url_not_the_requests_host(
    house: House, client: httpx.AsyncClient
) -> None:
    await enrol(house, ADA)
    form = form_of(ADA, "hello")
    forged_for = "https://evil.example"
    signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(
        f"{forged_for}/hooks/twilio", form
    )
    answer = await client.post(
        "/hooks/twilio",
        content=urlencode(form).encode(),
        headers={
            "host": "evil.example",
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "https",
            "content-type": "application/x-www-form-urlencoded",
            "x-twilio-signature": signature,
        },
    )
    assert answer.status_code == 403
    genuine = RequestValidator(house.settings.twilio_auth_token).compute_signature(
        f"{house.settings.public_url}/hooks/twilio", form
    )
    answer = await client.post(
        "/hooks/twilio",
        content=urlencode(form).encode(),
        headers={
            "host": "behind.proxy.internal",
            "content-type": "application/x-www-form-urlencoded",
            "x-twilio-signature": genuine,
        },
    )
    assert answer.status_code == 200


async def test_ten_megabytes_are_refused(house: House, client: httpx.AsyncClient) -> None:
    answer = await post_signed(client, house, form_of(ADA, "x" * 10_000_000))
    assert answer.status_code == 413
    assert await _stored(house) == 0


async def test_a_body_that_claims_no_length_is_refused_at_the_same_size(
    house: House, client: httpx.AsyncClient
) -> None:
    async def endless() -> object:
        for _ in range(200):
            yield b"Body=" + b"x" * 4096

    answer = await client.post(
        "/hooks/twilio",
        content=endless(),  # pyright: ignore[reportArgumentType]
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "\0",
        "nul\0 inside",
        "\ud7ff\ue000",
        "a\u0301\u0301\u0301" * 200,
        "\u202edlrow olleh",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "אבג \u200f abc",
        "�￾",
        "line\r\nbreaks\ttabs\x0b\x0c",
        "'; drop table users; --",
        "%00%ff+&=%",
        "𝔖𝔱𝔯𝔞𝔫𝔤𝔢",
        "x" * 1600,
        "😀" * 1600,
    ],
)
async def test_any_text_is_kept_exactly_and_answered(
    house: House, client: httpx.AsyncClient, body: str
) -> None:
    await enrol(house, ADA)
    sid = await text(client, house, ADA, body)
    assert await _body_of(house, sid) == body
    assert len(await said_to(house, ADA)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("MessageSid", "SMxyz"), ("MessageSid", "\0"), ("From", ""), ("From", "\0+1"), ("To", "x" * 65)],
)
async def test_what_is_no_text_message_is_said_to_be_none(
    house: House, client: httpx.AsyncClient, field: str, value: str
) -> None:
    answer = await post_signed(client, house, form_of(ADA, "hi") | {field: value})
    assert answer.status_code == 400
    assert answer.json()["field"] == field
    assert await _stored(house) == 0


@pytest.mark.parametrize("sender", ["262966", "KITH", "whatsapp:+12025550111"])
async def test_senders_that_cannot_be_answered_are_stored_only(
    house: House, client: httpx.AsyncClient, sender: str
) -> None:
    await text(client, house, sender, "STOP")
    assert await _stored(house) == 1
    assert await house.database.read(TESTS, "josh", "select 1 from sms_outbound_jobs") == []


async def test_texts_of_one_person_are_answered_in_the_order_they_arrive(
    house: House, client: httpx.AsyncClient, database_url: str
) -> None:
    person = await enrol(house, ADA)
    async with house.database.session(TESTS, "josh") as held:
        await held.connection.execute("insert into conversation_sessions (user_id) values ($1)", person)
    async with house.database.session(TESTS, "josh") as held:
        await held.connection.execute("select 1 from conversation_sessions for update")
        first = asyncio.create_task(text(client, house, ADA, "pause"))
        await _until_waiting(database_url, 1)
        second = asyncio.create_task(text(client, house, ADA, "resume"))
        await _until_waiting(database_url, 2)
    await asyncio.gather(first, second)
    assert [said.purpose for said in await said_to(house, ADA)] == [
        "conversation.paused",
        "conversation.resumed",
    ]


async def _until_waiting(database_url: str, count: int) -> None:
    """Until so many transactions wait for a lock; only the database's owner sees what others wait for."""
    owner = await asyncpg.connect(database_url)
    try:
        waiting = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        """
        while await owner.fetchval(waiting) < count:
            pass
    finally:
        await owner.close()


async def test_a_text_that_breaks_its_handler_is_kept_and_the_person_is_told(
    house: House, client: httpx.AsyncClient
) -> None:
    person = await enrol(house, ADA)
    async with house.database.session(TESTS, "josh") as db:
        await db.connection.execute(
            "insert into conversation_sessions (user_id, mode, state_token) values ($1, 'idle', 'interview:?')",
            person,
        )
    await text(client, house, ADA, "b")
    assert await _stored(house) == 1
    assert [said.purpose for said in await said_to(house, ADA)] == ["conversation.our_fault"]

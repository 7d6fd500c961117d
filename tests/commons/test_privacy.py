"""Taking one's data along and being forgotten: complete, once, and finished even when killed in the middle."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from psycopg import sql

from harness import house as houses
from harness.exports import exported, unzipped
from harness.members import TESTS, add_person, queued, run, sign_in
from harness.people import enrol
from kith.commons.identity import sessions
from kith.commons.messaging.outbox import queue_mail
from kith.commons.messaging.topics import ANSWERS
from kith.commons.privacy import commands as privacy
from kith.commons.safety import commands as safety
from kith.foundation.errors import NotFound
from kith.foundation.house import House

PHONE = "+12025550143"
WORDS = ("Ada", "Byron", PHONE, "ada@house.example", "he shouted at me", "Firefox/140.0")


@pytest.fixture
async def ada(house: House) -> UUID:
    """A member who has left traces everywhere in the house."""
    person = await enrol(house, PHONE)
    bob = await add_person(house, email="bob@house.example", first_name="Bob")
    await run(
        house,
        "update auth.users set email = $2, email_confirmed_at = now(), raw_user_meta_data = $3 where id = $1",
        person,
        "ada@house.example",
        {"first_name": "Ada"},
    )
    await sign_in(house, person)
    async with house.database.session(TESTS, "kith") as db:
        await safety.block(db, person, bob)
        await safety.block(db, bob, person)
        details = {"words": "he shouted at me"}
        await safety.report(
            db,
            product="josh",
            reporter=person,
            reported=bob,
            category="rude",
            content_type="person",
            content_id=bob,
            details=details,
        )
        await queue_mail(
            db,
            house,
            to="ada@house.example",
            subject="Hello",
            text="Hello Ada",
            topic=ANSWERS,
            purpose="test",
            key="m1",
            person_id=person,
        )
        await db.connection.execute(
            "insert into passkeys (person_id, credential_id, public_key, name) values ($1, 'c', 'k', 'Phone of Ada')",
            person,
        )
        await db.connection.execute(
            "insert into sms_opt_outs (phone_hash, action, words, channel, product) values ($1, 'stop', 'STOP', 'sms', 'josh')",
            house.keyring.phone_hash(PHONE),
        )
        await db.connection.execute(
            "insert into idempotency_keys (scope, key, request_hash) values ($1, 'k', 'h')",
            f"{person} POST /api/x",
        )
        await db.connection.execute(
            """insert into push_subscriptions (person_id, session_id, endpoint, p256dh, auth)
               select person_id, id, 'https://push.example/ada', repeat('p', 87), repeat('a', 22) from sessions where person_id = $1 limit 1""",
            person,
        )
    return person


def everything(database_url: str) -> str:
    """Every row of every table of ours, as text."""
    found: list[str] = []
    with psycopg.connect(database_url) as connection:
        tables = connection.execute(
            """
            select table_schema, table_name from information_schema.tables
            where table_schema in ('auth', 'kith', 'josh') and table_type = 'BASE TABLE'
            """
        ).fetchall()
        for schema, table in tables:
            statement = sql.SQL("select t::text from {} t").format(sql.Identifier(schema, table))
            found += [f"{schema}.{table}: {row[0]}" for row in connection.execute(statement)]
    return "\n".join(found)


async def test_an_export_holds_everything_the_house_and_its_products_know(house: House, ada: UUID) -> None:
    data, readable = unzipped(await exported(house, ada))
    assert data["you"]["email"] == "ada@house.example"
    assert data["reports"][0]["details"] == {"words": "he shouted at me"}
    assert len(data["blocks"]) == len(data["passkeys"]) == len(data["signed_in"]) == 1
    assert data["josh"]["user"]["last_name"] == "Byron"
    assert "he shouted at me" in readable
    assert "credential" not in readable


async def test_the_pages_tell_times_where_the_person_is_and_the_data_tells_them_in_utc(
    house: House, ada: UUID
) -> None:
    await run(house, "update passkeys set created_at = '2026-07-02 01:30:00+00' where person_id = $1", ada)
    data, readable = unzipped(await exported(house, ada))
    assert data["passkeys"][0]["created_at"] == "2026-07-02T01:30:00Z"
    assert "America/New_York" in readable
    assert "21:30" in readable
    assert "01:30" not in readable
    async with house.database.session(TESTS, "kith") as db:
        await db.connection.execute(
            "insert into notification_settings (person_id, zone) values ($1, 'Asia/Tokyo')", ada
        )
    _, readable = unzipped(await exported(house, ada))
    assert "Asia/Tokyo" in readable, "the zone they chose goes before that of their number"
    assert "10:30" in readable


async def test_an_export_tells_nothing_of_others(house: House, ada: UUID) -> None:
    content = await exported(house, ada)
    bob = (await run(house, "select id from auth.users where email = 'bob@house.example'"))[0]["id"]
    data, readable = unzipped(content)
    for hidden in (str(bob), "bob@house.example", "Bob"):
        assert hidden not in readable
        assert hidden not in msgspec.json.encode(data).decode()


async def test_what_people_wrote_is_text_in_the_readable_page(house: House) -> None:
    ada = await add_person(house, email="ada@house.example", first_name="<script>alert(1)</script>")
    _, readable = unzipped(await exported(house, ada))
    assert "<script" not in readable


async def test_nothing_that_tells_who_it_was_is_left_after_an_erasure(
    house: House, ada: UUID, database_url: str
) -> None:
    await privacy.erase_person(house, ada)
    left = everything(database_url)
    for word in WORDS:
        lines = [line for line in left.splitlines() if word in line]
        assert lines == [], word


async def test_whoever_is_erased_is_signed_out_and_cannot_come_back_in(house: House, ada: UUID) -> None:
    signed_in = await sign_in(house, ada)
    await privacy.erase_person(house, ada)
    assert await sessions.renew(house, signed_in.refresh_token) is None
    with pytest.raises(NotFound):
        await sign_in(house, ada)
    with pytest.raises(NotFound):
        await exported(house, ada)


async def test_the_opt_out_and_other_peoples_blocks_stay(house: House, ada: UUID) -> None:
    await privacy.erase_person(house, ada)
    [allowed] = await run(house, "select kith.sms_allowed($1) as it", house.keyring.phone_hash(PHONE))
    assert allowed["it"] is False
    blocks = await run(house, "select blocked_id from blocks")
    assert [row["blocked_id"] for row in blocks] == [ada]


async def test_unsent_mail_is_not_sent_any_more(house: House, ada: UUID) -> None:
    await privacy.erase_person(house, ada)
    assert await queued(house) == []


async def test_the_number_can_be_used_for_a_new_account(house: House, ada: UUID) -> None:
    await privacy.erase_person(house, ada)
    assert await enrol(house, PHONE) != ada


async def test_erasing_twice_or_at_the_same_moment_is_erasing_once(house: House, ada: UUID) -> None:
    await asyncio.gather(*(privacy.erase_person(house, ada) for _ in range(4)))
    await privacy.erase_person(house, ada)
    requests = await run(house, "select state, steps_done from privacy_requests where kind = 'erasure'")
    assert [(row["state"], row["steps_done"]) for row in requests] == [("done", ["josh"])]


async def test_nobody_is_erased_who_never_was(house: House) -> None:
    with pytest.raises(NotFound):
        await privacy.erase_person(house, uuid4())
    assert await run(house, "select 1 from privacy_requests") == []


class _Killed(Exception):
    pass


def _failing(house: House, when: str) -> House:
    """A house whose product fails, before or after its part of an erasure is done."""
    hooks = house.product("josh").privacy
    assert hooks is not None
    own = hooks

    async def erase(at: House, db: Any, person_id: UUID) -> None:
        if when == "after":
            await own.erase(at, db, person_id)
        raise _Killed

    broken = houses.open_house(house.settings)
    broken.products = (
        msgspec.structs.replace(house.product("josh"), privacy=msgspec.structs.replace(own, erase=erase)),
    )
    return broken


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_erasure_killed_in_the_middle_is_taken_up_and_finished(
    house: House, ada: UUID, database_url: str, when: str
) -> None:
    signed_in = await sign_in(house, ada)
    broken = _failing(house, when)
    with pytest.raises(_Killed):
        await privacy.erase_person(broken, ada)
    await broken.close()
    assert await sessions.renew(house, signed_in.refresh_token) is None  # nobody acts as this person any more
    await houses.run_schedule(house, "kith.privacy.erasures")
    assert PHONE in everything(database_url)  # too early: whoever began may still be at it
    house.clock.move(timedelta(minutes=3))
    await houses.run_schedule(house, "kith.privacy.erasures")
    left = everything(database_url)
    assert all(word not in left for word in WORDS)


async def test_an_erasure_that_fails_keeps_no_other_waiting(house: House, ada: UUID) -> None:
    bob = (await run(house, "select id from auth.users where email = 'bob@house.example'"))[0]["id"]
    broken = _failing(house, "before")
    for person in (ada, bob):
        with pytest.raises(_Killed):
            await privacy.erase_person(broken, person)
    house.clock.move(timedelta(minutes=3))
    broken.clock.move(timedelta(minutes=3))
    await privacy.take_up_erasures(broken)
    await broken.close()
    # Both were tried just now, the second though the first failed, so neither is due yet.
    tried = await run(
        house, "select updated_at > kith.now() - interval '1 minute' as now from privacy_requests"
    )
    assert [row["now"] for row in tried] == [True, True]
    house.clock.move(timedelta(minutes=3))
    await privacy.take_up_erasures(house)
    states = await run(house, "select state from privacy_requests where kind = 'erasure'")
    assert [row["state"] for row in states] == ["done", "done"]

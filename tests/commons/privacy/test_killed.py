"""An erasure killed at every step is finished by the next run, once; a backup from before it brings nobody back, and keeps the receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest

from harness import house as houses
from harness.dying import Countdown, Died, doomed
from harness.leaving import WORD, leaving, traces
from harness.members import TESTS, run
from harness.people import enrol
from harness.postgres import FreshDatabase, SharedServer
from kith.cli.schema import every_product
from kith.commons.messaging.outbox import queue_mail
from kith.commons.messaging.topics import ANSWERS
from kith.commons.privacy import clock, person_keys, receipts, requests
from kith.commons.privacy import commands as privacy
from kith.foundation.crypto import Unreadable
from kith.foundation.house import House
from kith.foundation.settings import Settings
from kith.simulator.standins import StandIns


def _left(url: str) -> list[str]:
    """Every row of every table that still says the word."""
    with psycopg.connect(url) as connection:
        return traces(connection)


async def _leaving(house: House, number: int) -> tuple[UUID, UUID]:
    """Somebody with traces, whose two weeks are over: who, and their request."""
    person = await enrol(house, f"+120255501{number:02}", first_name=WORD)
    await run(
        house,
        "update auth.users set raw_user_meta_data = $2 where id = $1",
        person,
        {"first_name": WORD},
    )
    async with house.database.session(TESTS, "josh") as db:
        await queue_mail(
            db,
            house,
            to="n@house.example",
            subject=WORD,
            text="x",
            topic=ANSWERS,
            purpose="test",
            key=str(person),
            person_id=person,
        )
    async with house.database.session(TESTS, "kith") as db:
        await db.connection.execute(
            "insert into passkeys (person_id, credential_id, public_key, name) values ($1, $2, 'k', $3)",
            person,
            person.bytes,
            f"Phone of {WORD}",
        )
    return person, await _due(house, person)


async def _due(house: House, person: UUID) -> UUID:
    """Their request to be forgotten, without two weeks to think again."""
    async with house.database.session(TESTS, "kith") as db:
        request: UUID = await requests.queries.ask(
            db.connection, person_id=person, kind="delete", acts_at=db.now
        )
        await requests.queries.begin_verifying(db.connection, id=request)
        await requests.queries.confirm(db.connection, id=request, person_id=person, acts_at=db.now)
    return request


async def test_an_erasure_killed_at_any_step_is_taken_up_and_finished_once(
    house: House, database_url: str
) -> None:
    asked: list[UUID] = []
    for step in range(1, 99):
        _person, request = await _leaving(house, step)
        asked.append(request)
        dying = doomed(houses.open_house(house.settings), Countdown(step))
        try:
            await clock.delete_due(dying)
            survived = True
        except Died:
            survived = False
        await dying.database.close()
        await clock.delete_due(house)
        if survived:
            break
    assert 15 < step < 60
    assert _left(database_url) == []
    assert await run(house, "select 1 from outbox where person_id is not null") == []
    assert await run(house, "select 1 from josh.outbox where person_id is not null") == []
    done = await run(
        house, "select id, receipt from dsar_requests where status = 'completed' order by created_at"
    )
    assert [row["id"] for row in done] == asked
    assert all(receipts.holds(row["receipt"], receipts.public_key(house)) for row in done)
    written = await run(
        house, "select target_id from audit_log where action = 'data_request.completed' order by sequence"
    )
    assert sorted(row["target_id"] for row in written) == sorted(asked), "each written down once"
    states = await run(house, "select state, steps_done from privacy_requests")
    assert {(row["state"], *row["steps_done"]) for row in states} == {("done", "josh")}


@pytest.mark.parametrize("products_installed", [()], ids=["all products"])
async def test_an_erasure_in_all_products_is_killed_at_each_of_its_steps_and_finished_once(
    fresh_database: FreshDatabase, standins: StandIns
) -> None:
    settings = houses.settings_for(fresh_database, standins, "http://127.0.0.1:1")
    everything = tuple(every_product())
    house = houses.open_house(settings, products=everything)
    people: list[UUID] = []
    survived = False
    with psycopg.connect(fresh_database.url, autocommit=True) as db:
        while not survived:
            people.append(leaving(db, len(people)))
            dying = doomed(houses.open_house(settings, products=everything), Countdown(len(people)))
            try:
                await clock.delete_due(dying)
                survived = True
            except Died:
                pass
            await dying.database.close()
            await clock.delete_due(house)
        assert len(people) > 5 * len(everything), "every product has steps of its own"
        assert traces(db) == []
    done = await run(house, "select person_id, receipt from dsar_requests where status = 'completed'")
    assert sorted(row["person_id"] for row in done) == sorted(people)
    assert all(receipts.holds(row["receipt"], receipts.public_key(house)) for row in done)
    [written] = await run(house, "select count(*) from audit_log where action = 'data_request.completed'")
    assert written["count"] == len(people), "each written down once"
    states = await run(house, "select state, steps_done from privacy_requests")
    assert {(row["state"], *sorted(row["steps_done"])) for row in states} == {("done", *sorted(everything))}
    await house.close()


@pytest.fixture
async def original(house: House, postgres_server: SharedServer) -> AsyncIterator[House]:
    """A house on a database that can be copied while nobody is connected to it."""
    name = "kith_before_the_backup"
    postgres_server.admin.execute(f"create database {name} template {postgres_server.template('josh')}")
    opened = houses.open_house(_at(house, postgres_server.url(name), postgres_server.url(name, "kith_app")))
    yield opened
    await opened.close()
    postgres_server.admin.execute(f"drop database {name} with (force)")


def _at(house: House, url: str, app_url: str) -> Settings:
    return msgspec.structs.replace(house.settings, database_url=url, app_database_url=app_url)


async def test_a_backup_from_before_an_erasure_brings_nobody_back_and_keeps_the_receipt(
    original: House, postgres_server: SharedServer
) -> None:
    person = await enrol(original, "+12025550143", first_name=WORD)
    stays = await enrol(original, "+12025550144", first_name="Bob")
    await original.database.close()
    with postgres_server.database("kith_before_the_backup") as backup:
        request = await _due(original, person)
        await clock.delete_due(original)
        [row] = await run(original, "select receipt from dsar_requests")
        assert _left(original.settings.database_url) == []
        assert _left(backup.url) != []
        restored = houses.open_house(_at(original, backup.url, backup.app_url))
        assert await receipts.of_request(restored, request) == row["receipt"]
        assert await privacy.replay_erasures(restored) == 1
        assert await privacy.replay_erasures(restored) == 0
        assert _left(backup.url) == []
        [kept] = await run(restored, "select first_name from josh.users where id = $1", stays)
        assert kept["first_name"] == "Bob"
        await restored.close()


@pytest.mark.parametrize("wrong", ["other", "cut", "changed"])
async def test_a_sealed_file_opens_whole_for_its_person_and_place_or_not_at_all(
    house: House, tmp_path: Path, wrong: str
) -> None:
    ada, bob = await enrol(house, "+12025550143"), await enrol(house, "+12025550144")
    content = bytes(range(256)) * 9000  # more than two pieces
    plain, sealed, again = (tmp_path / name for name in ("plain", "sealed", "again"))
    plain.write_bytes(content)
    async with house.database.session(TESTS, "kith") as db:
        await person_keys.seal_file(db, house, ada, plain, sealed, "export:1")
        await person_keys.seal_file(db, house, bob, plain, again, "export:1")
        await person_keys.open_file(db, house, ada, sealed, again, "export:1")
        assert again.read_bytes() == content
        kept = sealed.read_bytes()
        broken = {
            "other": kept,
            "cut": kept[: 4 + 12 + 16 + 1024 * 1024],
            "changed": kept[:-1] + bytes([kept[-1] ^ 1]),
        }[wrong]
        sealed.write_bytes(broken)
        whose = bob if wrong == "other" else ada
        with pytest.raises(Unreadable):
            await person_keys.open_file(db, house, whose, sealed, again, "export:1")

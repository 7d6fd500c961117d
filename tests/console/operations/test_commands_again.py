"""Commands to HOTMESS's bot on which answering failed: kept with whom to answer sealed, answered once by whoever says why."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest

from harness import house as houses
from harness.members import Browser, run
from kith.commons.messaging import outbox
from kith.console.operations import overview
from kith.foundation.house import House
from kith.simulator.standins import StandIns

SECRET = "s3cret_of-ours"
HEADERS = {"x-telegram-bot-api-secret-token": SECRET}
PAGE = "/console/operations/webhooks"
CHAT = "4711321"


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(
        house.settings,
        telegram_token=standins.telegram.settings.token,
        telegram_secret=SECRET,
        telegram_api_base=standins.telegram_url,
    )
    opened = houses.open_house(settings, products=("josh", "hotmess"))
    yield opened
    await opened.close()
    standins.telegram.reset()


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def fails(
    client: httpx.AsyncClient, house: House, standins: StandIns, owner: asyncpg.Connection[Any]
) -> Any:
    """Somebody asks for a city's night while cities cannot be read; the row that is left."""
    await owner.execute("alter table hotmess.cities rename to cities_away")
    update = standins.telegram.update(CHAT, "/tonight berlin")
    for _repeated in range(2):
        answer = await client.post("/hooks/telegram", json=update, headers=HEADERS)
        assert (answer.status_code, answer.json()) == (200, {"answered": False})
    return await the_event(house)


async def mend(owner: asyncpg.Connection[Any]) -> None:
    await owner.execute("alter table hotmess.cities_away rename to cities")


async def the_event(house: House) -> Any:
    [row] = await run(house, "select * from hotmess.inbox where provider = 'telegram'")
    return row


def again(row: Any) -> str:
    return f"{PAGE}/hotmess/{row['id']}/again"


async def said(house: House, standins: StandIns) -> list[str]:
    await outbox.sweep(house, "hotmess")
    return [one.text for one in standins.telegram.said(CHAT) if one.by_bot]


async def test_a_command_whose_answer_failed_is_shown_and_answered_once_when_an_operator_says_so(
    house: House,
    client: httpx.AsyncClient,
    ops: Browser,
    standins: StandIns,
    owner: asyncpg.Connection[Any],
) -> None:
    row = await fails(client, house, standins, owner)
    assert (row["handled_at"], row["error"]) == (None, "UndefinedTableError")
    [sorry] = await said(house, standins)
    assert "on our side" in sorry
    shown = (await ops.get(PAGE)).text
    assert row["external_id"] in shown
    assert "UndefinedTableError" in shown
    house.clock.move(timedelta(minutes=11))
    assert [item for item in await overview.items(house) if item.href == PAGE and item.whose == "HOTMESS"]
    # It is not mended yet: it fails again, says nothing more to whoever asked and waits on.
    assert (await ops.post(again(row), reason="Is it well again?")).status_code == 303
    await houses.worker_pass(house, schedules=False)
    assert (await the_event(house))["handled_at"] is None
    assert await said(house, standins) == [sorry]
    await mend(owner)
    assert (await ops.post(again(row), reason="")).status_code == 422
    assert (await ops.post(again(row), reason="Cities are read again")).status_code == 303
    await houses.worker_pass(house, schedules=False)
    [_, answer] = await said(house, standins)
    assert "Berlin" in answer
    kept = await the_event(house)
    assert kept["handled_at"] is not None
    assert (kept["error"], kept["payload"]) == (None, {"command": "tonight"})
    assert again(row) not in (await ops.get(PAGE)).text
    refused = await ops.post(again(row), reason="Once more")
    assert refused.status_code == 409
    assert "already" in refused.text
    assert len(await said(house, standins)) == 2
    lines = await run(
        house,
        "select reason from audit_log where action = 'inbox_event.applied_again' order by sequence",
    )
    assert [line["reason"] for line in lines] == ["Is it well again?", "Cities are read again"]


async def test_two_operators_at_once_have_a_command_answered_once(
    house: House,
    client: httpx.AsyncClient,
    ops: Browser,
    standins: StandIns,
    owner: asyncpg.Connection[Any],
) -> None:
    row = await fails(client, house, standins, owner)
    await mend(owner)
    assert (await ops.get(PAGE)).status_code == 200
    answers = await asyncio.gather(*(ops.post(again(row), reason=f"It is mended, {n}") for n in "ab"))
    assert [answer.status_code for answer in answers] == [303, 303]
    await houses.worker_pass(house, schedules=False)
    assert len([text for text in await said(house, standins) if "Berlin" in text]) == 1


async def test_whom_to_answer_is_kept_sealed_while_a_command_waits_and_goes_with_the_answer(
    house: House,
    client: httpx.AsyncClient,
    ops: Browser,
    standins: StandIns,
    owner: asyncpg.Connection[Any],
) -> None:
    row = await fails(client, house, standins, owner)
    readable = str(row["payload"])
    assert CHAT not in readable
    assert "berlin" not in readable
    # What was sealed for this row opens for no other.
    await run(
        house,
        "insert into hotmess.inbox (provider, external_id, kind, payload) values ('telegram', '1', 'update', $1)",
        row["payload"],
    )
    await mend(owner)
    [other] = await run(house, "select id from hotmess.inbox where external_id = '1'")
    assert (await ops.get(PAGE)).status_code == 200
    assert (await ops.post(again(other), reason="It is mended")).status_code == 303
    await houses.worker_pass(house, schedules=False)
    [other] = await run(house, "select handled_at, error from hotmess.inbox where external_id = '1'")
    assert tuple(other) == (None, "unreadable")


async def test_a_command_whose_asker_is_not_kept_says_so(
    house: House, ops: Browser, standins: StandIns
) -> None:
    await run(
        house,
        """insert into hotmess.inbox (provider, external_id, kind, payload) values ('telegram', '1', 'update', '{"command": "radio"}')""",
    )
    row = await the_event(house)
    assert (await ops.get(PAGE)).status_code == 200
    refused = await ops.post(again(row), reason="Why does it wait?")
    assert refused.status_code == 409
    assert "not kept any more" in refused.text
    assert await said(house, standins) == []

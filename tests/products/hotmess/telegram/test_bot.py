"""The bot answers commands once, through the outbox, to whoever comes from Telegram; moderators hear of what cannot wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.hotmess import make_beacon, make_member
from harness.members import run
from kith.commons.messaging import outbox
from kith.foundation.house import House
from kith.products.hotmess.telegram import jobs
from kith.products.hotmess.telegram.commands import Command, city_slug, command_of
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

SECRET = "s3cret_of-ours"
HEADERS = {"x-telegram-bot-api-secret-token": SECRET}


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(
        house.settings,
        telegram_token=standins.telegram.settings.token,
        telegram_secret=SECRET,
        telegram_moderators=standins.telegram.settings.moderators,
        telegram_api_base=standins.telegram_url,
    )
    opened = houses.open_house(settings, products=("hotmess",))
    yield opened
    await opened.close()
    standins.telegram.reset()


def _bot_said(standins: StandIns, chat: str) -> list[str]:
    return [one.text for one in standins.telegram.said(chat) if one.by_bot]


def test_commands_are_understood_however_they_are_written() -> None:
    assert command_of("/tonight") == Command("tonight")
    assert command_of(" /Tonight@hotmess_bot  New   York ") == Command("tonight", "New York")
    assert command_of("/dance") == Command("unknown")
    for words in ("tonight", "see you /tonight", "", "/", "/tonight" + "x" * 300):
        assert command_of(words) is None or words.startswith("/tonightx")
    assert city_slug("New York") == "new-york"


async def test_tonight_radio_and_drop_are_answered_once_and_only_to_telegram(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    rex = await make_member(house)
    await make_beacon(house, rex, "Under the arches", starts_at=house.clock.now() + timedelta(hours=2))
    telegram = standins.telegram

    async def tell(update: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Response:
        return await client.post(
            "/hooks/telegram", json=update, headers=HEADERS if headers is None else headers
        )

    update = telegram.update("4711", "/tonight")
    for wrong in ({}, {"x-telegram-bot-api-secret-token": "guess"}):
        assert (await tell(update, wrong)).status_code == 404
    assert (await client.post("/hooks/telegram", content=b"[", headers=HEADERS)).status_code == 400
    assert [(await tell(update)).json()["answered"] for _again in range(3)] == [True, False, False]
    for words in ("/tonight berlin", "/tonight atlantis", "/radio", "/drop", "/start", "hello there"):
        await tell(telegram.update("4711", words))
    assert _bot_said(standins, "4711") == []  # nothing leaves before its row is there
    await outbox.sweep(house, "hotmess")
    said = _bot_said(standins, "4711")
    assert len(said) == 6
    for text, part in zip(
        said,
        (
            "Under the arches",
            "Nothing is on in Berlin",
            "We do not know that city",
            "off air",
            "No drop",
            "18 and older",
        ),
        strict=True,
    ):
        assert part in text
    kept = await run(house, "select payload, external_id from hotmess.inbox where provider = 'telegram'")
    # Nothing says who asked, nor their words.
    assert len(kept) == 6
    assert all(set(row["payload"]) == {"command"} for row in kept)
    # One chat that hammers is not answered beyond the limit, and costs nothing else.
    answers = [(await tell(telegram.update("-99", "/radio"))).json()["answered"] for _often in range(25)]
    assert answers.count(True) == 20


async def test_telegram_away_delays_and_never_loses_and_a_blocked_bot_gives_up(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    telegram = standins.telegram
    telegram.faults.add(Fault(kind=FaultKind.RATE_LIMIT, match="sendMessage"))
    telegram.faults.add(Fault(kind=FaultKind.DROP, match="sendMessage"))
    await client.post("/hooks/telegram", json=telegram.update("5", "/radio"), headers=HEADERS)
    for _try in range(3):
        await outbox.sweep(house, "hotmess")
        house.clock.move(timedelta(minutes=10))
    assert len(_bot_said(standins, "5")) == 1
    telegram.blocked.add("6")
    await client.post("/hooks/telegram", json=telegram.update("6", "/radio"), headers=HEADERS)
    await outbox.sweep(house, "hotmess")
    rows = await run(house, "select status, last_error, attempts from hotmess.outbox order by sequence")
    assert [(row["status"], row["last_error"]) for row in rows] == [
        ("sent", None),
        ("failed", "Telegram 403"),
    ]


async def test_the_bot_registers_its_webhook_once_and_moderators_hear_of_what_cannot_wait(
    house: House, client: httpx.AsyncClient, standins: StandIns, open_program: Any
) -> None:
    assert [await jobs.register(house) for _again in range(2)] == [True, False]
    assert standins.telegram.webhook.url == f"{house.settings.public_url}/hooks/telegram"
    assert standins.telegram.webhook.secret_token == SECRET
    rex, sunny = await make_member(house, "rexthefirst"), await make_member(house)
    beacon = await make_beacon(house, rex, "Somewhere dark")
    program = await open_program(sunny)
    for category in ("other", "unsafe", "unsafe"):
        await program.post(
            "/api/hotmess/reports",
            json={
                "category": category,
                "target_type": "beacon" if category == "unsafe" else "profile",
                "target_id": str(beacon),
                "description": "He does not let people out",
            },
        )
    await outbox.sweep(house, "hotmess")
    told = _bot_said(standins, standins.telegram.settings.moderators)
    assert len(told) == 1
    assert "unsafe, about a beacon" in told[0]
    assert "/console/queue/" in told[0]
    assert not [word for word in ("let people out", "rexthefirst", "Somewhere dark") if word in told[0]]

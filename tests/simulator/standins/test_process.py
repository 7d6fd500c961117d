"""The stand-ins as a process of their own, as `./kith up` starts them."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path

import aiosmtplib
import pytest

from harness.patience import patient_client
from kith.simulator.standins import StandInSettings, running
from kith.simulator.standins.serving import bound_socket
from kith.simulator.standins.stripe import StripeSettings
from kith.simulator.standins.stripe.standin import SeededPrice

Start = Callable[..., Awaitable[Process]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    started: list[Process] = []

    async def begin(*arguments: str, **settings: str) -> Process:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings}
        command = (sys.executable, "-m", "kith.simulator.standins", *arguments)
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=environment)
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def addresses(process: Process) -> tuple[str, int]:
    """Where it says that it listens: the HTTP address and the SMTP port."""
    assert process.stdout is not None
    words = (await process.stdout.readline()).decode().replace(",", "").split()
    return words[2], int(words[-1].rpartition(":")[2])


async def test_it_takes_the_settings_of_the_house_and_remembers(start: Start, tmp_path: Path) -> None:
    house = {
        "KITH_DATA_FOLDER": str(tmp_path),
        "KITH_TWILIO_ACCOUNT_SID": "AC" + "7" * 32,
        "KITH_TWILIO_AUTH_TOKEN": "token",
        "KITH_STRIPE_API_KEY": "sk_test_house",
        "KITH_STRIPE_PRICE_JOSH": "price_josh_monthly",
        "KITH_STANDINS_URL": "",
        "KITH_SMTP_URL": "",
    }
    process = await start(**house)
    base_url, smtp_port = await addresses(process)
    async with patient_client(base_url=base_url, trust_env=False) as client:
        sent = await client.post(
            f"/twilio/2010-04-01/Accounts/AC{'7' * 32}/Messages.json",
            data={"To": "+12025550111", "From": "+15005550006", "Body": "Hi"},
            auth=("AC" + "7" * 32, "token"),
        )
        assert sent.status_code == 201
        stripe = {"Authorization": "Bearer sk_test_house"}
        price = (await client.get("/stripe/v1/prices/price_josh_monthly", headers=stripe)).json()
        assert price["recurring"]["interval"] == "month"
        await client.post("/stripe/v1/customers", data={"name": "Ada"}, headers=stripe)
        await aiosmtplib.send(
            "Subject: Hi\r\n\r\nHi", sender="a@example.org", recipients=["b@example.org"], port=smtp_port
        )
    process.terminate()
    assert await process.wait() == 0

    process = await start(**house)
    base_url, _ = await addresses(process)
    async with patient_client(base_url=base_url, trust_env=False) as client:
        customers = (await client.get("/stripe/v1/customers", headers=stripe)).json()
        assert [one["name"] for one in customers["data"]] == ["Ada"]
        assert len((await client.get("/twilio/control/messages")).json()) == 1
        assert len((await client.get("/mail/control/messages")).json()) == 1
    process.terminate()
    assert await process.wait() == 0


async def test_a_taken_port_is_named(start: Start) -> None:
    with closing(bound_socket("127.0.0.1", 0)) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        process = await start("--port", str(port))
        _, said = await process.communicate()
    assert process.returncode == 1
    assert str(port) in said.decode()
    assert "Traceback" not in said.decode()


async def test_seeded_prices_and_webhooks_survive_a_reset() -> None:
    seeded = SeededPrice(id="price_josh", name="JOSH", unit_amount=999)
    settings = StandInSettings(
        stripe=StripeSettings(seeded_prices=(seeded,), webhook_url="http://127.0.0.1:9/x")
    )
    async with running(settings=settings) as standins:
        standins.stripe.delivery.url = None
        standins.twilio.webhook_url = "http://127.0.0.1:9/y"
        await standins.reset()
        assert "price_josh" in standins.stripe.prices
        assert standins.stripe.delivery.url == "http://127.0.0.1:9/x"
        assert standins.twilio.webhook_url is None


async def test_after_a_reset_nothing_of_before_is_delivered_any_more() -> None:
    settings = StandInSettings(
        stripe=StripeSettings(webhook_url="http://127.0.0.1:9/x", webhook_retry_seconds=(3600.0,))
    )
    async with running(settings=settings) as standins:
        standins.stripe.emit("before", {"id": "1", "object": "x"})
        await standins.reset()
        await standins.stripe.settled()
        standins.stripe.delivery.holding = True
        standins.stripe.emit("after", {"id": "2", "object": "x"})
        assert [event.type for event in standins.stripe.delivery.held] == ["after"]
        assert [event.type for event in standins.stripe.events.all()] == ["after"]

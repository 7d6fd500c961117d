"""Processes that end in the middle: a web server answers what it took, a killed worker's job is taken up again and has effect once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import psycopg

from harness import processes, subscribing
from harness.members import TESTS, add_person, bearer, run, sign_in
from harness.people import enrol
from kith.foundation.house import House
from kith.foundation.jobs import enqueue
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

IN_FLIGHT = 12
_BLOCKED = (
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)


async def until(true: Callable[[], bool]) -> None:
    """Look again and again at what other processes do."""
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(true):  # noqa: ASYNC110 - another process acts
            await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def running(house: House, *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await processes.start(house, *words)
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def listens(port: int) -> Callable[[], bool]:
    def found() -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200
        return False

    return found


async def test_a_web_server_told_to_stop_answers_every_request_it_has_taken(
    house: House, database_url: str
) -> None:
    person = await add_person(house, email="ada@house.example")
    signed_in = [await sign_in(house, person) for _ in range(IN_FLIGHT)]
    port = processes.free_port()
    async with running(house, "web", "--port", str(port), "--processes", "2") as server:
        await until(listens(port))
        with (
            psycopg.connect(database_url) as owner,
            psycopg.connect(database_url, autocommit=True) as watcher,
        ):

            def blocked() -> int:
                row = watcher.execute(_BLOCKED).fetchone()
                return row[0] if row else 0

            owner.execute("select 1 from kith.sessions for update")
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                asked = [
                    asyncio.create_task(client.post("/api/auth/sign-out", headers=bearer(one)))
                    for one in signed_in
                ]
                await until(lambda: blocked() == IN_FLIGHT)
                server.send_signal(signal.SIGTERM)
                # It takes no more before it has answered these.
                await until(lambda: not listens(port)())
                assert blocked() == IN_FLIGHT
                owner.rollback()
                answers = await asyncio.gather(*asked)
        assert [answer.status_code for answer in answers] == [204] * IN_FLIGHT
        async with asyncio.timeout(30):
            assert await server.wait() == 0
    [row] = await run(house, "select count(*) as ended from sessions where revoked_because = 'signed_out'")
    assert row["ended"] == IN_FLIGHT


async def test_a_job_whose_worker_was_killed_is_taken_up_again_and_has_effect_once(
    house: House, standins: StandIns
) -> None:
    person = await enrol(house, "+12025550111")
    await subscribing.sell(house)
    subscription = await subscribing.subscribe(house, standins, person)
    # Stripe ends it and never says so; the worker dies waiting for the answer.
    standins.stripe.faults.add(Fault(kind=FaultKind.NO_ANSWER, match="DELETE"))
    async with house.database.session(TESTS, "josh") as db:
        await enqueue(db, "josh.subscription.cancel", {"person_id": str(person)})
    async with running(house, "worker") as worker:
        await until(lambda: not standins.stripe.faults.planned())
        os.killpg(worker.pid, signal.SIGKILL)
        await worker.wait()
    [job] = await jobs_of(house)
    assert job["status"] == "picked"
    # A worker's heartbeat is missed after fifteen seconds; nobody waits for them here.
    await house.database.read(
        TESTS, "josh", "update pgqueuer set heartbeat = heartbeat - interval '1 minute'"
    )
    async with running(house, "worker"):
        async with asyncio.timeout(60):
            while await jobs_of(house):  # noqa: ASYNC110 - another process acts
                await asyncio.sleep(0)
    found = standins.stripe.subscriptions.get(subscription)
    assert found is not None
    assert found.status == "canceled"
    ended = [event for event in standins.stripe.events.all() if event.type == "customer.subscription.deleted"]
    assert len(ended) == 1


async def jobs_of(house: House) -> list[Any]:
    return await house.database.read(
        TESTS, "josh", "select status::text from pgqueuer where entrypoint = 'josh.subscription.cancel'"
    )

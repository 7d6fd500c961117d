"""PostgreSQL is stopped and started under traffic: nobody waits for ever, nothing that was answered is lost, nothing happens twice."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import httpx
import msgspec
import psycopg
import pytest

from harness import house as houses
from harness.kept_pools import close_all
from harness.members import TESTS, bearer, sign_in
from harness.people import enrol
from harness.postgres import FreshDatabase, own_server
from harness.texting import form_of, post_signed
from kith.commons.jobs import HOUSE_JOBS, HOUSE_SCHEDULES
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.house import House
from kith.foundation.migrations import migrate
from kith.foundation.product import load_products
from kith.foundation.worker import Worker
from kith.simulator.standins import StandIns

PEOPLE = 100
LONGEST_WAIT = 30


@pytest.fixture
async def server() -> AsyncIterator[EmbeddedPostgres]:
    """A PostgreSQL of this test's own, as durable as in production."""
    async with own_server(durable=True) as started:
        yield started


@pytest.fixture
async def own_house(
    server: EmbeddedPostgres, standins: StandIns, public_socket: socket.socket
) -> AsyncIterator[House]:
    await asyncio.to_thread(migrate, server.url(), [product.owner for product in load_products(["josh"])])
    database = FreshDatabase("kith", server.url(), server.app_url)
    settings = houses.settings_for(database, standins, f"http://127.0.0.1:{public_socket.getsockname()[1]}")
    opened = houses.open_house(
        msgspec.structs.replace(settings, trusted_proxies=1, smtp_url=standins.smtp_url)
    )
    yield opened
    await opened.close()


class Traffic:
    """Requests without end; every answer is looked at, and what failed is sent again as its sender would."""

    def __init__(
        self, client: httpx.AsyncClient, house: House, headers: dict[str, str], people: list[str]
    ) -> None:
        self.client = client
        self.house = house
        self.headers = headers
        self.senders = itertools.cycle(people)
        self.seen: Counter[tuple[str, int]] = Counter()
        self.texts: list[str] = []
        self.asked: list[str] = []
        self.codes: list[str] = []
        self.ending = False
        self.reads = 0
        self.failed: list[str] = []
        self._changed = asyncio.Condition()
        self._numbers = itertools.count(1)

    async def until(self, enough: Callable[[], bool]) -> None:
        async with asyncio.timeout(60), self._changed:
            await self._changed.wait_for(lambda: self.failed or enough())
        assert not self.failed, (self.failed, self.seen)

    async def until_more(self, status: int, kinds: tuple[str, ...] = ("read", "text", "code")) -> None:
        """A few more answers with this status of each kind of request."""
        wanted = {kind: self.seen[kind, status] + 3 for kind in kinds}
        await self.until(lambda: all(self.seen[kind, status] >= count for kind, count in wanted.items()))

    async def _ask(self, kind: str, send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                answer = await send()
        except TimeoutError:
            answer = httpx.Response(599)
        except Exception as failure:  # not this test's own: the application let it through
            self.failed.append(f"{kind}: {failure!r}")
            raise
        if answer.status_code >= 400 and not explained(answer):
            self.failed.append(f"{kind}: {answer.status_code} {answer.text}")
        await asyncio.sleep(
            0
        )  # a refused connection comes back without a pause, and the others want their turn
        self.reads += kind == "read"
        async with self._changed:
            self.seen[kind, answer.status_code] += 1
            self._changed.notify_all()
        return answer

    async def _pause(self) -> None:
        """A few reads long, so that there are more people than texts."""
        until = self.reads + 60
        async with self._changed:
            await self._changed.wait_for(lambda: self.reads >= until or self.ending)

    async def read(self) -> None:
        while not self.ending:
            await self._ask("read", lambda: self.client.get("/api/josh/linkups", headers=self.headers))

    async def texting(self) -> None:
        """Twilio repeats a text until it is taken."""
        while not self.ending:
            await self._pause()
            form = form_of(next(self.senders), "HELP")
            while (
                await self._ask("text", lambda form=form: post_signed(self.client, self.house, form))
            ).status_code != 200:
                pass
            self.texts.append(form["From"])

    async def signing_in(self) -> None:
        """A program that repeats its request with the same key until it is told that it went through or that nobody knows."""
        while not self.ending:
            await self._pause()
            number = next(self._numbers)
            headers = {
                "idempotency-key": str(uuid4()),
                "x-forwarded-for": f"10.0.{number // 250}.{number % 250}",
            }
            address = f"somebody{number}@house.example"
            self.asked.append(address)
            while True:
                answer = await self._ask(
                    "code",
                    lambda headers=headers, address=address: self.client.post(
                        "/api/auth/code", json={"address": address}, headers=headers
                    ),
                )
                if answer.status_code == 202:
                    self.codes.append(address)
                if answer.status_code != 503:
                    break


def explained(answer: httpx.Response) -> bool:
    """Whether a refusal is one that a person can be given."""
    return (
        (answer.status_code < 500 or answer.status_code == 503)
        and answer.headers["content-type"] == "application/problem+json"
        and answer.json()["detail"].endswith(".")
    )


async def add_known(url: str, count: int) -> None:
    """People with the addresses that sign in."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(
            """insert into auth.users (email, email_confirmed_at)
               select 'somebody' || n || '@house.example', now() from generate_series(1, %s) n""",
            (count,),
        )


async def test_stopping_and_starting_postgresql_loses_nothing_and_repeats_nothing(
    server: EmbeddedPostgres, own_house: House, standins: StandIns
) -> None:
    house = own_house
    await add_known(server.url(), 500)
    people = [f"+1202555{number:04}" for number in range(1000, 1000 + PEOPLE)]
    for phone in people:
        person = await enrol(house, phone)
    headers = bearer(await sign_in(house, person))
    app = houses.application(house)
    work = {product.schema: (product.jobs, product.schedules) for product in house.products}
    worker = Worker(house, {"kith": (HOUSE_JOBS, HOUSE_SCHEDULES), **work})
    async with houses.browser(app, house) as client:
        traffic = Traffic(client, house, headers, people)
        working = asyncio.create_task(worker.run())
        tasks = [
            asyncio.create_task(part())
            for part in (traffic.read, traffic.read, traffic.texting, traffic.texting, traffic.signing_in)
        ]
        try:
            for immediate in (False, True):
                await traffic.until_more(202, ("code",))
                await traffic.until_more(200, ("read", "text"))
                await asyncio.to_thread(server.stop, immediate=immediate)
                await traffic.until_more(503)
                await asyncio.to_thread(server.start)
                await traffic.until_more(202, ("code",))
                await traffic.until_more(200, ("read", "text"))
            traffic.ending = True
            async with asyncio.timeout(60):
                await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            worker.stop()
            with contextlib.suppress(asyncio.CancelledError):
                async with asyncio.timeout(40):
                    await working
        assert {status for _, status in traffic.seen} <= {200, 202, 409, 429, 503}, traffic.seen
        await judge(house, standins, traffic)


async def judge(house: House, standins: StandIns, traffic: Traffic) -> None:
    """Whatever was answered is there once, and has had its effect once."""
    # A worker that lost the database while it held a message has a lease, which runs out.
    for _ in range(3):
        await houses.worker_pass(house)
        house.clock.move(timedelta(minutes=3))
    await houses.worker_pass(house)
    rows = await house.database.read(
        TESTS, "josh", "select from_e164 from sms_messages where direction = 'in'"
    )
    assert Counter(row["from_e164"] for row in rows) == Counter(traffic.texts)
    answered = Counter(message.to for message in standins.twilio.messages())
    assert answered == Counter(traffic.texts)
    mails: dict[str, set[str | None]] = defaultdict(set)
    for mail in standins.mail.messages():
        mails[mail.recipients[0]].add(mail.header("message-id"))
    assert set(traffic.codes) <= set(mails) <= set(traffic.asked)
    assert {len(ids) for ids in mails.values()} == {1}
    states = await house.database.read(
        TESTS,
        "josh",
        "select status::text from sms_outbound_jobs union all select status::text from kith.outbox",
    )
    assert {row["status"] for row in states} == {"sent"}


async def test_when_every_connection_is_taken_the_answer_is_503_until_one_is_free(
    house: House, fresh_database: FreshDatabase, client: httpx.AsyncClient
) -> None:
    person = await enrol(house, "+12025551000")
    headers = bearer(await sign_in(house, person))
    await house.database.close()
    close_all()
    # Nobody else's database: the server refuses with the same code as when all of its own are taken.
    owner = psycopg.connect(fresh_database.url, autocommit=True)
    gone = "select not exists (select 1 from pg_stat_activity where datname = current_database() and usename = 'kith_app')"
    async with asyncio.timeout(LONGEST_WAIT):
        while owner.execute(gone).fetchone() != (True,):  # noqa: ASYNC110 - PostgreSQL lets go
            await asyncio.sleep(0.01)
    # The harness and this one are connected as well, and count.
    here = owner.execute(
        "select count(*) from pg_stat_activity where datname = current_database()"
    ).fetchone()
    assert here is not None
    owner.execute(f"alter database {fresh_database.name} connection limit {here[0] + 3}")
    others = [psycopg.connect(fresh_database.app_url) for _ in range(3)]

    async def ask() -> list[httpx.Response]:
        requests = [client.get("/api/josh/linkups", headers=headers) for _ in range(10)]
        requests += [post_signed(client, house, form_of("+12025551000", "HELP")) for _ in range(3)]
        async with asyncio.timeout(LONGEST_WAIT):
            return await asyncio.gather(*requests)

    refused = await ask()
    assert {answer.status_code for answer in refused} == {503}
    assert all(explained(answer) and int(answer.headers["retry-after"]) > 0 for answer in refused)
    for other in others:
        other.close()
    owner.execute(f"alter database {fresh_database.name} connection limit -1")
    owner.close()
    assert {answer.status_code for answer in await ask()} == {200}

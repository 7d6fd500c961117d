"""The lock race: 200 people say YES to 5 seats at once, through 4 workers that are killed and restarted at random.

Promised: exactly one lock, never more than max_size, every person one fitting answer, in each of 1,000 rounds.
`KITH_BENCH_ROUNDS` makes it shorter.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from kith.foundation.crypto import Keyring

from _place import Place, place, table

PEOPLE, SEATS, WORKERS = 200, 5, 4
ROUNDS = int(os.environ.get("KITH_BENCH_ROUNDS", "1000"))
KILL_EVERY = 8
"""On average one round in so many loses a worker in the middle."""


async def work(settings_file: str) -> None:
    """One worker: texts in on standard input, the ids of those that were answered out."""
    from kith.foundation.house import House
    from kith.foundation.product import load_products
    from kith.foundation.settings import Settings
    from kith.products.josh.conversation.exchange import InboundText
    from kith.products.josh.conversation.inbound import take_in

    values = json.loads(Path(settings_file).read_text())
    values["keys"] = {1: b"k" * 32}
    values["pepper"], values["token_secret"] = b"p" * 32, b"t" * 32
    values["data_folder"] = Path(values["data_folder"])
    values["products"] = tuple(values["products"])
    house = House(Settings(**values), load_products(("josh",)))
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    limit = asyncio.Semaphore(10)

    async def answer(line: bytes) -> None:
        text = json.loads(line)
        async with limit:
            for _ in range(5):
                try:
                    await take_in(
                        house,
                        InboundText(
                            sid=text["sid"], sender=text["from"], recipient="+12025550100", body="YES"
                        ),
                    )
                    break
                except Exception:  # a busy moment: Twilio would try again as well
                    await asyncio.sleep(0.05)
            else:
                return
        sys.stdout.write(text["sid"] + "\n")
        sys.stdout.flush()

    tasks: set[asyncio.Task[None]] = set()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while line := await reader.readline():
        task = asyncio.create_task(answer(line))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


class Worker:
    """A worker process and what it was given and has not confirmed."""

    def __init__(self, settings_file: str) -> None:
        self._settings_file = settings_file
        self.pending: dict[str, str] = {}

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            __file__,
            "worker",
            self._settings_file,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        await self.process.stdout.readline()
        self._reading = asyncio.create_task(self._read(self.process))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self.pending.pop(line.decode().strip(), None)

    def give(self, sid: str, sender: str) -> None:
        self.pending[sid] = sender
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"sid": sid, "from": sender}).encode() + b"\n")

    async def kill_and_restart(self) -> None:
        """As a machine that dies: no goodbye. What was not confirmed is given again, as Twilio retries."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        await self._reading
        await self.start()
        for sid, sender in list(self.pending.items()):
            self.give(sid, sender)

    async def end(self) -> None:
        self.process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), 10)


async def seed(connection: asyncpg.Connection[Any], keyring: Keyring) -> tuple[UUID, list[tuple[UUID, str]]]:
    region = await connection.fetchval(
        """insert into josh.regions (slug, display_name, state, geometry, time_zone)
           values ('race', 'Race', 'open', '{"zips": ["00001"]}', 'UTC') returning id"""
    )
    people: list[tuple[UUID, str]] = []
    for number in range(PEOPLE + 1):
        person, phone = uuid4(), f"+1512555{number:04}"
        await connection.execute("insert into auth.users (id, phone) values ($1, $2)", person, phone)
        await connection.execute(
            """insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, region_id,
                                       sms_consent, age_consent, terms_consent, privacy_consent)
               values ($1, $2, $3, 'Person', 'Race', '1990-01-01', $4, true, true, true, true)""",
            person,
            phone,
            keyring.phone_hash(phone),
            region,
        )
        for state in ("verified", "interviewing", "active"):
            await connection.execute(
                "update josh.users set state = $2::josh.user_state where id = $1", person, state
            )
        await connection.execute("insert into josh.conversation_sessions (user_id) values ($1)", person)
        people.append((person, phone))
    return region, people


async def open_round(
    connection: asyncpg.Connection[Any], region: UUID, people: list[tuple[UUID, str]], number: int
) -> UUID:
    linkup = uuid4()
    async with connection.transaction():
        await connection.execute(
            """insert into josh.linkups (id, initiator_user_id, region_id, brief, starts_at, ends_at, acceptance_window_ends_at,
                                         min_size, max_size, linkup_create_key, time_zone)
               values ($1, $2, $3, '{"activity_key": "coffee", "time_window": "SAT_MORNING"}', now() + $4::int * interval '3 hours' + interval '1 day',
                       now() + $4::int * interval '3 hours' + interval '1 day 1 hour', now() + interval '4 hours', 2, $5, $6, 'UTC')""",
            linkup,
            people[0][0],
            region,
            number,
            SEATS + 1,
            f"race:{number}",
        )
        await connection.execute("update josh.linkups set state = 'broadcasting' where id = $1", linkup)
        await connection.execute(
            """insert into josh.linkup_invites (linkup_id, invited_user_id, sent_at, idempotency_key)
               select $1::uuid, person, now(), 'race:' || ($1::uuid)::text || person::text from unnest($2::uuid[]) person""",
            linkup,
            [person for person, _ in people[1:]],
        )
        await connection.execute(
            """update josh.conversation_sessions c set mode = 'awaiting_invite_reply', state_token = 'invite:' || i.id::text, context = '{}'
               from josh.linkup_invites i where i.linkup_id = $1 and i.invited_user_id = c.user_id""",
            linkup,
        )
    return linkup


async def judge(
    connection: asyncpg.Connection[Any], linkup: UUID, started: Any, phones: dict[str, UUID]
) -> list[str]:
    """What is wrong with a round; nothing, if all promises were kept."""
    wrong: list[str] = []
    row = await connection.fetchrow(
        "select state::text, lock_version, seats_taken from josh.linkups where id = $1", linkup
    )
    in_it = {
        r[0]
        for r in await connection.fetch(
            "select user_id from josh.linkup_participants where linkup_id = $1", linkup
        )
    }
    locks = await connection.fetchval(
        "select count(*) from josh.domain_events where entity_id = $1 and to_state = 'locked'", linkup
    )
    if (row["state"], row["lock_version"], row["seats_taken"], len(in_it), locks) != (
        "locked",
        1,
        SEATS + 1,
        SEATS + 1,
        1,
    ):
        wrong.append(
            f"{row['state']} version {row['lock_version']} seats {row['seats_taken']} people {len(in_it)} locks {locks}"
        )
    answers: dict[UUID, list[str]] = {}
    for text in await connection.fetch(
        """select user_id, purpose from josh.sms_outbound_jobs
           where created_at >= $1 and purpose <> 'linkup.locked' and not (status = 'failed' and last_error = 'answered otherwise')
           union all
           select user_id, purpose from josh.sms_outbound_jobs where created_at >= $1 and purpose = 'linkup.locked' and kind = 'reply'""",
        started,
    ):
        answers.setdefault(text["user_id"], []).append(text["purpose"])
    for person in phones.values():
        fitting = (
            {"invite.accepted", "linkup.locked"}
            if person in in_it
            else {"invite.just_filled", "linkup.closed"}
        )
        given = answers.get(person, [])
        if len(given) != 1 or given[0] not in fitting:
            wrong.append(f"{'in' if person in in_it else 'out'} was told {given}")
    return wrong


async def race(found: Place) -> int:
    settings = found.settings(pool_size=12)
    file = found.folder / "settings.json"
    plain = {
        field: str(value) if isinstance(value, Path) else value
        for field in settings.__struct_fields__
        if not isinstance(value := getattr(settings, field), (bytes, dict))
    }
    file.write_text(json.dumps(plain))
    chance = random.Random(2026)
    workers = [Worker(str(file)) for _ in range(WORKERS)]
    for worker in workers:
        await worker.start()
    connection = await asyncpg.connect(found.url)
    region, people = await seed(connection, Keyring({1: b"k" * 32}, b"p" * 32))
    phones = {phone: person for person, phone in people[1:]}
    wrong_rounds, kills, began = 0, 0, time.perf_counter()
    for number in range(ROUNDS):
        linkup = await open_round(connection, region, people, number)
        started = await connection.fetchval("select clock_timestamp()")
        order = list(phones)
        chance.shuffle(order)
        for at, phone in enumerate(order):
            workers[at % WORKERS].give(f"SM{uuid4().hex}", phone)
        if chance.random() < 1 / KILL_EVERY:
            await asyncio.sleep(chance.random() * 0.3)
            await chance.choice(workers).kill_and_restart()
            kills += 1
        deadline = time.perf_counter() + 60
        while any(worker.pending for worker in workers):
            if time.perf_counter() > deadline:
                print(f"round {number}: {sum(len(w.pending) for w in workers)} texts without an answer")
                break
            await asyncio.sleep(0.01)
        wrong = await judge(connection, linkup, started, phones)
        if wrong:
            wrong_rounds += 1
            print(f"round {number}: {len(wrong)} wrong: {wrong[:4]}", flush=True)
        await connection.execute("delete from josh.pgqueuer")
        if number % 50 == 49:
            print(
                f"  {number + 1} rounds, {kills} workers killed, {time.perf_counter() - began:.0f} s",
                flush=True,
            )
    seconds = time.perf_counter() - began
    for worker in workers:
        await worker.end()
    await connection.close()
    return table(
        f"Lock race: {PEOPLE} YES for {SEATS} seats, {WORKERS} workers, {kills} killed in the middle",
        [
            ("rounds", str(ROUNDS), "", None),
            ("rounds with anything wrong", str(wrong_rounds), "0", wrong_rounds == 0),
            ("answers a second", f"{ROUNDS * PEOPLE / seconds:.0f}", "", None),
        ],
    )


def main() -> int:
    with place() as found:
        return asyncio.run(race(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        asyncio.run(work(sys.argv[2]))
    else:
        sys.exit(main())

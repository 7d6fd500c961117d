"""Booking an hour: what the command does, against pgbench doing the same statements.

Promised: `commands.book` (the slot function, the atomic call, room, letters and their jobs, calendars) books at least 0.4 times as fast as pgbench runs the very SQL that it
sends. That SQL is recorded from two bookings through the command and replayed with other people and times; what differs between the two recordings is a
variable. `KITH_BENCH_BOOKINGS` makes it shorter.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import asyncpg
import msgspec
from _place import PASSWORD, Place, place, table

from kith.commons.identity.person import Person
from kith.foundation.embedded_postgres import packaged_binaries
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.products.mentor.bookings import commands

BOOKINGS = int(os.environ.get("KITH_BENCH_BOOKINGS", "400"))
ROUNDS = 3
CLIENTS = 8
_PEOPLE = """
with made as (insert into auth.users (email, email_confirmed_at) select $1 || n || '@bench.example', now() from generate_series(1, $2::int) n returning id, email)
insert into mentor.profiles (user_id, email, full_name) select id, email, 'P' from made returning user_id, id
"""
_MENTORS = """insert into mentor.mentor_profiles (user_id, is_active, notice, horizon_days)
select u, true, 0, 365 from unnest($1::uuid[]) u"""
_HOURS = """insert into mentor.mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
select u, day, 0, 1440, 'UTC' from unnest($1::uuid[]) u cross join generate_series(0, 6) day"""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_VALUE = re.compile(r"\$(\d+)")


class Wish(msgspec.Struct, frozen=True):
    """Who books whom, and when."""

    mentor: UUID
    profile: UUID
    mentee: UUID
    start: datetime


def wishes(mentors: list[tuple[UUID, UUID]], mentees: list[UUID], turn: int) -> list[Wish]:
    """As many bookings as there are mentees, none in the way of another: a mentor an hour, a day a turn."""
    first = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=3 + turn)
    return [
        Wish(*mentors[number % len(mentors)], mentee, first + timedelta(hours=number // len(mentors) % 24))
        for number, mentee in enumerate(mentees)
    ]


async def book(house: House, wish: Wish) -> UUID:
    """One booking through the command."""
    made = await commands.book(house, Person(wish.mentee, wish.mentee), wish.profile, wish.start, 60)
    assert made.outcome == "confirmed"
    return made.id


async def book_all(house: House, todo: list[Wish]) -> float:
    """Bookings a second, by eight at once."""
    waiting = asyncio.Queue[Wish]()
    for wish in todo:
        waiting.put_nowait(wish)

    async def one() -> None:
        while not waiting.empty():
            await book(house, waiting.get_nowait())

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CLIENTS)))
    return len(todo) / (time.perf_counter() - began)


async def recorded(house: House, wish: Wish) -> tuple[list[tuple[str, str, tuple[Any, ...]]], UUID]:
    """The role, statement and values of everything that one booking sends, in order; the booking."""
    sent: list[tuple[str, str, tuple[Any, ...]]] = []
    logged: list[tuple[Any, Any]] = []
    pools: dict[tuple[str, str], Any] = house.database._pools
    for (role, schema), pool in pools.items():
        # Every connection of the pool at once, so that whichever is taken is listened to.
        held = [await pool.acquire() for _ in range(pool.get_size())]
        for proxy in held:
            bare = proxy._con

            def note(record: Any, where: str = f"{role} {schema}") -> None:
                sent.append((where, record.query, tuple(record.args or ())))

            bare.add_query_logger(note)
            logged.append((bare, note))
        for proxy in held:
            await pool.release(proxy)
    booking = await book(house, wish)
    for bare, note in logged:
        bare.remove_query_logger(note)
    return sent, booking


def literal(value: Any, other: Any, names: dict[str, str], fresh: dict[tuple[str, str], str]) -> str:
    """A value as SQL: what the two recordings know under another name is a variable."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if isinstance(value, list):
        parts = [literal(one, two, names, fresh).strip("'") for one, two in zip(value, other, strict=True)]
        return "'{" + ",".join(parts) + "}'"
    if isinstance(value, dict):
        value, other = (msgspec.json.encode(one).decode() for one in (value, other))
    if isinstance(value, timedelta):
        value, other = (f"{one.total_seconds()} seconds" for one in (value, other))
    text, another = str(value), str(other)
    if text in names:
        return f"':{names[text]}'"
    pairs = zip(_UUID.findall(text), _UUID.findall(another), strict=False)
    for mine, theirs in pairs:
        if mine in names:
            text = text.replace(mine, f":{names[mine]}")
        elif mine != theirs:
            name = fresh.setdefault((mine, theirs), f"fresh{len(fresh)}")
            text = text.replace(mine, f":{name}")
    return "'" + text.replace("'", "''") + "'"


def script(
    one: list[tuple[str, str, tuple[Any, ...]]],
    two: list[tuple[str, str, tuple[Any, ...]]],
    wish: Wish,
    booking: UUID,
) -> str:
    """What pgbench does for a booking: the recorded statements, one a line, for the next on the list."""
    assert [(role, sql) for role, sql, _ in one] == [
        (role, _UUID.sub(lambda found: found[0], sql)) for role, sql, _ in two
    ], "two bookings send other statements"
    names = {
        str(wish.mentor): "mentor",
        str(wish.profile): "profile",
        str(wish.mentee): "mentee",
        str(booking): "booking",
        str(wish.start): "start",
        str(wish.start + timedelta(hours=1)): "until",
    }
    fresh: dict[tuple[str, str], str] = {}
    lines: list[str] = []
    role_now = ""
    for (role, sql, values), (_role, _sql, others) in zip(one, two, strict=True):
        role_name, schema = role.split()
        if sql.startswith("begin"):
            lines.append(
                sql.replace("begin isolation level read committed", "begin", 1).replace(";", ";\n") + ";"
            )
            if role != role_now:
                lines.append(f"set local role {role_name};")
            continue
        said = " ".join(line for line in sql.split("\n") if not line.lstrip().startswith("--"))
        said = (
            _VALUE.sub(
                lambda found, values=values, others=others: literal(
                    values[int(found[1]) - 1], others[int(found[1]) - 1], names, fresh
                ),
                said,
            )
            .strip()
            .rstrip(";")
        )
        if "create_booking_if_free(" in said:
            said = said.replace("booking_id, outcome", "booking_id as booking, outcome", 1)
            lines.append(f"{said} \\gset")
        else:
            lines.append(f"{said};")
        assert schema in ("mentor", "kith")
    head = [
        r"select nextval('bench.next') as n \gset",
        r"select mentor, profile, mentee, start, until from bench.todo where n = :n \gset",
    ]
    head += [rf"select gen_random_uuid() as {name} \gset" for name in fresh.values()]
    return "\n".join(head + lines) + "\n"


async def pgbench(found: Place, owner: Any, todo: list[Wish], said: str) -> float:
    """The same statements, as often, by as many clients; bookings a second."""
    await owner.execute(
        """create schema if not exists bench;
           drop table if exists bench.todo; drop sequence if exists bench.next;
           create table bench.todo (n bigint primary key, mentor uuid, profile uuid, mentee uuid, start timestamptz, until timestamptz);
           create sequence bench.next;
           grant usage on schema bench to kith_app; grant select on bench.todo to kith_app; grant usage on sequence bench.next to kith_app"""
    )
    await owner.executemany(
        "insert into bench.todo values ($1, $2, $3, $4, $5, $6)",
        [
            (number, wish.mentor, wish.profile, wish.mentee, wish.start, wish.start + timedelta(hours=1))
            for number, wish in enumerate(todo, 1)
        ],
    )
    before = await owner.fetchval("select count(*) from mentor.bookings where status = 'confirmed'")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(said)
        file.flush()
        command = [str(packaged_binaries() / "pgbench"), "-n", "-M", "simple", "-c", str(CLIENTS), "-j", "2"]
        command += ["-t", str(len(todo) // CLIENTS), "-f", file.name, found.app_url]
        done = await asyncio.to_thread(
            subprocess.run,
            command,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PGPASSWORD": PASSWORD,
                "PGOPTIONS": "-c search_path=mentor,pg_temp -c timezone=UTC",
            },
        )
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    assert rate is not None, done.stderr[:2000]
    after = await owner.fetchval("select count(*) from mentor.bookings where status = 'confirmed'")
    assert after - before == len(todo), (
        f"pgbench booked {after - before} of {len(todo)}: {done.stderr[:2000]}"
    )
    return float(rate[1])


async def measure(found: Place) -> int:
    house = House(found.settings(), load_products(("mentor",)), seed=3)
    owner = await asyncpg.connect(found.url)
    try:
        mentors = [(row[0], row[1]) for row in await owner.fetch(_PEOPLE, "mentor", 64)]
        mentees = [row[0] for row in await owner.fetch(_PEOPLE, "mentee", BOOKINGS // CLIENTS * CLIENTS)]
        await owner.execute(_MENTORS, [user for user, _profile in mentors])
        await owner.execute(_HOURS, [user for user, _profile in mentors])
        turn = iter(range(1000))
        await book_all(house, wishes(mentors, mentees, next(turn)))  # opens the pools
        pair = wishes(mentors, mentees, next(turn))[:2]
        (one, booking), (two, _other) = [await recorded(house, wish) for wish in pair]
        said = script(one, two, pair[0], booking)
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            ours.append(await book_all(house, wishes(mentors, mentees, next(turn))))
            bare.append(await pgbench(found, owner, wishes(mentors, mentees, next(turn)), said))
    finally:
        await owner.close()
        await house.close()
    mine, theirs = sorted(ours)[ROUNDS // 2], sorted(bare)[ROUNDS // 2]
    return table(
        f"{len(mentees)} bookings by {CLIENTS} at once, median of {ROUNDS}",
        [
            ("statements of a booking", str(len(one)), "", None),
            ("bookings a second through the command", f"{mine:,.0f}", "", None),
            ("pgbench, the same statements", f"{theirs:,.0f}", "", None),
            ("ratio", f"{mine / theirs:.2f}", "at least 0.4", mine / theirs >= 0.4),
        ],
    )


def main() -> int:
    with place("mentor") as found:
        return asyncio.run(measure(found))


if __name__ == "__main__":
    sys.exit(main())

"""Saving one answer of Attuned's survey through HTTP, one worker: checked, opened, sealed again, written under row-level security.

Promised: at least 0.35 of pgbench running the same statements, in one run. wrk makes the load; pgbench comes with PostgreSQL.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import msgspec
from _place import PASSWORD, Place, place, table
from read import serve, stop, wrk

from kith.commons.identity import tokens
from kith.commons.identity.person import Person
from kith.commons.privacy.data_keys import key_of
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.products.attuned.survey.definition import CURRENT, load
from kith.products.attuned.survey.drafts import PLACE, queries

SECONDS = int(os.environ.get("KITH_BENCH_SECONDS", "5"))
CLIENTS, PEOPLE = 16, 100
PORT = 8757
_LIMIT = 0.35
_PEOPLE = """
with made as (insert into auth.users (email) select n || '@bench.example' from generate_series(1, $1::int) n returning id, email),
  players as (insert into users (id, email, display_name, adult_confirmed_at) select id, email, 'P', now() from made returning id),
  said as (insert into survey_submissions (submission_id, payload_json, user_id) select id::text, '{}', id from players returning user_id),
  profiled as (insert into profiles (user_id, submission_id, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries)
    select user_id, user_id::text, '{}', '{}', '{}', '{}', '{}', '{}' from said)
insert into survey_progress (user_id) select id from players returning id, user_id
"""


async def seed(house: House) -> list[tuple[UUID, int, list[str]]]:
    """People with half a survey each: who, their draft, and two sealed states of it."""
    schema = house.product("attuned").schema
    async with house.database.session(service("bench"), schema) as db:
        rows = await db.connection.fetch(_PEOPLE, PEOPLE)
    half = [question.id for question in load(CURRENT).questions if question.kind == "likert"]
    half += [question.id for question in load(CURRENT).questions if question.kind == "activity"][:30]
    found: list[tuple[UUID, int, list[str]]] = []
    for row in rows:
        key = await key_of(house, schema, f"user:{row['user_id']}")
        said = {question: (4 if question.startswith("A") else "yes", 1) for question in half}
        states = [key.seal(said, PLACE) for _state in range(2)]
        async with house.database.session(service("bench"), schema) as db:
            await db.connection.execute(
                "update survey_progress set answers = $2, current_question = 'A1' where id = $1",
                row["id"],
                states[0],
            )
        found.append((row["user_id"], row["id"], [msgspec.json.encode(state).decode() for state in states]))
    return found


def pgbench(found: Place, people: list[tuple[UUID, int, list[str]]]) -> float:
    """Transactions a second of what a save says to the database."""
    folder = found.folder / "pgbench"
    folder.mkdir(exist_ok=True)
    lock = " ".join(queries.lock_draft.sql.split())
    files: list[str] = []
    for person, draft, states in people:
        find = (
            lock.replace("$1", f"'{CURRENT}'").replace("$2", f"'{person}'").replace("$3", "null").rstrip(";")
        )
        file = folder / f"{draft}.sql"
        file.write_text(
            "\\set n random(1, 2)\n"
            f"begin;\nset local request.jwt.claim.sub = '{person}';\n{find};\n"
            f"update survey_progress set answers = (array['{states[0]}', '{states[1]}'])[:n]::jsonb, current_question = 'A1', "
            f"completion_percentage = 40 where id = {draft};\ncommit;\n"
        )
        files += ["-f", str(file)]
    program = shutil.which("pgbench") or str(found.server.binaries / "pgbench")
    done = subprocess.run(
        [
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            str(CLIENTS),
            "-j",
            "1",
            "-T",
            str(SECONDS),
            *files,
            found.app_url,
        ],
        env=os.environ
        | {"PGOPTIONS": "-c role=authenticated -c search_path=attuned -c jit=off", "PGPASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )
    match = re.search(r"tps = ([\d.]+)", done.stdout)
    assert match is not None
    return float(match[1])


def main() -> int:
    if shutil.which("wrk") is None:
        print("This measurement needs wrk (Debian: apt-get install wrk).")
        return 1
    with place("attuned") as found:
        house = House(found.settings(), load_products(("attuned",)))

        async def prepare() -> list[tuple[UUID, int, list[str]]]:
            try:
                return await seed(house)
            finally:
                await house.close()

        people = asyncio.run(prepare())
        with found.owner() as owner:
            sessions = owner.execute(
                """insert into kith.sessions (person_id, method, expires_at)
                   select user_id, 'code', now() + interval '1 day' from attuned.survey_progress returning person_id, id"""
            ).fetchall()
        issued = [
            tokens.issue(house, Person(UUID(str(person)), UUID(str(session)), "B"))
            for person, session in sessions
        ]
        token_file = found.folder / "tokens"
        token_file.write_text("\n".join(issued))
        script = found.folder / "load.lua"
        script.write_text(
            f'local t = {{}} for l in io.lines("{token_file}") do t[#t + 1] = l end local i = os.time() * 1000\n'
            "request = function() i = i + 1\n"
            'return wrk.format("PUT", nil, {["Authorization"] = "Bearer " .. t[i % #t + 1], ["Content-Type"] = "application/json"},\n'
            'string.format(\'{"question": "A%d", "answer": %d, "sequence": %d}\', i % 14 + 1, i % 7 + 1, i)) end\n'
        )
        environment = {
            "KITH_ENVIRONMENT": "test",
            "KITH_PRODUCTS": "attuned",
            "DATABASE_URL": found.url,
            "KITH_APP_DATABASE_URL": found.app_url,
            "KITH_PUBLIC_URL": f"http://127.0.0.1:{PORT}",
            "KITH_KEYS": "1:" + base64.b64encode(b"k" * 32).decode(),
            "KITH_PEPPER": base64.b64encode(b"p" * 32).decode(),
            "KITH_TOKEN_SECRET": base64.b64encode(b"t" * 32).decode(),
            "KITH_POOL_SIZE": str(CLIENTS),
            "PYTHONPATH": str(ROOT / "src"),
        }
        web = serve(
            [sys.executable, "-m", "kith.cli", "web", "--port", str(PORT)],
            environment,
            f"http://127.0.0.1:{PORT}/api/attuned/survey",
            issued[0],
        )
        try:
            address = f"http://127.0.0.1:{PORT}/api/attuned/survey/answer"
            rounds = [(wrk(address, script), pgbench(found, people)) for _ in range(3)]
        finally:
            stop(web)
    kith, bench = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(one / two for one, two in rounds)
    return table(
        f"one answer saved, {CLIENTS} clients, one worker",
        [
            ("Kith, answers a second", f"{kith:.0f}", "", None),
            ("pgbench, same statements", f"{bench:.0f}", "", None),
            ("Kith / pgbench", f"{ratio:.2f}", f">= {_LIMIT}", ratio >= _LIMIT),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())

"""Reading 20 rows of one's own under row-level security through HTTP, one worker.

Promised, in one run: at least 0.40 of pgbench running the same statements, and 2.5 × a FastAPI + SQLAlchemy endpoint doing the same under the
same policies. wrk makes the load; pgbench comes with PostgreSQL.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import PASSWORD, Place, place, table

from kith.commons.identity import tokens
from kith.commons.identity.person import Person
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.products.josh.dashboard.reads import _FIRST, _MY_LINKUPS

SECONDS = int(os.environ.get("KITH_BENCH_SECONDS", "5"))
CLIENTS, PEOPLE = 16, 200
PORT = 8797


def seed(found: Place) -> list[str]:
    """People with 25 LinkUps each, all of them over."""
    with found.owner() as connection:
        connection.execute("set search_path to josh")
        connection.execute(
            "insert into regions (slug, display_name, state, geometry) values ('bench', 'Bench', 'open', '{\"zips\": [\"00001\"]}')"
        )
        connection.execute(
            "insert into auth.users (id) select gen_random_uuid() from generate_series(1, %s)", (PEOPLE,)
        )
        connection.execute(
            """insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, region_id, sms_consent, age_consent, terms_consent, privacy_consent)
               select a.id, '+1512' || (5550000 + row_number() over ()), encode(sha256(a.id::text::bytea), 'hex'), 'Bench', 'Bench', '1990-01-01',
                      (select id from regions limit 1), true, true, true, true from auth.users a"""
        )
        connection.execute(
            """insert into linkups (initiator_user_id, region_id, brief, linkup_create_key, time_zone, created_at)
               select u.id, u.region_id, '{"activity_key": "coffee", "time_window": "SAT_MORNING"}', u.id::text || n, 'UTC', now() - n * interval '1 day'
               from users u, generate_series(1, 25) n"""
        )
        connection.execute("analyze")
        return [str(row[0]) for row in connection.execute("select id from users")]


def plain() -> str:
    """The endpoint somebody would write with FastAPI and SQLAlchemy, with the same identity, policies and JSON."""
    statement = re.sub(r"^select .*?from \(|\) p;?\s*$", "", _MY_LINKUPS.strip(), flags=re.DOTALL).replace(
        "::", "\\\\:\\\\:"
    )
    for place_of in (1, 2, 3, 4):
        statement = statement.replace(f"${place_of}", f":p{place_of}")
    return f'''
import jwt, os
from uuid import UUID
from datetime import datetime
from fastapi import FastAPI, Header
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
engine = create_async_engine(os.environ["PLAIN_URL"], pool_size=16, connect_args={{"server_settings": {{"role": "authenticated", "search_path": "josh", "jit": "off"}}}})
Session = async_sessionmaker(engine)
app = FastAPI()
class Item(BaseModel):
    id: UUID; state: str; activity: str | None; time_window: str | None; starts_at: datetime | None; event_time: datetime | None
    time_zone: str; venue: str | None; min_size: int; max_size: int; seats_taken: int; created_at: datetime; mine: bool
SQL = text("""{statement}""")
@app.get("/linkups", response_model=list[Item])
async def linkups(authorization: str = Header()):
    person = jwt.decode(authorization[7:], b"t" * 32, algorithms=["HS256"], audience="authenticated")["sub"]
    async with Session() as session:
        await session.execute(text("select set_config('request.jwt.claim.sub', :sub, true)"), {{"sub": person}})
        rows = await session.execute(SQL, {{"p1": UUID(person), "p2": datetime.fromisoformat("{_FIRST.at.isoformat()}"), "p3": UUID("{_FIRST.id}"), "p4": 20}})
        return [Item(**row) for row in rows.mappings()]
'''


def wrk(address: str, script: Path) -> float:
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-s", str(script), address],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found is not None
    return float(found[1])


def serve(command: list[str], environment: dict[str, str], probe: str, token: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(150):
        try:
            request = urllib.request.Request(probe, headers={"Authorization": f"Bearer {token}"})
            with urllib.request.urlopen(request, timeout=2):
                return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"{command[0]} did not answer at {probe}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(15)


def pgbench(found: Place, ids: list[str]) -> float:
    folder = found.folder / "pgbench"
    folder.mkdir(exist_ok=True)
    files: list[str] = []
    statement = (
        _MY_LINKUPS.replace("$2", f"'{_FIRST.at.isoformat()}'")
        .replace("$3", f"'{_FIRST.id}'")
        .replace("$4", "20")
    )
    for number, person in enumerate(ids[:40]):
        file = folder / f"{number}.sql"
        file.write_text(
            f"set request.jwt.claim.sub = '{person}';\n{' '.join(statement.split())};\n".replace(
                "$1", f"'{person}'::uuid"
            )
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
        | {"PGOPTIONS": "-c role=authenticated -c search_path=josh -c jit=off", "PGPASSWORD": PASSWORD},
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
    with place() as found:
        ids = seed(found)
        settings = found.settings()
        house = House(settings, load_products(("josh",)))
        token_file = found.folder / "tokens"
        issued = [tokens.issue(house, Person(UUID(person), uuid4(), "B")) for person in ids]
        token_file.write_text("\n".join(issued))
        script = found.folder / "load.lua"
        ours = f"http://127.0.0.1:{PORT}/api/josh/linkups"
        theirs = f"http://127.0.0.1:{PORT + 1}/linkups"
        script.write_text(
            f'local t = {{}} for l in io.lines("{token_file}") do t[#t + 1] = l end local i = 0\n'
            'request = function() i = i + 1 return wrk.format("GET", nil, {["Authorization"] = "Bearer " .. t[i % #t + 1]}) end\n'
        )
        environment = {
            "KITH_ENVIRONMENT": "test",
            "DATABASE_URL": found.url,
            "KITH_APP_DATABASE_URL": found.app_url,
            "KITH_PUBLIC_URL": f"http://127.0.0.1:{PORT}",
            "KITH_KEYS": "1:" + base64.b64encode(b"k" * 32).decode(),
            "KITH_PEPPER": base64.b64encode(b"p" * 32).decode(),
            "KITH_TOKEN_SECRET": base64.b64encode(b"t" * 32).decode(),
            "KITH_POOL_SIZE": str(CLIENTS),
            "PYTHONPATH": str(ROOT / "src"),
        }
        (found.folder / "plain_app.py").write_text(plain())
        url = re.sub(r"^postgres(ql)?://", "postgresql+asyncpg://", found.app_url)
        web = serve(
            [sys.executable, "-m", "kith.cli", "web", "--port", str(PORT)], environment, ours, issued[0]
        )
        other = serve(
            [
                sys.executable,
                "-m",
                "uvicorn",
                "plain_app:app",
                "--port",
                str(PORT + 1),
                "--log-level",
                "error",
            ],
            {"PYTHONPATH": str(found.folder), "PLAIN_URL": url},
            theirs,
            issued[0],
        )
        try:
            # One after the other, three times: whatever else the machine does meets all of them alike.
            rounds = [(wrk(ours, script), pgbench(found, ids), wrk(theirs, script)) for _ in range(3)]
        finally:
            stop(web)
            stop(other)
    kith, bench, fastapi = (statistics.median(column) for column in zip(*rounds, strict=True))
    of_pgbench = statistics.median(one / two for one, two, _ in rounds)
    of_fastapi = statistics.median(one / three for one, _, three in rounds)
    return table(
        f"20 rows of one's own under row-level security, {CLIENTS} clients, one worker",
        [
            ("Kith, requests a second", f"{kith:.0f}", "", None),
            ("pgbench, same statements", f"{bench:.0f}", "", None),
            ("FastAPI + SQLAlchemy", f"{fastapi:.0f}", "", None),
            ("Kith / pgbench", f"{of_pgbench:.2f}", ">= 0.40", of_pgbench >= 0.40),
            ("Kith / FastAPI", f"{of_fastapi:.2f}", ">= 2.5", of_fastapi >= 2.5),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())

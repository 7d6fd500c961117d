"""Erasures in all products, killed with SIGKILL at every step: each transaction before and after its commit, each call to the store of files.

Promised: whatever step it was killed at, the next run finishes it, once, and nothing of the person is left.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

from _place import Place, place, table
from harness.dying import Countdown, doomed

from kith.cli.schema import every_product
from kith.commons.privacy import clock
from kith.foundation.house import House
from kith.foundation.product import load_products

STEPS = int(os.environ.get("KITH_BENCH_STEPS", "200"))
_WORD = "Nautilus"
_FURNISH = """
set session_replication_role = replica;
insert into auth.users (id, email, raw_user_meta_data) values ('{person}', lower('{word}-{n}@house.example'), '{{"first_name": "{word}"}}');
insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, sms_consent, age_consent, terms_consent, privacy_consent)
values ('{person}', '+1202555{n:04}', repeat('0', 60) || '{n:04}', '{word}', 'Byron', '1990-01-01', true, true, true, true);
insert into momento.users (id, last_name, birth_date) values ('{person}', '{word}', '1990-01-01');
insert into momento.social_profiles (user_id, first_name) values ('{person}', '{word}');
insert into mentor.profiles (user_id, full_name) values ('{person}', '{word}');
insert into attuned.users (id, email, display_name, adult_confirmed_at) values ('{person}', lower('{word}-{n}@house.example'), '{word}', now());
insert into hotmess.profiles (user_id, username, birth_date, age_verified_at) values ('{person}', '{word}{n}', '1990-01-01', now());
insert into kith.dsar_requests (person_id, request_type, status, verified_at, acts_at) values ('{person}', 'delete', 'processing', now(), now());
set session_replication_role = origin;
"""


class _Same:
    """The place of the process that started this one."""

    def __init__(self, url: str, app_url: str) -> None:
        self.url, self.app_url = url, app_url

    settings = Place.settings


async def _erase(found: Place, folder: Path, step: int) -> int:
    house = House(found.settings(data_folder=folder), load_products(every_product()))
    countdown = Countdown(step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    await clock.delete_due(doomed(house, countdown))
    await house.close()
    return countdown.passed


def _words_left(found: Place) -> int:
    with found.owner() as db:
        tables = db.execute(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE'"
            " and table_schema not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        left = 0
        for (name,) in tables:
            row = db.execute(f"select count(*) from {name} t where t::text ilike '%{_WORD}%'").fetchone()  # type: ignore[arg-type]
            left += int(str(row[0])) if row else 0
        return left


def main() -> int:
    if len(sys.argv) == 5:
        print(asyncio.run(_erase(_Same(*sys.argv[1:3]), Path(sys.argv[3]), int(sys.argv[4]))))  # type: ignore[arg-type]
        return 0
    killed = 0
    with place(*every_product()) as found, tempfile.TemporaryDirectory(prefix="kith-bench-") as folder:
        people: list[UUID] = []
        for step in range(1, STEPS + 1):
            person = uuid4()
            people.append(person)
            with found.owner() as db:
                db.execute(_FURNISH.format(person=person, word=_WORD, n=step))  # type: ignore[arg-type]
            for at in (step, 0):
                command = [sys.executable, __file__, found.url, found.app_url, folder, str(at)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if at and done.returncode == -signal.SIGKILL:
                    killed += 1
                elif done.returncode:
                    print(done.stderr[-2000:], file=sys.stderr)
                    return 1
                else:
                    break
            if at and not done.returncode:
                break
        with found.owner() as db:
            row = db.execute(
                "select count(*), count(distinct person_id), count(receipt) from kith.dsar_requests where status = 'completed'"
            ).fetchone()
            audited = db.execute(
                "select count(*) from kith.audit_log where action = 'data_request.completed'"
            ).fetchone()
        left = _words_left(found)
    finished, once, signed = (int(str(value)) for value in row or (0, 0, 0))
    whole = len(people)
    return table(
        f"{whole} erasures in all products, {killed} of them killed",
        [
            ("finished, once", f"{finished} of {whole}", "all", finished == once == whole),
            ("receipts", f"{signed}", f"{whole}", signed == whole),
            ("entries in the audit", f"{audited[0] if audited else 0}", f"{whole}", audited == (whole,)),
            ("rows that still tell", f"{left}", "0", left == 0),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())

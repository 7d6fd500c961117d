"""A person with 100,000 rows: their export, in a process of its own, and where their data is.

Promised: the export in less than 30 s at less than 300 MB resident, the look-up in less than 5 s.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import Place, place, table

from kith.cli.schema import every_product
from kith.commons.privacy.export import write_export
from kith.commons.privacy.whereabouts import look_up
from kith.foundation.house import House
from kith.foundation.product import load_products

ROWS = int(os.environ.get("KITH_BENCH_ROWS", "100000"))
PERSON = UUID("00000000-0000-4000-8000-0000000000ba")
_SECONDS, _MEGABYTES, _LOOK_UP = 30.0, 300.0, 5.0
_FURNISH = """
set session_replication_role = replica;
insert into auth.users (id, email) values ('{person}', 'bench@house.example');
insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, sms_consent, age_consent, terms_consent, privacy_consent)
values ('{person}', '+12025550143', repeat('0', 64), 'Ada', 'Byron', '1990-01-01', true, true, true, true);
insert into josh.profile_events (user_id, event_type, source, idempotency_key, payload)
select '{person}', 'answer', 'interview', 'k' || n, jsonb_build_object('step', n, 'words', repeat('so many words ', 8)) from generate_series(1, {events}) n;
insert into hotmess.profiles (user_id, birth_date, age_verified_at) values ('{person}', '1990-01-01', now());
insert into hotmess.xp_events (user_id, event_type, amount, cause, metadata)
select '{person}', 'daily_login', 5, 'day ' || n, jsonb_build_object('note', 'came by') from generate_series(1, {xp}) n;
insert into kith.consent_texts (kind, product, version, body) values ('sms', 'josh', 'bench', 'words');
insert into kith.consents (person_id, product, kind, version, granted, source)
select '{person}', 'josh', 'sms', 'bench', n % 2 = 0, 'web' from generate_series(1, {consents}) n;
set session_replication_role = origin;
analyze;
"""


async def _one(found: Place, folder: Path) -> None:
    """What is measured, in a process of its own; prints its numbers as JSON."""
    house = House(found.settings(data_folder=folder), load_products(every_product()))
    file = folder / "export.zip"
    began = time.perf_counter()
    await write_export(house, PERSON, file)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    located = await look_up(house, PERSON, admin=None, reason="a bench")
    looked = time.perf_counter() - began
    await house.close()
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
        pages = sum(name.endswith(".html") for name in archive.namelist())
    rows = len(data["consents"]) + len(data["josh"]["profile_events"]) + len(data["hotmess"]["xp"])
    print(
        json.dumps(
            {
                "seconds": seconds,
                "memory": memory,
                "looked": looked,
                "rows": rows,
                "counted": sum(one.rows for one in located),
                "pages": pages,
                "size": file.stat().st_size,
            }
        )
    )


class _Same:
    """The place of the process that started this one."""

    def __init__(self, url: str, app_url: str) -> None:
        self.url, self.app_url = url, app_url

    settings = Place.settings


def main() -> int:
    if len(sys.argv) == 4:
        asyncio.run(_one(_Same(sys.argv[1], sys.argv[2]), Path(sys.argv[3])))  # type: ignore[arg-type]
        return 0
    with place(*every_product()) as found, tempfile.TemporaryDirectory(prefix="kith-bench-") as folder:
        with found.owner() as db:
            db.execute(
                _FURNISH.format(person=PERSON, events=ROWS // 2, xp=ROWS * 2 // 5, consents=ROWS // 10)  # type: ignore[arg-type]
            )
        told = subprocess.run(
            [sys.executable, __file__, found.url, found.app_url, folder],
            capture_output=True,
            text=True,
            check=True,
        )
    got = json.loads(told.stdout.splitlines()[-1])
    return table(
        f"a person with {got['rows']:,} rows: {got['size'] / 1e6:.1f} MB, {got['pages']} pages",
        [
            ("all rows are in it", f"{got['rows']:,}", f"{ROWS:,}", got["rows"] == ROWS),
            ("export", f"{got['seconds']:.1f} s", f"< {_SECONDS:.0f} s", got["seconds"] < _SECONDS),
            ("resident", f"{got['memory']:.0f} MB", f"< {_MEGABYTES:.0f} MB", got["memory"] < _MEGABYTES),
            ("where the data is", f"{got['looked']:.2f} s", f"< {_LOOK_UP:.0f} s", got["looked"] < _LOOK_UP),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())

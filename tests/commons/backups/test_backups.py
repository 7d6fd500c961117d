"""A backup made while the house is open comes back whole, with every right, and without whoever was forgotten since."""

from __future__ import annotations

import argparse
import asyncio
import base64
import re
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import msgspec
import pytest

from harness import house as houses
from harness.members import TESTS, run
from harness.people import enrol
from harness.postgres import FreshDatabase, SharedServer
from harness.processes import environment_of
from kith.cli import backup, erasures, restore
from kith.cli.failure import CommandFailed
from kith.cli.schema import of_database
from kith.commons.media import files
from kith.commons.media.store import store_of
from kith.commons.privacy import commands as privacy
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def _house(database: FreshDatabase, standins: StandIns, folder: Path) -> House:
    settings = houses.settings_for(database, standins, "http://127.0.0.1:8700")
    return houses.open_house(msgspec.structs.replace(settings, data_folder=folder))


async def _file(house: House, owner: UUID, words: bytes) -> UUID:
    kept = await files.keep(house, "josh", owner=owner, purpose="test", data=words, content_type="text/plain")
    async with house.database.session(TESTS, "josh") as db:
        await files.use(db, [kept])
    return kept


def _schema(url: str) -> str:
    """Ours, as SQL, without the brackets, which PostgreSQL sets anew when it reads a condition."""
    return re.sub(r"[()]", "", of_database(url, "(auth|kith|josh)"))


async def _command(module: object, **arguments: object) -> int:
    return await asyncio.to_thread(module.run, argparse.Namespace(**arguments))  # type: ignore[attr-defined]


async def test_a_restored_house_is_the_one_that_was_saved_and_brings_nobody_back(
    postgres_server: SharedServer,
    fresh_database: FreshDatabase,
    empty_database_url: str,
    standins: StandIns,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here, there, kept = tmp_path / "here", tmp_path / "there", tmp_path / "backups"
    house = await _house(fresh_database, standins, here)
    for name, value in environment_of(house).items():
        if name != "PYTHONPATH":
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("KITH_PRODUCTS", "josh")
    monkeypatch.delenv("KITH_APP_DATABASE_URL", raising=False)
    try:
        ada, bob = await enrol(house, "+12025550111"), await enrol(house, "+12025550112")
        adas, bobs = await _file(house, ada, b"Ada was here"), await _file(house, bob, b"Bob was here")
        kept.mkdir()
        assert await _command(backup, target=str(kept)) == 0
        said = capsys.readouterr().out
        assert "The keys are not in it" in said
        assert "KITH_PEPPER" in said
        [archive] = kept.iterdir()
        assert archive.stat().st_mode & 0o077 == 0
        for secret in (b"k" * 32, base64.b64encode(b"k" * 32), b"p" * 32):
            assert secret not in archive.read_bytes()

        # Afterwards Ada is forgotten; the list of it survives elsewhere.
        await privacy.erase_person(house, ada)
        assert await _command(erasures, action="list", file=str(tmp_path / "forgotten.txt")) == 0

        async def again(file: Path = archive) -> int:
            return await _command(
                restore, archive=str(file), keys=None, erasures=[str(tmp_path / "forgotten.txt")]
            )

        monkeypatch.setenv("KITH_DATA_FOLDER", str(there))
        with pytest.raises(CommandFailed, match="not empty"):
            await again()
        monkeypatch.setenv("DATABASE_URL", empty_database_url)
        damaged = tmp_path / "damaged.zip"
        content = bytearray(archive.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes(content)
        with pytest.raises(CommandFailed, match=r"not what was written|cannot be read"):
            await again(damaged)
        monkeypatch.setenv("KITH_KEYS", f"1:{base64.b64encode(b'x' * 32).decode()}")
        with pytest.raises(CommandFailed, match=r"Not the right ones here: KITH_KEYS \(version 1\)"):
            await again()
        monkeypatch.setenv("KITH_KEYS", f"1:{base64.b64encode(b'k' * 32).decode()}")
        assert await again() == 0
        said = capsys.readouterr().out
        assert "1 forgotten again, of 1 known" in said
        assert "0 broken" in said

        # Every table, function, trigger, grant and policy is as it was.
        assert _schema(empty_database_url) == _schema(fresh_database.url)
    finally:
        await house.close()

    name = urlsplit(empty_database_url).path.removeprefix("/")
    new = await _house(
        FreshDatabase(name, empty_database_url, postgres_server.url(name, "kith_app")), standins, there
    )
    try:
        people = {row["id"]: row for row in await run(new, "select id, deleted_at, phone from auth.users")}
        assert people[bob]["phone"] == "+12025550112"
        assert (people[ada]["deleted_at"] is not None, people[ada]["phone"]) == (True, None)
        _file_of_bob, words = await files.open_file(new, "josh", bobs)
        assert words == b"Bob was here"
        await files.sweep(new, "josh")
        rows = await new.database.read(TESTS, "josh", "select id from stored_files order by id")
        assert [row["id"] for row in rows] == [bobs]
        assert adas != bobs
        # The list of the forgotten goes on in the new house.
        assert await store_of(new).exists(f"erasures/{ada}")
    finally:
        await new.close()


async def test_nothing_leaves_the_store_while_it_is_copied(house: House, database_url: str) -> None:
    ada = await enrol(house, "+12025550111")
    kept = await _file(house, ada, b"Ada was here")
    async with house.database.session(TESTS, "josh") as db:
        file = await files.known(db, kept)
        await files.delete_later(db, [kept])
    copying = await asyncpg.connect(database_url)
    await copying.execute("select pg_advisory_lock(hashtextextended($1, 0))", files.KEPT_LOCK)
    await files.sweep(house, "josh")
    assert await store_of(house).exists(file.key)
    await copying.close()
    async with asyncio.timeout(10):
        while await store_of(house).exists(file.key):
            await files.sweep(house, "josh")

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
from harness.hotmess import Member, make_member
from harness.hotmess_paying import buy
from harness.hotmess_shop import make_product, order, to_till
from harness.members import TESTS, bearer, make_admin, run, sign_in
from harness.people import enrol
from harness.postgres import FreshDatabase, SharedServer
from harness.processes import environment_of
from kith.cli import backup, erasures, invariants, restore
from kith.cli.failure import CommandFailed
from kith.cli.schema import of_database
from kith.commons.audit.commands import Admin
from kith.commons.media import files
from kith.commons.media.store import store_of
from kith.commons.privacy import commands as privacy
from kith.foundation.house import House
from kith.products.hotmess.xp.commands import adjust
from kith.simulator.standins import StandIns


async def _house(database: FreshDatabase, standins: StandIns, folder: Path, product: str = "josh") -> House:
    settings = houses.settings_for(database, standins, "http://127.0.0.1:8700")
    return houses.open_house(msgspec.structs.replace(settings, data_folder=folder), products=(product,))


async def _file(house: House, owner: UUID, words: bytes, schema: str = "josh") -> UUID:
    kept = await files.keep(house, schema, owner=owner, purpose="test", data=words, content_type="text/plain")
    async with house.database.session(TESTS, schema) as db:
        await files.use(db, [kept])
    return kept


def _schema(url: str) -> str:
    """Ours, as SQL, without the brackets, which PostgreSQL sets anew when it reads a condition."""
    return re.sub(r"[()]", "", of_database(url, "(auth|kith|josh)"))


def _as_here(monkeypatch: pytest.MonkeyPatch, house: House, product: str) -> None:
    """Commands find the settings of this house in their environment."""
    for name, value in environment_of(house).items():
        if name != "PYTHONPATH":
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("KITH_PRODUCTS", product)
    monkeypatch.delenv("KITH_APP_DATABASE_URL", raising=False)


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
    _as_here(monkeypatch, house, "josh")
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


class _Shopper:
    """Buys, gets XP and keeps a file, again and again; remembers what was committed."""

    def __init__(self, house: House, standins: StandIns, admin: Admin, member: Member) -> None:
        self.bought: list[UUID] = []
        self.kept: list[UUID] = []
        self._house, self._standins, self._admin, self._member = house, standins, admin, member

    async def go_on(self, product: UUID, enough: asyncio.Event, *, at_most: int) -> None:
        async with houses.browser(houses.application(self._house), self._house) as program:
            program.headers.update(bearer(await sign_in(self._house, self._member.id)))
            while not enough.is_set() and len(self.bought) < at_most:
                goods = (await to_till(program, product=product)).json()["goods_pence"]
                placed = UUID((await order(program, goods)).json()["id"])
                assert await buy(self._house, self._standins, self._member, placed) == "paid"
                await adjust(self._house, self._admin, self._member.username, 5, "Helped at the door")
                words = f"{self._member.username} {len(self.kept)}".encode()
                self.kept.append(await _file(self._house, self._member.id, words, "hotmess"))
                self.bought.append(placed)


@pytest.mark.parametrize("products_installed", [("hotmess",)], ids=["hotmess"])
async def test_a_backup_made_while_people_write_is_one_moment_in_which_every_promise_holds(
    postgres_server: SharedServer,
    fresh_database: FreshDatabase,
    empty_database_url: str,
    standins: StandIns,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here, there, kept = tmp_path / "here", tmp_path / "there", tmp_path / "backups"
    kept.mkdir()
    house = await _house(fresh_database, standins, here, "hotmess")
    _as_here(monkeypatch, house, "hotmess")
    try:
        ops = await make_member(house)
        admin = Admin(await make_admin(house, ops.id, "ops"), "ops@house.example", "ops")
        product = await make_product(house, 900)
        shoppers = [_Shopper(house, standins, admin, await make_member(house)) for _ in range(3)]
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as together:
            for shopper in shoppers:
                together.create_task(shopper.go_on(product, enough, at_most=100))
            async with asyncio.timeout(60):
                while not all(shopper.bought for shopper in shoppers):
                    await run(house, "select 1")
            before = [placed for shopper in shoppers for placed in shopper.bought]
            files_before = [file for shopper in shoppers for file in shopper.kept]
            try:
                assert await _command(backup, target=str(kept)) == 0
            finally:
                enough.set()
        [in_the_end] = await run(house, "select count(*) from hotmess.orders")
        sent = {row["id"] for row in await run(house, "select id from hotmess.stored_files")}
    finally:
        await house.close()

    [file] = kept.iterdir()
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    monkeypatch.setenv("KITH_DATA_FOLDER", str(there))
    assert await _command(restore, archive=str(file), keys=None, erasures=[]) == 0
    assert "0 broken" in capsys.readouterr().out
    assert await _command(invariants) == 0

    name = urlsplit(empty_database_url).path.removeprefix("/")
    app_url = postgres_server.url(name, "kith_app")
    new = await _house(FreshDatabase(name, empty_database_url, app_url), standins, there, "hotmess")
    try:
        orders = await run(
            new,
            """select o.id, o.payment_status,
                 (select count(*) from hotmess.order_items i where i.order_id = o.id) as lines,
                 (select count(*) from hotmess.payments p where p.order_id = o.id and p.status = 'succeeded') as paid
               from hotmess.orders o""",
        )
        assert len(before) <= len(orders) < in_the_end["count"], "people went on writing while it was made"
        assert [row for row in orders if not row["lines"]] == []
        paid = {row["id"] for row in orders if row["payment_status"] == "paid" and row["paid"]}
        assert set(before) <= paid, "what was committed before it began is in it"
        [ledger] = await run(
            new,
            "select (select count(*) from hotmess.xp_events) as given, (select count(*) from hotmess.xp_mismatches()) as wrong",
        )
        assert ledger["given"] >= len(before)
        assert ledger["wrong"] == 0
        rows = await run(new, "select id from hotmess.stored_files where state = 'kept'")
        assert set(files_before) <= {row["id"] for row in rows} < sent
        for row in rows:
            await files.open_file(new, "hotmess", row["id"])
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

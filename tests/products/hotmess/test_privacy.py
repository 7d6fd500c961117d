"""Taking along what HOTMESS knows, and being forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import psycopg

from harness.hotmess import make_beacon, make_member
from harness.members import run
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.hotmess import privacy as hotmess_privacy

_PEOPLE = ("auth.users", "hotmess.profiles")


def test_every_column_that_refers_to_a_person_is_exported_or_left_out_for_a_reason(
    migrated_database_url: str,
) -> None:
    with psycopg.connect(migrated_database_url) as db:
        rows = db.execute(
            """select distinct c.relname, a.attname from pg_constraint f
               join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
               where f.contype = 'f' and c.relnamespace = 'hotmess'::regnamespace
                 and f.confrelid = any (%s::regclass[]) order by 1, 2""",
            (list(_PEOPLE),),
        ).fetchall()
    text = Path(hotmess_privacy.__file__ or "").with_name("privacy.sql").read_text()
    bodies = [body for body in re.split(r"-- name: ", text) if body]
    columns = [f"{table}.{column}" for table, column in rows]
    missing = [
        name
        for name in columns
        if name not in hotmess_privacy.LEFT_OUT
        and not any(_follows(body, *name.split(".")) for body in bodies)
    ]
    assert missing == []
    assert [name for name in hotmess_privacy.LEFT_OUT if name not in columns] == []


def _follows(body: str, table: str, column: str) -> bool:
    named = re.search(rf"(?:from|join) {table}( [a-z]+)?\b", body)
    return named is not None and re.search(rf"\b{column}\b", body.split("\nfrom ")[-1]) is not None


async def test_an_export_has_everything_and_an_erasure_leaves_nothing_personal(house: House) -> None:
    member = await make_member(house, "Nautilus")
    beacon = await make_beacon(house, member, "The Nautilus ball", description="At Nautilus's")
    await run(
        house,
        "insert into hotmess.beacon_posts (beacon_id, author_id, body) values ($1, $2, 'I, Nautilus')",
        beacon,
        member.id,
    )
    await run(house, "select hotmess.come_by($1)", member.id)
    product = house.product("hotmess")
    assert product.privacy is not None
    actor = service("tests.hotmess")
    async with house.database.session(actor, "hotmess") as db:
        taken = await product.privacy.export(house, db, member.id)
    words = msgspec.json.encode(taken, enc_hook=str).decode()
    for expected in ("Nautilus", "The Nautilus ball", "I, Nautilus", "daily_login"):
        assert expected in words
    for _twice in range(2):
        async with house.database.session(actor, "hotmess") as db:
            await product.privacy.erase(house, db, member.id)
    async with house.database.session(actor, "hotmess") as db:
        left = msgspec.json.encode(await product.privacy.export(house, db, member.id), enc_hook=str).decode()
    assert "autilus" not in left
    assert "daily_login" in left

"""Taking along what Mentor knows, and being forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg

from harness.members import run
from harness.mentor import complete, hour, make_booking, make_mentee, make_mentor
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.mentor import privacy as mentor_privacy
from kith.products.mentor.calendars import privacy as calendars
from kith.products.mentor.game import privacy as game

_PEOPLE = ("auth.users", "mentor.profiles", "mentor.mentor_profiles", "mentor.mentee_profiles")


def test_every_column_that_refers_to_a_person_is_exported_or_left_out_for_a_reason(
    migrated_database_url: str,
) -> None:
    with psycopg.connect(migrated_database_url) as db:
        rows = db.execute(
            """select distinct c.relname, a.attname from pg_constraint f
               join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
               where f.contype = 'f' and c.relnamespace = 'mentor'::regnamespace
                 and f.confrelid = any (%s::regclass[]) order by 1, 2""",
            (list(_PEOPLE),),
        ).fetchall()
    queries = [
        Path(module.__file__ or "").with_name("privacy.sql") for module in (mentor_privacy, calendars, game)
    ]
    bodies = [body for path in queries for body in re.split(r"-- name: ", path.read_text()) if body]
    columns = [f"{table}.{column}" for table, column in rows]
    missing = [
        name
        for name in columns
        if name not in mentor_privacy.LEFT_OUT
        and not any(_follows(body, *name.split(".")) for body in bodies)
    ]
    assert missing == []
    assert [name for name in mentor_privacy.LEFT_OUT if name not in columns] == []


def _follows(body: str, table: str, column: str) -> bool:
    named = re.search(rf"(?:from|join) {table}( [a-z]+)?\b", body)
    return named is not None and re.search(rf"\b{column}\b", body.split("\nfrom ")[-1]) is not None


async def test_an_export_has_everything_and_an_erasure_leaves_nothing_personal(house: House) -> None:
    mentor = await make_mentor(house, "Maximiliane", headline="Nautilus keeper", hourly_rate=0)
    mia = await make_mentee(house, "Miranda")
    start = hour(house, days=1)
    held = await make_booking(house, mentor, mia, start)
    await run(house, "update mentor.bookings set notes = 'About my nautilus' where id = $1", held)
    house.clock.move_to(start.replace(hour=20))
    await complete(house, held)
    product = house.product("mentor")
    assert product.privacy is not None
    actor = service("tests.mentor")
    async with house.database.session(actor, "mentor") as db:
        taken: dict[str, Any] = await product.privacy.export(house, db, mia.id)
    assert taken["profile"]["full_name"] == "Miranda"
    assert [booking["notes"] for booking in taken["bookings"]] == ["About my nautilus"]
    for person in (mia, mentor):
        for _twice in range(2):
            async with house.database.session(actor, "mentor") as db:
                await product.privacy.erase(house, db, person.id)
    tables = await run(
        house,
        "select tablename from pg_tables where schemaname = 'mentor' and tablename not like '%pgqueuer%' and tablename not like '%yoyo%'",
    )
    for row in tables:
        found = await run(
            house,
            f"select count(*) as n from mentor.{row['tablename']} t where t::text ~* 'nautilus|miranda|maximiliane'",
        )
        assert found[0]["n"] == 0, row["tablename"]
    assert len(await run(house, "select 1 from mentor.bookings")) == 1

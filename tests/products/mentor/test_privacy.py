"""Taking along what Mentor knows, and being forgotten."""

from __future__ import annotations

from typing import Any

from harness.members import run
from harness.mentor import complete, hour, make_booking, make_mentee, make_mentor
from kith.foundation.actor import service
from kith.foundation.house import House


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

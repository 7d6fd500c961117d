"""What goes by itself goes when its time has come, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from harness.members import add_person, run
from kith.commons.privacy import retention
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.attuned.retention import jobs


async def test_requests_addresses_and_written_texts_go_in_their_time(house: House) -> None:
    person = await add_person(house, email="kim@example.org")
    async with house.database.session(service("tests"), "attuned") as db:
        await db.connection.execute("insert into users (id, email) values ($1, 'kim@example.org')", person)
        await db.connection.execute(
            """insert into partner_connections (requester_user_id, recipient_email, connection_token)
               values ($1, 'robin@example.org', repeat('a', 64))""",
            person,
        )
        await db.connection.execute(
            "insert into ai_generation_logs (activity_type, intimacy_level, prompt_text) values ('truth', 'G', $1)",
            "sealed:" + "A" * 44,
        )

    async def left() -> tuple[list[str], list[str]]:
        requests = await run(house, "select status::text from attuned.partner_connections")
        texts = await run(house, "select prompt_text from attuned.ai_generation_logs")
        return [row[0] for row in requests], [row[0] for row in texts]

    await jobs.every_minute(house)
    assert (await left())[0] == ["pending"]
    house.clock.move(timedelta(minutes=5))
    await jobs.every_minute(house)
    await jobs.every_hour(house)
    await retention.run(house)
    assert (await left())[0] == ["expired"]
    assert (await left())[1] != [""]
    house.clock.move(timedelta(days=31))
    await jobs.every_hour(house)
    await retention.run(house)
    assert await left() == ([], [""])

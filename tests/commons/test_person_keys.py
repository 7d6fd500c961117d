"""What is sealed under a person's key is read until they are erased, and the audit's chain holds before and after."""

from __future__ import annotations

import asyncio

import pytest

from harness.members import TESTS, add_person, run
from kith.commons.audit import commands as audit
from kith.commons.audit import heads
from kith.commons.privacy import commands as privacy
from kith.commons.privacy.person_keys import KeyDestroyed, open_sealed, seal
from kith.foundation.crypto import Unreadable
from kith.foundation.house import House


async def test_an_erasure_closes_what_was_sealed_and_the_audit_still_holds(house: House) -> None:
    ada, bob = (
        await add_person(house, email="ada@house.example"),
        await add_person(house, email="bob@house.example"),
    )

    async def sealed(text: str) -> str:
        async with house.database.session(TESTS, "kith") as db:
            return await seal(db, house, ada, text, "audit:note")

    first, *others = await asyncio.gather(*(sealed(f"Ada's number is {number}") for number in range(8)))
    assert "Ada" not in first
    async with house.database.session(TESTS, "kith") as db:
        assert await open_sealed(db, house, ada, first, "audit:note") == "Ada's number is 0"
        assert len({await open_sealed(db, house, ada, one, "audit:note") for one in others}) == 7
        await audit.record(
            db,
            admin=None,
            actor_id=ada,
            action="noted",
            target_type="person",
            before={"note": first},
            after={"note": None},
        )
        for person, place in ((bob, "audit:note"), (ada, "audit:other")):
            with pytest.raises(Unreadable):
                await open_sealed(db, house, person, first, place)
    kept = await heads.heads(house)
    await privacy.erase_person(house, ada)
    async with house.database.session(TESTS, "kith") as db:
        for attempt in (
            open_sealed(db, house, ada, first, "audit:note"),
            seal(db, house, ada, "more", "audit:note"),
        ):
            with pytest.raises(KeyDestroyed):
                await attempt
    check = await heads.verify(house, kept)
    assert check.holds
    [row] = await run(house, "select actor, actor_id, before from audit_log where action = 'noted'")
    assert (row["actor"], row["actor_id"], row["before"]) == ("member", ada, {"note": first})

"""The audit log: a chain that shows where it was changed; and a console that is not there for others."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from harness.members import TESTS, add_person, make_admin, run, sign_in
from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.house import House


async def record(house: House, action: str, reason: str = "asked to") -> None:
    async with house.database.session(TESTS, "kith") as db:
        await audit.record(
            db,
            admin=None,
            action=action,
            target_type="person",
            target_id=uuid4(),
            reason=reason,
            payload={"before": 1},
        )


async def broken(house: House) -> list[int]:
    async with house.database.session(TESTS, "kith") as db:
        return await audit.broken_links(db)


async def test_an_untouched_log_holds(house: House) -> None:
    await asyncio.gather(*(record(house, f"action.{number}") for number in range(20)))
    assert await broken(house) == []
    rows = await run(house, "select sequence from audit_log order by sequence")
    assert [row["sequence"] for row in rows] == list(range(1, 21))


@pytest.mark.parametrize(
    ("statement", "seen_at"),
    [
        ("update kith.audit_log set reason = 'other' where sequence = 2", [2]),
        ("update kith.audit_log set payload = '{}' where sequence = 3", [3]),
        ("delete from kith.audit_log where sequence = 2", [3]),
        ("update kith.audit_log set hash = sha256('x') where sequence = 2", [2, 3]),
    ],
)
async def test_a_changed_or_missing_row_is_found(
    house: House, database_url: str, statement: str, seen_at: list[int]
) -> None:
    for number in range(4):
        await record(house, f"action.{number}")
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute("alter table kith.audit_log disable trigger user")  # only its owner can
        await owner.execute(statement)
    finally:
        await owner.close()
    assert await broken(house) == seen_at


async def test_the_program_itself_cannot_change_the_log(house: House) -> None:
    await record(house, "action")
    for statement in ("update audit_log set reason = 'x'", "delete from audit_log", "truncate audit_log"):
        with pytest.raises((asyncpg.InsufficientPrivilegeError, Conflict)):
            await run(house, statement)


async def test_what_is_rolled_back_leaves_no_line(house: House) -> None:
    async def record_and_fail() -> None:
        async with house.database.session(TESTS, "kith") as db:
            await audit.record(db, admin=None, action="x", target_type="person")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await record_and_fail()
    assert await run(house, "select 1 from audit_log") == []


@pytest.mark.parametrize(
    ("role", "asked", "is_there"),
    [
        ("support", (), True),
        ("support", ("support", "ops"), True),
        ("support", ("ops", "engineering"), False),
        ("engineering", ("engineering",), True),
        (None, (), False),
    ],
)
async def test_the_console_does_not_exist_for_whoever_lacks_the_role(
    house: House, role: str | None, asked: tuple[str, ...], is_there: bool
) -> None:
    person: UUID = await add_person(house, email="ada@house.example")
    if role is not None:
        await make_admin(house, person, role)
    ada = (await sign_in(house, person)).person
    if is_there:
        assert (await audit.admin_of(house, ada, *asked)).role == role
    else:
        with pytest.raises(NotFound):
            await audit.admin_of(house, ada, *asked)
    with pytest.raises(NotFound):
        await audit.admin_of(house, None, *asked)

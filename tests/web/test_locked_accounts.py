"""Unlocking an account: for operators, with a reason, written down."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from harness.members import TESTS, Browser, add_person, run
from kith.commons.audit import commands as audit
from kith.foundation.errors import Invalid
from kith.foundation.house import House

OLIVE = "olive@house.example"


@pytest.fixture
async def ada(house: House) -> UUID:
    """Somebody locked out."""
    person = await add_person(house, email="ada@house.example")
    await run(
        house,
        "insert into sign_in_failures (person_id, consecutive, locked_at) values ($1, 100, now())",
        person,
    )
    return person


@pytest.fixture
async def operator(house: House, client: httpx.AsyncClient) -> Browser:
    """Olive of support, signed in."""
    async with house.database.session(TESTS, "kith") as db:
        await audit.appoint(db, OLIVE, "support")
    browser = Browser(client)
    await browser.sign_in(house, OLIVE)
    return browser


async def is_locked(house: House, person: UUID) -> bool:
    [row] = await run(house, "select locked_at from sign_in_failures where person_id = $1", person)
    return row["locked_at"] is not None


async def test_an_operator_unlocks_with_a_reason_that_is_kept(
    house: House, ada: UUID, operator: Browser
) -> None:
    shown = await operator.get("/console/accounts")
    assert str(ada) in shown.text
    assert "ada@house.example" not in shown.text
    path = f"/console/accounts/{ada}/unlock"
    assert (await operator.post(path, reason="")).status_code == 422
    assert await is_locked(house, ada)
    assert (await operator.post(path, reason="Called from the known number")).status_code == 303
    assert not await is_locked(house, ada)
    [line] = await run(house, "select * from audit_log where action = 'account.unlocked'")
    assert (line["target_id"], line["reason"]) == (ada, "Called from the known number")
    assert (await operator.post(path, reason="Once more")).status_code == 409


async def test_for_others_the_page_is_not_there(house: House, ada: UUID, client: httpx.AsyncClient) -> None:
    browser = Browser(client)
    assert (await browser.get("/console/accounts")).status_code == 404
    await add_person(house, email="bob@house.example")
    await browser.sign_in(house, "bob@house.example")
    await browser.get("/account")
    assert (await browser.get("/console/accounts")).status_code == 404
    answer = await browser.post(f"/console/accounts/{ada}/unlock", reason="I am an operator")
    assert answer.status_code == 404
    assert await is_locked(house, ada)


async def test_whoever_is_dismissed_loses_the_console_at_once(house: House, operator: Browser) -> None:
    async with house.database.session(TESTS, "kith") as db:
        assert await audit.dismiss(db, OLIVE.upper())
        assert not await audit.dismiss(db, OLIVE)
    assert (await operator.get("/console/accounts")).status_code == 404
    assert (await operator.get("/account")).status_code == 200


async def test_appointing_again_changes_the_role(house: House, operator: Browser) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await audit.appoint(db, OLIVE, "engineering")
    rows = await run(house, "select role from admins")
    assert [row["role"] for row in rows] == ["engineering"]
    actions = await run(house, "select action from audit_log order by sequence")
    assert [row["action"] for row in actions] == ["operator.appointed"] * 2


@pytest.mark.parametrize(("email", "role"), [("+12025550143", "ops"), ("olive", "ops"), (OLIVE, "king")])
async def test_nobody_is_appointed_without_an_address_or_to_a_role_that_is_none(
    house: House, email: str, role: str
) -> None:
    async def appoint() -> None:
        async with house.database.session(TESTS, "kith") as db:
            await audit.appoint(db, email, role)

    with pytest.raises(Invalid):
        await appoint()
    assert await run(house, "select 1 from admins") == []

"""A ban: out at once, everywhere, once; and lifted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.members import TESTS, Browser, add_person, bearer, last_code, make_admin, queued, run, sign_in
from kith.commons.audit.commands import Admin
from kith.commons.identity import sessions
from kith.commons.identity.sessions import Banned
from kith.commons.safety import banning
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.house import House

ADA = "ada@house.example"


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email=ADA)


@pytest.fixture
async def olive(house: House) -> Admin:
    person = await add_person(house, email="olive@house.example")
    return Admin(await make_admin(house, person, "ops"), "olive@house.example", "ops")


async def ban(house: House, admin: Admin, person: UUID, reason: str = "Threatened a guest") -> None:
    async with house.database.session(TESTS, "kith") as db:
        await banning.ban(house, db, admin=admin, person_id=person, reason=reason)


async def lift(house: House, admin: Admin, person: UUID) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await banning.lift(house, db, admin=admin, person_id=person, reason="It was somebody else")


async def heard(ask: Callable[[], Awaitable[bool]]) -> None:
    """A process hears of a ban within moments of its commit."""
    async with asyncio.timeout(5):
        while not await ask():  # noqa: ASYNC110 - another process's ears, nothing of ours to wait for
            await asyncio.sleep(0.005)


async def test_a_banned_person_is_out_at_once_and_told_how_to_appeal(
    house: House, client: httpx.AsyncClient, ada: UUID, olive: Admin
) -> None:
    signed_in = await sign_in(house, ada)
    await run(
        house,
        """insert into push_subscriptions (person_id, session_id, endpoint, p256dh, auth)
           values ($1, $2, 'https://push.example/1', repeat('p', 87), repeat('a', 22))""",
        ada,
        signed_in.person.session_id,
    )
    browser = Browser(client)
    await browser.sign_in(house, ADA)
    reading = await client.get("/api/auth/session", headers=bearer(signed_in))
    assert reading.status_code == 200
    elsewhere = houses.open_house(house.settings)
    app = houses.application(elsewhere)
    try:
        async with houses.browser(app, elsewhere) as other:
            assert (await other.get("/api/auth/session", headers=bearer(signed_in))).status_code == 200
            await ban(house, olive, ada)

            async def refused() -> bool:
                answers = [
                    await one.get("/api/auth/session", headers=bearer(signed_in)) for one in (client, other)
                ]
                return all(answer.status_code == 401 for answer in answers)

            await heard(refused)
    finally:
        await elsewhere.close()
    assert (await browser.get("/account")).headers["location"].startswith("/sign-in")
    changing = await client.delete("/api/auth/sessions", headers=bearer(signed_in))
    assert changing.status_code == 401
    assert await sessions.renew(house, signed_in.refresh_token) is None
    assert not await run(house, "select 1 from push_subscriptions where person_id = $1", ada)
    [letter] = [message for message in await queued(house) if message.purpose == "person.banned"]
    assert "somebody else looks at it" in letter.text
    assert "/account/decisions/" in letter.text

    await browser.get("/sign-in")
    sent = await browser.post("/sign-in", address=ADA)
    entered = await browser.post(
        "/sign-in/code", challenge=browser.field(sent, "challenge"), code=await last_code(house)
    )
    assert entered.status_code == 403
    assert "We have closed your account" in entered.text
    with pytest.raises(Banned):
        await sign_in(house, ada, "demo")

    await lift(house, olive, ada)
    again = await sign_in(house, ada)

    async def welcome() -> bool:
        return (await client.get("/api/auth/session", headers=bearer(again))).status_code == 200

    await heard(welcome)
    [row] = await run(house, "select * from bans")
    assert (row["reason"], row["lifted_reason"]) == ("Threatened a guest", "It was somebody else")
    assert [
        line["action"] for line in await run(house, "select action from audit_log order by sequence")
    ] == ["person.banned", "person.ban_lifted"]


class Interrupted(Exception):
    """A worker that dies in the middle."""


def with_hook(house: House, on_ban: Callable[[House, Session, UUID], Awaitable[dict[str, int]]]) -> None:
    """Let a product end what this hook ends."""
    house.products = (msgspec.structs.replace(house.product("josh"), on_ban=on_ban),)


async def counted(house: House) -> int:
    [row] = await run(house, "select consecutive from sign_in_failures")
    return row["consecutive"]


@pytest.mark.postgres15
async def test_banning_twice_at_once_is_once_and_what_it_ends_survives_a_kill(
    house: House, ada: UUID, olive: Admin
) -> None:
    await run(house, "insert into sign_in_failures (person_id, consecutive) values ($1, 0)", ada)
    dying = [True]

    async def end(_house: House, db: Session, person: UUID) -> dict[str, int]:
        await db.connection.execute(
            "update kith.sign_in_failures set consecutive = consecutive + 1 where person_id = $1", person
        )
        if dying.pop():
            raise Interrupted
        dying.append(False)
        return {"ended": 1}

    with_hook(house, end)
    await asyncio.gather(*(ban(house, olive, ada) for _ in range(4)))
    assert len(await run(house, "select 1 from bans")) == 1
    assert len(await run(house, "select 1 from audit_log where action = 'person.banned'")) == 1
    assert len([message for message in await queued(house) if message.purpose == "person.banned"]) == 1

    with pytest.raises(Interrupted):
        await houses.worker_pass(house, schedules=False)
    assert await counted(house) == 0
    dying[:] = [False]
    await houses.worker_pass(house, schedules=False)
    [made] = await run(house, "select id from bans")
    await asyncio.gather(*(banning.take_effect(house, made["id"], "josh") for _ in range(3)))
    await banning.look_again(house)
    assert await counted(house) == 1
    house.clock.move(timedelta(minutes=3))
    await asyncio.gather(*(banning.look_again(house) for _ in range(3)))
    assert await counted(house) == 2, "what was under way at that moment is looked for once more, once"
    async with house.database.session(TESTS, "kith") as db:
        [known] = await banning.of_person(db, ada)
    assert (known.ended, known.waiting) == ({"josh": {"ended": 2}}, None)


@pytest.mark.postgres15
async def test_a_ban_binds_every_product_and_is_never_rewritten(
    house: House, ada: UUID, olive: Admin
) -> None:
    async with house.database.session(TESTS, "kith") as db:
        with pytest.raises(Invalid):
            await banning.ban(house, db, admin=olive, person_id=ada, reason=" ")
        with pytest.raises(Conflict):
            await banning.lift(house, db, admin=olive, person_id=ada, reason="Never was")
        with pytest.raises(NotFound):
            await banning.ban(house, db, admin=olive, person_id=UUID(int=1), reason="Nobody")
        [works_here] = await db.connection.fetch("select person_id from kith.admins")
        with pytest.raises(Conflict):
            await banning.ban(house, db, admin=olive, person_id=works_here["person_id"], reason="A colleague")

    async def end(_house: House, _db: Session, _person: UUID) -> dict[str, int]:
        raise Interrupted

    with_hook(house, end)
    await ban(house, olive, ada)
    [held] = await run(house, "select kith.hold_state($1) as state, kith.on_hold(array[$1]) as people", ada)
    assert (held["state"], held["people"]) == ("hard_hold", [ada])
    await lift(house, olive, ada)
    await houses.worker_pass(house, schedules=False)  # lifted before it was carried out: nothing to end
    [free] = await run(house, "select kith.hold_state($1) as state", ada)
    assert free["state"] == "none"
    for attempt in (
        "update bans set lifted_at = null, lifted_by = null, lifted_reason = null",
        "update bans set lifted_reason = 'another'",
    ):
        with pytest.raises(Conflict, match="never rewritten"):
            await run(house, attempt)
    async with house.database.session(TESTS, "kith") as db:
        with pytest.raises(Conflict):
            await banning.lift(house, db, admin=olive, person_id=ada, reason="Twice")
    await ban(house, olive, ada, "Did it again")
    assert len(await run(house, "select 1 from bans")) == 2

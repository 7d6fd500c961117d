"""Plans of Attuned in a test: people, their purchases at the stores' stand-ins, and what the house makes of them."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import httpx

from harness.house import worker_pass
from harness.members import TESTS, add_person, bearer, run, sign_in
from kith.foundation.house import House
from kith.simulator.standins.ringing import Bell, Ring

SUBSCRIPTION = "/api/attuned/subscription"
APP_STORE, PLAY = "/api/attuned/purchases/app-store", "/api/attuned/purchases/google-play"


async def join(house: House, name: str) -> UUID:
    """Somebody of Attuned."""
    email = f"{name.lower()}@example.org"
    person = await add_person(house, email=email, first_name=name)
    await run(house, "insert into attuned.users (id, email) values ($1, $2)", person, email)
    return person


class Buyer:
    """Somebody of Attuned with the app in their hand; signs in anew for each request, since tests move the clock."""

    def __init__(self, house: House, client: httpx.AsyncClient, person: UUID) -> None:
        self._house = house
        self._client = client
        self.id = person

    @classmethod
    async def joined(cls, house: House, client: httpx.AsyncClient, name: str) -> Buyer:
        return cls(house, client, await join(house, name))

    async def plan(self) -> tuple[str, str]:
        """Tier and state, as the app is told them."""
        found = await self._asked()
        return found["tier"], found["state"]

    async def account_token(self) -> str:
        return str((await self._asked())["account_token"])

    async def hand_in(self, path: str, **body: str) -> httpx.Response:
        """What the app posts after a purchase."""
        headers = bearer(await sign_in(self._house, self.id))
        return await self._client.post(path, json=body, headers=headers)

    async def _asked(self) -> dict[str, Any]:
        headers = bearer(await sign_in(self._house, self.id))
        return (await self._client.get(SUBSCRIPTION, headers=headers)).json()


async def post(client: httpx.AsyncClient, path: str, ring: Ring) -> httpx.Response:
    """One notification as the store posts it, to the house's own address."""
    posting = ring.prepare(f"{client.base_url}{path}")
    return await client.post(path, content=posting.body, headers=dict(posting.headers))


async def told_in_any_order(
    house: House, client: httpx.AsyncClient, path: str, bell: Bell, person: UUID
) -> set[tuple[Any, ...]]:
    """Everything that rang: backwards and applied after all of it, shuffled with some of it twice and applied bit by bit.

    Each time from nothing. What the plan came to each time.
    """
    chance = random.Random(len(bell.rung))
    shuffled = chance.sample(bell.rung, len(bell.rung))
    outcomes: set[tuple[Any, ...]] = set()
    for order, one_by_one in ((bell.rung[::-1], False), ([*shuffled, *shuffled[:2]], True)):
        await forget(house)
        for number, ring in enumerate(order):
            assert (await post(client, path, ring)).status_code == 200
            if one_by_one and number % 3 == 0:
                await worker_pass(house, schedules=False, rounds=1)
        await worker_pass(house, schedules=False)
        outcomes.add(await written(house, person))
    return outcomes


async def forget(house: House) -> None:
    """As it was before the first notification; account tokens stay."""
    for statement in (
        "delete from attuned.subscription_purchases",
        "delete from attuned.inbox",
        "update attuned.users set subscription_tier = 'free', subscription_expires_at = null",
    ):
        await run(house, statement)


async def written(house: House, person: UUID) -> tuple[Any, ...]:
    """What stands in the person's row, and how each of their transactions stands."""
    [row] = await run(
        house,
        "select subscription_tier::text, subscription_expires_at from attuned.users where id = $1",
        person,
    )
    rows = await house.database.read(
        TESTS,
        "attuned",
        """select platform_transaction_id, status::text, expires_at, standing, auto_renew, revoked_at is not null
           from subscription_transactions where user_id = $1 order by sequence, platform_transaction_id""",
        person,
    )
    return row["subscription_tier"], row["subscription_expires_at"], *(tuple(one) for one in rows[-1:])

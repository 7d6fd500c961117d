"""Somebody's phone in a test: texts in through the signed webhook, reads what the outbox holds for it."""

from __future__ import annotations

from typing import Any

import httpx

from harness.texting import Said, said_to, text
from kith.foundation.actor import service
from kith.foundation.house import House

_TESTS = service("tests.phone")


class Phone:
    """`number` in E.164."""

    def __init__(self, house: House, client: httpx.AsyncClient, number: str) -> None:
        self.house = house
        self.client = client
        self.number = number

    async def text(self, body: str, **fields: str) -> list[Said]:
        """Send a text; returns the answers to it."""
        before = len(await said_to(self.house, self.number))
        await text(self.client, self.house, self.number, body, **fields)
        return (await said_to(self.house, self.number))[before:]

    async def purposes(self, body: str, **fields: str) -> list[str]:
        """Send a text; returns what the answers are for."""
        return [said.purpose for said in await self.text(body, **fields)]

    async def conversation(self) -> Any:
        """Where this person's conversation stands; None when it never began."""
        rows = await self.rows(
            "select c.* from conversation_sessions c join users u on u.id = c.user_id where u.phone_hash = $1",
            self.house.keyring.phone_hash(self.number),
        )
        return rows[0] if rows else None

    async def ledger(self) -> list[tuple[str, str, str]]:
        """This number's opt-outs and -ins: action, words, channel."""
        rows = await self.rows(
            "select action, words, channel from kith.sms_opt_outs where phone_hash = $1 order by sequence",
            self.house.keyring.phone_hash(self.number),
        )
        return [(row["action"], row["words"], row["channel"]) for row in rows]

    async def rows(self, sql: str, *arguments: object) -> list[Any]:
        return await self.house.database.read(_TESTS, "josh", sql, *arguments)

    async def run(self, sql: str, *arguments: object) -> None:
        async with self.house.database.session(_TESTS, "josh") as db:
            await db.connection.execute(sql, *arguments)

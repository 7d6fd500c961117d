"""A door of HOTMESS in a test: asks its API as its owner or its steward."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from harness.hotmess import Member
from harness.members import bearer, run, sign_in
from kith.commons.identity.person import Person
from kith.foundation.house import House
from kith.products.hotmess.tokens import commands as tokens
from kith.products.hotmess.tokens.commands import Giving


def person(member: Member) -> Person:
    return Person(member.id, uuid4(), member.username)


class Door(msgspec.Struct):
    """`scan` asks as the steward; `codes` hold the text of a member's QR code."""

    house: House
    client: httpx.AsyncClient
    beacon: UUID
    owner: Member
    steward: Member
    headers: dict[UUID, dict[str, str]]
    device: UUID
    second: UUID

    def path(self, rest: str) -> str:
        return f"/api/hotmess/doors/{self.beacon}{rest}"

    async def post(self, who: Member, rest: str, body: object) -> httpx.Response:
        if who.id not in self.headers:
            self.headers[who.id] = bearer(await sign_in(self.house, who.id))
        return await self.client.post(self.path(rest), json=body, headers=self.headers[who.id])

    async def get(self, who: Member, rest: str) -> httpx.Response:
        if who.id not in self.headers:
            self.headers[who.id] = bearer(await sign_in(self.house, who.id))
        return await self.client.get(self.path(rest), headers=self.headers[who.id])

    async def code(self, **how: Any) -> tuple[UUID, str]:
        """A code of the guest list and its text."""
        giving = Giving(**({"guest_name": "Sam"} | how))
        token = await tokens.give(self.house, person(self.owner), self.beacon, giving)
        if giving.username:
            holder = (
                await run(
                    self.house, "select user_id from hotmess.profiles where username = $1", giving.username
                )
            )[0][0]
            shown = await tokens.shown(self.house, Person(holder, uuid4(), giving.username), token)
        else:
            shown = await tokens.shown(self.house, person(self.owner), token)
        return token, shown.text

    async def scan(self, text: str, **how: Any) -> dict[str, Any]:
        body = {"code": text, "nonce": str(uuid4()), "device": str(self.device)} | how
        answer = await self.post(self.steward, "/scans", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def upload(self, device: UUID, *scans: dict[str, Any]) -> dict[str, Any]:
        answer = await self.post(
            self.steward, "/scans/waiting", {"device": str(device), "scans": list(scans)}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()


def waited(text: str, at: datetime, said: str = "valid", **how: Any) -> dict[str, Any]:
    """A scan as a phone keeps it while it is offline."""
    return {"code": text, "nonce": str(uuid4()), "at": at.isoformat(), "said": said} | how

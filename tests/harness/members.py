"""People of the house in a test: who they are, what was written to them, and browsers and programs they are signed in with."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from kith.commons.identity import sessions
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed
from kith.foundation.house import House
from kith.web import cookies

TESTS = service("tests.members")
CLIENT = "198.51.100.7"
_CODE = re.compile(r"\b\d{6}\b")
_LINK = re.compile(r"/sign-in/link/(\S+)")


class Queued(msgspec.Struct, frozen=True):
    """One message in the house's outbox, opened. `body`: subject, text, html for mail; text for texts."""

    id: UUID
    channel: str
    recipient: str
    body: dict[str, Any]
    purpose: str
    status: str

    @property
    def text(self) -> str:
        return str(self.body["text"])


async def run(house: House, sql: str, *arguments: object) -> list[Any]:
    """Rows of a statement, as the service."""
    return await house.database.read(TESTS, "kith", sql, *arguments)


async def add_person(
    house: House, *, email: str | None = None, phone: str | None = None, first_name: str = "Ada"
) -> UUID:
    """Somebody who has confirmed this address and number."""
    [row] = await run(
        house,
        """
        insert into auth.users (id, email, phone, email_confirmed_at, phone_confirmed_at, raw_user_meta_data)
        values ($1, $2::text, $3::text, case when $2::text is null then null else now() end,
                case when $3::text is null then null else now() end, $4)
        returning id
        """,
        uuid4(),
        email,
        phone,
        {"first_name": first_name},
    )
    return row["id"]


async def make_admin(house: House, person_id: UUID, role: str) -> UUID:
    """Make somebody an operator; returns the operator's id."""
    [row] = await run(
        house,
        "insert into kith.admins (person_id, email, role) values ($1, $2, $3) returning id",
        person_id,
        f"{person_id}@house.example",
        role,
    )
    return row["id"]


async def queued(house: House) -> list[Queued]:
    """What the house has to say, oldest first, sent messages without their words."""
    rows = await run(house, "select * from outbox order by sequence")
    return [_opened(house, row) for row in rows]


def _opened(house: House, row: Any) -> Queued:
    def opened(part: str) -> str:
        sealed = Sealed(row[f"{part}_ciphertext"], row[f"{part}_iv"], row[f"{part}_tag"], row["key_version"])
        return house.keyring.open(sealed, f"outbox:{row['id']}:{part}")

    body = "{}" if row["body_ciphertext"] is None else opened("body")
    return Queued(
        row["id"],
        row["channel"],
        opened("recipient"),
        msgspec.json.decode(body),
        row["purpose"],
        row["status"],
    )


async def last_code(house: House) -> str:
    """The six digits of the newest message that holds any."""
    for message in reversed(await queued(house)):
        found = _CODE.search(message.text)
        if found:
            return found[0]
    raise AssertionError("no code was sent")


async def last_link(house: House) -> str:
    """The token of the newest link."""
    for message in reversed(await queued(house)):
        found = _LINK.search(message.text)
        if found:
            return found[1]
    raise AssertionError("no link was sent")


async def sign_in(house: House, person_id: UUID, method: str = "code") -> SignedIn:
    """A session of this person."""
    async with house.database.session(TESTS, "kith") as db:
        return await sessions.start(db, house, person_id, method, "Mozilla/5.0 (X11) Firefox/140.0")


def jar(house: House, signed_in: SignedIn) -> list[Any]:
    """The cookies of a signed-in browser, as Playwright takes them."""
    kept = {
        cookies.access_name(house): signed_in.access_token,
        cookies.refresh_name(house): signed_in.refresh_token,
    }
    return [{"name": name, "value": value, "url": house.settings.public_url} for name, value in kept.items()]


def bearer(signed_in: SignedIn) -> dict[str, str]:
    """The header that a program signs its requests with."""
    return {"authorization": f"Bearer {signed_in.access_token}"}


class Browser:
    """A browser at the house: keeps cookies, sends the forms' token along, asks for pages."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.token = ""

    async def get(self, path: str) -> httpx.Response:
        answer = await self._client.get(path, headers={"accept": "text/html"})
        found = re.search(r'name="_csrf" value="([0-9a-f]+)"', answer.text)
        if found:
            self.token = found[1]
        return answer

    async def post(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form of the page that was opened last."""
        answer = await self._client.post(
            path, data={"_csrf": self.token, **fields}, headers={"accept": "text/html"}
        )
        return answer

    async def post_json(self, path: str, body: object) -> httpx.Response:
        """What a script of that page sends."""
        return await self._client.post(path, json=body, headers={"x-csrf-token": self.token})

    async def put_json(self, path: str, body: object) -> httpx.Response:
        """As `post_json`, with PUT."""
        return await self._client.put(path, json=body, headers={"x-csrf-token": self.token})

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def field(self, answer: httpx.Response, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
        assert found, f"the page has no field {name}"
        return found[1]

    async def sign_in(self, house: House, address: str) -> httpx.Response:
        """Sign in with a code, as a person does; returns the last answer."""
        await self.get("/sign-in")
        sent = await self.post("/sign-in", address=address)
        return await self.post(
            "/sign-in/code",
            challenge=self.field(sent, "challenge"),
            address=address,
            code=await last_code(house),
        )

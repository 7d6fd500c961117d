"""Operators at JOSH's console, and what there is to see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest

from harness.josh import Josh
from harness.members import Browser, add_person, make_admin, sign_in
from kith.foundation.house import House

SignInAs = Callable[[str], Awaitable[Browser]]


@pytest.fixture
def josh(database_url: str) -> Iterator[Josh]:
    """A JOSH to fill with people and LinkUps."""
    opened = Josh(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sign_in_as(house: House, client: httpx.AsyncClient) -> SignInAs:
    """Signs the browser in as an operator of a role; "nobody" is a person who is none."""

    async def start(role: str) -> Browser:
        person = await add_person(house, email=f"{role}@house.example")
        if role != "nobody":
            await make_admin(house, person, role)
        signed_in = await sign_in(house, person)
        client.cookies.set("kith-access", signed_in.access_token)
        client.cookies.set("kith-refresh", signed_in.refresh_token)
        return Browser(client)

    return start

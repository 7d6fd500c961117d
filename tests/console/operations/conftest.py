"""Operators at their desk, in a house of all products."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from harness import house as houses
from harness.members import Browser, add_person, make_admin, sign_in
from kith.foundation.house import House
from kith.web import cookies

PRODUCTS = ("josh", "momento", "mentor", "attuned", "hotmess")


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    """A house of all products."""
    opened = houses.open_house(house.settings, products=PRODUCTS)
    yield opened
    await opened.close()


async def desk_of(house: House, client: httpx.AsyncClient, role: str) -> Browser:
    """An operator's browser."""
    person = await add_person(house, email=f"{role}@house.example", first_name=role.title())
    await make_admin(house, person, role)
    signed_in = await sign_in(house, person)
    client.cookies.set(cookies.access_name(house), signed_in.access_token)
    return Browser(client)


@pytest.fixture
async def ops(house: House, client: httpx.AsyncClient) -> Browser:
    """Olga of operations."""
    return await desk_of(house, client, "ops")


@pytest.fixture
async def support(house: House, app: Any) -> AsyncIterator[Browser]:
    """Sam of support."""
    async with houses.browser(app, house) as client:
        yield await desk_of(house, client, "support")

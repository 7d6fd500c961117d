"""A house with Attuned, and browsers in which somebody is signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import pytest

from harness import house as houses
from harness.members import Browser, sign_in
from kith.foundation.house import House
from kith.web import cookies


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("attuned",))
    yield opened
    await opened.close()


@pytest.fixture
async def open_browser(app: Any, house: House) -> AsyncIterator[Callable[[UUID], Awaitable[Browser]]]:
    """`browser = await open_browser(person)`: a browser in which they are signed in."""
    async with AsyncExitStack() as open_ones:

        async def opened(person: UUID) -> Browser:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            signed_in = await sign_in(house, person)
            client.cookies.set(cookies.access_name(house), signed_in.access_token)
            return Browser(client)

        yield opened

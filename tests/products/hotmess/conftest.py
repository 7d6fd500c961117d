"""A house with HOTMESS and mail, and browsers and programs in which its people are signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.hotmess import Member
from harness.members import Browser, bearer, sign_in
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.web import cookies


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("hotmess",))
    yield opened
    await opened.close()


@pytest.fixture
async def open_browser(app: Any, house: House) -> AsyncIterator[Callable[[Member], Awaitable[Browser]]]:
    """`browser = await open_browser(member)`: a browser in which they are signed in."""
    async with AsyncExitStack() as open_ones:

        async def opened(member: Member) -> Browser:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            signed_in = await sign_in(house, member.id)
            client.cookies.set(cookies.access_name(house), signed_in.access_token)
            return Browser(client)

        yield opened


@pytest.fixture
async def open_program(
    app: Any, house: House
) -> AsyncIterator[Callable[[Member], Awaitable[httpx.AsyncClient]]]:
    """`program = await open_program(member)`: a program that asks for JSON as them."""
    async with AsyncExitStack() as open_ones:

        async def opened(member: Member) -> httpx.AsyncClient:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            client.headers.update(bearer(await sign_in(house, member.id)))
            return client

        yield opened

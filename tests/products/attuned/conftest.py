"""A house with Attuned, and browsers in it: of nobody, or of somebody signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import msgspec
import pytest

from harness import house as houses
from harness.members import Browser, sign_in
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.web import cookies


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("attuned",))
    yield opened
    await opened.close()


@pytest.fixture
async def open_browser(app: Any, house: House) -> AsyncIterator[Callable[..., Awaitable[Browser]]]:
    """`browser = await open_browser()` is nobody's yet; `await open_browser(person)` is theirs."""
    async with AsyncExitStack() as open_ones:

        async def opened(person: UUID | None = None) -> Browser:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            if person is not None:
                signed_in = await sign_in(house, person)
                client.cookies.set(cookies.access_name(house), signed_in.access_token)
            return Browser(client)

        yield opened

"""A house with Mentor and mail, and browsers and programs in which its people are signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.members import Browser, bearer, sign_in
from harness.mentor import Member, MentorRows
from harness.postgres import SharedServer
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.web import cookies


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("mentor",))
    yield opened
    await opened.close()


@pytest.fixture
async def open_browser(app: Any, house: House) -> AsyncIterator[Callable[[Member], Awaitable[Browser]]]:
    """`browser = await open_browser(mia)`: a browser in which she is signed in."""
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
    """`program = await open_program(mia)`: a program that asks for JSON as her."""
    async with AsyncExitStack() as open_ones:

        async def opened(member: Member) -> httpx.AsyncClient:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            client.headers.update(bearer(await sign_in(house, member.id)))
            return client

        yield opened


@pytest.fixture(scope="module")
def _world(postgres_server: SharedServer) -> Iterator[MentorRows]:
    with postgres_server.database(postgres_server.template()) as database:
        world = MentorRows(database.url)
        yield world
        world.close()


@pytest.fixture
def mentor_rows(_world: MentorRows) -> Iterator[MentorRows]:
    """A database that the tests of a file share: each makes its own people."""
    _world.db.execute("select set_config('kith.clock_offset', '0', false)")
    yield _world
    _world.close_others()

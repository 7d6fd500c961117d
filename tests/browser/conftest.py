"""What the browser tests share."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from harness.demo import demo_house
from harness.postgres import SharedServer
from kith.foundation.house import House
from kith.simulator.standins import StandIns

OpenDemo = Callable[[str], Awaitable[House]]


@pytest.fixture
async def open_demo(
    postgres_server: SharedServer, standins: StandIns, public_socket: socket.socket
) -> AsyncIterator[OpenDemo]:
    """`house = await open_demo("mentor")`: a product's demo in a house of this test's own."""
    public_url = f"http://127.0.0.1:{public_socket.getsockname()[1]}"
    async with contextlib.AsyncExitStack() as held:
        yield lambda product: held.enter_async_context(
            demo_house(postgres_server, product, standins, public_url)
        )

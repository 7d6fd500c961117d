"""Programs that stay signed in however far a test moves the clock."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import httpx
import pytest

from harness import house as houses
from harness.members import bearer, sign_in
from harness.momento import Guest
from kith.foundation.house import House


class _Renewed(httpx.Auth):
    """Signs in again whenever the clock was moved."""

    def __init__(self, house: House, guest: Guest) -> None:
        self._house = house
        self._guest = guest
        self._headers: dict[str, str] = {}
        self._signed_in_at = timedelta(-1)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        if self._house.clock.moved_by != self._signed_in_at:
            self._headers = bearer(await sign_in(self._house, self._guest.id))
            self._signed_in_at = self._house.clock.moved_by
        request.headers.update(self._headers)
        yield request


@pytest.fixture
async def open_program(
    app: Any, house: House
) -> AsyncIterator[Callable[[Guest], Awaitable[httpx.AsyncClient]]]:
    """`program = await open_program(ada)`: a program that asks for JSON as her."""
    async with AsyncExitStack() as open_ones:

        async def opened(guest: Guest) -> httpx.AsyncClient:
            client = await open_ones.enter_async_context(houses.browser(app, house))
            client.auth = _Renewed(house, guest)
            return client

        yield opened

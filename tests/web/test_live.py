"""Live parts over HTTP: shown as they are now, again after a change, until one may not see them any more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, get
from litestar.response import Stream

from harness import house as houses
from kith.foundation.actor import service
from kith.foundation.generation import generation_of
from kith.foundation.house import House
from kith.foundation.live import announce
from kith.simulator.standins.serving import bound_socket
from kith.web import problems
from kith.web.edge import Edge
from kith.web.live import MOST_STREAMS, stream

_ACTOR = service("tests.live")
_words: dict[str, str | None] = {}


@get("/board")
async def board(request: Request[Any, Any, Any]) -> Stream:
    async def render() -> str | None:
        return _words["now"]

    return stream(request, "kith", "board", render)


@get("/clock")
async def clock(request: Request[Any, Any, Any]) -> Stream:
    async def render() -> str | None:
        return _words["now"]

    return stream(request, "kith", "clock", render, every=0.05)


@pytest.fixture
async def site(house: House) -> AsyncIterator[str]:
    _words["now"] = "<p>one\ntwo</p>"
    app = Litestar(
        route_handlers=[board, clock], exception_handlers={Exception: problems.answer}, openapi_config=None
    )
    wrapped: Any = Edge(app, house)  # pyright: ignore[reportArgumentType]
    with contextlib.closing(bound_socket("127.0.0.1", 0)) as listener:
        async with houses.at_public_url(wrapped, listener):
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"


async def _next(lines: AsyncIterator[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    async with asyncio.timeout(10):
        async for line in lines:
            if not line and found:
                break
            kind, _, value = line.partition(": ")
            found[kind] = found[kind] + "\n" + value if kind in found else value
    return found


async def test_a_part_is_shown_at_once_again_after_a_change_and_ends_when_access_is_lost(
    site: str, house: House
) -> None:
    async with httpx.AsyncClient(base_url=site) as browser, browser.stream("GET", "/board") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        lines = aiter(answer.aiter_lines())
        assert await _next(lines) == {"event": "message", "data": "<p>one\ntwo</p>"}
        _words["now"] = "<p>three</p>"
        async with house.database.session(_ACTOR, "kith") as db:
            await announce(db, "board")
        assert await _next(lines) == {"event": "message", "data": "<p>three</p>"}
        _words["now"] = None
        async with house.database.session(_ACTOR, "kith") as db:
            await announce(db, "board")
        assert (await _next(lines))["event"] == "end"
        assert [line async for line in lines] == []


async def test_a_part_that_changes_by_the_clock_is_looked_at_again_without_an_announcement(site: str) -> None:
    async with httpx.AsyncClient(base_url=site) as browser, browser.stream("GET", "/clock") as answer:
        lines = aiter(answer.aiter_lines())
        assert await _next(lines) == {"event": "message", "data": "<p>one\ntwo</p>"}
        _words["now"] = "<p>later</p>"
        while "data" not in (heard := await _next(lines)):
            pass  # heartbeats
        assert heard["data"] == "<p>later</p>"


async def test_one_reader_has_six_streams_at_most(site: str) -> None:
    async with httpx.AsyncClient(base_url=site) as browser, contextlib.AsyncExitStack() as open_ones:
        kept: list[AsyncIterator[str]] = []
        for _ in range(MOST_STREAMS):
            answer = await open_ones.enter_async_context(browser.stream("GET", "/board"))
            kept.append(aiter(answer.aiter_lines()))  # a reader that is thrown away closes its connection
            await _next(kept[-1])
        assert (await browser.get("/board")).status_code == 429


async def test_a_generation_that_retires_ends_its_streams_in_order_and_asks_to_be_called_elsewhere(
    site: str, house: House
) -> None:
    async with httpx.AsyncClient(base_url=site) as browser:
        async with browser.stream("GET", "/board") as answer:
            assert "connection" not in answer.headers
            lines = aiter(answer.aiter_lines())
            await _next(lines)
            generation_of(house).retire()
            # To its end, without an error and without waiting for the next heartbeat.
            async with asyncio.timeout(10):
                assert [line async for line in lines] == []
        assert (await browser.get("/clock")).headers["connection"] == "close"

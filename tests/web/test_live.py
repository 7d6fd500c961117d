"""Live parts over HTTP: shown as they are now, again after a change, until one may not see them any more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar, Request, get
from litestar.response import Stream

from harness import house as houses
from harness.banning import ban
from harness.members import add_person, bearer, run, sign_in
from harness.patience import patient_client
from kith.commons.identity import sessions
from kith.commons.identity.sessions import SignedIn
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
    async with patient_client(base_url=site) as browser, browser.stream("GET", "/board") as answer:
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
    async with patient_client(base_url=site) as browser, browser.stream("GET", "/clock") as answer:
        lines = aiter(answer.aiter_lines())
        assert await _next(lines) == {"event": "message", "data": "<p>one\ntwo</p>"}
        _words["now"] = "<p>later</p>"
        while "data" not in (heard := await _next(lines)):
            pass  # heartbeats
        assert heard["data"] == "<p>later</p>"


async def test_one_reader_has_six_streams_at_most(site: str) -> None:
    async with patient_client(base_url=site) as browser, contextlib.AsyncExitStack() as open_ones:
        kept: list[AsyncIterator[str]] = []
        for _ in range(MOST_STREAMS):
            answer = await open_ones.enter_async_context(browser.stream("GET", "/board"))
            kept.append(aiter(answer.aiter_lines()))  # a reader that is thrown away closes its connection
            await _next(kept[-1])
        assert (await browser.get("/board")).status_code == 429


async def test_a_generation_that_retires_ends_its_streams_in_order_and_asks_to_be_called_elsewhere(
    site: str, house: House
) -> None:
    async with patient_client(base_url=site) as browser:
        async with browser.stream("GET", "/board") as answer:
            assert "connection" not in answer.headers
            lines = aiter(answer.aiter_lines())
            await _next(lines)
            generation_of(house).retire()
            # To its end, without an error and without waiting for the next heartbeat.
            async with asyncio.timeout(10):
                assert [line async for line in lines] == []
        assert (await browser.get("/clock")).headers["connection"] == "close"


async def _ban(house: House, signed_in: SignedIn) -> None:
    await ban(house, signed_in.person.id, carried_out=False)


async def _end_it_elsewhere(house: House, signed_in: SignedIn) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        assert await sessions.revoke(db, signed_in.person.id, signed_in.person.session_id)


async def _sign_out_everywhere(house: House, signed_in: SignedIn) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        assert await sessions.revoke_all(db, signed_in.person.id, "revoked") == 1


async def _steal(house: House, signed_in: SignedIn) -> None:
    assert await sessions.renew(house, signed_in.refresh_token) is not None
    house.clock.move(timedelta(minutes=1))
    assert await sessions.renew(house, signed_in.refresh_token) is None


async def _leave(house: House, signed_in: SignedIn) -> None:
    await run(house, "delete from sessions where id = $1", signed_in.person.session_id)


@pytest.mark.parametrize("end", [_ban, _end_it_elsewhere, _sign_out_everywhere, _steal, _leave])
async def test_a_stream_ends_with_the_session_it_is_shown_to_and_says_nothing_more(
    site: str, house: House, end: Callable[[House, SignedIn], Awaitable[None]]
) -> None:
    ada = await sign_in(house, await add_person(house, email="ada@house.example"))
    bo = await sign_in(house, await add_person(house, email="bo@house.example"))
    async with patient_client(base_url=site) as browser, contextlib.AsyncExitStack() as open_ones:
        shown: list[AsyncIterator[str]] = []
        for one in (ada, bo):
            answer = await open_ones.enter_async_context(browser.stream("GET", "/board", headers=bearer(one)))
            shown.append(aiter(answer.aiter_lines()))
            assert (await _next(shown[-1]))["data"] == "<p>one\ntwo</p>"
        _words["now"] = "<p>not for Ada</p>"
        await end(house, ada)
        # Nobody announced a change of the board: the end of the session alone ends the stream.
        async with asyncio.timeout(10):
            said = [line async for line in shown[0] if line and not line.startswith(":")]
        assert said == ["event: end", "data: "]
        async with house.database.session(_ACTOR, "kith") as db:
            await announce(db, "board")
        assert (await _next(shown[1]))["data"] == "<p>not for Ada</p>"


async def test_an_access_token_that_outlives_its_session_opens_no_stream(site: str, house: House) -> None:
    ada = await sign_in(house, await add_person(house, email="ada@house.example"))
    await _end_it_elsewhere(house, ada)
    async with (
        patient_client(base_url=site) as browser,
        browser.stream("GET", "/board", headers=bearer(ada)) as answer,
    ):
        assert "one" not in (await _next(aiter(answer.aiter_lines()))).get("data", "")

"""Parts of a page that follow what happens: server-sent events that `static/js/live.js` puts in place."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from litestar.response import Stream

from kith.commons.identity import sessions
from kith.foundation.errors import Refused, TooMany
from kith.foundation.generation import generation_of
from kith.foundation.language import languages, speech
from kith.foundation.live import hub
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

    from kith.commons.identity.person import Person
    from kith.foundation.house import House
    from kith.foundation.live import Follower


Render = Callable[[], Awaitable[str | None]]

HEARTBEAT: Final = 15.0
"""Seconds after which an idle stream says that it is there, so that proxies keep it."""
LONGEST: Final = 16
"""Heartbeats after which a stream ends and the page asks anew, so that none lives for ever."""
MOST_STREAMS: Final = 6


def event(html: str, kind: str = "message") -> bytes:
    """One event in the format of text/event-stream."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {kind}\n{lines}\n".encode()


def stream(
    request: Request[Any, Any, Any], schema: str, topic: str, render: Render, *, every: float | None = None
) -> Stream:
    """The part as it is now, and again after each change of the topic. `render` reads as the signed-in person; None ends the stream, and so
    does the end of their session, whatever ends it: a ban, signing out, here or from elsewhere.

    `every`: seconds after which it is rendered anew though nothing was announced, for parts that change by the clock.

    Raises:
        Refused: an operator looks as somebody else.
        TooMany: this person (or address) has six streams open already.
    """
    house = house_of(request)
    if request.scope["state"].get("impersonation") is not None:
        raise Refused("This part is not live for somebody who only looks.", slug="looking-only")
    person = request.scope["state"]["person"]
    who = str(person.id) if person is not None else str(request.client.host if request.client else "")
    open_streams = house.part("web.live.streams", lambda _house: Counter[str]())
    if open_streams[who] >= MOST_STREAMS:
        raise TooMany("This page is open in many places already; close one of them.", retry_after=30)
    said = speech()
    patience = HEARTBEAT if every is None else min(every, HEARTBEAT)
    longest = LONGEST * HEARTBEAT / patience
    generation = generation_of(house)

    async def parts() -> AsyncGenerator[bytes]:
        open_streams[who] += 1
        try:
            async with (
                hub(house).following(schema, topic) as follower,
                _end_of(house, person, follower) as ended,
            ):
                shown: str | None = None
                idle = 0
                # One that retires ends its streams in order; the page asks again, and the next generation answers.
                while idle < longest and not generation.retiring:
                    if await ended():
                        yield event("", "end")
                        return
                    with languages(house).speaking(said.tag):
                        html = await render()
                    if html is None:
                        yield event("", "end")
                        return
                    if html != shown:
                        shown = html
                        yield event(html)
                    while not await follower.changed(patience):
                        idle += 1
                        yield b": here\n\n"
                        if idle >= longest or generation.retiring:
                            return
                        if every is not None:
                            break
        finally:
            open_streams[who] -= 1
            if not open_streams[who]:
                with contextlib.suppress(KeyError):
                    del open_streams[who]

    return Stream(
        parts(),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


@contextlib.asynccontextmanager
async def _end_of(
    house: House, person: Person | None, follower: Follower
) -> AsyncGenerator[Callable[[], Awaitable[bool]]]:
    """Asks whether a person's session has ended: of the database at first, since their access token may outlive it, and from then on only
    when an end was announced, which wakes the follower. Nobody's session never ends.
    """
    if person is None:

        async def never() -> bool:
            return False

        yield never
        return
    async with hub(house).following("kith", f"session:{person.session_id}", wakes=follower) as session:
        asked = False

        async def ended() -> bool:
            nonlocal asked
            if asked and not session.heard():
                return False
            asked = True
            return not await sessions.still_runs(house, person)

        yield ended

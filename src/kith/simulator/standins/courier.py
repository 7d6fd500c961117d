"""Posts webhooks to the program under test, with retries, in the background when asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine, Mapping, Sequence

import httpx
import msgspec

# Building one takes httpx longer than everything else a stand-in does to start.
_TLS = ssl.create_default_context()


class Posting(msgspec.Struct, frozen=True):
    """One HTTP POST, ready to go."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Outcome(msgspec.Struct, frozen=True):
    """How a delivery ended: the last HTTP status, or the reason there was none."""

    attempts: int
    status: int | None = None
    error: str | None = None
    answer: str = ""

    @property
    def taken(self) -> bool:
        """Whether the receiver answered with success."""
        return self.status is not None and 200 <= self.status < 300


Retry = Callable[[Outcome], bool]


def unless_taken(outcome: Outcome) -> bool:
    """Retry whatever was not answered with 2xx."""
    return not outcome.taken


class Courier:
    """Delivers postings and keeps track of what is still under way."""

    def __init__(self, timeout_seconds: float = 15.0) -> None:
        self._client = httpx.AsyncClient(timeout=timeout_seconds, verify=_TLS, trust_env=False)
        self._under_way: set[asyncio.Task[None]] = set()

    async def deliver(
        self,
        prepare: Callable[[], Posting],
        *,
        delays: Sequence[float] = (),
        retry: Retry = unless_taken,
    ) -> Outcome:
        """Post, and post again after each of `delays` (seconds) while `retry` says so.

        `prepare` is called before every attempt, so that time-bound signatures are fresh.
        """
        outcome = await self._attempt(prepare(), 1)
        for number, delay in enumerate(delays, start=2):
            if not retry(outcome):
                break
            if delay > 0:
                await asyncio.sleep(delay)
            outcome = await self._attempt(prepare(), number)
        return outcome

    def in_background(self, work: Coroutine[object, object, None]) -> None:
        """Start work that nobody waits for, other than `settled`."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settled(self) -> None:
        """Wait until nothing is under way. Raises what background work raised."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def drop(self) -> None:
        """Give up what is under way, retries included."""
        for task in tuple(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def close(self) -> None:
        """Drop what is under way and close the connections."""
        await self.drop()
        await self._client.aclose()

    async def _attempt(self, posting: Posting, number: int) -> Outcome:
        try:
            answer = await self._client.post(posting.url, content=posting.body, headers=posting.headers)
        except httpx.HTTPError as error:
            return Outcome(attempts=number, error=type(error).__name__)
        return Outcome(attempts=number, status=answer.status_code, answer=answer.text)

"""A store's notifications on their way to the house: held back, repeated, lost, delayed and reordered as told."""

from __future__ import annotations

import asyncio
import enum
import random
from collections import deque
from collections.abc import Callable

import msgspec

from kith.simulator.standins.courier import Courier, Posting
from kith.simulator.standins.faults import FaultKind, FaultPlan


class ReleaseOrder(enum.StrEnum):
    """In which order events that were held back are delivered."""

    AS_HAPPENED = "as_happened"
    REVERSED = "reversed"
    SHUFFLED = "shuffled"


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """One notification: its id at the provider, its kind, and what is posted, made anew for each try."""

    id: str
    kind: str
    prepare: Callable[[str], Posting]


class Bell:
    """Rings at one address; `rung` is every notification there was, for repeating any of them later."""

    def __init__(self, faults: FaultPlan, url: str | None, retry_seconds: tuple[float, ...] = ()) -> None:
        self.url = url
        self.holding = False
        self.held: list[Ring] = []
        self.rung: list[Ring] = []
        self.courier = Courier()
        self._faults = faults
        self._retry_seconds = retry_seconds
        self._queue: deque[Ring] = deque()
        self._draining = False

    def ring(self, ring: Ring) -> None:
        """Deliver in the background, with whatever is planned for its kind."""
        self.rung.append(ring)
        if self.url is None:
            return
        if self.holding:
            self.held.append(ring)
        elif self._faults.take(FaultKind.LOSE_WEBHOOK, ring.kind):
            return
        elif fault := self._faults.take(FaultKind.DELAY_WEBHOOK, ring.kind):
            self.courier.in_background(self._later(ring, fault.seconds))
        else:
            self.resend(ring)
            if self._faults.take(FaultKind.REPEAT_WEBHOOK, ring.kind):
                self.resend(ring)

    def resend(self, ring: Ring) -> None:
        """Deliver once more, past holding and faults."""
        if self.url is None:
            return
        self._queue.append(ring)
        if not self._draining:
            self._draining = True
            self.courier.in_background(self._drain())

    def release(self, order: ReleaseOrder, seed: int = 0) -> list[str]:
        """Stop holding back and deliver what was held, in this order; the ids."""
        self.holding = False
        released, self.held = self.held, []
        if order is ReleaseOrder.REVERSED:
            released.reverse()
        elif order is ReleaseOrder.SHUFFLED:
            random.Random(seed).shuffle(released)
        for ring in released:
            self.resend(ring)
        return [ring.id for ring in released]

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await self.courier.settled()

    def clear(self) -> None:
        """Forget what was rung, is held or waits."""
        self.holding = False
        self.held.clear()
        self.rung.clear()
        self._queue.clear()
        # A delivery that was dropped before it began never said that it ended.
        self._draining = False

    async def _drain(self) -> None:
        # One at a time, so that the order is that of the queue.
        try:
            while self._queue:
                ring = self._queue.popleft()
                await self.courier.deliver(
                    lambda ring=ring: ring.prepare(self.url or ""), delays=self._retry_seconds
                )
        finally:
            self._draining = False

    async def _later(self, ring: Ring, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.resend(ring)

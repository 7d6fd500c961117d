"""Stripe's events: signed, delivered in order unless told otherwise, retried until taken."""

from __future__ import annotations

import asyncio
import contextvars
import hashlib
import hmac
import random
import time
from collections import deque

import msgspec

from kith.simulator.standins.courier import Courier, Posting
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.ringing import ReleaseOrder
from kith.simulator.standins.stripe.objects import Event, EventRequest

NO_REQUEST = EventRequest()
causing_request: contextvars.ContextVar[EventRequest] = contextvars.ContextVar(
    "causing_request", default=NO_REQUEST
)
"""The API request being answered, which its events name."""


def signature_header(payload: bytes, secret: str, timestamp: int) -> str:
    """Stripe-Signature: HMAC-SHA256 over "timestamp.payload". Source: Stripe, "Verify webhook signatures"."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


class EventDelivery:
    """Posts events to one webhook address; holds back, repeats, loses and delays them as told."""

    def __init__(
        self,
        courier: Courier,
        faults: FaultPlan,
        url: str | None,
        secret: str,
        retry_seconds: tuple[float, ...],
    ) -> None:
        self.url = url
        self.secret = secret
        self.holding = False
        self.held: list[Event] = []
        self._courier = courier
        self._faults = faults
        self._retry_seconds = retry_seconds
        self._queue: deque[Event] = deque()
        self._draining = False

    def send(self, event: Event) -> None:
        """Deliver an event in the background, with whatever is planned for its type."""
        if self.url is None:
            return
        if self.holding:
            self.held.append(event)
        elif self._faults.take(FaultKind.LOSE_WEBHOOK, event.type):
            return
        elif fault := self._faults.take(FaultKind.DELAY_WEBHOOK, event.type):
            self._courier.in_background(self._send_later(event, fault.seconds))
        else:
            self._enqueue(event)
            if self._faults.take(FaultKind.REPEAT_WEBHOOK, event.type):
                self._enqueue(event)

    def resend(self, event: Event) -> None:
        """Deliver an event once more, past holding and faults."""
        if self.url is not None:
            self._enqueue(event)

    def release(self, order: ReleaseOrder, seed: int = 0) -> list[Event]:
        """Stop holding back and deliver what was held, in this order; returns it."""
        self.holding = False
        released, self.held = self.held, []
        if order is ReleaseOrder.REVERSED:
            released.reverse()
        elif order is ReleaseOrder.SHUFFLED:
            random.Random(seed).shuffle(released)
        for event in released:
            self._enqueue(event)
        return released

    def clear(self) -> None:
        """Forget what is held or waiting."""
        self.holding = False
        self.held.clear()
        self._queue.clear()
        # A delivery that was dropped before it began never said that it ended.
        self._draining = False

    def _enqueue(self, event: Event) -> None:
        self._queue.append(event)
        if not self._draining:
            self._draining = True
            self._courier.in_background(self._drain())

    async def _drain(self) -> None:
        # One at a time, so that the order is that of the queue; an event that is not taken does not hold up
        # the others, its retries go their own way.
        try:
            while self._queue:
                event = self._queue.popleft()
                outcome = await self._courier.deliver(lambda event=event: self._posting(event))
                if not outcome.taken and self._retry_seconds:
                    self._courier.in_background(self._retry(event))
        finally:
            self._draining = False

    async def _retry(self, event: Event) -> None:
        await asyncio.sleep(self._retry_seconds[0])
        await self._courier.deliver(lambda: self._posting(event), delays=self._retry_seconds[1:])

    async def _send_later(self, event: Event, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._enqueue(event)

    def _posting(self, event: Event) -> Posting:
        payload = msgspec.json.format(msgspec.json.encode(event), indent=2)
        # Real time even where the stand-in's clock was moved: receivers refuse signatures older than minutes.
        return Posting(
            url=self.url or "",
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature_header(payload, self.secret, int(time.time())),
                "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            },
            body=payload,
        )

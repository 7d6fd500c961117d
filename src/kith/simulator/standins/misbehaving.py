"""The middleware that makes a provider's API fail in the ways its fault plan asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kith.simulator.standins.faults import Fault, FaultKind, FaultPlan
from kith.simulator.standins.serving import cut_connection, until_disconnected

API_FAULTS = frozenset(
    {
        FaultKind.FAIL,
        FaultKind.FAIL_AFTER_EFFECT,
        FaultKind.RATE_LIMIT,
        FaultKind.DELAY,
        FaultKind.DROP,
        FaultKind.TIMEOUT_AFTER_ACCEPT,
        FaultKind.NO_ANSWER,
    }
)

ErrorAnswer = Callable[[int, Fault], ASGIResponse]
"""Builds the provider's own error answer for a status."""


def misbehaving(plan: FaultPlan, error_answer: ErrorAnswer) -> Callable[[ASGIApp], ASGIApp]:
    """Middleware for one provider's API routes. A function, because Litestar deep-copies other arguments."""

    def wrap(app: ASGIApp) -> ASGIApp:
        return _Misbehaving(app, plan, error_answer)

    return wrap


class _Misbehaving:
    """Wraps the API routes of one provider; its control routes are never wrapped."""

    def __init__(self, app: ASGIApp, plan: FaultPlan, error_answer: ErrorAnswer) -> None:
        self._app = app
        self._plan = plan
        self._error_answer = error_answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request, with whatever is planned for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        target = f"{scope['method']} {scope['path']}"
        take = self._plan.take
        if delay := take(FaultKind.DELAY, target):
            await asyncio.sleep(delay.seconds)
        if take(FaultKind.DROP, target):
            await cut_connection(scope, receive)
        elif fault := take(FaultKind.RATE_LIMIT, target):
            await self._answer(429, fault, scope, receive, send)
        elif fault := take(FaultKind.FAIL, target):
            await self._answer(fault.status or 500, fault, scope, receive, send)
        elif fault := take(FaultKind.FAIL_AFTER_EFFECT, target):
            await self._app(scope, receive, _swallow)
            await self._answer(fault.status or 500, fault, scope, receive, send)
        elif take(FaultKind.TIMEOUT_AFTER_ACCEPT, target):
            await self._app(scope, receive, _swallow)
            await cut_connection(scope, receive)
        elif take(FaultKind.NO_ANSWER, target):
            await self._app(scope, receive, _swallow)
            await until_disconnected(receive)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, status: int, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        await self._error_answer(status, fault)(scope, receive, send)


async def _swallow(message: Message) -> None:
    del message

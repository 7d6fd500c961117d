"""A process that dies at a chosen step: before or after the commit of a transaction, before or after a call to the store of files."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Callable
from typing import Any

from kith.commons.media.store import Store
from kith.foundation.actor import Actor
from kith.foundation.database import Database, Session
from kith.foundation.house import House


class Died(BaseException):
    """No `except Exception` hears of it, as none hears of a SIGKILL."""


class Countdown:
    """Dies at step number `at`, counted from one; `passed` steps were survived."""

    def __init__(self, at: int, die: Callable[[], None] | None = None) -> None:
        self.passed = 0
        self._at = at
        self._die = die

    def step(self) -> None:
        self.passed += 1
        if self.passed == self._at:
            if self._die is not None:
                self._die()
            raise Died


class _Database(Database):
    countdown: Countdown

    @contextlib.asynccontextmanager
    async def session(
        self, actor: Actor, schema: str, *, isolation: str = "read committed"
    ) -> AsyncGenerator[Session]:
        async with super().session(actor, schema, isolation=isolation) as db:
            yield db
            self.countdown.step()
        self.countdown.step()


class _Store(Store):
    countdown: Countdown

    async def _ask(self, operation: Any, *patience: float) -> Any:
        self.countdown.step()
        answer = await super()._ask(operation, *patience)
        self.countdown.step()
        return answer


def doomed(house: House, countdown: Countdown) -> House:
    """The same house, which dies when the countdown says so; asked before anything else is asked of it."""
    house.database.__class__ = _Database
    house.database.countdown = countdown  # type: ignore[attr-defined]

    def store(of: House) -> _Store:
        found = _Store(of)
        found.countdown = countdown
        return found

    house.part("commons.media.store", store)
    return house

"""What rings at the webhooks, counted by provider and hour in `kith.webhook_calls`.

Counted in memory and written half a minute later, so that nobody who sends us forged events writes a row with each.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("webhooks.seen")
_PAUSE: Final = 30.0
Outcome = Literal["received", "repeated", "refused", "failed"]


class Counts(msgspec.Struct):
    """Calls of one provider: received and of those repeated; refused for their signature or form; failed on our side."""

    received: int = 0
    repeated: int = 0
    refused: int = 0
    failed: int = 0


class Seen:
    """What this process counted and has not written yet."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._counts: dict[str, Counts] = {}
        self._writing: asyncio.Task[None] | None = None
        house.on_close(self.close)

    def count(self, provider: str, outcome: Outcome) -> None:
        counts = self._counts.setdefault(provider, Counts())
        setattr(counts, outcome, getattr(counts, outcome) + 1)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def write(self) -> None:
        """Write what was counted; it is kept for later while the database is away."""
        taken, self._counts = self._counts, {}
        try:
            async with self._house.database.session(_ACTOR, "kith") as db:
                for provider, counts in sorted(taken.items()):
                    await queries.add(
                        db.connection,
                        provider=provider,
                        received=counts.received,
                        repeated=counts.repeated,
                        refused=counts.refused,
                        failed=counts.failed,
                    )
        except Problem:
            for provider, counts in taken.items():
                known = self._counts.setdefault(provider, Counts())
                for name in Counts.__struct_fields__:
                    setattr(known, name, getattr(known, name) + getattr(counts, name))

    async def _write_soon(self) -> None:
        await asyncio.sleep(_PAUSE)
        await self.write()

    async def close(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writing
        if self._counts:
            await self.write()


def seen(house: House) -> Seen:
    return house.part("commons.webhooks", Seen)


def repeated(house: House, provider: str) -> None:
    """An event was here before: counted beside its being received, which the edge counts."""
    seen(house).count(provider, "repeated")


def outcome_of(status: int) -> Outcome:
    """What an answer's status says of a call: received; failed on our side, so that it comes again; or refused for its signature or form."""
    if 200 <= status < 400:
        return "received"
    return "failed" if status in (0, 409, 429) or status >= 500 else "refused"

"""Whether a feature is on for somebody: answered from memory, which every process reads anew at the moment somebody changes a switch."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.live import hub
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("flags")
_LOOK_AGAIN: Final = 60.0
"""Seconds after which the switches are read anew though nobody announced a change."""
_PATIENCE: Final = 3.0


class Setting(msgspec.Struct, frozen=True):
    """How a switch is set. `version` 0: it never was, and is as its product declares it."""

    enabled: bool
    rollout_percent: int
    people: frozenset[UUID]
    version: int

    def is_on_for(self, key: str, person_id: UUID | None) -> bool:
        """Off for all; on for all; for those named; for a share of people that stays the same. Without a person: on for all or not."""
        if not self.enabled:
            return False
        if self.rollout_percent == 100:
            return True
        return person_id is not None and (
            person_id in self.people or in_share(key, person_id, self.rollout_percent)
        )


def in_share(key: str, person_id: UUID, percent: int) -> bool:
    """Whether a person is among the first `percent` of a hundred, by SHA-256 of the switch's key and the person's id."""
    digest = hashlib.sha256(f"{key}:{person_id}".encode()).digest()
    return int.from_bytes(digest[:4]) % 100 < percent


async def is_on(house: House, key: str, person_id: UUID | None = None) -> bool:
    """Whether a switch is on for a person (for everybody, without one). One that nobody set is as its product declares it; an unknown one is off."""
    known = house.part("commons.flags", Switches)
    settings = known.settings
    if settings is None:
        settings = await known.read()
    setting = settings.get(key)
    return setting is not None and setting.is_on_for(key, person_id)


class Switches:
    """The switches as this process knows them. `settings` is None when they have to be read."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._following: asyncio.Task[None] | None = None
        self._hears = asyncio.Event()
        self._changes = 0
        self.settings: dict[str, Setting] | None = None
        house.on_close(self.close)

    async def read(self) -> dict[str, Setting]:
        """All switches from the database, once this process hears of changes to them."""
        if self._following is None:
            self._following = asyncio.create_task(self._follow())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._hears.wait()
        while True:
            changes = self._changes
            rows = await self._house.database.read(_ACTOR, "kith", queries.everything.sql)
            found = declared(self._house) | {
                row["key"]: Setting(
                    row["enabled"], row["rollout_percent"], frozenset(row["people"]), row["version"]
                )
                for row in rows
            }
            if changes == self._changes:
                self.settings = found
                return found

    async def _follow(self) -> None:
        async with hub(self._house).following("kith", "flags") as follower:
            self._hears.set()
            while True:
                await follower.changed(_LOOK_AGAIN)
                self._changes += 1
                self.settings = None

    async def close(self) -> None:
        if self._following is not None:
            self._following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._following


def declared(house: House) -> dict[str, Setting]:
    """The switches that the products of this house have, as they are when nobody has set them."""
    return {
        switch.key: Setting(switch.on, 100, frozenset(), 0)
        for product in house.products
        for switch in product.switches
    }

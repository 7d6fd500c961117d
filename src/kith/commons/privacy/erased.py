"""Whom the house has forgotten, kept beside the database in the store of files: a backup that is restored must not bring anybody back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.media.store import store_of

if TYPE_CHECKING:
    from kith.foundation.house import House

_FOLDER: Final = "erasures"


async def note(house: House, person_id: UUID) -> None:
    """Write down that somebody is forgotten; twice is once. Nothing but their number, which tells nobody who it was.

    Raises:
        Unavailable: the store cannot be reached.
    """
    await store_of(house).put(f"{_FOLDER}/{person_id}", b"", "application/octet-stream")


async def noted(house: House) -> list[UUID]:
    """Everybody who was written down.

    Raises:
        Unavailable: the store cannot be reached.
    """
    return sorted(UUID(name.rsplit("/", 1)[-1]) for name in await store_of(house).names(f"{_FOLDER}/"))

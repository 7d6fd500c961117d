"""Where bytes are kept: a folder, or a store that speaks S3. One object a key, written whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from obstore import exceptions
from obstore.store import LocalStore, S3Store

from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Unavailable
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House

PATIENCE: Final = 30.0
"""Seconds an operation may take, tries included."""
FILES_TAKE: Final = 600.0
"""The same for a file of any size."""
_log = logger(__name__)


class Missing(Exception):
    """There is no object of this name."""


class Store:
    """The house's files by key. Never used within a transaction.

    Each operation raises `Unavailable` when the store cannot be reached.
    """

    def __init__(self, house: House) -> None:
        self._store: Any = _opened(house)

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Write an object; whoever reads at the same time sees all of it or nothing."""
        attributes = {"Content-Type": content_type} if isinstance(self._store, S3Store) else None
        try:
            await self._ask(lambda: self._store.put_async(key, data, attributes=attributes))
        except Missing as no_bucket:
            raise _away(no_bucket) from no_bucket

    async def get(self, key: str) -> bytes:
        """Raises `Missing` when there is none."""
        found = await self._ask(lambda: self._store.get_async(key))
        return bytes(await self._ask(found.bytes_async))

    async def put_file(self, key: str, file: Path) -> None:
        """As `put`, a file of any size."""
        try:
            await self._ask(lambda: self._store.put_async(key, file), FILES_TAKE)
        except Missing as no_bucket:
            raise _away(no_bucket) from no_bucket

    async def get_file(self, key: str, into: Path) -> None:
        """As `get`, into a file."""

        async def fetch() -> None:
            found = await self._store.get_async(key)
            with into.open("wb") as file:
                async for piece in found.stream(min_chunk_size=1024 * 1024):
                    file.write(piece)

        await self._ask(fetch, FILES_TAKE)

    async def exists(self, key: str) -> bool:
        try:
            await self._ask(lambda: self._store.head_async(key))
        except Missing:
            return False
        return True

    async def delete(self, key: str) -> None:
        """An object that is not there counts as deleted."""
        try:
            await self._ask(lambda: self._store.delete_async(key))
        except Missing:
            return

    async def names(self, under: str) -> list[str]:
        """Keys that begin with `under`, a folder's name and a slash."""

        async def listed() -> list[str]:
            return [one["path"] async for chunk in self._store.list(prefix=under) for one in chunk]

        return await self._ask(listed)

    async def _ask(self, operation: Callable[[], Awaitable[Any]], patience: float = PATIENCE) -> Any:
        forbid_open_transaction()
        try:
            async with asyncio.timeout(patience):
                return await operation()
        except FileNotFoundError:
            raise Missing from None
        except (exceptions.BaseError, OSError, TimeoutError) as away:
            raise _away(away) from away


def _away(reason: Exception) -> Unavailable:
    _log.error("the store of files cannot be reached", failure=type(reason).__name__)
    return Unavailable("We cannot reach our files right now. Please try again in a moment.", retry_after=10)


def _opened(house: House) -> Any:
    settings = house.settings
    if not settings.media_url:
        return LocalStore(settings.data_folder.absolute() / "media", mkdir=True)
    options: dict[str, Any] = {}
    if settings.media_endpoint:
        options["endpoint"] = settings.media_endpoint
    if settings.media_key_id:
        options["access_key_id"] = settings.media_key_id
        options["secret_access_key"] = settings.media_secret
    return S3Store.from_url(
        settings.media_url,
        region=settings.media_region,
        virtual_hosted_style_request=False,
        client_options={"allow_http": settings.media_endpoint.startswith("http://"), "timeout": "20s"},
        retry_config={
            "max_retries": 3,
            "retry_timeout": timedelta(seconds=20),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=2),
                "base": 2,
            },
        },
        **options,
    )


def store_of(house: House) -> Store:
    """The process's store."""
    return house.part("commons.media.store", Store)

"""The house: what one process holds while it runs."""

from __future__ import annotations

import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from kith.foundation.clock import Clock
from kith.foundation.crypto import Keyring
from kith.foundation.database import Database

if TYPE_CHECKING:
    from kith.foundation.product import Product
    from kith.foundation.settings import Settings

T = TypeVar("T")


class House:
    """Settings, clock, database, keyring, randomness and the products installed; and parts that commons add, made once each.

    `randomness` decides whom to ask and when to retry; secrets come from `secrets`, never from it.
    """

    def __init__(
        self,
        settings: Settings,
        products: Sequence[Product],
        *,
        clock: Clock | None = None,
        seed: int | None = None,
    ) -> None:
        self.settings = settings
        self.products = tuple(products)
        self.clock = clock or Clock()
        self.keyring = Keyring(settings.keys, settings.pepper)
        self.randomness = random.Random(seed if seed is not None else secrets.randbits(64))  # noqa: S311
        self.database = Database(
            settings.app_database_url,
            self.clock,
            pool_size=settings.pool_size,
            statement_cache=settings.statement_cache,
        )
        self._parts: dict[str, object] = {}
        self._closing: list[Callable[[], Awaitable[None]]] = []

    def part(self, name: str, make: Callable[[House], T]) -> T:
        """A client or cache of this process, made at first use."""
        if name not in self._parts:
            self._parts[name] = make(self)
        return cast("T", self._parts[name])

    def product(self, slug: str) -> Product:
        """The installed product of this name.

        Raises:
            LookupError: it is not installed.
        """
        for product in self.products:
            if product.slug == slug:
                return product
        raise LookupError(slug)

    def on_close(self, action: Callable[[], Awaitable[None]]) -> None:
        self._closing.append(action)

    async def close(self) -> None:
        """Close the parts in reverse order, then the database."""
        for action in reversed(self._closing):
            await action()
        await self.database.close()

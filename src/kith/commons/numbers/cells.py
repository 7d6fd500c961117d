"""A week's cells from named queries, each of which answers measure, city, currency, value, base and people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from kith.foundation.product import Cell

if TYPE_CHECKING:
    from kith.foundation.database import Session


def counted_by(*queries: Any) -> Callable[[Session, datetime, datetime], Awaitable[list[Cell]]]:
    """What runs these queries, with `since` and `until`, for a week."""

    async def count(db: Session, since: datetime, until: datetime) -> list[Cell]:
        return [
            msgspec.convert(dict(row), Cell)
            for query in queries
            for row in await _rows(query(db.connection, since=since, until=until))
        ]

    return count


async def _rows(found: Any) -> Sequence[Any]:
    return [row async for row in found]

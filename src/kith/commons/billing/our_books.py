"""Rows of a product's books as movements of money."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

from kith.foundation.operations import MoneyKind, MoneyRow, MoneyState

_STATES: Final[dict[str, MoneyState]] = {
    "succeeded": "done",
    "failed": "failed",
    "expired": "failed",
    "cancelled": "failed",
}


async def movements(kind: MoneyKind, rows: AsyncIterator[Any]) -> list[MoneyRow]:
    """Rows with id, key, status (the products' words), amount and currency, of payments and transfers with back."""
    return [
        MoneyRow(
            kind=kind,
            key=row["key"],
            state=_STATES.get(row["status"], "open"),
            amount=row["amount"],
            currency=row["currency"],
            id=row["id"],
            back=row["back"] if kind in ("payment", "transfer") else 0,
        )
        async for row in rows
    ]

"""The provider's books: what moved since a moment, as its lists have it, by product."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused, call, listed
from kith.foundation.operations import MoneyKind, MoneyRow, MoneyState

if TYPE_CHECKING:
    from kith.foundation.house import House

_STATES: Final[dict[str, MoneyState]] = {
    "succeeded": "done",
    "canceled": "failed",
    "failed": "failed",
    "trialing": "done",
    "active": "done",
    "past_due": "done",
    "incomplete_expired": "failed",
}


async def moved_since(house: House, since: datetime) -> dict[str, list[MoneyRow]]:
    """Payments, refunds and transfers since a moment and all subscriptions that have not ended, by the product that is written on them.

    Others are not ours to explain.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    found: dict[str, list[MoneyRow]] = {}
    for kind in _LISTS:
        async for one in _listed(house, kind, since):
            product = getattr(one.metadata, "product", None)
            if product:
                found.setdefault(str(product), []).append(_row(kind, one))
    return found


async def one(house: House, kind: MoneyKind, key: str) -> MoneyRow | None:
    """One movement by the provider's name; None when it does not know it.

    Raises:
        Unavailable: as `client.call`.
    """
    params: Any = {"expand": ["latest_charge"]} if kind == "payment" else {}
    operation, find = _ONE[kind]
    try:
        return _row(kind, await call(house, operation, lambda api: find(api)(key, params)))
    except PaymentRefused:
        return None


async def _listed(house: House, kind: MoneyKind, since: datetime) -> AsyncGenerator[Any]:
    operation, find = _LISTS[kind]
    params: dict[str, Any] = {}
    if kind != "subscription":
        params["created"] = {"gte": int(since.timestamp())}
    if kind == "payment":
        params["expand"] = ["data.latest_charge"]
    async for entry in listed(house, operation, find, params):
        yield entry


def _row(kind: MoneyKind, found: Any) -> MoneyRow:
    back: int | None = 0
    if kind == "payment":
        charge: Any = getattr(found, "latest_charge", None)
        back = int(charge.amount_refunded) if hasattr(charge, "amount_refunded") else None
    elif kind == "transfer":
        back = int(found.amount_reversed)
    return MoneyRow(
        kind=kind,
        key=str(found.id),
        state="done" if kind == "transfer" else _STATES.get(str(found.status), "open"),
        amount=0 if kind == "subscription" else int(found.amount),
        currency="" if kind == "subscription" else str(found.currency),
        id=_named(found, "person_id" if kind == "subscription" else "reference"),
        back=back,
    )


def _named(found: Any, name: str) -> UUID | None:
    try:
        return UUID(str(getattr(found.metadata, name, None)))
    except ValueError:
        return None


_Call = tuple[str, Callable[[Any], Callable[..., Any]]]
_LISTS: Final[dict[MoneyKind, _Call]] = {
    "payment": ("payment_intents.list", lambda api: api.v1.payment_intents.list_async),
    "refund": ("refunds.list", lambda api: api.v1.refunds.list_async),
    "transfer": ("transfers.list", lambda api: api.v1.transfers.list_async),
    "subscription": ("subscriptions.list", lambda api: api.v1.subscriptions.list_async),
}
_ONE: Final[dict[MoneyKind, _Call]] = {
    "payment": ("payment_intents.retrieve", lambda api: api.v1.payment_intents.retrieve_async),
    "refund": ("refunds.retrieve", lambda api: api.v1.refunds.retrieve_async),
    "transfer": ("transfers.retrieve", lambda api: api.v1.transfers.retrieve_async),
    "subscription": ("subscriptions.retrieve", lambda api: api.v1.subscriptions.retrieve_async),
}

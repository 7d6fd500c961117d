"""Bringing a subscription to how it stands at Stripe. Any order of events ends the same, because none of them is believed: each makes us look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.billing.client import call
from kith.commons.billing.customers import queries as customers
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.foundation.queries import load
from kith.products.josh import topics
from kith.products.josh.conversation.copy import subscription as copy
from kith.products.josh.outbound.notices import queue_notice
from kith.products.josh.outbound.reads import recipient
from kith.products.josh.subscription.entitlements import GRACE, recompute

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "sync.sql")
_ACTOR = service("josh.subscription")

_STATES = {
    "trialing": "trialing",
    "active": "active",
    "past_due": "past_due",
    "unpaid": "unpaid",
    "canceled": "canceled",
}
_BEST_FIRST = ("active", "trialing", "past_due", "unpaid", "canceled", "none")


class AtStripe(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription as Stripe tells it. States that mean “not begun” or “ended before it began” count as none."""

    id: str
    state: str
    current_period_end: datetime | None
    cancel_at_period_end: bool
    price_id: str | None
    created: int


def read_subscription(found: dict[str, Any]) -> AtStripe:
    """Stripe's object in our words."""
    listed: dict[str, Any] = found.get("items") or {}
    items: list[dict[str, Any]] = listed.get("data") or []
    price: dict[str, Any] = (items[0].get("price") or {}) if items else {}
    periods = [int(item.get("current_period_end") or 0) for item in items]
    ends = max(periods, default=0) or int(found.get("current_period_end") or 0)
    return AtStripe(
        id=found["id"],
        state=_STATES.get(str(found.get("status")), "none"),
        current_period_end=datetime.fromtimestamp(ends, UTC) if ends else None,
        cancel_at_period_end=bool(found.get("cancel_at_period_end") or found.get("cancel_at")),
        price_id=price.get("id"),
        created=int(found.get("created") or 0),
    )


def _is_ours(found: dict[str, Any]) -> bool:
    metadata: dict[str, Any] = found.get("metadata") or {}
    return metadata.get("product", "josh") == "josh"


def standing(subscriptions: Sequence[AtStripe]) -> AtStripe | None:
    """Which of a person's subscriptions counts: the one that gives most, then the newest."""
    return min(subscriptions, key=lambda s: (_BEST_FIRST.index(s.state), -s.created, s.id), default=None)


async def on_event(house: House, person_id: UUID, event_type: str, event: dict[str, Any]) -> None:
    """An event about one of our people: whatever it says, look how the subscription stands now."""
    if event_type.startswith(("customer.subscription.", "checkout.session.", "invoice.")):
        await sync(house, person_id, event_id=str(event.get("id")))


async def sync(house: House, person_id: UUID, event_id: str | None = None) -> None:
    """Ask Stripe and write the answer; an answer overtaken by a later question is dropped.

    Raises:
        Unavailable: Stripe or the database is away; to be tried again.
    """
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        number = await queries.begin_sync(db.connection, user_id=person_id)
    if number is None:
        return
    async with house.database.session(_ACTOR, "kith") as db:
        customer = await customers.customer_of(db.connection, person_id=person_id)
    found: list[AtStripe] = []
    if customer is not None:
        page = await call(
            house,
            "subscriptions.list",
            lambda api: api.v1.subscriptions.list_async(
                {"customer": customer, "status": "all", "limit": 100}
            ),
        )
        entries: list[dict[str, Any]] = [entry.to_dict() for entry in page.data]
        found = [read_subscription(entry) for entry in entries if _is_ours(entry)]
    current = standing(found)
    async with house.database.session(_ACTOR, schema) as db:
        if current is not None:
            written = await queries.apply_sync(
                db.connection,
                user_id=person_id,
                number=number,
                stripe_subscription_id=current.id,
                state=current.state,
                current_period_end=current.current_period_end,
                cancel_at_period_end=current.cancel_at_period_end,
                stripe_price_id=current.price_id,
                event_id=event_id,
                grace_until=db.now + GRACE,
            )
            if written is not None and current.state == "past_due":
                await _tell_past_due(db, house, person_id, current)
        await recompute(db, person_id)


async def _tell_past_due(db: Any, house: House, person_id: UUID, current: AtStripe) -> None:
    person = await recipient(db, person_id)
    if person is not None:
        await queue_notice(
            db,
            house,
            to=person,
            body=copy.past_due(),
            topic=topics.MEMBERSHIP,
            purpose="subscription.past_due",
            key=f"past_due:{current.id}:{current.current_period_end}",
        )


async def look_after_overdue(house: House) -> None:
    """Subscriptions whose time ran out without an event: ask Stripe; trials without a card simply end."""
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        due = [row async for row in queries.overdue(db.connection, now=db.now, at_most=100)]
        for row in due:
            if row["stripe_subscription_id"] is None:
                await recompute(db, row["user_id"])
    for row in due:
        if row["stripe_subscription_id"] is not None:
            await sync(house, row["user_id"])


JOBS: list[Job] = []
SCHEDULES = [Schedule(name="josh.subscription.overdue", cron="*/10 * * * *", run=look_after_overdue)]

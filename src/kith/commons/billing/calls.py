"""Calls that move money: a row first, then Stripe, with one key however often it is tried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.billing.client import PaymentRefused, call
from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.queries import load

if TYPE_CHECKING:
    import stripe

    from kith.foundation.house import House

queries = load(__file__, "calls.sql")
_ACTOR = service("billing.calls")


async def recorded(
    house: House,
    *,
    key: str,
    person_id: UUID | None,
    product: str,
    operation: str,
    parameters: Mapping[str, Any],
    make: Callable[[stripe.StripeClient], Awaitable[Any]],
) -> Any:
    """Make a call under a key of ours; the same key later makes the same call, and Stripe does it once.

    Raises:
        ValueError: the key belongs to another call.
        PaymentRefused, Unavailable: as `client.call`; the row keeps why.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        begun = await queries.begin(
            db.connection,
            key=key,
            person_id=person_id,
            product=product,
            operation=operation,
            parameters=dict(parameters),
        )
    if begun["operation"] != operation or begun["parameters"] != dict(parameters):
        raise ValueError("This key belongs to another call.")
    try:
        answer = await call(house, operation, make)
    except Problem as problem:
        async with house.database.session(_ACTOR, "kith") as db:
            error = problem.detail if isinstance(problem, PaymentRefused) else problem.slug
            await queries.fail(db.connection, key=key, error=error[:200])
        raise
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.finish(db.connection, key=key, outcome={"id": str(getattr(answer, "id", ""))})
    return answer

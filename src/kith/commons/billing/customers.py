"""A person's customer at Stripe: one for all products."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.billing.client import call
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    import stripe

    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("billing.customers")


async def ensure_customer(house: House, person_id: UUID) -> str:
    """The person's Stripe customer, made at first need. Asking twice at once makes one: Stripe sees the same key.

    Raises:
        NotFound: there is no such person (any more).
        Unavailable, PaymentRefused: as `call`.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        known = await queries.customer_of(db.connection, person_id=person_id)
        person = await queries.person_for_customer(db.connection, person_id=person_id)
    if known is not None:
        return known
    if person is None:
        raise NotFound
    params: stripe.params.CustomerCreateParams = {"metadata": {"person_id": str(person_id)}}
    if person["email"]:
        params["email"] = person["email"]
    customer = await call(
        house,
        "customers.create",
        lambda api: api.v1.customers.create_async(params, {"idempotency_key": f"kith-customer-{person_id}"}),
    )
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.remember_customer(db.connection, person_id=person_id, stripe_customer_id=customer.id)
        return await queries.customer_of(db.connection, person_id=person_id)

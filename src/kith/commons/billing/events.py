"""Stripe's events: each stored once, then applied by asking Stripe how the object stands now, so that their order does not matter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Refused
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("billing.events")
APPLY_JOB = "kith.stripe.apply"


async def receive(house: House, body: bytes, signature: str) -> bool:
    """Store a webhook's event and queue its application. False when the event was here before.

    Raises:
        Refused: the signature is not Stripe's; nothing is stored.
    """
    import stripe

    try:
        _verify(house, body.decode(), signature)
        event = msgspec.json.decode(body, type=dict[str, Any])
    except (stripe.SignatureVerificationError, UnicodeDecodeError, msgspec.DecodeError):
        raise Refused("The signature of this event is not right.", slug="bad-signature") from None
    async with house.database.session(_ACTOR, "kith") as db:
        stored = await queries.store_event(
            db.connection, stripe_event_id=str(event["id"]), event_type=str(event["type"]), payload=event
        )
        if stored is None:
            return False
        await enqueue(db, APPLY_JOB, {"id": str(stored)})
    return True


def _verify(house: House, body: str, signature: str) -> None:
    """Stripe signs the events of connected accounts with the secret of another endpoint."""
    import stripe

    signatures: Any = stripe.WebhookSignature
    try:
        signatures.verify_header(body, signature, house.settings.stripe_webhook_secret, 300)
    except stripe.SignatureVerificationError:
        if not house.settings.stripe_connect_webhook_secret:
            raise
        signatures.verify_header(body, signature, house.settings.stripe_connect_webhook_secret, 300)


async def apply(house: House, payload: Payload) -> None:
    """Let every product apply one event; one that fails is tried again, and stays visible. One whose words are gone already has served."""
    event_id = UUID(payload["id"])
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.event(db.connection, id=event_id)
    if row is None or not row["payload"] or (row["processed_at"] is not None and not payload.get("again")):
        return
    try:
        person = await _person_of(house, row["payload"])
        meant = _product_of(row["payload"])
        if person is not None:
            for product in house.products:
                if product.on_stripe_event is not None and meant in (None, product.slug):
                    await product.on_stripe_event(house, person, row["event_type"], row["payload"])
    except Exception as failure:
        async with house.database.session(_ACTOR, "kith") as db:
            await queries.event_failed(db.connection, id=event_id, error=type(failure).__name__)
        raise
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.event_done(db.connection, id=event_id)


async def _person_of(house: House, event: dict[str, Any]) -> UUID | None:
    """Whom an event is about: by the customer it names, or by the person written into its metadata."""
    found: dict[str, Any] = event.get("data", {}).get("object", {})
    customer: Any = found.get("id") if found.get("object") == "customer" else found.get("customer")
    if isinstance(customer, dict):
        customer = cast("dict[str, Any]", customer).get("id")
    if customer:
        async with house.database.session(_ACTOR, "kith") as db:
            person = await queries.person_of(db.connection, stripe_customer_id=customer)
        if person is not None:
            return person
    metadata: dict[str, Any] = found.get("metadata") or {}
    try:
        return UUID(str(metadata.get("person_id")))
    except ValueError:
        return None


def _product_of(event: dict[str, Any]) -> str | None:
    """The product an event's object was made for, where that is written on it; None is for all."""
    found: dict[str, Any] = event.get("data", {}).get("object", {})
    metadata: dict[str, Any] = found.get("metadata") or {}
    return metadata.get("product")


async def take_up_forgotten(house: House) -> None:
    """Events whose job was lost or gave up are applied again, for a while."""
    async with house.database.session(_ACTOR, "kith") as db:
        before = db.now - timedelta(minutes=10)
        for row in [row async for row in queries.forgotten_events(db.connection, before=before, at_most=100)]:
            await enqueue(db, APPLY_JOB, {"id": str(row["id"])}, once_as=f"{APPLY_JOB}:{row['id']}")


JOBS = [Job(name=APPLY_JOB, run=apply, attempts=8)]
SCHEDULES = [Schedule(name="kith.stripe.forgotten", cron="*/5 * * * *", run=take_up_forgotten)]

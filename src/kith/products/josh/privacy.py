"""JOSH's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import call
from kith.commons.billing.customers import queries as customers
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.language import later
from kith.foundation.product import PrivacyHooks, export_part
from kith.foundation.queries import load
from kith.products.josh.conversation.turn import message_binding
from kith.products.josh.linkups.departure import person_left

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")
_ACTOR = service("josh.privacy")
CANCEL_JOB = "josh.subscription.cancel"

_PARTS: Final = {
    "user": later("Who you are in JOSH"),
    "subscription": later("How you pay"),
    "entitlements": later("What you may do"),
    "profile": later("What JOSH thinks of you"),
    "profile_events": later("What that is made of"),
    "ratings": later("What your replies taught"),
    "memberships": later("Where you belong or waited"),
    "linkups": later("LinkUps you started or were in"),
    "invites": later("What you were asked to, and why"),
    "outcomes": later("What you said afterwards"),
    "choices": later("With whom you would share your number"),
    "exchanges": later("Numbers that were exchanged"),
    "conversation": later("Where our conversation stands"),
    "texts": later("Texts between us"),
    "queued": later("Texts that were to be sent"),
    "otps": later("Codes we sent"),
    "links": later("Links we sent"),
    "told": later("What JOSH wrote to you by mail"),
}


def _text(house: House, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "direction": row["direction"],
        "at": row["created_at"],
        "status": row["status"],
        "text": _words(house, row),
    }


def _words(house: House, row: Any) -> str | None:
    if row["body_ciphertext"] is None:
        return None
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    try:
        return house.keyring.open(sealed, message_binding(row["id"], row["direction"]))
    except Unreadable:
        return None


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """Give the person's places free, tell whoever counted on them, forget everything personal; end the subscription by a job."""
    if await queries.first_name(db.connection, id=person_id) is None:
        return
    await person_left(db, house, person_id, "erased")
    await enqueue(db, CANCEL_JOB, {"person_id": str(person_id)})
    await queries.erase(db.connection, id=person_id)


async def cancel_subscription(house: House, payload: Payload) -> None:
    """End whatever an erased or banned person still pays for; Stripe sees the same key however often this is tried."""
    person_id = UUID(payload["person_id"])
    async with house.database.session(_ACTOR, "kith") as db:
        customer = await customers.customer_of(db.connection, person_id=person_id)
    if customer is None:
        return
    page = await call(
        house,
        "subscriptions.list",
        lambda api: api.v1.subscriptions.list_async({"customer": customer, "limit": 100}),
    )
    for subscription in page.data:
        found = subscription.id
        await call(
            house,
            "subscriptions.cancel",
            lambda api, found=found: api.v1.subscriptions.cancel_async(
                found, {}, {"idempotency_key": f"josh-erased-{found}"}
            ),
        )


HOOKS = PrivacyHooks(
    parts=[
        export_part(queries, name, title, opened=_text if name == "texts" else None)
        for name, title in _PARTS.items()
    ],
    erase=erase,
)
JOBS = [Job(name=CANCEL_JOB, run=cancel_subscription)]

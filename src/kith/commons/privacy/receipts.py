"""Receipts of erasures, signed with Ed25519: whoever was forgotten can show it, and nobody can make one up.

The key comes from the house's pepper, so that it needs no place of its own and is the same in every process.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kith.commons.media.store import Missing, store_of
from kith.commons.privacy.personal_data import owners
from kith.foundation.actor import service
from kith.foundation.language import _, later
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "requests.sql")
_ACTOR: Final = service("privacy.receipts")
_PURPOSE: Final = "privacy.receipt"
AT_STRIPE: Final = later(
    "Who you are at Stripe, our payment service, with your cards: we have it deleted there too, within a day. While a dispute, a refund "
    "or a payment is under way, it waits until that is settled."
)


def _key(house: House) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(house.keyring.keyed_hash("signing key", _PURPOSE))


def public_key(house: House) -> str:
    """The 32 bytes a receipt is checked with, in base64."""
    return base64.b64encode(_key(house).public_key().public_bytes_raw()).decode()


def signed(
    house: House,
    request: UUID,
    *,
    asked_at: datetime,
    confirmed_at: datetime,
    erased_at: datetime,
    at_stripe: bool = False,
) -> dict[str, Any]:
    """The receipt of an erasure: what was asked and done when, in which parts of the house,
    what stays of it and why, what others are asked to delete (`elsewhere`; `at_stripe` where Stripe knew them), and the signature (base64)
    over all of it as JSON with sorted names and no spaces. Nothing in it tells who it was.
    """
    told: dict[str, Any] = {
        "what": "erasure",
        "request": str(request),
        "asked_at": asked_at.isoformat(),
        "confirmed_at": confirmed_at.isoformat(),
        "erased_at": erased_at.isoformat(),
        "parts": ["house", *(product.slug for product in house.products)],
        "stays": {owner.slug: owner.stays() for owner in owners(house)},
        "elsewhere": [_(AT_STRIPE)] if at_stripe else [],
        "public_key": public_key(house),
    }
    return told | {"signature": base64.b64encode(_key(house).sign(_told(told))).decode()}


async def keep(house: House, request: UUID, receipt: dict[str, Any]) -> None:
    """Keep a receipt beside the database as well: a backup from before the erasure does not have it.

    Raises:
        Unavailable: the store cannot be reached.
    """
    await store_of(house).put(f"receipts/{request}", msgspec.json.encode(receipt), "application/json")


async def of_request(house: House, request: UUID) -> dict[str, Any] | None:
    """The receipt of a request; None while there is none.

    Raises:
        Unavailable: the store cannot be reached.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        found = await queries.receipt(db.connection, id=request)
    if found is not None:
        return found
    try:
        return msgspec.json.decode(await store_of(house).get(f"receipts/{request}"))
    except Missing:
        return None


def holds(receipt: dict[str, Any], key: str) -> bool:
    """Whether a receipt is as it was signed with the key (base64)."""
    told = {name: value for name, value in receipt.items() if name != "signature"}
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(
            base64.b64decode(receipt["signature"]), _told(told)
        )
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True


def _told(receipt: dict[str, Any]) -> bytes:
    return msgspec.json.encode(receipt, order="sorted")

"""What is on offer, and the terms said before buying."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.commons.flags.switches import is_on
from kith.foundation.actor import service
from kith.products.mentor.bookings.price import price_of
from kith.products.mentor.packages.telling import queries
from kith.products.mentor.switches import PACKAGES

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("mentor.packages")


class PackageOffered(msgspec.Struct, frozen=True, kw_only=True):
    """A package on offer. Sums in minor units; `single_cents` is what so many sessions cost one by one."""

    id: UUID
    sessions: int
    minutes: int
    price_cents: int
    session_cents: int
    single_cents: int
    currency: str


class PackageTerms(msgspec.Struct, frozen=True):
    """What is said before buying: how long credit is good, and until when a package can be given back untouched."""

    credit_months: int
    withdrawal_days: int


async def on_offer(house: House, profile: UUID, viewer: UUID | None) -> list[PackageOffered]:
    """What a viewer can buy of a mentor now; nothing while packages are switched off for them."""
    if not await is_on(house, PACKAGES, viewer):
        return []
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        return [
            PackageOffered(
                id=row["id"],
                sessions=row["sessions"],
                minutes=row["minutes"],
                price_cents=row["price_cents"],
                session_cents=row["price_cents"] // row["sessions"],
                single_cents=price_of(row["hourly_rate"], row["minutes"]) * row["sessions"]
                if row["currency"] == row["rate_currency"]
                else 0,
                currency=row["currency"],
            )
            async for row in queries.on_offer(db.connection, profile=profile)
        ]


async def terms(house: House) -> PackageTerms:
    """The terms in force."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        row = await queries.terms(db.connection)
    return PackageTerms(row["credit_months"], row["withdrawal_days"])

"""Packages as the mentee who bought them sees them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.products.mentor.packages.pricing import sessions_in

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.credit")


class CreditMove(msgspec.Struct, frozen=True, kw_only=True):
    """One movement of a package's credit: `kind` bought, session, session_back, returned (to the card); below zero when it left."""

    kind: str
    amount_cents: int
    at: datetime
    booking_id: UUID | None
    session_at: datetime | None


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """A package that was bought. Sums in minor units; `leftover_cents` is what no whole session can be had for.

    `returnable`: withdrawn (in time and untouched) or unusable, when the mentee may have the money back by themselves.
    """

    id: UUID
    mentor_name: str
    mentor_profile: UUID
    minutes: int
    sessions: int
    sessions_left: int
    credit_cents: int
    leftover_cents: int
    session_cents: int
    price_cents: int
    currency: str
    status: str
    bought_at: datetime
    withdraw_until: datetime
    expires_at: datetime
    ended_because: str | None
    returnable: str | None
    history: list[CreditMove]


class UsableCredit(msgspec.Struct, frozen=True):
    """Sessions left with one mentor, of one length."""

    minutes: int
    sessions: int
    expires_at: datetime


async def mine(house: House, person: Person) -> list[Credit]:
    """Everything the person bought, what is in use first."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        rows = [row async for row in queries.of_mentee(db.connection, mentee=person.id)]
        moves: dict[UUID, list[CreditMove]] = {}
        async for row in queries.history(db.connection, mentee=person.id):
            moves.setdefault(row["purchase_id"], []).append(
                CreditMove(
                    kind=row["kind"],
                    amount_cents=row["amount_cents"],
                    at=row["created_at"],
                    booking_id=row["booking_id"],
                    session_at=row["start_time"],
                )
            )
    return [_credit(row, moves.get(row["id"], [])) for row in rows]


def _credit(row: Any, history: list[CreditMove]) -> Credit:
    sessions_left, leftover = sessions_in(row["credit_cents"], row["session_cents"])
    return Credit(
        id=row["id"],
        mentor_name=row["mentor_name"] or "",
        mentor_profile=row["mentor_profile"],
        minutes=row["minutes"],
        sessions=row["sessions"],
        sessions_left=sessions_left,
        credit_cents=row["credit_cents"],
        leftover_cents=leftover,
        session_cents=row["session_cents"],
        price_cents=row["price_cents"],
        currency=row["currency"],
        status=row["status"],
        bought_at=row["bought_at"],
        withdraw_until=row["withdraw_until"],
        expires_at=row["expires_at"],
        ended_because=row["ended_because"],
        returnable=row["returnable"],
        history=history,
    )


async def usable(house: House, mentee: UUID | None, profile: UUID) -> dict[int, UsableCredit]:
    """What somebody can book with a mentor without paying, by length of the session."""
    if mentee is None:
        return {}
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        return {
            row["minutes"]: UsableCredit(row["minutes"], row["sessions"], row["expires_at"])
            async for row in queries.usable(db.connection, mentee=mentee, profile=profile)
        }

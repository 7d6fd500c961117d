"""What a seller earned as they see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.payments.settling import queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("hotmess.earnings")
_MOST: Final = 200


class EarnedSale(msgspec.Struct, frozen=True, kw_only=True):
    """Something one sold; sums in minor units, `net_pence` what is left of it for the seller. `state`: soon, waiting, held, sending,
    paid, returned."""

    id: UUID
    title: str
    gross_pence: int
    fee_pence: int
    net_pence: int
    currency: str
    state: str
    not_before: datetime
    sold_at: datetime


class SalesEarned(msgspec.Struct, frozen=True, kw_only=True):
    """What one sold on HOTMESS, newest first. `account`: none, incomplete, under_review, ready, paused."""

    account: str
    sales: list[EarnedSale]


async def earnings(house: House, person: Person) -> SalesEarned:
    """Everything on the earnings page.

    Raises:
        NotFound: not a member.
        Refused: suspended.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await acting(db, person.id)
        account = await queries.account(db.connection, person=person.id)
        state = "none" if account is None else account["state"]
        sales = [
            _sale(row, db.now, ready=state == "ready")
            async for row in queries.earnings(db.connection, person=person.id, at_most=_MOST)
        ]
    return SalesEarned(account=state, sales=sales)


def _sale(row: Any, now: datetime, *, ready: bool) -> EarnedSale:
    state = {"succeeded": "paid", "reversed": "returned", "sent": "sending"}.get(row["status"])
    if state is None:
        due = "held" if row["held"] else "sending" if ready else "waiting"
        state = "soon" if row["not_before"] > now else due
    return EarnedSale(
        id=row["id"],
        title=row["title"] or "",
        gross_pence=row["gross_pence"],
        fee_pence=row["fee_pence"],
        net_pence=row["amount_pence"] - row["reversed_pence"],
        currency=row["currency"],
        state=state,
        not_before=row["not_before"],
        sold_at=row["created_at"],
    )

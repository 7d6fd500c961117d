"""A mentor's earnings as they see them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.products.mentor.payouts.accounts import queries
from kith.products.mentor.payouts.earned import EarnedSession, EarnedSum, EarnedWeek, share, sums, weeks

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("mentor.earnings")
_MOST: Final = 5000
SHOWN: Final = 100
WEEKS: Final = 8


class Earnings(msgspec.Struct, frozen=True, kw_only=True):
    """What a mentor earned. `account`: none, incomplete, under_review, ready, paused; `sessions` are the newest hundred.

    `fee_basis_points` is the house's share of what is booked now, `payout_hours` how long after a session it is paid.
    """

    account: str
    currency: str
    time_zone: str
    fee_basis_points: int
    payout_hours: int
    sums: list[EarnedSum]
    weeks: list[EarnedWeek]
    sessions: list[EarnedSession]


async def earnings(house: House, person: Person) -> Earnings:
    """Everything on the earnings page.

    Raises:
        NotFound: no mentor.
    """
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        mentor = await queries.mentoring(db.connection, person=person.id)
        if mentor is None:
            raise NotFound
        account = await queries.account(db.connection, person=person.id)
        terms = await queries.terms(db.connection)
        status = "none" if account is None else account["status"]
        lines = [
            line
            async for row in queries.earnings(db.connection, mentor=person.id, at_most=_MOST)
            if (line := _line(row, db.now, ready=status == "ready")) is not None
        ]
        now = db.now
    return Earnings(
        account=status,
        currency=mentor["currency"],
        time_zone=mentor["timezone"],
        fee_basis_points=terms["fee_basis_points"],
        payout_hours=terms["payout_hours"],
        sums=sums(lines),
        weeks=weeks(lines, mentor["currency"], now, mentor["timezone"], WEEKS),
        sessions=lines[:SHOWN],
    )


def _line(row: Any, now: datetime, *, ready: bool) -> EarnedSession | None:
    fee, net = share(row["kept_cents"], row["fee_basis_points"])
    if not net and not row["sent_cents"]:
        return None
    return EarnedSession(
        booking_id=row["id"],
        start=row["start_time"],
        minutes=row["duration_minutes"],
        mentee_name=row["mentee_name"] or "",
        paid_with=row["paid_with"],
        gross_cents=row["kept_cents"],
        fee_cents=fee,
        net_cents=net,
        to_return_cents=row["to_reverse_cents"],
        currency=row["currency"],
        state=_state(row, now, ready=ready),
        called_off=row["status"] == "cancelled",
        due_at=row["due_at"],
        paid_at=row["paid_at"],
    )


def _state(row: Any, now: datetime, *, ready: bool) -> str:
    if row["payout_status"] == "succeeded":
        return "paid"
    if row["status"] == "confirmed" and row["end_time"] > now:
        return "ahead"
    if row["payout_hold"] is not None:
        return "held"
    if row["payout_status"] is None and (row["due_at"] is None or row["due_at"] > now):
        return "soon"
    return "sending" if ready or row["payout_status"] == "sent" else "waiting"

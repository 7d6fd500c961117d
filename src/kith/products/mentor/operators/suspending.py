"""Suspending and taking back in, each in one transaction with what follows for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.errors import Conflict
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.products.mentor import topics
from kith.products.mentor.bookings import telling
from kith.products.mentor.operators.frame import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House


FOLLOWS: Final = (
    later("For now, you cannot book sessions or be booked on Mentor."),
    later(
        "Sessions you still had ahead are off, and whatever was paid for them goes back to whoever paid it."
    ),
)
BACK: Final = later(
    "You can book and be booked again. Sessions that were called off stay off; your hours and your profile are as you left them."
)


async def suspend(
    db: Session, house: House, admin: Admin, person: UUID, reason: str, *, told: bool = True
) -> None:
    """Nothing more with Mentor until taken back: sessions to come end, whoever paid gets all of it back, both of each session are told
    (service, in the caller's transaction). `told`: by a letter of Mentor's own; a decision of the queue's has one.

    Raises:
        Conflict: suspended already, or gone.
    """
    ended: list[UUID] | None = await queries.suspend(db.connection, person=person)
    if ended is None:
        raise Conflict("This person is suspended already, or has left.")
    for booking in ended:
        await telling.tell_ended(db, house, booking, "house")
        await announce(db, f"booking:{booking}")
    if told:
        await _tell(db, house, person, _suspended, "suspended")
    await audit.record(
        db,
        admin=admin,
        action="mentor.person.suspended",
        target_type="person",
        target_id=person,
        reason=reason,
        payload={"sessions_ended": len(ended)},
        product="mentor",
    )


async def end_for_ban(house: House, db: Session, person: UUID) -> dict[str, int]:
    """The house banned somebody: sessions to come end, and the other of each is told that they were called off. A banned mentor's mentees get
    all of it back, a banned mentee what the session's rule says; packages go back unspent, payouts wait.
    """
    await queries.end_feed(db.connection, person=person)
    ended: list[UUID] | None = await queries.ban(db.connection, person=person)
    for booking in ended or ():
        await telling.tell_ended_by_leaving(db, house, booking, person)
        await announce(db, f"booking:{booking}")
    return {} if ended is None else {"sessions_ended": len(ended), "closed": 1}


async def reopen_after_ban(_house: House, db: Session, person: UUID) -> None:
    """The house's ban was lifted, and was what had closed Mentor to them."""
    await queries.reinstate(db.connection, person=person)


async def reinstate(
    db: Session, house: House, admin: Admin, person: UUID, reason: str, *, told: bool = True
) -> None:
    """Welcome somebody back; what ended stays ended (service, in the caller's transaction). `told`: as of `suspend`.

    Raises:
        Conflict: they are not suspended.
    """
    if not await queries.reinstate(db.connection, person=person):
        raise Conflict("This person is not suspended.")
    if told:
        await _tell(db, house, person, _reinstated, "reinstated")
    await audit.record(
        db,
        admin=admin,
        action="mentor.person.reinstated",
        target_type="person",
        target_id=person,
        reason=reason,
        product="mentor",
    )


async def _tell(db: Session, house: House, person: UUID, say: Callable[[], Notice], purpose: str) -> None:
    key = f"mentor:{purpose}:{person}:{db.now.isoformat()}"
    await notify(
        db, house, person, say, product="Mentor", topic=topics.STANDING, purpose=f"person.{purpose}", key=key
    )


def _suspended() -> Notice:
    return Notice(
        subject=_("About your place in Mentor"),
        text=" ".join(
            (
                *(_(one) for one in FOLLOWS),
                _(
                    "We decided this with care. If you think we are wrong, answer this letter: somebody else will look at it."
                ),
            )
        ),
        link="/mentor",
        hint=_("About your place in Mentor."),
    )


def _reinstated() -> Notice:
    return Notice(
        subject=_("Welcome back"),
        text=_(BACK),
        link="/mentor",
        hint=_("You are welcome again."),
    )

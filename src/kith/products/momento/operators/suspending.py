"""Suspending, banning and taking back in, each in one transaction with what follows for others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.errors import Conflict
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.products.momento import topics
from kith.products.momento.operators.frame import queries
from kith.products.momento.profiles import departure

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House

_TO_GUESTS: Final = "The host cannot hold this evening."
FOR_NOW: Final = later("For now, you cannot host or join anything on Momento.")
WHAT_FOLLOWS: Final = later(
    "Seats you had paid for are given back whole; evenings you were going to host are called off."
)
BACK: Final = later(
    "You can be invited, join and host again. What was called off meanwhile stays called off; new evenings wait for you."
)
_APPEAL: Final = later(
    "We decided this with care. If you think we are wrong, answer this letter: somebody else will look at it."
)


async def suspend(
    db: Session, house: House, admin: Admin, person: UUID, reason: str, *, for_good: bool, told: bool = True
) -> None:
    """Nothing more with Momento, until taken back: seats to come go back whole, evenings they host are called off and their guests told,
    in the caller's transaction (service). `told`: by a letter of Momento's own; a decision of the queue's has one.

    Raises:
        Conflict: suspended (or banned) already.
    """
    hosted, seated, changed = await _close(db, house, person, for_good=for_good)
    if not changed:
        raise Conflict("This person is suspended already.")
    if told:
        key = f"suspended:{person}:{db.now}"
        await _told(db, house, person, lambda: _suspended(for_good=for_good), "suspended", key)
    await audit.record(
        db,
        admin=admin,
        action="momento.person.banned" if for_good else "momento.person.suspended",
        target_type="person",
        target_id=person,
        reason=reason,
        payload={"events_called_off": hosted, "seats_given_back": seated},
        product="momento",
    )


async def _close(db: Session, house: House, person: UUID, *, for_good: bool) -> tuple[int, int, bool]:
    """Events called off, seats given back, and whether their place changed."""
    hosted = await departure.call_off_hosted(db, house, person, "house", _TO_GUESTS)
    seated = [row["event_id"] async for row in queries.seats_to_come(db.connection, person=person)]
    changed: bool = await queries.suspend(db.connection, person=person, for_good=for_good)
    for event in seated:
        await announce(db, f"event:{event}")
    return hosted, len(seated), changed


async def end_for_ban(house: House, db: Session, person: UUID) -> dict[str, int]:
    """The house banned somebody: as a suspension for good, told by the house's own letter. A suspension of Momento's own stays one."""
    if not await queries.is_in(db.connection, person=person):
        return {}
    hosted, seated, changed = await _close(db, house, person, for_good=True)
    return {"events_called_off": hosted, "seats_given_back": seated, "closed": int(changed)}


async def reopen_after_ban(_house: House, db: Session, person: UUID) -> None:
    """The house's ban was lifted, and was what had closed Momento to them."""
    await queries.reinstate(db.connection, person=person)


async def reinstate(
    db: Session, house: House, admin: Admin, person: UUID, reason: str, *, told: bool = True
) -> None:
    """Welcome somebody back; what was called off stays called off. `told`: as of `suspend`.

    Raises:
        Conflict: they are not suspended.
    """
    if await queries.reinstate(db.connection, person=person) is None:
        raise Conflict("This person is not suspended.")
    if told:
        await _told(db, house, person, _reinstated, "reinstated", f"reinstated:{person}:{db.now}")
    await audit.record(
        db,
        admin=admin,
        action="momento.person.reinstated",
        target_type="person",
        target_id=person,
        reason=reason,
        product="momento",
    )


async def _told(
    db: Session, house: House, person: UUID, say: Callable[[], Notice], purpose: str, key: str
) -> None:
    await notify(
        db, house, person, say, product="Momento", topic=topics.STANDING, purpose=f"person.{purpose}", key=key
    )


def _suspended(*, for_good: bool) -> Notice:
    lasting = _("For you, Momento ends here.") if for_good else _(FOR_NOW)
    return Notice(
        subject=_("About your place in Momento"),
        text=f"{lasting} {_(WHAT_FOLLOWS)} {_(_APPEAL)}",
        link="/momento",
        hint=_("About your place in Momento."),
    )


def _reinstated() -> Notice:
    return Notice(
        subject=_("Welcome back"),
        text=_(BACK),
        link="/momento",
        hint=_("You are welcome again."),
    )

"""What moderators may decide: what the house can do in every product, and what a product adds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kith.commons.safety import banning, letters
from kith.commons.safety import commands as safety
from kith.foundation.errors import Conflict
from kith.foundation.language import later
from kith.foundation.moderation import (
    ACCOUNT_SUSPENDED,
    ACCOUNT_TERMINATED,
    Action,
    Case,
    Deed,
    about_somebody,
    person_of,
)
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "actions.sql")
STRIKE_LASTS: Final = timedelta(days=90)
_STRIKE_POINTS: Final = 2
LASTS: Final = (3, 7, 14, 30, 90)
"""For how many days something may be decided; without one of them until somebody lifts it."""


def _key(deed: Deed) -> str:
    return f"case:{deed.decision}"


async def _strike(_house: House, db: Session, deed: Deed) -> None:
    await safety.strike(
        db,
        person_of(deed),
        product=deed.case.product,
        kind=deed.case.category,
        points=_STRIKE_POINTS,
        reason=deed.reason,
        until=deed.until or db.now + STRIKE_LASTS,
        key=_key(deed),
    )


async def _unstrike(_house: House, db: Session, deed: Deed) -> None:
    await queries.end_strike(db.connection, key=_key(deed))


async def _soft(_house: House, db: Session, deed: Deed) -> None:
    if await safety.hold_state(db, person_of(deed)) == "hard_hold":
        raise Conflict("They are set aside entirely already.", slug="held")
    await safety.apply_hold(db, person_of(deed), "soft_hold", deed.reason, until=deed.until, by=deed.admin.id)


async def _hard(_house: House, db: Session, deed: Deed) -> None:
    await safety.apply_hold(db, person_of(deed), "hard_hold", deed.reason, until=deed.until, by=deed.admin.id)


async def _lift_hold(_house: House, db: Session, deed: Deed) -> None:
    """Only the hold that the decision set; a later one stands."""
    await queries.lift_hold_of(db.connection, person=person_of(deed), decision=deed.decision)


async def _ban(house: House, db: Session, deed: Deed) -> None:
    await banning.ban(
        house,
        db,
        admin=deed.admin,
        person_id=person_of(deed),
        reason=deed.reason,
        case_id=deed.case.id,
    )


async def _lift_ban(house: House, db: Session, deed: Deed) -> None:
    await banning.lift(house, db, admin=deed.admin, person_id=person_of(deed), reason=deed.reason, told=False)


DISMISS: Final = Action(key="dismiss", label=later("Nothing was wrong"), letter="d")
WARN: Final = Action(key="warn", label=later("A warning"), letter="w", fits=about_somebody)
STRIKE: Final = Action(
    key="strike",
    label=later("A strike"),
    letter="s",
    apply=_strike,
    reverse=_unstrike,
    fits=about_somebody,
    days=90,
)
SOFT_HOLD: Final = Action(
    key="soft_hold",
    label=later("Set aside softly: no new invitations"),
    letter="h",
    apply=_soft,
    reverse=_lift_hold,
    fits=about_somebody,
    restricts=ACCOUNT_SUSPENDED,
    days=14,
)
HARD_HOLD: Final = Action(
    key="hard_hold",
    label=later("Set aside entirely, in every product"),
    letter="x",
    apply=_hard,
    reverse=_lift_hold,
    fits=about_somebody,
    restricts=ACCOUNT_SUSPENDED,
    days=30,
)
BAN: Final = Action(
    key="ban_user",
    label=later("Ban from the house, with everything under way"),
    letter="b",
    apply=_ban,
    reverse=_lift_ban,
    fits=about_somebody,
    restricts=ACCOUNT_TERMINATED,
    follows=letters.FOLLOWS_CLOSING,
    follows_back=letters.FOLLOWS_OPENING,
)
REINSTATE: Final = Action(key="reinstate", label=later("Take it back"), letter="")
_BEFORE: Final = (DISMISS, WARN)
_AFTER: Final = (STRIKE, SOFT_HOLD, HARD_HOLD, BAN)


def all_of(house: House, product: str) -> tuple[Action, ...]:
    """What there is to decide in a product, the mildest first."""
    own = ()
    for installed in house.products:
        if installed.slug == product and installed.moderation is not None:
            own = tuple(installed.moderation.actions)
    return (*_BEFORE, *own, *_AFTER)


def possible(house: House, case: Case) -> tuple[Action, ...]:
    """What may be decided about a case, the mildest first."""
    return tuple(action for action in all_of(house, case.product) if action.fits(case))


def find(house: House, product: str, key: str) -> Action | None:
    """The action of this name."""
    known = (*all_of(house, product), REINSTATE)
    return next((action for action in known if action.key == key), None)


def label_of(house: House, product: str, key: str) -> str:
    """What an action is called, untranslated; its own name when there is none like it any more."""
    found = find(house, product, key)
    return key.replace("_", " ").capitalize() if found is None else found.label

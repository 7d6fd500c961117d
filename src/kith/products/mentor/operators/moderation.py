"""Mentor's part in the moderators' queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.errors import Conflict
from kith.foundation.language import later
from kith.foundation.moderation import (
    ACCOUNT_SUSPENDED,
    CONTENT_DISABLED,
    CONTENT_REMOVED,
    Action,
    Case,
    Deed,
    Moderation,
    about,
    about_somebody,
    person_of,
)
from kith.products.mentor.operators import suspending
from kith.products.mentor.operators.frame import PEOPLE, queries
from kith.products.mentor.profiles import pictures

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def _name(_house: House, db: Session, person: UUID) -> str | None:
    row = await queries.person(db.connection, person=person)
    return None if row is None else row["name"]


async def _hide(_house: House, db: Session, deed: Deed) -> None:
    await queries.hide(db.connection, review=deed.case.content_id)


async def _show(_house: House, db: Session, deed: Deed) -> None:
    await queries.show(db.connection, review=deed.case.content_id)


async def _hide_picture(_house: House, db: Session, deed: Deed) -> None:
    await pictures.hide_reported(db, UUID(deed.case.snapshot["picture"]), deed.decision)


async def _show_picture(_house: House, db: Session, deed: Deed) -> None:
    if await pictures.show_again(db, deed.decision) == "gone":
        raise Conflict("This picture is gone for good.", slug="gone")


def _shows_a_picture(case: Case) -> bool:
    return case.content_type == "person" and bool(case.snapshot.get("picture"))


def _picture(case: Case) -> UUID | None:
    return UUID(case.snapshot["picture"]) if _shows_a_picture(case) else None


async def _suspend(house: House, db: Session, deed: Deed) -> None:
    await suspending.suspend(db, house, deed.admin, person_of(deed), deed.reason, told=False)


async def _reinstate(house: House, db: Session, deed: Deed) -> None:
    await suspending.reinstate(db, house, deed.admin, person_of(deed), deed.reason, told=False)


MODERATION: Final = Moderation(
    name_of=_name,
    person_page=lambda person: f"{PEOPLE}/{person}",
    picture=_picture,
    kinds={
        "person": later("A person"),
        "review": later("A review"),
        "session": later("A session"),
    },
    actions=(
        Action(
            key="hide_review",
            label=later("Hide the review"),
            letter="r",
            apply=_hide,
            reverse=_show,
            fits=about("review"),
            restricts=CONTENT_DISABLED,
        ),
        Action(
            key="remove_picture",
            label=later("Take the picture down"),
            letter="r",
            apply=_hide_picture,
            reverse=_show_picture,
            fits=_shows_a_picture,
            restricts=CONTENT_REMOVED,
            follows=(
                later(
                    "Others see your initials. We keep the picture hidden for as long as you may appeal; then it is gone for good."
                ),
            ),
            follows_back=(
                later(
                    "Your picture is shown again, unless you have chosen another since: then that one stays, and the old one is gone."
                ),
            ),
        ),
        Action(
            key="suspend",
            label=later("Suspend from Mentor"),
            letter="u",
            apply=_suspend,
            reverse=_reinstate,
            fits=about_somebody,
            restricts=ACCOUNT_SUSPENDED,
            follows=suspending.FOLLOWS,
            follows_back=(suspending.BACK,),
        ),
    ),
)

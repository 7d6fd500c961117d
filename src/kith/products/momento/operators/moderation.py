"""Momento's part in the moderators' queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.errors import Conflict
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.moderation import (
    ACCOUNT_SUSPENDED,
    CONTENT_REMOVED,
    Action,
    Carry,
    Case,
    Deed,
    Moderation,
    about,
    about_somebody,
    person_of,
)
from kith.products.momento.operators import suspending
from kith.products.momento.operators.frame import queries
from kith.products.momento.photos import commands as photos

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def _name(_house: House, db: Session, person: UUID) -> str | None:
    row = await queries.person(db.connection, person=person)
    return None if row is None else row["name"]


def _message_to(*, removed: bool) -> Carry:
    async def carry(_house: House, db: Session, deed: Deed) -> None:
        await queries.message_to(db.connection, message=deed.case.content_id, removed=removed)

    return carry


def _post_to(*, removed: bool) -> Carry:
    async def carry(_house: House, db: Session, deed: Deed) -> None:
        event = await queries.post_to(db.connection, post=deed.case.content_id, removed=removed)
        if event is not None:
            await announce(db, f"event:{event}")

    return carry


async def _hide_photo(_house: House, db: Session, deed: Deed) -> None:
    await photos.hide(db, deed.case.content_id, deed.decision)


async def _show_photo(_house: House, db: Session, deed: Deed) -> None:
    if not await photos.show_again(db, deed.decision):
        raise Conflict("This photo is gone for good.", slug="gone")


async def _suspend(house: House, db: Session, deed: Deed) -> None:
    await suspending.suspend(db, house, deed.admin, person_of(deed), deed.reason, for_good=False, told=False)


async def _reinstate(house: House, db: Session, deed: Deed) -> None:
    await suspending.reinstate(db, house, deed.admin, person_of(deed), deed.reason, told=False)


def _picture(case: Case) -> UUID | None:
    file = case.snapshot.get("file") if case.content_type == "photo" else None
    return UUID(file) if file else None


MODERATION: Final = Moderation(
    name_of=_name,
    person_page=lambda person: f"/console/momento/people/{person}",
    picture=_picture,
    kinds={
        "person": later("A person"),
        "message": later("A message"),
        "photo": later("A photo"),
        "event": later("An event"),
        "post": later("A post"),
    },
    actions=(
        Action(
            key="remove_message",
            label=later("Remove the message"),
            letter="r",
            apply=_message_to(removed=True),
            reverse=_message_to(removed=False),
            fits=about("message"),
            restricts=CONTENT_REMOVED,
        ),
        Action(
            key="remove_post",
            label=later("Remove the post"),
            letter="r",
            apply=_post_to(removed=True),
            reverse=_post_to(removed=False),
            fits=about("post"),
            restricts=CONTENT_REMOVED,
        ),
        Action(
            key="remove_photo",
            label=later("Take the photo away"),
            letter="r",
            apply=_hide_photo,
            reverse=_show_photo,
            fits=about("photo"),
            restricts=CONTENT_REMOVED,
            follows=(
                later(
                    "Nobody sees the photo any more, nor a Face Card made from it. We keep it hidden for as long as you may appeal; "
                    "then it is gone for good."
                ),
            ),
            follows_back=(
                later(
                    "Your photo is back among your photos. If another is your main photo by now, that one stays; you can choose this one again."
                ),
            ),
        ),
        Action(
            key="suspend",
            label=later("Suspend from Momento"),
            letter="u",
            apply=_suspend,
            reverse=_reinstate,
            fits=about_somebody,
            restricts=ACCOUNT_SUSPENDED,
            follows=(suspending.FOR_NOW, suspending.WHAT_FOLLOWS),
            follows_back=(suspending.BACK,),
        ),
    ),
)

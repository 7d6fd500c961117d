"""Momento's part in the moderators' queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.moderation import Action, Deed, Moderation, about, about_somebody, person_of
from kith.products.momento.operators import suspending
from kith.products.momento.operators.frame import queries
from kith.products.momento.photos.commands import take_down

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def _name(_house: House, db: Session, person: UUID) -> str | None:
    row = await queries.person(db.connection, person=person)
    return None if row is None else row["name"]


async def _remove_message(_house: House, db: Session, deed: Deed) -> None:
    await queries.message_to(db.connection, message=deed.case.content_id, removed=True)


async def _restore_message(_house: House, db: Session, deed: Deed) -> None:
    await queries.message_to(db.connection, message=deed.case.content_id, removed=False)


async def _post_to(db: Session, post: UUID, *, removed: bool) -> None:
    event = await queries.post_to(db.connection, post=post, removed=removed)
    if event is not None:
        await announce(db, f"event:{event}")


async def _remove_post(_house: House, db: Session, deed: Deed) -> None:
    await _post_to(db, deed.case.content_id, removed=True)


async def _restore_post(_house: House, db: Session, deed: Deed) -> None:
    await _post_to(db, deed.case.content_id, removed=False)


async def _take_down(_house: House, db: Session, deed: Deed) -> None:
    await take_down(db, deed.case.content_id)


async def _suspend(house: House, db: Session, deed: Deed) -> None:
    await suspending.suspend(db, house, deed.admin, person_of(deed), deed.reason, for_good=False)


async def _reinstate(house: House, db: Session, deed: Deed) -> None:
    await suspending.reinstate(db, house, deed.admin, person_of(deed), deed.reason)


_REMOVED: Final = {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]}

MODERATION: Final = Moderation(
    name_of=_name,
    person_page=lambda person: f"/console/momento/people/{person}",
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
            apply=_remove_message,
            reverse=_restore_message,
            fits=about("message"),
            restricts=_REMOVED,
        ),
        Action(
            key="remove_post",
            label=later("Remove the post"),
            letter="r",
            apply=_remove_post,
            reverse=_restore_post,
            fits=about("post"),
            restricts=_REMOVED,
        ),
        Action(
            key="remove_photo",
            label=later("Take the photo away, for good"),
            letter="r",
            apply=_take_down,
            fits=about("photo"),
            restricts=_REMOVED,
        ),
        Action(
            key="suspend",
            label=later("Suspend from Momento"),
            letter="u",
            apply=_suspend,
            reverse=_reinstate,
            fits=about_somebody,
            restricts={
                "decision_account": "DECISION_ACCOUNT_SUSPENDED",
                "account_type": "ACCOUNT_TYPE_PRIVATE",
            },
        ),
    ),
)

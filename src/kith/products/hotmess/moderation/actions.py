"""HOTMESS's part in the moderators' queue: what can be done to its content and people, and how that is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.moderation import (
    CONTENT_DISABLED,
    CONTENT_REMOVED,
    SELLER_SUSPENDED,
    Action,
    Carry,
    Deed,
    Moderation,
    about,
)
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)


async def _name(_house: House, db: Session, person: UUID) -> str | None:
    return await queries.name_of(db.connection, person=person)


def _post_to(state: str) -> Carry:
    async def carry(_house: House, db: Session, deed: Deed) -> None:
        beacon = await queries.post_to(db.connection, id=deed.case.content_id, state=state)
        if beacon is not None:
            await announce(db, f"beacon:{beacon}:thread")

    return carry


def _to(query: Callable[..., Any], state: str) -> Carry:
    async def carry(_house: House, db: Session, deed: Deed) -> None:
        notes = deed.reason if state in ("disabled", "removed") else None
        await query(db.connection, id=deed.case.content_id, state=state, notes=notes)

    return carry


def _listing_to(state: str) -> Carry:
    tickets, market = _to(queries.listing_to, state), _to(queries.offer_to, state)

    async def carry(house: House, db: Session, deed: Deed) -> None:
        await (tickets if deed.case.content_type == "listing" else market)(house, db, deed)

    return carry


def _seller_to(state: str) -> Carry:
    async def carry(_house: House, db: Session, deed: Deed) -> None:
        seller = await queries.seller_of(
            db.connection, content_type=deed.case.content_type, content_id=deed.case.content_id
        )
        notes = deed.reason if state == "suspended" else None
        await queries.seller_to(db.connection, id=seller, state=state, notes=notes)

    return carry


MODERATION: Final = Moderation(
    name_of=_name,
    kinds={
        "post": later("A post"),
        "beacon": later("A beacon"),
        "listing": later("A ticket listing"),
        "market_listing": later("A market listing"),
        "seller": later("A seller"),
        "profile": later("A member"),
    },
    actions=(
        Action(
            key="remove_post",
            label=later("Remove the post"),
            letter="r",
            apply=_post_to("removed"),
            reverse=_post_to("visible"),
            fits=about("post"),
            restricts=CONTENT_REMOVED,
        ),
        Action(
            key="disable_beacon",
            label=later("Take the beacon down"),
            letter="r",
            apply=_to(queries.beacon_to, "disabled"),
            reverse=_to(queries.beacon_to, "live"),
            fits=about("beacon"),
            restricts=CONTENT_DISABLED,
        ),
        Action(
            key="remove_listing",
            label=later("Remove the listing"),
            letter="r",
            apply=_listing_to("removed"),
            reverse=_listing_to("live"),
            fits=about("listing", "market_listing"),
            restricts=CONTENT_REMOVED,
        ),
        Action(
            key="suspend_seller",
            label=later("Suspend the seller"),
            letter="u",
            apply=_seller_to("suspended"),
            reverse=_seller_to("approved"),
            fits=about("market_listing", "seller"),
            restricts=SELLER_SUSPENDED,
        ),
    ),
)

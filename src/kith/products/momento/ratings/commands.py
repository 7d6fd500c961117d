"""Rating: once, by those who were there, within fourteen days; thought over for two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.identity.person import Person
from kith.foundation.database import to_struct
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.queries import load
from kith.products.momento.events import reads as events
from kith.products.momento.events.reads import SeenEvent

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
OPEN_FOR: Final = timedelta(days=14)
CHANGED_FOR: Final = timedelta(hours=48)


class Stars(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One to five for the host and for the event; the comment is shown to everybody, without its author's name."""

    host_rating_value: Annotated[int, msgspec.Meta(ge=1, le=5)]
    event_rating_value: Annotated[int, msgspec.Meta(ge=1, le=5)]
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class MyRating(msgspec.Struct, frozen=True, kw_only=True):
    """A rating of one's own."""

    id: UUID
    host_rating_value: int
    event_rating_value: int
    comment: str | None
    created_at: datetime


class Rateable(msgspec.Struct, frozen=True, kw_only=True):
    """An event as its rater sees it; `open` while it can be rated or changed."""

    event: SeenEvent
    rating: MyRating | None
    open: bool


async def rateable(house: House, person: Person, event_id: UUID) -> Rateable:
    """An event one attended, and one's rating of it.

    Raises:
        NotFound: one was not there (or hosts it).
    """
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        event = await events.event_for(db, event_id)
        was_there = await queries.my_attendance(db.connection, event=event_id)
        if was_there not in ("attended", "late") or event.host_id == await events.my_host_id(db):
            raise NotFound
        row = await queries.mine(db.connection, event=event_id)
        now = db.now
    rating = None if row is None else to_struct(MyRating, row)
    if rating is not None:
        is_open = now <= rating.created_at + CHANGED_FOR
    else:
        is_open = (
            event.status == "completed" and event.ends_at is not None and now <= event.ends_at + OPEN_FOR
        )
    return Rateable(event=event, rating=rating, open=is_open)


async def rate(house: House, person: Person, event_id: UUID, stars: Stars) -> None:
    """Rate, or think again.

    Raises:
        NotFound: one was not there.
        Conflict: the event is not over, or it is too late.
    """
    found = await rateable(house, person, event_id)
    comment = stars.comment.strip() or None
    try:
        async with house.database.session(person.actor, house.product("momento").schema) as db:
            if found.rating is None:
                await queries.rate(
                    db.connection,
                    event=event_id,
                    host=found.event.host_id,
                    host_value=stars.host_rating_value,
                    event_value=stars.event_rating_value,
                    comment=comment,
                )
            else:
                await queries.change(
                    db.connection,
                    rating=found.rating.id,
                    host_value=stars.host_rating_value,
                    event_value=stars.event_rating_value,
                    comment=comment,
                )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have rated this event already.") from twice

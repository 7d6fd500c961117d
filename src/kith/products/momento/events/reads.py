"""What people see of an event: its host everything, guests the exact places, people who were asked the neighbourhood."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from markupsafe import Markup

from kith.foundation.database import Session, to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.pages import Cursor, Page, encode
from kith.foundation.queries import load
from kith.products.momento.events.map import Pin, draw

queries = load(__file__)


class SeenStop(msgspec.Struct, frozen=True, kw_only=True):
    """A stop as the viewer may know it: without `exact`, no name and no address, and degrees rounded to about a kilometre."""

    order: int
    title: str
    description: str | None
    start_time: datetime
    end_time: datetime
    time_zone: str
    exact: bool
    name: str | None
    address: str | None
    neighbourhood: str | None
    city: str | None
    latitude: float
    longitude: float


class SeenHost(msgspec.Struct, frozen=True, kw_only=True):
    """A host as anybody may see them; the average from three ratings on."""

    id: UUID
    host_name: str
    host_bio: str | None
    average_rating: float | None
    ratings_count: int | None
    events_completed: int
    photo_id: UUID | None


class SeenEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as somebody asked to it (or its host) sees it. Money in minor units; `refund_policy` as steps of hours and percent."""

    id: UUID
    host_id: UUID
    title: str
    description: str | None
    host_is_attendee: bool
    min_participants: int
    max_participants: int
    minimum_age: int | None
    arrival_signpost: str | None
    estimated_cost: str | None
    status: str
    price_in_cents: int
    currency: str
    refund_policy: list[dict[str, float]]
    plus_one_allowed: bool
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    seats_taken: int
    fills_itself: bool
    cancelled_by: str | None
    cancelled_reason: str | None

    @property
    def over(self) -> bool:
        return self.status in ("completed", "cancelled")


class Helper(msgspec.Struct, frozen=True):
    """Somebody who helps, by first name."""

    id: UUID
    role: str
    first_name: str


class HostedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a host's list."""

    id: UUID
    title: str
    status: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    min_participants: int
    max_participants: int
    seats_taken: int
    price_in_cents: int
    currency: str
    open_invitations: int
    created_at: datetime


class BoardRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asked to an event, for its host."""

    invitation_id: UUID
    profile_id: UUID
    name: str
    face_card_photo_id: UUID | None
    status: str
    wave: int
    source: str
    reason: str | None
    plus_one_name: str | None
    seats: int
    expires_at: datetime
    responded_at: datetime | None
    paid_in_cents: int
    refunded_in_cents: int
    waiting_place: int | None


class Income(msgspec.Struct, frozen=True, kw_only=True):
    """What one event brought in, in minor units."""

    id: UUID
    title: str
    status: str
    starts_at: datetime | None
    time_zone: str
    currency: str
    payments: int
    paid_in_cents: int
    refunded_in_cents: int


async def event_for(db: Session, event_id: UUID) -> SeenEvent:
    """The event, in a member's session.

    Raises:
        NotFound: it does not exist, or this person neither hosts it nor was ever asked.
    """
    row = await queries.event_seen(db.connection, event=event_id)
    if row is None:
        raise NotFound
    return to_struct(SeenEvent, row)


async def stops_for(db: Session, event_id: UUID) -> list[SeenStop]:
    """Its stops in order, in a member's session; none for people it is not for."""
    return to_structs(SeenStop, [row async for row in queries.stops_seen(db.connection, event=event_id)])


async def helpers_of(db: Session, event_id: UUID) -> list[Helper]:
    """Who helps, in a service session, after the viewer was checked."""
    return to_structs(Helper, [row async for row in queries.helpers_seen(db.connection, event=event_id)])


async def host_of(db: Session, host_id: UUID) -> SeenHost | None:
    """The host as anybody may see them; None when they are gone, or there is a block between."""
    row = await queries.host_seen(db.connection, host=host_id)
    return None if row is None else to_struct(SeenHost, row)


def map_of(stops: list[SeenStop]) -> Markup:
    """The drawn map of stops."""
    return draw(
        [
            Pin(
                latitude=stop.latitude,
                longitude=stop.longitude,
                label=stop.name or stop.neighbourhood or stop.title,
                exact=stop.exact,
            )
            for stop in stops
        ]
    )


async def my_host_id(db: Session) -> UUID | None:
    """The host profile of the member whose session this is."""
    row = await queries.my_host(db.connection)
    return None if row is None else row["id"]


async def my_zone(db: Session) -> str:
    """The time zone of the member whose session this is; empty without a profile."""
    return await queries.my_zone(db.connection) or ""


async def hosted(db: Session, host_id: UUID, after: Cursor | None, at_most: int) -> Page[HostedEvent]:
    """A host's events, newest plan first."""
    rows: list[Any] = [
        row
        async for row in queries.hosted(
            db.connection,
            host=host_id,
            at=after.at if after else None,
            id=after.id if after else None,
            at_most=at_most + 1,
        )
    ]
    items = to_structs(HostedEvent, rows[:at_most])
    more = encode(Cursor(items[-1].created_at, items[-1].id)) if len(rows) > at_most else None
    return Page(items, more)


async def board(db: Session, event_id: UUID) -> list[BoardRow]:
    """Everybody asked, in the host's session; empty for others."""
    return to_structs(BoardRow, [row async for row in queries.board(db.connection, event=event_id)])


async def income(db: Session, host_id: UUID) -> list[Income]:
    """What a host's events brought in, in a service session."""
    return to_structs(Income, [row async for row in queries.income(db.connection, host=host_id)])

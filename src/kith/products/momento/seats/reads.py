"""An invitation as the person who got it sees it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.momento.events import reads as events
from kith.products.momento.events.reads import Helper, SeenEvent, SeenHost, SeenStop

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.seats")


class MyInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """One's own invitation. `held_until` while seats are kept for paying or an offer; `place_in_line` while waiting; money in minor units.

    `hosting`: the evening is one's own.
    """

    id: UUID
    event_id: UUID
    status: str
    expires_at: datetime
    plus_one_name: str | None
    seats: int
    late_refusal: str | None
    held_until: datetime | None
    hold_kind: str | None
    waiting_status: str | None
    offer_expires_at: datetime | None
    charge_saved_card: bool | None
    place_in_line: int | None
    paid_in_cents: int | None
    refunded_in_cents: int | None
    paid_currency: str | None
    bank_at_work: bool
    hosting: bool


class GuestSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who comes. Not `shown`: just a taken seat, without a name."""

    profile_id: UUID | None
    name: str | None
    face_card_photo_id: UUID | None
    photo_id: UUID | None
    seats: int
    plus_one_name: str | None
    shown: bool


class InvitationSeen(msgspec.Struct, frozen=True, kw_only=True):
    """All that the invitation's page shows. `free` counts the seats this person could have now."""

    invitation: MyInvitation
    event: SeenEvent
    stops: list[SeenStop]
    host: SeenHost | None
    helpers: list[Helper]
    guests: list[GuestSeen]
    free: int


class GivenBack(msgspec.Struct, frozen=True, kw_only=True):
    """A sum that goes or went back, in minor units."""

    amount_in_cents: int
    currency: str
    status: str
    created_at: datetime


class InvitationLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of “my invitations”."""

    id: UUID
    event_id: UUID
    status: str
    expires_at: datetime
    plus_one_name: str | None
    title: str
    event_status: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    price_in_cents: int
    currency: str
    seats_taken: int
    max_participants: int
    waiting_status: str | None
    offer_expires_at: datetime | None
    host_name: str | None


async def invitation(house: House, person: Person, invitation_id: UUID) -> InvitationSeen:
    """One's own invitation with everything around it.

    Raises:
        NotFound: it does not exist or is somebody else's.
    """
    schema = house.product("momento").schema
    async with house.database.session(person.actor, schema) as db:
        row = await queries.mine(db.connection, invitation=invitation_id)
        if row is None:
            raise NotFound
        event = await events.event_for(db, row["event_id"])
        stops = await events.stops_for(db, event.id)
        host = await events.host_of(db, event.host_id)
        guests = to_structs(
            GuestSeen, [guest async for guest in queries.guests(db.connection, event=event.id)]
        )
    async with house.database.session(_ACTOR, schema) as db:
        helpers = await events.helpers_of(db, event.id)
        free = await queries.free_seats(db.connection, event=event.id, invitation=invitation_id)
        place = await queries.place_in_line(db.connection, invitation=invitation_id)
    mine = msgspec.structs.replace(to_struct(MyInvitation, row), place_in_line=place)
    return InvitationSeen(
        invitation=mine, event=event, stops=stops, host=host, helpers=helpers, guests=guests, free=free
    )


async def given_back(house: House, person: Person, invitation_id: UUID) -> list[GivenBack]:
    """What of one's own payments for an invitation goes or went back, oldest first."""
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        return to_structs(
            GivenBack, [row async for row in queries.given_back(db.connection, invitation=invitation_id)]
        )


async def my_invitations(house: House, person: Person) -> list[InvitationLine]:
    """Everything one was asked to and has not turned down, the latest first; at most a hundred."""
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        return to_structs(InvitationLine, [row async for row in queries.my_invitations(db.connection)])

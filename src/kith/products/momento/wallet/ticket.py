"""What a wallet shows of a confirmed seat."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.foundation.errors import NotFound
from kith.products.momento.seats import reads

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """One confirmed invitation. Degrees; times in UTC, `time_zone` of the first stop; `link` leads to the invitation."""

    id: UUID
    event_id: UUID
    title: str
    host: str
    seats: int
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    address: str
    latitude: float
    longitude: float
    signpost: str
    link: str


async def ticket_of(house: House, person: Person, invitation: UUID) -> Ticket:
    """The seat of this person.

    Raises:
        NotFound: no invitation of theirs, or none that is confirmed for an evening still to come.
    """
    seen = await reads.invitation(house, person, invitation)
    event, mine = seen.event, seen.invitation
    if mine.status != "confirmed" or event.over or event.starts_at is None or event.ends_at is None:
        raise NotFound
    first = seen.stops[0]
    return Ticket(
        id=mine.id,
        event_id=event.id,
        title=event.title,
        host=seen.host.host_name if seen.host else "",
        seats=2 if mine.plus_one_name else 1,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place=first.name or first.neighbourhood or "",
        address=first.address or "",
        latitude=first.latitude,
        longitude=first.longitude,
        signpost=event.arrival_signpost or "",
        link=f"{house.settings.public_url}/momento/invitations/{mine.id}",
    )

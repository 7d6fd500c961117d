"""A mentor's slots as one viewer sees them: under the viewer's own days, whatever the clocks do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _
from kith.products.mentor.availability import reads
from kith.products.mentor.availability.local_time import date_of, is_zone, seconds_of, zone_between
from kith.products.mentor.availability.viewer_days import Day, in_days, span_of_days

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR: Final = service("mentor.slots")
_EARLIEST, _LATEST = date(2020, 1, 1), date(2100, 1, 1)


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    """Slots of a mentor under a viewer's days. `hourly_rate` in minor units."""

    profile_id: UUID
    mentor_id: UUID
    name: str
    minutes: int
    durations: tuple[int, ...]
    first: date
    today: date
    time_zone: str
    mentor_time_zone: str
    hourly_rate: int
    currency: str
    booking_mode: str
    horizon_days: int
    next_free_slot: datetime | None
    refused: bool
    days: list[Day]


async def slots_of(
    house: House,
    viewer: UUID | None,
    profile: UUID,
    *,
    minutes: int | None = None,
    first: date | None = None,
    days: int = 7,
    zone: str = "",
    leave_out: UUID | None = None,
) -> Picked:
    """The slots of `days` days from `first` (today, unless told) in a zone (the viewer's own, else the mentor's).

    Raises:
        NotFound: no mentor of that profile.
        Invalid: a length that is not offered, no such zone, or no such day; the field is named.
    """
    if zone and not is_zone(zone):
        raise Invalid("There is no time zone of that name. Europe/Berlin is one.", field="zone")
    if first is not None and not _EARLIEST <= first <= _LATEST:
        raise Invalid("Please choose a day of this century.", field="start")
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        row = await reads.queries.mentor_of(db.connection, profile=profile)
        if row is None:
            raise NotFound
        offer = await reads.offer_of(db, row["user_id"], viewer)
        if minutes is not None and minutes not in offer.settings.durations:
            offered = ", ".join(map(str, offer.settings.durations))
            raise Invalid(_("Sessions here are %(offered)s minutes long.", offered=offered), field="minutes")
        shown_zone = zone or (
            offer.time_zone if viewer is None else await reads.queries.zone_of(db.connection, person=viewer)
        )
        now = seconds_of(db.now)
        today = date_of(zone_between(shown_zone, now, now).day_of(now))
        asked = today if first is None else first
        last = asked + timedelta(days=days - 1)
        # What is over has no slots; a month that has begun keeps its last day.
        begins = min(max(asked, today), last)
        length = minutes or (60 if 60 in offer.settings.durations else offer.settings.durations[0])
        span = span_of_days(begins, last, shown_zone)
        starts = await reads.offered_slots(db, offer, viewer, span, length, db.now, leave_out)
        upcoming = offer.next_free_slot
    return Picked(
        profile_id=profile,
        mentor_id=row["user_id"],
        name=row["full_name"] or "",
        minutes=length,
        durations=offer.settings.durations,
        first=begins,
        today=today,
        time_zone=shown_zone,
        mentor_time_zone=offer.time_zone,
        hourly_rate=offer.hourly_rate,
        currency=offer.currency,
        booking_mode=offer.booking_mode,
        horizon_days=offer.settings.horizon_days,
        next_free_slot=upcoming,
        refused=offer.refused is not None,
        days=in_days(starts, length, begins, last, shown_zone, offer.time_zone),
    )

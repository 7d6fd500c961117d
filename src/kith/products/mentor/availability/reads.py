"""Everything that decides about a mentor's slots, read from the database; listing and booking ask the same functions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from kith.foundation.database import Session
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.mentor.availability.intervals import Span
from kith.products.mentor.availability.local_time import (
    DAY,
    day_number,
    moment_of,
    seconds_of,
    zone_between,
)
from kith.products.mentor.availability.rules import DayException, WeeklyRule
from kith.products.mentor.availability.slots import (
    Availability,
    BookingSettings,
    Taken,
    is_free,
    nearest_alternatives,
    next_slot,
    slots,
)

queries = load(__file__)
_AROUND = timedelta(days=8)
"""Limits count whole weeks, and local days lie up to a day off."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """How a mentor may be booked by one viewer. `hourly_rate` in minor units; `refused` says why not at all (nobody is told which)."""

    mentor: UUID
    time_zone: str
    settings: BookingSettings
    hourly_rate: int
    currency: str
    booking_mode: str
    next_free_slot: datetime | None
    version: int
    refused: str | None


async def offer_of(db: Session, mentor: UUID, viewer: UUID | None) -> Offer:
    """Settings of a mentor (service).

    Raises:
        NotFound: nobody who mentors.
    """
    row = await queries.offer(db.connection, mentor=mentor, viewer=viewer)
    if row is None:
        raise NotFound
    return Offer(
        mentor=mentor,
        time_zone=row["timezone"],
        settings=settings_of(row),
        hourly_rate=row["hourly_rate"],
        currency=row["currency"],
        booking_mode=row["booking_mode"],
        next_free_slot=row["next_free_slot"],
        version=row["slots_version"],
        refused=row["refused"],
    )


def settings_of(row: Any) -> BookingSettings:
    """Booking settings from a row of mentor_profiles."""
    return BookingSettings(
        durations=tuple(sorted(row["durations"])),
        interval=row["slot_interval"],
        buffer_before=row["buffer_before"],
        buffer_after=row["buffer_after"],
        notice=row["notice"],
        horizon_days=row["horizon_days"],
        most_per_day=row["most_per_day"],
        most_per_week=row["most_per_week"],
    )


async def availability_of(
    db: Session, mentor: UUID, viewer: UUID | None, start: datetime, end: datetime
) -> Availability:
    """All that is needed to tell a mentor's slots between two moments, for a viewer (service).

    Raises:
        NotFound: nobody who mentors.
    """
    return await _load(db, await offer_of(db, mentor, viewer), viewer, start, end)


async def _load(
    db: Session,
    offer: Offer,
    viewer: UUID | None,
    start: datetime,
    end: datetime,
    leave_out: UUID | None = None,
) -> Availability:
    begin, finish = start - _AROUND, end + _AROUND
    span: dict[str, Any] = {"begin": begin, "finish": finish}
    rules = [row async for row in queries.rules(db.connection, mentor=offer.mentor)]
    exceptions = [
        row
        async for row in queries.exceptions(
            db.connection, mentor=offer.mentor, first=begin.date(), last=finish.date()
        )
    ]
    booked = {**span, "leave_out": leave_out}
    taken = [row async for row in queries.taken(db.connection, mentor=offer.mentor, **booked)]
    # A mentor's own lessons and calendars block like anything else.
    busy = [row async for row in queries.busy(db.connection, person=offer.mentor, **span)]
    busy += [row async for row in queries.engaged(db.connection, person=offer.mentor, **booked)]
    mine: list[Any] = []
    if viewer is not None:
        mine = [row async for row in queries.engaged(db.connection, person=viewer, **booked)]
        mine += [row async for row in queries.taken(db.connection, mentor=viewer, **booked)]
    return Availability(
        time_zone=offer.time_zone,
        settings=offer.settings,
        rules=[
            WeeklyRule(
                row["weekday"],
                row["start_minute"],
                row["end_minute"],
                row["timezone"],
                row["interval_weeks"],
                0 if row["anchor_date"] is None else day_number(row["anchor_date"]),
            )
            for row in rules
            if row["is_active"]
        ],
        exceptions=[
            DayException(day_number(row["date"]), row["start_minute"] or 0, row["end_minute"] or 0)
            for row in exceptions
        ],
        taken=[
            Taken(
                seconds_of(row["start_time"]),
                seconds_of(row["end_time"]),
                row["buffer_before"],
                row["buffer_after"],
            )
            for row in taken
        ],
        busy=[_span(row) for row in busy],
        viewer_taken=[_span(row) for row in mine],
        closed=offer.refused is not None,
    )


def _span(row: Any) -> Span:
    return seconds_of(row["start_time"]), seconds_of(row["end_time"])


async def offered_slots(
    db: Session,
    offer: Offer,
    viewer: UUID | None,
    span: Span,
    minutes: int,
    now: datetime,
    leave_out: UUID | None = None,
) -> list[int]:
    """The beginnings of the slots of so many minutes within a span of instants, for a viewer (service).

    `leave_out` is a booking that is to be moved: its time counts as free.
    """
    start, end = span
    mentor = await _load(db, offer, viewer, moment_of(start), moment_of(end), leave_out)
    return slots(mentor, start, end, minutes, seconds_of(now))


async def is_offered(
    db: Session,
    mentor: UUID,
    viewer: UUID,
    start: datetime,
    minutes: int,
    leave_out: UUID | None = None,
) -> bool:
    """Whether this slot is offered to the viewer now: the one answer for listing and for booking (service).

    Raises:
        NotFound: nobody who mentors.
    """
    offer = await offer_of(db, mentor, viewer)
    found = await _load(db, offer, viewer, start, start + timedelta(minutes=minutes), leave_out)
    return is_free(found, seconds_of(start), minutes, seconds_of(db.now))


async def alternatives(
    db: Session,
    mentor: UUID,
    viewer: UUID,
    start: datetime,
    minutes: int,
    count: int = 3,
    leave_out: UUID | None = None,
) -> list[datetime]:
    """The nearest slots to one that is taken, the nearest first (service).

    Raises:
        NotFound: nobody who mentors.
    """
    offer = await offer_of(db, mentor, viewer)
    horizon = timedelta(days=offer.settings.horizon_days + 2)
    found = await _load(db, offer, viewer, min(start, db.now), max(start, db.now + horizon), leave_out)
    near = nearest_alternatives(found, seconds_of(start), minutes, seconds_of(db.now), count)
    return [moment_of(one) for one in near]


class NextFree(msgspec.Struct, frozen=True):
    """A mentor's first free slot, if any, and when it may be another though nobody does anything."""

    slot: datetime | None
    recheck_at: datetime | None


async def next_free(db: Session, mentor: UUID) -> NextFree:
    """The beginning of a mentor's first free slot for anybody, as it is now (service)."""
    offer = await offer_of(db, mentor, None)
    end = db.now + timedelta(days=offer.settings.horizon_days + 2)
    found = next_slot(await _load(db, offer, None, db.now, end), seconds_of(db.now))
    recheck: datetime | None = await queries.changes_by_itself(db.connection, mentor=mentor)
    if found is None and offer.refused is None:
        # With the mentor's next day another comes into reach.
        now = seconds_of(db.now)
        zone = zone_between(offer.time_zone, now, now + 3 * DAY)
        opens = moment_of(zone.span_of(zone.day_of(now))[1])
        recheck = opens if recheck is None else min(recheck, opens)
    return NextFree(None if found is None else moment_of(found), recheck)

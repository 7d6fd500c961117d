"""Waking hours of a region: offers' clocks stand still in quiet hours, and no wave goes out in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.commons.messaging.quiet_hours import QuietRule, add_awake_time, next_allowed, rules_for
from kith.foundation.database import Session, to_struct
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

_REMEMBERED_FOR = timedelta(minutes=5)


class AwakeHours(msgspec.Struct, frozen=True):
    """A region's zone and the rules that hold there."""

    zone: ZoneInfo
    rules: tuple[QuietRule, ...]

    def next_allowed(self, now: datetime) -> datetime:
        """The first moment from now on at which people may be asked."""
        return next_allowed(now, self.zone, self.rules)

    def after(self, start: datetime, awake: timedelta) -> datetime:
        """When that much waking time will have passed."""
        return add_awake_time(start, awake, self.zone, self.rules)


class _Remembered:
    """Hours by region, read again after five minutes."""

    def __init__(self, _house: House) -> None:
        self.by_region: dict[UUID, tuple[datetime, AwakeHours]] = {}


async def hours_of(db: Session, house: House, region_id: UUID) -> AwakeHours:
    """The waking hours of a region.

    Raises:
        NotFound: there is no such region.
    """
    remembered = house.part("josh.awake_hours", _Remembered).by_region
    known = remembered.get(region_id)
    if known is not None and db.now - known[0] < _REMEMBERED_FOR:
        return known[1]
    region = await queries.region_of(db.connection, region_id=region_id)
    if region is None:
        raise NotFound
    every = [to_struct(QuietRule, row) async for row in queries.quiet_rules(db.connection)]
    hours = AwakeHours(
        ZoneInfo(region["time_zone"]), rules_for(region["country"], region["subdivision"], every)
    )
    remembered[region_id] = (db.now, hours)
    return hours

"""Local days and minutes as instants, by RFC 5545, quick enough to ask thousands of times.

A local time that occurs twice means its first occurrence; one that the clocks skip is read with the offset from before the change. Both
are what `zoneinfo` does with `fold=0`; here the changes of a zone are found once for a few years and looked up afterwards.

Days are counted from 1970-01-01 (day 0), instants in seconds since 1970 UTC, local seconds since local 1970-01-01 00:00.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import msgspec

DAY: Final = 86_400
MINUTES_A_DAY: Final = 1_440
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()


class ClockChange(msgspec.Struct, frozen=True):
    """The clocks are moved on `day` at `at` (UTC): by `minutes`, forwards when positive."""

    day: date
    at: datetime
    minutes: int


class Zone:
    """A time zone's offsets over some years.

    `changes` are the instants at which the offset changes, `offsets` the offsets (seconds east of UTC) before, between and after them.
    """

    __slots__ = ("_local", "changes", "name", "offsets")

    def __init__(self, name: str, changes: list[int], offsets: list[int]) -> None:
        self.name = name
        self.changes = changes
        self.offsets = offsets
        # Until this local time the offset from before the change holds: the end of a gap, or of the first of two same hours.
        self._local = [
            at + max(before, after) for at, before, after in zip(changes, offsets, offsets[1:], strict=False)
        ]

    def instant(self, day: int, minute: int) -> int:
        """The instant of a local time; minute 1440 is the next day's midnight."""
        local = day * DAY + minute * 60
        return local - self.offsets[bisect_right(self._local, local)]

    def offset(self, instant: int) -> int:
        """Seconds east of UTC at an instant."""
        return self.offsets[bisect_right(self.changes, instant)]

    def day_of(self, instant: int) -> int:
        """The local day that has begun last. Where the clocks fall back across midnight, the day that has begun stays begun."""
        day = (instant + self.offset(instant)) // DAY
        while self.instant(day + 1, 0) <= instant:
            day += 1
        while self.instant(day, 0) > instant:
            day -= 1
        return day

    def span_of(self, day: int) -> tuple[int, int]:
        """A local day's beginning and end; both are the same for a day that the zone skipped."""
        return self.instant(day, 0), self.instant(day + 1, 0)

    def clock_changes(self, start: int, end: int) -> list[ClockChange]:
        """The days from `start` until `end` (instants) on which the clocks are moved."""
        found: list[ClockChange] = []
        for at, before, after in zip(self.changes, self.offsets, self.offsets[1:], strict=False):
            if start <= at < end:
                # The day is the one on the clock just before: at a change at midnight the evening is what is longer or shorter.
                day = self.day_of(at if after > before else at - 1)
                found.append(ClockChange(date_of(day), moment_of(at), (after - before) // 60))
        return found

    def moved_by(self, start: int, end: int) -> int | None:
        """By how many minutes the clock moves from `start` until `end`, None when it does not."""
        changes = self.clock_changes(start, end)
        return sum(change.minutes for change in changes) if changes else None


def zone_between(name: str, start: int, end: int) -> Zone:
    """The zone, good for instants and local days from `start` until `end`.

    Raises:
        ValueError: there is no zone of that name.
    """
    return _zone(name, moment_of(start - 4 * DAY).year, moment_of(end + 4 * DAY).year + 1)


_REGIONS: Final = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def is_zone(name: str) -> bool:
    """Whether an IANA time zone of exactly that name exists."""
    return name in _names()


def zone_meant(words: str) -> str | None:
    """The IANA name of what somebody typed: a zone's name in any case, or its city alone (“new york”). None where there is none."""
    return _by_words().get(words.strip().lower().replace(" ", "_"))


@lru_cache(maxsize=1)
def _by_words() -> dict[str, str]:
    cities = {
        name.rpartition("/")[2].lower(): name
        for name in sorted(_names(), reverse=True)
        if name.partition("/")[0] in _REGIONS
    }
    return cities | {name.lower(): name for name in _names()}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    # "localtime" and "Factory" are in some systems' folders, and mean a machine's own or none.
    return frozenset(available_timezones()) - {"localtime", "Factory", "posixrules"}


@lru_cache(maxsize=1_024)
def _zone(name: str, first_year: int, end_year: int) -> Zone:
    if not is_zone(name):
        raise ValueError(f"There is no time zone called “{name}”.")
    info = ZoneInfo(name)
    at = seconds_of(datetime(first_year, 1, 1, tzinfo=UTC))
    end = seconds_of(datetime(end_year, 1, 1, tzinfo=UTC))
    changes: list[int] = []
    offsets = [_offset(info, at)]
    while at < end:
        if (after := _offset(info, at + DAY)) != offsets[-1]:
            changes.append(_change(info, at, at + DAY))
            offsets.append(after)
        at += DAY
    return Zone(name, changes, offsets)


def _change(info: ZoneInfo, low: int, high: int) -> int:
    """The instant after `low` and up to `high` from which the offset is no longer that at `low`."""
    before = _offset(info, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(info: ZoneInfo, instant: int) -> int:
    offset = datetime.fromtimestamp(instant, info).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH_ORDINAL


def date_of(day: int) -> date:
    return date.fromordinal(day + _EPOCH_ORDINAL)


def weekday_of(day: int) -> int:
    """0 is Sunday, 6 Saturday."""
    return (day + 4) % 7


def week_of(day: int) -> int:
    """Weeks counted from Monday to Sunday, as ISO 8601 does; only good for comparing with each other."""
    return (day + 3) // 7


def seconds_of(moment: datetime) -> int:
    """An aware moment as whole seconds since 1970, rounded down."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def seconds_up(moment: datetime) -> int:
    """As `seconds_of`, rounded up: the end of what must not be cut short."""
    return -((_EPOCH - moment) // timedelta(seconds=1))


def moment_of(instant: int) -> datetime:
    return _EPOCH + timedelta(seconds=instant)

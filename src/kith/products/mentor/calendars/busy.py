"""Which times of a calendar block its owner, and how what a provider tells changes what we knew. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo

import msgspec


class Span(msgspec.Struct, frozen=True):
    """Half-open range of time: aware, `start` < `end`."""

    start: datetime
    end: datetime

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class BusyWindow(msgspec.Struct, frozen=True, kw_only=True):
    """One time that blocks. `key` is the provider's name of the instance, `series` of the whole event (the same for one that is alone)."""

    key: str
    series: str
    span: Span


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider told, in its order.

    `busy` block now; `free` (keys of instances or of series) block no more; `restated` are series of which `busy` holds all there is.
    `complete`: `busy` is everything within `span`.
    """

    busy: Sequence[BusyWindow] = ()
    free: Sequence[str] = ()
    restated: Sequence[str] = ()
    complete: Span | None = None


class Difference(msgspec.Struct, frozen=True):
    """What to write, and the keys to forget."""

    put: tuple[BusyWindow, ...]
    drop: tuple[str, ...]


class EventFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What decides whether an event blocks, in whatever words a provider uses."""

    cancelled: bool = False
    transparent: bool = False
    declined: bool = False


def blocks(facts: EventFacts) -> bool:
    """Tentative events block: who may have to go there cannot promise to be here."""
    return not (facts.cancelled or facts.transparent or facts.declined)


def span_of(start: date | datetime, end: date | datetime | None, zone: tzinfo) -> Span | None:
    """The real time of an event; None when it takes none.

    Dates and times without a zone are meant in `zone`. A date without an end lasts that day.
    """
    if end is None:
        end = start if isinstance(start, datetime) else date.fromordinal(start.toordinal() + 1)
    span = Span(_moment(start, zone), _moment(end, zone))
    return span if span.start < span.end else None


def _moment(value: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return value.astimezone(UTC)


def difference(
    known: Mapping[str, BusyWindow],
    told: Told,
    ours: frozenset[str] = frozenset(),
    within: Span | None = None,
) -> Difference:
    """How `known` (by key) becomes what was told, touching nothing that was not talked about.

    `ours` are keys or series of bookings that we wrote into the calendar ourselves: they block as bookings, not as events. An event told
    twice is as it was told last. What lies outside of `within` is not kept.
    """
    latest: dict[str, BusyWindow] = {}
    free = set(told.free) | ours
    for window in told.busy:
        latest.pop(window.key, None)
        if within is not None and not window.span.meets(within):
            free.add(window.key)
        elif window.key not in ours and window.series not in ours:
            latest[window.key] = window
    restated = set(told.restated)
    drop = {
        key
        for key, window in known.items()
        if key not in latest
        and (
            key in free
            or window.series in free
            or window.series in restated
            or (told.complete is not None and window.span.meets(told.complete))
        )
    }
    put = tuple(window for key, window in latest.items() if known.get(key) != window)
    return Difference(put, tuple(sorted(drop)))


def in_order(pages: Iterable[Told]) -> Told:
    """Several answers of one conversation as one: a later word about an instance or a series counts more than an earlier one."""
    busy: dict[str, BusyWindow] = {}
    free: dict[str, None] = {}
    restated: dict[str, None] = {}
    complete: Span | None = None
    for page in pages:
        for name in (*page.free, *page.restated):
            for key in [key for key, window in busy.items() if name in (key, window.series)]:
                del busy[key]
        free |= dict.fromkeys(page.free)
        restated |= dict.fromkeys(page.restated)
        for window in page.busy:
            busy[window.key] = window
            free.pop(window.key, None)
        complete = page.complete or complete
    return Told(busy=tuple(busy.values()), free=tuple(free), restated=tuple(restated), complete=complete)


def union(windows: Iterable[Span]) -> list[Span]:
    """Overlapping and touching times as one, in order."""
    joined: list[Span] = []
    for span in sorted(windows, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined

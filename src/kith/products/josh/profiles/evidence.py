"""From what happened to the fingerprint: events are folded, always all of them, by one deterministic rule.

One row of `profile_events` is one `ProfileEvent`; its `payload` is the JSON of `EventPayload`:

    {"observed_at": "2026-11-01T10:00:00Z", "topic": "interview:q07",
     "evidence": [{"factor": "humor_style", "value": 0.85, "weight": 0.8}]}

`topic` (or null) names what was asked: of several events on one topic only the latest counts, by
(created_at, id), so a question answered again replaces its earlier answer. All other events add up. The sums
are taken with `math.fsum`, whose result does not depend on the order of the terms (Shewchuk 1997), so events
that arrive in another order give the same fingerprint to the last bit.

For one factor, with evidence values v_i and weights w_i:

    range_value = sum(w_i v_i) / W          W = sum(w_i)
    confidence  = W / (W + 0.5)

0.5 is how much evidence it takes to be half sure. What a person did (any source but the interview and a
correction of their own) weighs at most `LEARNED_CAP` a source and factor, so that a year of invitations never
drowns what the person said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import msgspec

from kith.products.josh.profiles.factors import FactorName
from kith.products.josh.profiles.fingerprint import Factor, Fingerprint

HALF_SURE: Final = 0.5
LEARNED_CAP: Final = 0.3
SPOKEN_SOURCES: Final = frozenset({"interview", "correction"})
DECIMALS: Final = 4
CORRECTION_WEIGHT: Final = 3.0
MAX_WEIGHT: Final = 3.0


class Evidence(msgspec.Struct, frozen=True):
    """One observation: `value` in [0, 1], `weight` in (0, 3], made by `source` at `observed_at` (aware)."""

    factor: FactorName
    value: float
    weight: float
    source: str
    observed_at: datetime


class Movement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an event moves one factor to, and how strongly."""

    factor: FactorName
    value: float
    weight: float

    def __post_init__(self) -> None:
        """Raises ValueError naming the field that is out of range."""
        if not 0.0 <= self.value <= 1.0:
            raise ValueError(f"value of {self.factor} must be between 0 and 1, not {self.value}.")
        if not 0.0 < self.weight <= MAX_WEIGHT:
            raise ValueError(f"weight of {self.factor} must be above 0 and at most 3, not {self.weight}.")


class EventPayload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON of `profile_events.payload`."""

    observed_at: datetime
    evidence: tuple[Movement, ...]
    topic: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError when the time has no zone: a day cannot be told from it."""
        if self.observed_at.tzinfo is None:
            raise ValueError("observed_at must carry a time zone.")


class ProfileEvent(msgspec.Struct, frozen=True):
    """One row of `profile_events`, as far as the fold needs it."""

    id: UUID
    created_at: datetime
    event_type: str
    source: str
    payload: EventPayload
    idempotency_key: str


def read_payload(stored: bytes | str) -> EventPayload:
    """Decode `payload`; raises msgspec.ValidationError naming the field."""
    return msgspec.json.decode(stored, type=EventPayload)


def write_payload(payload: EventPayload) -> str:
    """Encode for `payload`."""
    return msgspec.json.encode(payload).decode()


def standing(events: Iterable[ProfileEvent]) -> tuple[ProfileEvent, ...]:
    """The events that count, in (created_at, id) order: of each topic the latest, and all without one."""
    in_order = sorted(events, key=lambda event: (event.created_at, event.id))
    latest = {event.payload.topic: event.id for event in in_order}
    return tuple(
        event for event in in_order if event.payload.topic is None or latest[event.payload.topic] == event.id
    )


def evidence_of(events: Iterable[ProfileEvent]) -> tuple[Evidence, ...]:
    """All observations of the events that count."""
    return tuple(
        Evidence(move.factor, move.value, move.weight, event.source, event.payload.observed_at)
        for event in standing(events)
        for move in event.payload.evidence
    )


def rebuild(events: Iterable[ProfileEvent]) -> Fingerprint:
    """The fingerprint that these events amount to. The stored one is always written from this function."""
    found = evidence_of(events)
    by_factor = {name: [item for item in found if item.factor is name] for name in FactorName}
    return Fingerprint({name: _factor(items) for name, items in by_factor.items() if items})


def apply(
    history: Sequence[ProfileEvent], event: ProfileEvent
) -> tuple[tuple[ProfileEvent, ...], Fingerprint]:
    """The history with one more event, and its fingerprint. A key that is known already changes nothing."""
    known = any(earlier.idempotency_key == event.idempotency_key for earlier in history)
    longer = tuple(history) if known else (*history, event)
    return longer, rebuild(longer)


def _factor(items: Sequence[Evidence]) -> Factor:
    by_source: dict[str, list[Evidence]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item)
    weights: dict[str, float] = {}
    moments: list[float] = []
    for source in sorted(by_source):
        given = math.fsum(item.weight for item in by_source[source])
        moment = math.fsum(item.weight * item.value for item in by_source[source])
        counted = given if source in SPOKEN_SOURCES else min(given, LEARNED_CAP)
        weights[source] = counted
        moments.append(moment * (counted / given))
    total = math.fsum(weights.values())
    return Factor(
        range_value=_in_unit(math.fsum(moments) / total),
        confidence=_in_unit(total / (total + HALF_SURE)),
        observed_on=max(_utc_day(item.observed_at) for item in items),
        sources={source: _in_unit(weight / total) for source, weight in weights.items()},
    )


def _in_unit(number: float) -> float:
    return min(1.0, max(0.0, round(number, DECIMALS)))


def _utc_day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()

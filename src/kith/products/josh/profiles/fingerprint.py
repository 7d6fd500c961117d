"""The friend fingerprint as a value: how it is written, read and judged complete.

Stored, a factor is `{"range_value", "confidence", "observed_on", "sources"}`: the day, because a number
of days would be wrong tomorrow. Read, it is the documented shape, with `freshness_days` in its place.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from kith.products.josh.profiles.factors import FactorName
from kith.products.josh.profiles.shapes import ProfileShapeError, check_fingerprint

CONFIDENT: Final = 0.5
MVP_FACTORS: Final = 8
STALE_AFTER_DAYS: Final = 180


class ProfileState(enum.StrEnum):
    """The documented `profile_state`."""

    EMPTY = "empty"
    PARTIAL = "partial"
    COMPLETE_MVP = "complete_mvp"
    COMPLETE_FULL = "complete_full"
    STALE = "stale"


class Factor(msgspec.Struct, frozen=True):
    """What is known of one factor.

    `range_value` and `confidence` are in [0, 1]; `observed_on` is the day (UTC) of the latest evidence;
    `sources` says which share of the evidence came from where (shares in [0, 1], by source).
    """

    range_value: float
    confidence: float
    observed_on: date
    sources: dict[str, float]


class FactorAsRead(msgspec.Struct, frozen=True):
    """One factor in the documented shape; `freshness_days` counts whole days since the latest evidence."""

    range_value: float
    confidence: float
    freshness_days: int
    sources: dict[str, float]


class Fingerprint(msgspec.Struct, frozen=True):
    """Everything known of one person's factors; a factor without evidence is absent."""

    factors: dict[FactorName, Factor] = {}


def freshness_days(observed_on: date, today: date) -> int:
    """Whole days since the evidence, never negative (a phone's clock may run ahead of ours)."""
    return max(0, (today - observed_on).days)


def to_stored(fingerprint: Fingerprint) -> dict[str, object]:
    """The JSON object for `profiles.fingerprint`, factors in their fixed order."""
    return {
        name.value: msgspec.to_builtins(fingerprint.factors[name])
        for name in FactorName
        if name in fingerprint.factors
    }


def from_stored(stored: object) -> Fingerprint:
    """Read `profiles.fingerprint`; raises ProfileShapeError naming the field that is wrong."""
    check_fingerprint(stored)
    try:
        factors = msgspec.convert(stored, dict[FactorName, Factor])
    except msgspec.ValidationError as error:
        raise ProfileShapeError(f"fingerprint cannot be read: {error}.") from error
    return Fingerprint({name: factors[name] for name in FactorName if name in factors})


def as_read(fingerprint: Fingerprint, today: date) -> dict[str, FactorAsRead]:
    """The documented shape, with `freshness_days` computed for today."""
    return {
        name.value: FactorAsRead(
            range_value=factor.range_value,
            confidence=factor.confidence,
            freshness_days=freshness_days(factor.observed_on, today),
            sources=dict(factor.sources),
        )
        for name, factor in fingerprint.factors.items()
    }


def confident_factors(factors: Mapping[FactorName, Factor]) -> int:
    """How many factors are known with more than 0.5 confidence."""
    return sum(factor.confidence > CONFIDENT for factor in factors.values())


def profile_state(fingerprint: Fingerprint, today: date) -> ProfileState:
    """Where the profile stands today.

    A profile with any factor older than 180 days is stale, however much of it is known. Whether a stale
    profile was complete once is a fact of the row (`profiles.completed_at`), not of the fingerprint.
    """
    factors = fingerprint.factors
    if not factors:
        return ProfileState.EMPTY
    if any(freshness_days(factor.observed_on, today) > STALE_AFTER_DAYS for factor in factors.values()):
        return ProfileState.STALE
    known = confident_factors(factors)
    if known == len(FactorName):
        return ProfileState.COMPLETE_FULL
    return ProfileState.COMPLETE_MVP if known >= MVP_FACTORS else ProfileState.PARTIAL

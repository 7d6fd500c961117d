"""A profile: what the document stores in its JSON columns, and its canonical form, the same bytes for the same answers."""

from __future__ import annotations

import enum

import msgspec

from kith.products.attuned.terms import Anatomy, Boundary, Orientation


class Preference(enum.StrEnum):
    """How leading should feel."""

    GENTLE = "gentle"
    PLAYFUL = "playful"
    FIRM = "firm"


class PowerDynamic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`intensity` in [0, 1]; nothing but the orientation for somebody neutral, nothing at all when it was not answered."""

    orientation: Orientation | None = None
    intensity: float | None = None
    preference: Preference | None = None


class ArousalPropensity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each in [0, 1], None when an item of the scale is missing."""

    se: float | None = None
    sis_p: float | None = None
    sis_c: float | None = None


class DomainScores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each in [0, 100], None when an applying item of the domain is missing."""

    sensation: float | None = None
    connection: float | None = None
    power: float | None = None
    exploration: float | None = None
    verbal: float | None = None


class Boundaries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hard_limits: tuple[Boundary, ...] = ()
    soft_limits: tuple[Boundary, ...] = ()
    maybe_items: tuple[Boundary, ...] = ()


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the survey says about somebody. `activities` and `truth_topics` map keys to 1 (yes), 0.5 (maybe) or 0 (no); what was not
    asked or not answered is not in them.
    """

    profile_version: str
    survey_version: str
    power_dynamic: PowerDynamic = PowerDynamic()
    arousal_propensity: ArousalPropensity = ArousalPropensity()
    domain_scores: DomainScores = DomainScores()
    activities: dict[str, float] = {}
    truth_topics: dict[str, float] = {}
    boundaries: Boundaries = Boundaries()
    anatomy: Anatomy = Anatomy()


def canonical(profile: Profile) -> bytes:
    """The profile as JSON with everything sorted: equal profiles are equal bytes, in every process."""
    return msgspec.json.encode(profile, order="sorted")


def read(content: bytes) -> Profile:
    """A profile from its JSON; msgspec.ValidationError when it is none."""
    return msgspec.json.decode(content, type=Profile)


def columns(profile: Profile) -> dict[str, object]:
    """The document's columns of `profiles` with plain values, ready for JSON."""
    return msgspec.json.decode(canonical(profile), type=dict[str, object])

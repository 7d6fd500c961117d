"""What a snapshot holds: as little as what may be seen of it needs. Pure."""

from __future__ import annotations

import msgspec

from kith.products.attuned.compatibility.score import compatibility
from kith.products.attuned.compatibility.sharing import has_topics_to_talk_about
from kith.products.attuned.profiles.profile import PowerDynamic, Profile


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two as they were. Never boundaries, anatomy, arousal or scores."""

    activities: dict[str, float] = {}
    truth_topics: dict[str, float] = {}
    power_dynamic: PowerDynamic = PowerDynamic()
    demographics: dict[str, str] = {}


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Both sides, how well they go together (to the next 5), and whether there are topics to talk about."""

    requester: Side
    recipient: Side
    score: int
    talk: bool


def snapshot_of(
    requester: Profile,
    recipient: Profile,
    requester_demographics: dict[str, str],
    recipient_demographics: dict[str, str],
) -> Snapshot:
    """What two profiles leave in a snapshot."""
    return Snapshot(
        requester=_side(requester, requester_demographics),
        recipient=_side(recipient, recipient_demographics),
        score=compatibility(requester, recipient).rounded,
        talk=has_topics_to_talk_about(requester, recipient),
    )


def _side(profile: Profile, demographics: dict[str, str]) -> Side:
    return Side(
        activities=profile.activities,
        truth_topics=profile.truth_topics,
        power_dynamic=profile.power_dynamic,
        demographics=demographics,
    )


def as_profile(side: Side) -> Profile:
    """A side as the rules about profiles read it; what a snapshot does not hold is empty."""
    return Profile(
        profile_version="",
        survey_version="",
        power_dynamic=side.power_dynamic,
        activities=side.activities,
        truth_topics=side.truth_topics,
    )

"""What one person sees of the other's answers. Pure; give it snapshots, never live profiles, so that changing answers shows nothing new.

Boundaries, arousal scores and anatomy are never part of it, whatever the setting.
"""

from __future__ import annotations

import enum

import msgspec

from kith.products.attuned.compatibility.score import LANES
from kith.products.attuned.profiles.profile import PowerDynamic, Profile
from kith.products.attuned.survey.definition import Direction


class Sharing(enum.StrEnum):
    """`profile_sharing_setting`."""

    ALL_RESPONSES = "all_responses"
    OVERLAPPING_ONLY = "overlapping_only"
    DEMOGRAPHICS_ONLY = "demographics_only"


class Common(msgspec.Struct, frozen=True):
    """Something both said yes or maybe to. `direction` is the viewer's side; `certain` when both said yes."""

    key: str
    direction: Direction
    certain: bool


class CommonTopic(msgspec.Struct, frozen=True):
    topic: str
    certain: bool


class Seen(msgspec.Struct, frozen=True):
    """What the viewer sees of the other person.

    `activities` and `topics` are what both have in common. `all_activities` (keys from the other's side) and `all_topics` with 1, 0.5
    or 0, and `power_dynamic`, only when the other shares all responses.
    """

    sharing: Sharing
    activities: tuple[Common, ...] = ()
    topics: tuple[CommonTopic, ...] = ()
    all_activities: dict[str, float] = {}
    all_topics: dict[str, float] = {}
    power_dynamic: PowerDynamic | None = None


def seen_by(viewer: Profile, other: Profile, sharing_of_other: Sharing) -> Seen:
    """What `viewer` sees of `other`, as far as the other's own setting goes."""
    if sharing_of_other is Sharing.DEMOGRAPHICS_ONLY:
        return Seen(sharing_of_other)
    seen = Seen(sharing_of_other, common_activities(viewer, other), common_topics(viewer, other))
    if sharing_of_other is Sharing.OVERLAPPING_ONLY:
        return seen
    return msgspec.structs.replace(
        seen,
        all_activities=dict(sorted(other.activities.items())),
        all_topics=dict(sorted(other.truth_topics.items())),
        power_dynamic=other.power_dynamic,
    )


def common_activities(viewer: Profile, other: Profile) -> tuple[Common, ...]:
    """What the viewer would give and the other receive, the other way round, and together; never where either said no."""
    found: list[Common] = []
    for lane in LANES:
        mine, theirs = viewer.activities.get(lane.mine, 0.0), other.activities.get(lane.theirs, 0.0)
        if mine > 0.0 and theirs > 0.0:
            side = lane.mine.removeprefix(lane.activity).removeprefix("_")
            direction = Direction(side) if side else Direction.TOGETHER
            found.append(Common(lane.activity, direction, mine == 1.0 and theirs == 1.0))
    return tuple(found)


def common_topics(viewer: Profile, other: Profile) -> tuple[CommonTopic, ...]:
    """The topics both would talk about."""
    return tuple(
        CommonTopic(topic, mine == 1.0 and other.truth_topics[topic] == 1.0)
        for topic, mine in sorted(viewer.truth_topics.items())
        if mine > 0.0 and other.truth_topics.get(topic, 0.0) > 0.0
    )


def has_topics_to_talk_about(a: Profile, b: Profile) -> bool:
    """Whether a hard limit of one is no limit for the other. All that is ever said of it: there are topics to talk about. Symmetric."""

    def open_where(one: Profile, other: Profile) -> bool:
        limits = {*other.boundaries.hard_limits, *other.boundaries.soft_limits}
        return any(limit not in limits for limit in one.boundaries.hard_limits)

    return open_where(a, b) or open_where(b, a)

"""What the rules know of the two who play, and of the session they are in."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kith.products.attuned.profiles.profile import Profile
from kith.products.attuned.terms import Anatomy, BodyPart, Boundary, Level, Orientation, lower


class Player(msgspec.Struct, frozen=True):
    """One of the two. `worths` has what is known of their wishes, activities and topics alike: 1 yes, 0.5 maybe, 0 no."""

    anatomy: frozenset[BodyPart] = frozenset()
    hard_limits: frozenset[Boundary] = frozenset()
    soft_limits: frozenset[Boundary] = frozenset()
    worths: Mapping[str, float] = {}
    orientation: Orientation | None = None
    allows: Level = Level.R


def player_of(profile: Profile, allows: Level = Level.R) -> Player:
    """Somebody with a profile, who allows cards up to a level."""
    return Player(
        anatomy=profile.anatomy.anatomy_self,
        hard_limits=frozenset(profile.boundaries.hard_limits),
        soft_limits=frozenset(profile.boundaries.soft_limits),
        worths={**profile.activities, **profile.truth_topics},
        orientation=profile.power_dynamic.orientation,
        allows=allows,
    )


def player_without_survey(anatomy: Anatomy, allows: Level = Level.R) -> Player:
    """Somebody who has not said where their lines are: whatever touches one of the eight waits for the talk beforehand, but for touch itself."""
    unknown = frozenset(Boundary) - {Boundary.TOUCH}
    return Player(anatomy=anatomy.anatomy_self, soft_limits=unknown, allows=allows)


class Pair(msgspec.Struct, frozen=True):
    """Both players, and whether they have been through the talk beforehand in this session. `wants` caps the session's own level."""

    a: Player
    b: Player
    talked: bool = False
    wants: Level = Level.X

    @property
    def level(self) -> Level:
        """The lowest of what the session wants and what each allows."""
        return lower(self.wants, lower(self.a.allows, self.b.allows))

    def in_roles(self, active: str) -> tuple[Player, Player]:
        """The active player ("A" or "B") and the other."""
        return (self.a, self.b) if active == "A" else (self.b, self.a)

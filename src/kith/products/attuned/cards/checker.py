"""The hard filters: whether two people may ever see a card, by name of the rule. `deck.py` answers the same for a whole bank at once.

    level                the card's level is within the lowest of what the session wants and both allow
    approved, active     an operator let it in, nobody archived it
    audience             it is for two
    boundaries           it touches no hard limit of either
    talked_before        it needs no talk beforehand (by itself, or because it touches a soft limit of either), or they had it
    anatomy              the active player has what it asks of the active one, the partner what it asks of the partner
    nobody_said_no       neither said no to anything it is about, each on their own side of it
    not_recently         neither has seen it within a year or within their last hundred cards

Which of them passed is stored with a drawn card; nothing else is, for both players can read it.
"""

from __future__ import annotations

from typing import Final

import msgspec

from kith.products.attuned.cards.card import Audience, Card
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.compatibility.score import LANES

HARD_FILTERS: Final = (
    "level",
    "approved",
    "active",
    "audience",
    "boundaries",
    "talked_before",
    "anatomy",
    "nobody_said_no",
)
NOT_RECENTLY: Final = "not_recently"
OTHER_SIDE: Final = {lane.mine: lane.theirs for lane in LANES}
"""What the partner's key is for the active player's; topics and what is done together are their own other side."""


class Verdict(msgspec.Struct, frozen=True):
    """Every hard filter by name, in one of two lists."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.failed


def judge(card: Card, pair: Pair, active: str) -> Verdict:
    """The hard filters for a card with "A" or "B" as its active player."""
    acting, other = pair.in_roles(active)
    touched = frozenset(card.hard_boundaries)
    needs_talk = card.requires_consent_negotiation or not touched.isdisjoint(
        acting.soft_limits | other.soft_limits
    )
    results = {
        "level": card.rating.rank <= pair.level.rank,
        "approved": card.approved,
        "active": card.is_active,
        "audience": card.audience_scope is not Audience.GROUPS,
        "boundaries": touched.isdisjoint(acting.hard_limits | other.hard_limits),
        "talked_before": pair.talked or not needs_talk,
        "anatomy": acting.anatomy.issuperset(card.required_bodyparts.active)
        and other.anatomy.issuperset(card.required_bodyparts.partner),
        "nobody_said_no": all(
            acting.worths.get(key) != 0.0 and other.worths.get(OTHER_SIDE.get(key, key)) != 0.0
            for key in card.preference_keys
        ),
    }
    return Verdict(
        tuple(name for name in HARD_FILTERS if results[name]),
        tuple(name for name in HARD_FILTERS if not results[name]),
    )

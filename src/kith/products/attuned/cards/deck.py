"""The bank in memory: columns that answer the hard filters and the scores for every card at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kith.products.attuned.cards.card import AFTERCARE, WARM_UP, WIND_DOWN, Audience, Card
from kith.products.attuned.cards.checker import OTHER_SIDE
from kith.products.attuned.cards.no_repeat import History
from kith.products.attuned.cards.player import Pair, Player
from kith.products.attuned.terms import BodyPart, Boundary, CardType, Orientation

Mask = NDArray[np.bool_]
Column = NDArray[np.float64]

NOT_KNOWN: Final = 0.5
"""What a wish counts that somebody was not asked about."""
_NOTHING: Final = 0
_BOUNDARIES: Final = tuple(Boundary)
_PARTS: Final = tuple(BodyPart)
_ROLES: Final = (None, *Orientation)


class Deck:
    """Stored cards in the order of their `activity_id`; every column has one entry a card."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = sorted(cards, key=lambda card: card.activity_id or 0)
        self.ids = _integers(card.activity_id or 0 for card in self.cards)
        self.chances = np.array([int(card.activity_uid[:16], 16) for card in self.cards], dtype=np.uint64)
        self.ratings = _integers(card.rating.rank for card in self.cards)
        self.intensities = _integers(card.intensity for card in self.cards).astype(np.float64)
        self.truths = _flags(card.type is CardType.TRUTH for card in self.cards)
        self.usable = _flags(card.approved and card.is_active for card in self.cards)
        self.for_two = _flags(card.audience_scope is not Audience.GROUPS for card in self.cards)
        self.talks = _flags(card.requires_consent_negotiation for card in self.cards)
        self.boundaries = _integers(_bits(card.hard_boundaries, _BOUNDARIES) for card in self.cards)
        self.active_parts = _integers(_bits(card.required_bodyparts.active, _PARTS) for card in self.cards)
        self.partner_parts = _integers(_bits(card.required_bodyparts.partner, _PARTS) for card in self.cards)
        self.roles = _integers(_ROLES.index(card.power_role) for card in self.cards)
        self._key_numbers, self._keys = _padded([card.preference_keys for card in self.cards])
        self._theme_numbers, self._themes = _padded([card.tags for card in self.cards])
        self._key_counts = np.maximum((self._keys != _NOTHING).sum(axis=0), 1)
        self._without_key = (self._keys == _NOTHING).all(axis=0)
        self.aftercare = self.themed(AFTERCARE)
        self.warming = self.themed(WARM_UP)
        self.closing = self.themed(WIND_DOWN)

    def __len__(self) -> int:
        return len(self.cards)

    def themed(self, theme: str) -> Mask:
        """The cards with this tag."""
        return self._any(self._themes, _numbers([theme], self._theme_numbers))

    def allowed(self, pair: Pair, active: str) -> Mask:
        """The cards for which `checker.judge` finds no fault."""
        acting, other = pair.in_roles(active)
        mask = self.usable & self.for_two & (self.ratings <= pair.level.rank)
        mask &= (self.boundaries & _bits(acting.hard_limits | other.hard_limits, _BOUNDARIES)) == 0
        if not pair.talked:
            soft = _bits(acting.soft_limits | other.soft_limits, _BOUNDARIES)
            mask &= ~self.talks & ((self.boundaries & soft) == 0)
        mask &= (self.active_parts & ~_bits(acting.anatomy, _PARTS)) == 0
        mask &= (self.partner_parts & ~_bits(other.anatomy, _PARTS)) == 0
        return mask & ~self._refused(acting, partner=False) & ~self._refused(other, partner=True)

    def is_any_of(self, activity_ids: Collection[int] | NDArray[np.int64]) -> Mask:
        """The cards with one of these ids."""
        mask = np.zeros(len(self), dtype=bool)
        if len(activity_ids) and len(self):
            wanted = (
                np.array(list(activity_ids)) if isinstance(activity_ids, Set) else np.asarray(activity_ids)
            )
            # In order, a long history is looked up several times as fast.
            mask[self._rows_of(np.sort(wanted))[1]] = True
        return mask

    def last_seen(self, histories: Sequence[History]) -> Column:
        """When each card was last seen by anybody, in seconds since 1970; minus infinity for never."""
        seen = np.full(len(self), -np.inf)
        for history in histories:
            if len(self):
                found, rows = self._rows_of(history.activity_ids)
                np.maximum.at(seen, rows, history.presented_at[found])
        return seen

    def preferences(self, player: Player, *, partner: bool) -> Column:
        """How much a player likes what each card is about, in [0, 1]: the mean over its keys, 0.5 for what is not known."""
        worths = self._worths(player, NOT_KNOWN, partner=partner)
        worths[_NOTHING] = 0.0
        total = np.zeros(len(self))
        for place in self._keys:
            total += worths[place]
        return np.where(self._without_key, NOT_KNOWN, total / self._key_counts)

    def repeats(self, recent: Sequence[Collection[str]]) -> Column:
        """How many of the recent cards, given by their tags, share a tag with each card."""
        total = np.zeros(len(self))
        for tags in recent:
            total += self._any(self._themes, _numbers(tags, self._theme_numbers))
        return total

    def _rows_of(self, wanted: NDArray[np.int64]) -> tuple[Mask, NDArray[np.int64]]:
        rows = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        found = self.ids[rows] == wanted
        return found, rows[found]

    def _refused(self, player: Player, *, partner: bool) -> Mask:
        return self._any(self._keys, self._worths(player, 1.0, partner=partner) == 0.0)

    def _any(self, places: NDArray[np.int64], wanted: Mask) -> Mask:
        mask = np.zeros(len(self), dtype=bool)
        for place in places:
            mask |= wanted[place]
        return mask

    def _worths(self, player: Player, unknown: float, *, partner: bool) -> Column:
        worths = np.full(len(self._key_numbers) + 1, unknown)
        for key, number in self._key_numbers.items():
            worths[number] = player.worths.get(OTHER_SIDE.get(key, key) if partner else key, unknown)
        return worths


def _integers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _flags(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, dtype=np.bool_)


def _bits(found: Collection[Any], order: Sequence[Any]) -> int:
    return sum(1 << at for at, one in enumerate(order) if one in found)


def _numbers(texts: Iterable[str], numbers: Mapping[str, int]) -> Mask:
    """Which numbers these texts have."""
    mask = np.zeros(len(numbers) + 1, dtype=bool)
    mask[[numbers[text] for text in texts if text in numbers]] = True
    return mask


def _padded(rows: Sequence[Sequence[str]]) -> tuple[Mapping[str, int], NDArray[np.int64]]:
    """Each distinct text's number from 1 on, and each row as a column of numbers, filled up with 0."""
    numbers: dict[str, int] = {}
    table = np.zeros((max(map(len, rows), default=0), len(rows)), dtype=np.int64)
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table[place, at] = numbers.setdefault(text, len(numbers) + 1)
    return numbers, table

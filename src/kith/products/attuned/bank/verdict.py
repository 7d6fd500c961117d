"""What the checks say of a card before it may be drawn, for operators. Pure."""

from __future__ import annotations

import msgspec

from kith.foundation.language import _
from kith.products.attuned.cards.card import Audience, Card
from kith.products.attuned.cards.content import violations
from kith.products.attuned.cards.implied import implied_boundaries
from kith.products.attuned.compatibility.score import LANES, TOPICS
from kith.products.attuned.terms import Boundary, CardType, Level

KEYS = frozenset((*(lane.mine for lane in LANES), *TOPICS))
"""What a card can be about: what the survey asks."""
_DELICATE = frozenset({Boundary.RESTRAINT, Boundary.IMPACT})


class CardVerdict(msgspec.Struct, frozen=True):
    """`refusals` keep a card out; `hints` are worth a look. Sentences."""

    refusals: tuple[str, ...]
    hints: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.refusals


def verdict_on(card: Card) -> CardVerdict:
    """Every refusal and hint for a card as it stands."""
    refusals = [str(one) for one in violations(card)]
    refusals += [
        _("“%(key)s” is nothing that the survey asks about.", key=key)
        for key in card.preference_keys
        if key not in KEYS
    ]
    marked = set(card.hard_boundaries)
    refusals += [
        _("The words touch the boundary “%(boundary)s”, and the card does not say so.", boundary=boundary)
        for boundary in implied(card)
        if boundary not in marked
    ]
    if card.type is CardType.DARE and _DELICATE & marked and not card.requires_consent_negotiation:
        refusals.append(_("Cards with restraint or impact need the talk beforehand."))
    hints: list[str] = []
    if not card.tags:
        hints.append(_("Without a theme it cannot take part in keeping a session varied."))
    if not card.domains:
        hints.append(_("No domain is named."))
    if card.audience_scope is Audience.GROUPS:
        hints.append(_("It is for groups: two people never see it."))
    if card.rating is Level.G and card.intensity == 5 and card.type is CardType.DARE:
        hints.append(_("Intensity 5 at level G: only the boldest words reach that far."))
    return CardVerdict(tuple(dict.fromkeys(refusals)), tuple(hints))


def implied(card: Card) -> tuple[Boundary, ...]:
    """What a dare's words touch; to talk about something touches nothing."""
    return implied_boundaries(card.text) if card.type is CardType.DARE else ()


def completed(card: Card) -> tuple[Card, tuple[str, ...]]:
    """The card with what its words touch and the talk it needs, and what was added, for cards that come from a file."""
    missing = [boundary for boundary in implied(card) if boundary not in card.hard_boundaries]
    boundaries = (*card.hard_boundaries, *missing)
    notes = [_("Marked with “%(boundary)s”, which its words touch.", boundary=one) for one in missing]
    talk = card.type is CardType.DARE and bool(_DELICATE & set(boundaries))
    if talk and not card.requires_consent_negotiation:
        notes.append(_("Waits for the talk beforehand."))
    return (
        msgspec.structs.replace(
            card,
            hard_boundaries=boundaries,
            requires_consent_negotiation=card.requires_consent_negotiation or talk,
        ),
        tuple(notes),
    )

"""A card's identity by content, and reading it aloud with names."""

from __future__ import annotations

from kith.products.attuned.cards.card import Actor, Line, Script, Step, read_aloud, uid_of
from kith.products.attuned.terms import CardType


def test_equal_content_is_one_card() -> None:
    one = Script((Step("Hold  hands, slowly!"), Step("Smile.", Actor.BOTH)))
    same = Script((Step("hold hands — slowly"), Step("SMILE", Actor.BOTH)))
    other = Script((Step("Hold hands, slowly!"), Step("Smile.", Actor.PARTNER)))
    assert uid_of(CardType.DARE, one) == uid_of(CardType.DARE, same)
    assert len(uid_of(CardType.DARE, one)) == 64
    assert uid_of(CardType.DARE, one) != uid_of(CardType.DARE, other)
    assert uid_of(CardType.DARE, one) != uid_of(CardType.TRUTH, one)


def test_every_step_is_said_to_its_player_with_the_other_ones_name() -> None:
    script = Script(
        (Step("Hug {partner}."), Step("Thank {partner}.", Actor.PARTNER), Step("Sit down.", Actor.BOTH))
    )
    assert read_aloud(script, "B", ("Kim", "Lou")) == (
        Line("B", "Hug Kim."),
        Line("A", "Thank Lou."),
        Line("both", "Sit down."),
    )

"""The writer that needs no network: whatever it puts together may be shown."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.attuned_cards import pairs
from kith.products.attuned.cards.content import violations_in
from kith.products.attuned.cards.implied import implied_boundaries
from kith.products.attuned.cards.player import Pair, Player
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.terms import Boundary, CardType, Level
from kith.products.attuned.writing.template_writer import TEMPLATES, TemplateWriter
from kith.products.attuned.writing.wish import THEMES, Wish, card_of, is_written, wish_for
from kith.products.attuned.writing.writing import objections_to


def test_every_sentence_that_can_come_out_passes_the_checks() -> None:
    seen: set[str] = set()
    for template in TEMPLATES:
        assert set(template.themes) <= set(THEMES)
        names = re.findall(r"\[(\w+)\]", template.text)
        assert sorted(names) == sorted(template.slots)
        for chosen in itertools.product(*(template.slots[name] for name in names)):
            filled = iter(chosen)
            text = re.sub(r"\[\w+\]", lambda _, filled=filled: next(filled), template.text)
            assert violations_in(text, template.level) == (), text
            assert set(implied_boundaries(text)) <= ({Boundary.TOUCH} if template.touch else set()), text
            assert 12 <= len(text) <= 240
            seen.add(text)
    assert len(seen) > 300
    for level, kind in itertools.product((Level.G, Level.R), CardType):
        assert any(t.level is level and t.type is kind and not t.touch for t in TEMPLATES)


@settings(max_examples=80)
@given(pairs, st.integers(0, 2**32), st.integers(1, 25))
async def test_what_it_writes_fits_the_two_and_is_the_same_for_the_same_seed(
    pair: Pair, seed: int, step: int
) -> None:
    writer = TemplateWriter()
    wish, active = wish_for(Moment(seed, step, last_active="A"), pair, writer.highest)
    assert active == "B"
    answer = await writer.answer(writer.prompt(wish, []))
    assert answer == await writer.answer(writer.prompt(wish, []))
    card = card_of(answer, wish)
    assert objections_to(card, pair, active) == ()
    assert card.rating.rank <= pair.level.rank
    if Boundary.TOUCH in pair.a.hard_limits | pair.b.hard_limits:
        assert not wish.touch
        assert Boundary.TOUCH not in card.hard_boundaries


def test_the_share_of_written_cards_is_what_the_session_asks_for() -> None:
    def written(ratio: float) -> int:
        return sum(is_written(Moment(seed, step), ratio) for seed in range(20) for step in range(1, 51))

    assert written(1.0) == 0
    assert written(0.0) == 1000
    assert 420 < written(0.5) < 580


def test_a_wish_balances_kinds_and_leaves_out_recent_themes() -> None:
    pair = Pair(Player(), Player())
    wish, active = wish_for(Moment(1, 3, truths_so_far=2, recent_tags=[THEMES[1:]], last_active="B"), pair)
    assert (wish.type, wish.theme, active) == (CardType.DARE, THEMES[0], "A")
    asked, _ = wish_for(Moment(1, 3, kind=CardType.TRUTH, truths_so_far=9), pair)
    assert asked.type is CardType.TRUTH


@pytest.mark.parametrize(
    ("text", "boundaries"),
    [
        ("Tie {partner}’s wrists with a scarf and take a photo of it.", {"restraint", "photo_video"}),
        ("Pretend you are strangers and have a glass of wine on the balcony.", {"roleplay", "substances", "public", "others_present"}),
        ("Give {partner} a playful smack.", {"impact"}),
        ("Tell {partner} what you like about this evening.", set()),
        ("Kiss the inside of their hand.", {"touch"}),
    ],
)  # fmt: skip
def test_words_that_touch_a_boundary_are_noticed(text: str, boundaries: set[str]) -> None:
    assert set(implied_boundaries(text)) == boundaries


def test_an_answer_is_a_card_at_the_level_that_was_asked_for_and_nothing_else() -> None:
    wish = Wish(type=CardType.DARE, level=Level.G, intensity=2, theme="play", touch=False)
    card = card_of('{"steps":[{"text":"Smile at {partner} twice."}],"rating":"X","approved":true}', wish)
    assert (card.rating, card.type, card.source, card.tags) == (
        Level.G,
        CardType.DARE,
        "ai_generated",
        ("play",),
    )

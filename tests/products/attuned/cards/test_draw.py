"""Drawing: replays, follows the curve, stays varied and fair, and starts from the top when everything was seen."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.attuned_cards import random_bank, random_pair
from kith.products.attuned.bank.shipped import shipped
from kith.products.attuned.cards.card import AFTERCARE, WIND_DOWN, Card
from kith.products.attuned.cards.curve import Phase, phase_at, wanted_intensity
from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.draw import Drawn, draw, draw_from_the_top
from kith.products.attuned.cards.no_repeat import History, a_year_before, excluded, excluded_for
from kith.products.attuned.cards.player import Pair, Player
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.terms import CardType, Level, Orientation

DECK = Deck(msgspec.structs.replace(card, activity_id=at) for at, card in enumerate(shipped(), 1))
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def play(deck: Deck, pair: Pair, seed: int, steps: int = 25, kind: CardType | None = None) -> list[Drawn]:
    """A whole session, every card accepted."""
    drawn: list[Drawn] = []
    for step in range(1, steps + 1):
        truths = sum(one.card.type is CardType.TRUTH for one in drawn)
        moment = Moment(
            seed,
            step,
            steps,
            kind,
            truths,
            len(drawn) - truths,
            [one.card.tags for one in drawn[-5:]],
            drawn[-1].active if drawn else None,
        )
        following = draw(deck, pair, moment, {one.card.activity_id or 0 for one in drawn})
        if following is None:
            break
        drawn.append(following)
    return drawn


def couple(one: Orientation | None = None, other: Orientation | None = None, level: Level = Level.R) -> Pair:
    return Pair(Player(orientation=one), Player(orientation=other), wants=level)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**63 - 1))
def test_the_same_seed_replays_the_same_session_whatever_order_the_bank_is_read_in(seed: int) -> None:
    cards = list(DECK.cards)
    random.Random(seed).shuffle(cards)
    first = play(DECK, couple(), seed)
    assert play(Deck(cards), couple(), seed) == first
    assert len({one.card.activity_id for one in first}) == 25
    assert play(DECK, couple(), seed + 1) != first


def test_a_card_that_leaves_the_bank_changes_nothing_but_itself() -> None:
    moment = Moment(11, 5)
    winner = draw(DECK, couple(), moment, ())
    assert winner is not None
    for gone in (1, 50, 120, 200):
        if gone != winner.card.activity_id:
            rest = Deck(card for card in DECK.cards if card.activity_id != gone)
            assert draw(rest, couple(), moment, ()) == winner


def test_a_session_warms_up_builds_peaks_and_winds_down() -> None:
    assert [phase_at(step, 25) for step in (1, 10, 19, 25)] == list(Phase)
    assert wanted_intensity(25, 25) == wanted_intensity(1, 25) == 1
    assert max(wanted_intensity(step, 25) for step in range(1, 26)) > 4.4
    assert wanted_intensity(20, 25, eased=2) == wanted_intensity(20, 25) - 2
    assert wanted_intensity(3, 25, eased=4) == 1
    assert phase_at(1, 1) is Phase.WARM_UP
    by_phase: dict[Phase, list[int]] = {phase: [] for phase in Phase}
    tags: dict[Phase, Counter[str]] = {phase: Counter() for phase in Phase}
    for seed in range(8):
        for step, one in enumerate(play(DECK, couple(), seed), 1):
            by_phase[phase_at(step, 25)].append(one.card.intensity)
            tags[phase_at(step, 25)].update(one.card.tags)
    mean = {phase: sum(found) / len(found) for phase, found in by_phase.items()}
    assert mean[Phase.WARM_UP] < 2 < mean[Phase.BUILD] < mean[Phase.PEAK]
    assert mean[Phase.PEAK] > 3.6
    assert mean[Phase.WIND_DOWN] < mean[Phase.PEAK] - 0.7
    assert tags[Phase.WIND_DOWN][WIND_DOWN] > 0
    assert (
        sum(
            tags[phase][tag]
            for phase in Phase
            if phase is not Phase.WIND_DOWN
            for tag in (WIND_DOWN, AFTERCARE)
        )
        == 0
    )


def test_truth_and_dare_balance_and_themes_vary_and_both_have_their_turn() -> None:
    for seed in range(5):
        session = play(DECK, couple(), seed)
        kinds = Counter(one.card.type for one in session)
        assert abs(kinds[CardType.TRUTH] - kinds[CardType.DARE]) <= 7
        assert min(Counter(one.active for one in session).values()) >= 8
        assert len({tag for one in session for tag in one.card.tags}) >= 12
    assert {one.card.type for one in play(DECK, couple(), 1, kind=CardType.TRUTH)} == {CardType.TRUTH}


def test_roles_are_led_by_whoever_likes_to_lead() -> None:
    led: Counter[str] = Counter()
    for seed in range(8):
        for one in play(DECK, couple(Orientation.TOP, Orientation.BOTTOM), seed):
            if one.card.power_role in (Orientation.TOP, Orientation.BOTTOM):
                led[
                    "right" if (one.card.power_role is Orientation.TOP) == (one.active == "A") else "wrong"
                ] += 1
                assert one.roles == {
                    "active_player": one.active,
                    "partner_player": "AB".replace(one.active, ""),
                }
    assert led["right"] > 4 * led["wrong"]


def test_what_both_like_comes_more_often() -> None:
    fond = Player(worths={"slow_dance": 1.0, "massage_give": 1.0, "massage_receive": 1.0})
    cool = Player(worths={"slow_dance": 0.5, "massage_give": 0.5, "massage_receive": 0.5})
    keys = {"slow_dance", "massage_give"}

    def count(player: Player) -> int:
        return sum(
            bool(keys & set(one.card.preference_keys))
            for seed in range(8)
            for one in play(DECK, Pair(player, player), seed)
        )

    assert count(fond) > count(cool)


def test_checks_tell_which_rules_passed_and_nothing_of_anybodys_answers() -> None:
    pair = random_pair(4)
    one = draw(DECK, couple(), Moment(3, 1), ())
    assert one is not None
    assert one.checks["passed"][-1] == "not_recently"
    assert one.checks["deck"] == "fresh"
    assert set(one.checks) == {"passed", "phase", "deck"}
    assert pair.a.hard_limits.isdisjoint(msgspec.json.encode(one.checks).decode().split('"'))


def test_an_aftercare_card_is_always_there() -> None:
    for seed in range(20):
        pair = random_pair(seed)
        found = draw(DECK, pair, Moment(seed, 12, kind=CardType.TRUTH), (), aftercare=True)
        assert found is None or AFTERCARE in found.card.tags
    assert draw(DECK, couple(level=Level.G), Moment(1, 1), (), aftercare=True) is not None


@pytest.mark.parametrize(
    ("days", "since", "away"), [(364, 200, True), (366, 200, False), (366, 99, True), (800, 100, False)]
)
def test_a_card_stays_away_for_a_year_and_for_a_hundred_cards_whichever_is_longer(
    days: int, since: int, away: bool
) -> None:
    ids = [None if at % 3 else 1000 + at for at in range(1, since + 1)]
    times = [(NOW - timedelta(minutes=at)).timestamp() for at in range(1, since + 1)]
    history = History([*ids, 7], [*times, (NOW - timedelta(days=days)).timestamp()])
    assert (7 in excluded(history, NOW)) is away
    assert (7 in excluded_for([History([], []), history], NOW)) is away
    assert excluded_for([], NOW).tolist() == []
    assert a_year_before(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2027, 2, 28, tzinfo=UTC)


def test_when_everything_was_seen_the_deck_starts_from_the_top_with_what_was_longest_ago() -> None:
    cards = [card for card in random_bank(random.Random(1), 60) if card.rating is Level.G]
    deck = Deck(
        msgspec.structs.replace(card, required_bodyparts=type(card.required_bodyparts)()) for card in cards
    )
    pair = couple()
    allowed = [card.activity_id for card, ok in zip(deck.cards, deck.allowed(pair, "A"), strict=True) if ok]
    assert len(allowed) > 4
    order = random.Random(2).sample(allowed, len(allowed))
    mine = History(order, [(NOW - timedelta(days=100 - at)).timestamp() for at in range(len(order))])
    theirs = History(order[:1], [(NOW - timedelta(days=1)).timestamp()])
    assert draw(deck, pair, Moment(1, 1), excluded_for([mine, theirs], NOW)) is None
    again = draw_from_the_top(deck, pair, Moment(1, 1), [mine, theirs])
    assert again is not None
    assert again.from_the_top
    assert again.checks["deck"] == "from_the_top"
    assert "not_recently" not in again.checks["passed"]
    # The partner saw the very oldest yesterday, so the second oldest is the one both have not seen for longest.
    assert again.card.activity_id == order[1]


def test_nothing_to_draw_is_none() -> None:
    nothing: list[Card] = []
    assert draw(Deck(nothing), couple(), Moment(1, 1), ()) is None
    assert draw_from_the_top(Deck(nothing), couple(), Moment(1, 1), []) is None

"""Promises about the selection: exactly what a scan would choose, and now and then chance."""

from __future__ import annotations

from random import Random
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.products.josh.matching.scores import Moment, Scored, Traits, score
from kith.products.josh.matching.selection import CHUNK, CandidateMatrix

# Few distinct values make equal scores, and so ties, common.
coarse = st.sampled_from([0.0, 0.25, 0.5, 1.0])
shares = st.one_of(coarse, st.floats(0, 1, width=32))
days = st.integers(0, 4000)


def traits(ids: st.SearchStrategy[UUID]) -> st.SearchStrategy[Traits]:
    return st.builds(
        Traits,
        user_id=ids,
        values=st.tuples(*[shares] * 12),
        confidences=st.tuples(*[shares] * 12),
        freshness_days=st.tuples(*[days] * 12),
        openness=shares,
        appeal=shares,
    )


moments = st.builds(
    Moment,
    activity_weight=shares,
    window_fit=coarse,
    distance_km=st.floats(0, 200, width=32),
    invites_recently=st.integers(0, 5),
    waited_days=st.integers(0, 60),
)
groups = st.lists(traits(st.uuids()), min_size=1, max_size=5)
candidates = st.lists(
    st.tuples(traits(st.uuids()), moments), max_size=40, unique_by=lambda person: person[0].user_id
)


def scan(group: list[Traits], people: list[tuple[Traits, Moment]], k: int) -> list[Scored]:
    every = [score(group, person, moment) for person, moment in people]
    return sorted(every, key=lambda scored: (-scored.final_score, scored.user_id))[:k]


@given(groups, candidates, st.integers(0, 50))
def test_the_selection_is_exactly_what_a_scan_would_choose(
    group: list[Traits], people: list[tuple[Traits, Moment]], k: int
) -> None:
    assert CandidateMatrix(people).top_k(group, k, Random(0)) == scan(group, people, k)


@given(groups, st.lists(moments, min_size=2, max_size=2), st.integers(1, 30), st.randoms())
def test_equal_scores_are_ordered_by_id_however_the_candidates_came(
    group: list[Traits], two: list[Moment], k: int, order: Random
) -> None:
    twins = [
        (msgspec.structs.replace(group[0], user_id=UUID(int=number)), two[number % 2]) for number in range(20)
    ]
    order.shuffle(twins)
    assert CandidateMatrix(twins).top_k(group, k, Random(0)) == scan(group, twins, k)


def person(random: Random) -> Traits:
    return Traits(
        UUID(int=random.getrandbits(128)),
        tuple(random.random() for _ in range(12)),
        tuple(random.random() for _ in range(12)),
        tuple(random.randrange(400) for _ in range(12)),
        random.random(),
        random.random(),
    )


def crowd(random: Random, count: int) -> list[tuple[Traits, Moment]]:
    return [
        (
            person(random),
            Moment(random.random(), random.random(), random.random() * 30, random.randrange(4), 9),
        )
        for _ in range(count)
    ]


def test_a_crowd_larger_than_one_chunk_is_searched_exactly() -> None:
    random = Random(7)
    matrix = CandidateMatrix(crowd(random, 2 * CHUNK + 5))
    group = [person(random) for _ in range(3)]
    as_kept = [matrix.row(at) for at in range(len(matrix))]
    assert matrix.top_k(group, 25, random) == scan(group, as_kept, 25)


def test_a_hundred_thousand_candidates_take_modest_memory() -> None:
    matrix = CandidateMatrix(crowd(Random(3), 500))
    columns = (
        matrix.values,
        matrix.confidences,
        matrix.freshness_days,
        matrix.openness,
        matrix.appeal,
        matrix.activity_weight,
        matrix.window_fit,
        matrix.distance_km,
        matrix.invites_recently,
        matrix.waited_days,
    )
    assert sum(column.nbytes for column in columns) / 500 * 100_000 < 20e6


@settings(max_examples=30)
@given(groups, candidates, st.integers(0, 50), st.integers())
def test_the_random_arm_chooses_without_looking_at_the_scores(
    group: list[Traits], people: list[tuple[Traits, Moment]], k: int, seed: int
) -> None:
    matrix = CandidateMatrix(people)
    drawn = matrix.top_k(group, k, Random(seed), random_arm=True)
    assert len(drawn) == min(k, len(people))
    assert len({scored.user_id for scored in drawn}) == len(drawn)
    assert all(scored.by_chance for scored in drawn)
    assert drawn == matrix.top_k(group, k, Random(seed), random_arm=True)
    by_id = {scored.user_id: scored for scored in scan(group, people, len(people))}
    for scored in drawn:
        assert msgspec.structs.replace(scored, by_chance=False) == by_id[scored.user_id]


def test_in_the_random_arm_everybody_is_drawn_about_equally_often() -> None:
    random = Random(11)
    matrix = CandidateMatrix(crowd(random, 10))
    group = [person(random)]
    drawn = dict.fromkeys(matrix.ids, 0)
    for _ in range(1000):
        for scored in matrix.top_k(group, 2, random, random_arm=True):
            drawn[scored.user_id] += 1
    # 200 expected; five standard deviations of a binomial(1000, 0.2) are 63.
    assert all(137 < times < 263 for times in drawn.values())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"values": (0.5,) * 11}, "12 entries"),
        ({"values": (1.5,) * 12}, "values must be between 0 and 1"),
        ({"confidences": (float("nan"),) * 12}, "confidences must be between 0 and 1"),
        ({"openness": -0.1}, "openness must be between 0 and 1"),
    ],
)
def test_impossible_candidates_are_refused(change: dict[str, object], says: str) -> None:
    broken = msgspec.structs.replace(person(Random(1)), **change)
    with pytest.raises(ValueError, match=says):
        CandidateMatrix([(broken, Moment())])


def test_the_same_person_twice_and_a_negative_distance_are_refused() -> None:
    someone = person(Random(1))
    with pytest.raises(ValueError, match="twice"):
        CandidateMatrix([(someone, Moment()), (someone, Moment())])
    with pytest.raises(ValueError, match="distance_km"):
        CandidateMatrix([(someone, Moment(distance_km=-1.0))])


def test_nobody_to_choose_from_is_no_error() -> None:
    assert CandidateMatrix([]).top_k([person(Random(1))], 5, Random(0)) == []

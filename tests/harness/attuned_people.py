"""People of Attuned for property tests: any anatomy, any answers, complete or not."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from kith.products.attuned.profiles.derive import derive
from kith.products.attuned.profiles.profile import Profile
from kith.products.attuned.survey.applying import applying
from kith.products.attuned.survey.definition import Answer, load
from kith.products.attuned.terms import Anatomy, BodyPart

SURVEY = load()
_parts = st.frozensets(st.sampled_from(BodyPart))
anatomies = st.builds(Anatomy, _parts, _parts)


def random_answers(chance: random.Random, share: float = 1.0) -> dict[str, Answer]:
    """Answers to every question, or to about this share of them."""
    return {
        question.id: chance.choice(question.choices).value
        for question in SURVEY.questions
        if chance.random() < share
    }


def random_anatomy(chance: random.Random) -> Anatomy:
    def some() -> frozenset[BodyPart]:
        return frozenset(part for part in BodyPart if chance.random() < 0.6)

    return Anatomy(some(), some())


def random_profile(chance: random.Random, share: float = 1.0) -> Profile:
    return derive(random_anatomy(chance), random_answers(chance, share))


profiles = st.builds(
    lambda seed, share: random_profile(random.Random(seed), share),
    st.integers(0, 2**32),
    st.sampled_from([0.0, 0.5, 0.9, 1.0, 1.0, 1.0]),
)


def complete(anatomy: Anatomy, answers: dict[str, Answer]) -> bool:
    return all(question.id in answers for question in applying(SURVEY, anatomy, answers))

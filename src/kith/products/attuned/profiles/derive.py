"""From answers to a profile. Pure: the same answers make the same profile, byte for byte, today and when everything is computed again.

    item          = (v - 1) / 6 for an answer v in 1..7, (7 - v) / 6 for a reverse-keyed item
    se, sis_p, .. = mean of the scale's items; None when one is missing
    domain        = 100 * mean of the domain's applying activities (yes 1, maybe 0.5, no 0); None when one is missing
    intensity     = mean of the applying likert items of the power section

se, sis_p and sis_c are the three factors of the dual control model (Bancroft and Janssen 2000, Neuroscience & Biobehavioral Reviews 24):
excitation, inhibition by fear of performing badly, inhibition by fear of consequences. The items are our own and no clinical instrument.
Answers to questions that do not apply to the person are left out, whatever they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kith.products.attuned.profiles.profile import (
    ArousalPropensity,
    Boundaries,
    DomainScores,
    PowerDynamic,
    Preference,
    Profile,
)
from kith.products.attuned.survey.applying import applying
from kith.products.attuned.survey.definition import CURRENT, Answer, Answers, Kind, Question, Scale, load
from kith.products.attuned.terms import Anatomy, Boundary, Domain, Orientation

PROFILE_VERSION: Final = "0.4"
"""Changes whenever the same answers would make another profile."""
WORTH: Final[dict[Answer, float]] = {"yes": 1.0, "maybe": 0.5, "no": 0.0}
_DIGITS: Final = 4
_ORIENTATION: Final = "E1"
_PREFERENCE: Final = "E4"


def derive(anatomy: Anatomy, answers: Answers, survey_version: str = CURRENT) -> Profile:
    """The profile of somebody with this anatomy and these answers, complete or not.

    Raises:
        LookupError: there is no such version of the survey.
    """
    survey = load(survey_version)
    asked = applying(survey, anatomy, answers)
    by_kind: dict[Kind, list[Question]] = {kind: [] for kind in Kind}
    for question in asked:
        by_kind[question.kind].append(question)
    activities = by_kind[Kind.ACTIVITY]
    return Profile(
        profile_version=PROFILE_VERSION,
        survey_version=survey.version,
        power_dynamic=_power([q for q in by_kind[Kind.LIKERT] if q.scale is None], answers),
        arousal_propensity=_arousal([q for q in by_kind[Kind.LIKERT] if q.scale is not None], answers),
        domain_scores=_domains(activities, answers),
        activities={q.activity_key: WORTH[answers[q.id]] for q in activities if q.id in answers},
        truth_topics={q.topic: WORTH[answers[q.id]] for q in by_kind[Kind.TOPIC] if q.id in answers},
        boundaries=_boundaries(by_kind[Kind.BOUNDARY], answers),
        anatomy=anatomy,
    )


def _likert(question: Question, answers: Answers) -> float | None:
    value = answers.get(question.id)
    if not isinstance(value, int):
        return None
    return (7 - value) / 6 if question.reversed else (value - 1) / 6


def _mean(values: Iterable[float | None]) -> float | None:
    """The mean, None when there is none or one is missing: never a guess."""
    known = list(values)
    if not known:
        return None
    total = 0.0
    for value in known:
        if value is None:
            return None
        total += value
    return total / len(known)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _arousal(items: Sequence[Question], answers: Answers) -> ArousalPropensity:
    def score(scale: Scale) -> float | None:
        return _rounded(_mean(_likert(item, answers) for item in items if item.scale is scale))

    return ArousalPropensity(score(Scale.SE), score(Scale.SIS_P), score(Scale.SIS_C))


def _domains(items: Sequence[Question], answers: Answers) -> DomainScores:
    def score(domain: Domain) -> float | None:
        worth = _mean(
            WORTH[answers[item.id]] if item.id in answers else None
            for item in items
            if domain in item.domains
        )
        return None if worth is None else round(100 * worth, _DIGITS)

    return DomainScores(**{domain.value: score(domain) for domain in Domain})


def _power(items: Sequence[Question], answers: Answers) -> PowerDynamic:
    orientation = answers.get(_ORIENTATION)
    if orientation is None:
        return PowerDynamic()
    preference = answers.get(_PREFERENCE) if items else None
    return PowerDynamic(
        Orientation(orientation),
        _rounded(_mean(_likert(item, answers) for item in items)),
        None if preference is None else Preference(preference),
    )


def _boundaries(items: Sequence[Question], answers: Answers) -> Boundaries:
    def said(answer: str) -> tuple[Boundary, ...]:
        return tuple(item.boundary for item in items if item.boundary and answers.get(item.id) == answer)

    return Boundaries(said("hard"), said("soft"), said("maybe"))

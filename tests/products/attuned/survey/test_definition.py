"""The survey's content: complete, valid, in our own words."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

import jsonschema
import pytest

from kith.products.attuned.survey.definition import (
    CURRENT,
    Direction,
    Kind,
    Scale,
    load,
    spoken,
    versions,
)
from kith.products.attuned.terms import Boundary, Domain

FOLDER = files("kith.products.attuned.survey").joinpath("definitions")


@pytest.mark.parametrize("version", versions())
def test_every_version_keeps_to_the_schema(version: str) -> None:
    schema = json.loads(FOLDER.joinpath("survey.schema.json").read_text())
    content = json.loads(FOLDER.joinpath(f"{version}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema, cls=jsonschema.Draft202012Validator)
    assert content["version"] == version == load(version).version
    content["sections"][0]["questions"][0]["topic"] = "memories"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema, cls=jsonschema.Draft202012Validator)


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(LookupError, match=r"9\.9"):
        load("9.9")


def test_the_current_survey_has_every_section_in_full() -> None:
    survey = load(CURRENT)
    assert [section.key for section in survey.sections] == ["A", "B", "C", "D", "E"]
    assert [q.id for s in survey.sections for q in s.questions] == [
        f"{s.key}{at}" for s in survey.sections for at in range(1, len(s.questions) + 1)
    ]
    a, b, c, d, e = (section.questions for section in survey.sections)
    assert len(a) == 14
    scales = Counter((q.scale, q.reversed) for q in a)
    assert all(scales[scale, True] and scales[scale, False] > 1 for scale in Scale)
    assert len(b) >= 40
    assert {q.kind for q in b} == {Kind.ACTIVITY}
    assert {domain for q in b for domain in q.domains} == set(Domain)
    assert {q.topic for q in c if q.kind is Kind.TOPIC} == {q.topic for q in c}
    assert len(c) >= 10
    assert [q.boundary for q in d] == list(Boundary)
    assert [option.value for option in e[0].choices] == ["top", "bottom", "switch", "neutral"]
    for question in survey.questions:
        assert len(question.choices) >= 3
        for other, wanted in question.when.answers.items():
            assert set(wanted) <= {option.value for option in survey.by_id[other].choices}
        assert survey.section_of(question.id).key == question.id[0]


def test_what_is_given_can_be_received_and_no_text_stands_twice() -> None:
    activities = [q for q in load().questions if q.kind is Kind.ACTIVITY]
    sides: dict[str, set[Direction]] = {}
    for question in activities:
        sides.setdefault(question.activity, set()).add(question.direction)
    both = {Direction.GIVE, Direction.RECEIVE}
    assert all(found in (both, {Direction.TOGETHER}) for found in sides.values())
    assert len({q.activity_key for q in activities}) == len(activities)
    texts = list(spoken())
    assert len(texts) == len(set(texts))

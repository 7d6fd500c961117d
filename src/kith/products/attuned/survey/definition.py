"""The survey's questions, one file a version in `definitions/`, and reading them.

Answers are a flat mapping from question id to value, as the document has them ({"A1": 5, "B3": "yes"}): whole numbers 1 to 7 for
`likert`, a choice's value for everything else.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Final

import msgspec

from kith.foundation.language import later
from kith.products.attuned.terms import BodyPart, Boundary, Domain

CURRENT: Final = "0.4"
"""The version that new surveys are taken in."""

Answer = int | str
Answers = Mapping[str, Answer]


class Kind(enum.StrEnum):
    LIKERT = "likert"
    ACTIVITY = "activity"
    TOPIC = "topic"
    BOUNDARY = "boundary"
    CHOICE = "choice"


class Scale(enum.StrEnum):
    """What an arousal item speaks for: excitation, inhibition by performance, inhibition by consequences."""

    SE = "se"
    SIS_P = "sis_p"
    SIS_C = "sis_c"


class Direction(enum.StrEnum):
    GIVE = "give"
    RECEIVE = "receive"
    TOGETHER = "together"


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that can be chosen; say `label` with `_()`."""

    value: Answer
    label: str


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for a question to apply: one of the named parts, and one of the named answers to each named question."""

    anatomy_self: tuple[BodyPart, ...] = ()
    anatomy_preference: tuple[BodyPart, ...] = ()
    answers: dict[str, tuple[str, ...]] = {}


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One screen of the survey.

    `scale` and `reversed` belong to likert items, `activity` (a key shared by its give and receive side), `direction` and `domains` to
    activities, `topic` and `boundary` to theirs, `options` to free choices only: use `choices` to show any question.
    """

    id: str
    kind: Kind
    text: str
    hint: str = ""
    scale: Scale | None = None
    reversed: bool = False
    activity: str = ""
    direction: Direction = Direction.TOGETHER
    domains: tuple[Domain, ...] = ()
    topic: str = ""
    boundary: Boundary | None = None
    options: tuple[Option, ...] = ()
    when: When = When()

    @property
    def choices(self) -> tuple[Option, ...]:
        """Everything that can be answered, in the order to show it."""
        return self.options or CHOICES[self.kind]

    @property
    def activity_key(self) -> str:
        """The key in a profile's `activities`: "massage_give", "massage_receive", "slow_dance"."""
        return self.activity if self.direction is Direction.TOGETHER else f"{self.activity}_{self.direction}"


CHOICES: Final[dict[Kind, tuple[Option, ...]]] = {
    Kind.LIKERT: (
        Option(1, later("Not me at all")),
        Option(2, later("Hardly me")),
        Option(3, later("Rather not me")),
        Option(4, later("In between")),
        Option(5, later("Somewhat me")),
        Option(6, later("Very much me")),
        Option(7, later("Exactly me")),
    ),
    Kind.ACTIVITY: (Option("yes", later("Yes")), Option("maybe", later("Maybe")), Option("no", later("No"))),
    Kind.TOPIC: (
        Option("yes", later("Gladly")),
        Option("maybe", later("On a good day")),
        Option("no", later("Rather not")),
    ),
    Kind.BOUNDARY: (
        Option("hard", later("Never")),
        Option("soft", later("Only after we have talked")),
        Option("maybe", later("Perhaps, ask me gently")),
        Option("fine", later("Fine with me")),
    ),
    Kind.CHOICE: (),
}


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str
    lead: str
    questions: tuple[Question, ...]


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One version of the survey."""

    version: str
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def section_of(self, question_id: str) -> Section:
        """The section a question stands in; KeyError when there is no such question."""
        for section in self.sections:
            if any(question.id == question_id for question in section.questions):
                return section
        raise KeyError(question_id)


@lru_cache
def load(version: str = CURRENT) -> Definition:
    """The survey of this version; LookupError when there is none."""
    if version not in versions():
        raise LookupError(f"There is no survey {version!r}.")
    content = files(__package__ or "").joinpath("definitions", f"{version}.json").read_bytes()
    return msgspec.json.decode(content, type=Definition)


@lru_cache
def versions() -> tuple[str, ...]:
    """Every version that can be read, the oldest first."""
    names = [entry.name for entry in files(__package__ or "").joinpath("definitions").iterdir()]
    found = (
        name.removesuffix(".json")
        for name in names
        if name.endswith(".json") and not name.endswith(".schema.json")
    )
    return tuple(sorted(found, key=lambda version: tuple(map(int, version.split(".")))))


def spoken() -> Iterator[str]:
    """Every text of the current survey, for the manifest's `spoken`."""
    for section in load().sections:
        yield section.name
        yield section.lead
        for question in section.questions:
            yield question.text
            if question.hint:
                yield question.hint
            yield from (option.label for option in question.options)

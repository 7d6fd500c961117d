"""The survey over JSON: everything to ask at once, so that it goes on offline, and each answer as it is given."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, put
from litestar.params import JSONBody

from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.products.attuned.players.player import player_of
from kith.products.attuned.survey import drafts, submitting
from kith.products.attuned.survey.applying import applies
from kith.products.attuned.survey.definition import CURRENT, Answer
from kith.products.attuned.survey.definition import load as survey
from kith.products.attuned.survey.drafts import Saved
from kith.products.attuned.terms import Anatomy
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer. `sequence` is the client's clock in milliseconds; the higher one wins, the same one again changes nothing."""

    question: Annotated[str, msgspec.Meta(max_length=40)]
    answer: Annotated[str, msgspec.Meta(max_length=40)] | int
    sequence: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class ChoiceShown(msgspec.Struct, frozen=True):
    value: Answer
    label: str


class QuestionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A question for this player. `when` maps other questions to the answers on which this one hangs."""

    id: str
    kind: str
    section: str
    lead: str
    text: str
    hint: str
    choices: list[ChoiceShown]
    when: dict[str, list[str]]


class SurveyShown(msgspec.Struct, frozen=True, kw_only=True):
    """The draft under way: every question that may apply, and [answer, sequence] of those answered. `now` is the house's clock in milliseconds."""

    draft: int
    version: str
    now: int
    progress: int
    questions: list[QuestionShown]
    answers: dict[str, tuple[Answer, int]]


@get("/api/attuned/survey", tags=["attuned"])
async def read(request: Requested) -> SurveyShown:
    """The survey as it applies to whoever asks, with what they have answered."""
    house = house_of(request)
    draft = await drafts.find(house, player_of(request))
    if draft is None:
        raise NotFound("No survey is under way.")
    return SurveyShown(
        draft=draft.id,
        version=CURRENT,
        now=int(house.clock.now().timestamp() * 1000),
        progress=draft.percentage,
        questions=_questions(draft.anatomy),
        answers=draft.said,
    )


def _questions(anatomy: Anatomy) -> list[QuestionShown]:
    found: list[QuestionShown] = []
    for section in survey(CURRENT).sections:
        for question in section.questions:
            # What hangs on anatomy is settled here; what hangs on other answers, where they are given.
            on_anatomy = msgspec.structs.replace(
                question, when=msgspec.structs.replace(question.when, answers={})
            )
            if not applies(on_anatomy, anatomy, {}):
                continue
            found.append(
                QuestionShown(
                    id=question.id,
                    kind=question.kind.value,
                    section=_(section.name),
                    lead=_(section.lead),
                    text=_(question.text),
                    hint=_(question.hint) if question.hint else "",
                    choices=[ChoiceShown(one.value, _(one.label)) for one in question.choices],
                    when={other: list(wanted) for other, wanted in question.when.answers.items()},
                )
            )
    return found


@put("/api/attuned/survey/answer", tags=["attuned"], status_code=200)
async def save(request: Requested, data: JSONBody[Given]) -> Saved:
    """Keep one answer of the survey; begins it if need be."""
    return await drafts.save(house_of(request), player_of(request), data.question, data.answer, data.sequence)


@put("/api/attuned/survey/submission", tags=["attuned"], status_code=204)
async def submit(request: Requested) -> None:
    """Submit the survey: the profile follows from it at once."""
    await submitting.submit(house_of(request), player_of(request))


ROUTES = [read, save, submit]

"""The survey, one question a screen. Which one is on the screen stands in the form, never in the address."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.foundation.errors import Conflict
from kith.products.attuned.players.commands import refuse_without_profile
from kith.products.attuned.players.pages import shown, where_i_stand
from kith.products.attuned.players.player import Player
from kith.products.attuned.survey import drafts, submitting
from kith.products.attuned.survey.applying import applying, goes_on_at
from kith.products.attuned.survey.definition import CURRENT, Question
from kith.products.attuned.survey.definition import load as survey
from kith.products.attuned.survey.drafts import Draft
from kith.web import forms
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
Word = Annotated[str, msgspec.Meta(max_length=40)]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A screen's form: the question on it, an answer, or a move (back, skip, end)."""

    question: Word = ""
    answer: Word | None = None
    move: Word = ""


async def _player(request: Requested) -> Player | None:
    found = await where_i_stand(request)
    if found is None:
        return None
    refuse_without_profile(found[1])
    return found[0]


def _screen(request: Requested, draft: Draft, question: Question | None) -> Response[str]:
    definition = survey(CURRENT)
    asked = applying(definition, draft.anatomy, draft.answers)
    if question is None:
        left = [one for one in asked if one.id not in draft.answers]
        context: dict[str, Any] = {
            "left": len(left),
            "limits_left": len(submitting.open_limits(draft)),
            "progress": draft.percentage,
        }
        return shown(request, "attuned/survey_end.html", context, link="survey")
    section = definition.section_of(question.id)
    first = next((one for one in section.questions if one in asked), None)
    context = {
        "question": question,
        "section": section,
        "opens_section": question == first,
        "answer": draft.answers.get(question.id),
        "progress": draft.percentage,
        "nth": asked.index(question) + 1 if question in asked else 1,
        "of": len(asked),
    }
    return shown(request, "attuned/survey.html", context, link="survey")


@get("/attuned/survey", include_in_schema=False)
async def screen(request: Requested) -> Response[Any]:
    try:
        player = await _player(request)
    except Conflict:
        return Redirect("/attuned/you/basics", status_code=303)
    if player is None:
        return Redirect("/attuned/begin", status_code=303)
    draft = await drafts.find(house_of(request), player)
    if draft is None:
        return shown(
            request, "attuned/survey_begin.html", {"count": len(survey(CURRENT).questions)}, link="survey"
        )
    question = goes_on_at(survey(CURRENT), draft.anatomy, draft.answers, draft.looked_at, draft.current)
    return _screen(request, draft, question)


@post("/attuned/survey/begin", include_in_schema=False, status_code=200)
async def begin(request: Requested) -> Redirect:
    player = await _player(request)
    if player is None:
        return Redirect("/attuned/begin", status_code=303)
    await drafts.begin(house_of(request), player)
    return Redirect("/attuned/survey", status_code=303)


@post("/attuned/survey", include_in_schema=False, status_code=200)
async def step(request: Requested) -> Response[Any]:
    player = await _player(request)
    if player is None:
        return Redirect("/attuned/begin", status_code=303)
    house = house_of(request)
    form = await forms.read(request, Step)
    if form.answer is not None:
        await drafts.save(house, player, form.question, form.answer, None)
    draft = await drafts.find(house, player)
    if draft is None:
        return Redirect("/attuned/survey", status_code=303)
    if form.move == "end":
        return _screen(request, draft, None)
    if form.move == "back":
        return _screen(request, draft, _before(draft, form.question))
    return _screen(request, draft, _following(draft, form.question))


def _before(draft: Draft, question_id: str) -> Question:
    """The question before this one, of those that apply; the last one from the end, the first from the first."""
    asked = applying(survey(CURRENT), draft.anatomy, draft.answers)
    ids = [question.id for question in asked]
    return asked[max(0, ids.index(question_id) - 1)] if question_id in ids else asked[-1]


def _following(draft: Draft, question_id: str) -> Question | None:
    """The question after this one, whether or not it has an answer; None after the last."""
    definition = survey(CURRENT)
    asked = {question.id for question in applying(definition, draft.anatomy, draft.answers)}
    ids = [question.id for question in definition.questions]
    start = ids.index(question_id) + 1 if question_id in ids else 0
    return next((question for question in definition.questions[start:] if question.id in asked), None)


@post("/attuned/survey/submit", include_in_schema=False, status_code=200)
async def submit(request: Requested) -> Response[Any]:
    player = await _player(request)
    if player is None:
        return Redirect("/attuned/begin", status_code=303)
    try:
        await submitting.submit(house_of(request), player)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect("/attuned/survey", status_code=303)
    flash_next(request, "success", "Thank you. From now on the cards know you.")
    return Redirect("/attuned/you/profile", status_code=303)


ROUTES = [screen, begin, step, submit]

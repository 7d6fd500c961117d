"""Which questions are for whom, how far somebody is, and what counts as an answer. Pure."""

from __future__ import annotations

from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import later
from kith.products.attuned.survey.definition import Answer, Answers, Definition, Kind, Question
from kith.products.attuned.terms import Anatomy


def applies(question: Question, anatomy: Anatomy, answers: Answers) -> bool:
    """Whether the question is for somebody with this anatomy who has answered so far like this.

    A question that hangs on another one's answer does not apply before that is given.
    """
    when = question.when
    if when.anatomy_self and anatomy.anatomy_self.isdisjoint(when.anatomy_self):
        return False
    if when.anatomy_preference and anatomy.anatomy_preference.isdisjoint(when.anatomy_preference):
        return False
    return all(answers.get(other) in wanted for other, wanted in when.answers.items())


def applying(definition: Definition, anatomy: Anatomy, answers: Answers) -> tuple[Question, ...]:
    """The questions for this person, in order."""
    return tuple(question for question in definition.questions if applies(question, anatomy, answers))


def progress(definition: Definition, anatomy: Anatomy, answers: Answers) -> int:
    """Percent of the applying questions that are answered, rounded down: 100 only when all are."""
    asked = applying(definition, anatomy, answers)
    return 100 * sum(question.id in answers for question in asked) // len(asked)


def next_unanswered(
    definition: Definition, anatomy: Anatomy, answers: Answers, after: str | None = None
) -> Question | None:
    """The first applying question without an answer behind `after` (from the beginning when None or nothing is left there), None when done."""
    asked = applying(definition, anatomy, answers)
    ids = [question.id for question in definition.questions]
    start = ids.index(after) + 1 if after in ids else 0
    later_ids = set(ids[start:])
    left = [question for question in asked if question.id not in answers]
    return next((question for question in left if question.id in later_ids), left[0] if left else None)


def goes_on_at(
    definition: Definition, anatomy: Anatomy, answers: Answers, looked_at: frozenset[str], after: str | None
) -> Question | None:
    """Where the survey goes on behind `after`, None when done.

    Who answers again meets every question once more, with what was said the last time; then those still without an answer.
    """
    ids = [question.id for question in definition.questions]
    start = ids.index(after) + 1 if after in ids else 0
    later_ids = set(ids[start:])
    asked = applying(definition, anatomy, answers)
    again = (question for question in asked if question.id in later_ids and question.id not in looked_at)
    return next(again, next_unanswered(definition, anatomy, answers, after))


def find_question(definition: Definition, question_id: str) -> Question:
    """The question with this id; NotFound when there is none."""
    question = definition.by_id.get(question_id)
    if question is None:
        raise NotFound(later("There is no such question."), field="question")
    return question


def validate_answer(question: Question, value: object) -> Answer:
    """The value as it is stored: a whole number 1 to 7, or one of the choices. A number may come as text, as forms send it.

    Raises:
        Invalid: it is no answer to this question (`field` is the question's id).
    """
    if question.kind is Kind.LIKERT and isinstance(value, str) and value in "1234567" and len(value) == 1:
        value = int(value)
    for option in question.choices:
        # True would otherwise be 1.
        if type(value) is type(option.value) and value == option.value:
            return option.value
    raise Invalid(later("Please choose one of the answers shown."), field=question.id)


def without_strays(definition: Definition, anatomy: Anatomy, answers: Answers) -> dict[str, Answer]:
    """The answers to applying questions alone, in the survey's order: what is submitted."""
    return {
        question.id: answers[question.id]
        for question in applying(definition, anatomy, answers)
        if question.id in answers
    }

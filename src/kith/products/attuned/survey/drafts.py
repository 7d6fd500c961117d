"""The survey under way: resuming it anywhere, saving each answer as it is given.

An answer is [value, sequence]. The sequence is the client's clock in milliseconds, set right by ours; the higher one wins,
whatever arrives first, and the same one again changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.foundation.queries import load
from kith.products.attuned.players.player import Player, key_for, playing
from kith.products.attuned.survey.applying import find_question, progress, validate_answer
from kith.products.attuned.survey.definition import CURRENT, Answer
from kith.products.attuned.survey.definition import load as survey
from kith.products.attuned.terms import Anatomy

if TYPE_CHECKING:
    from kith.commons.privacy.data_keys import DataKey
    from kith.foundation.house import House

queries = load(__file__)
PLACE: Final = "survey_progress.answers"
_AHEAD: Final = 60_000
"""Milliseconds that a client's clock may be ahead of ours before its sequence counts as now."""


class Draft(msgspec.Struct, frozen=True):
    """`said` maps question ids to [answer, sequence]; `current` is the question answered last; `percentage` of the questions that apply."""

    id: int
    said: dict[str, tuple[Answer, int]]
    anatomy: Anatomy
    current: str | None
    percentage: int

    @property
    def answers(self) -> dict[str, Answer]:
        return {question: value for question, (value, _sequence) in self.said.items()}

    @property
    def looked_at(self) -> frozenset[str]:
        """The questions answered since the survey was begun; what was said the last time has no sequence yet."""
        return frozenset(question for question, (_value, sequence) in self.said.items() if sequence)

    def __repr__(self) -> str:
        return f"Draft({self.id})"


class Saved(msgspec.Struct, frozen=True):
    """How far the survey is, in percent of the questions that apply."""

    progress: int


async def find(house: House, player: Player) -> Draft | None:
    """The player's draft, None when there is none or it was given up."""
    key = await key_for(house, player)
    async with playing(house, player) as db:
        row = await queries.draft(
            db.connection, version=CURRENT, user=player.user_id, anonymous=player.anonymous_id
        )
    return None if row is None else opened(key, row)


async def begin(house: House, player: Player) -> None:
    """A draft, the running one if there is one. Somebody who took the survey before goes on from those answers."""
    key = await key_for(house, player)
    async with playing(house, player) as db:
        draft: int = await queries.begin(db.connection, version=CURRENT)
        who = {"user": player.user_id, "anonymous": player.anonymous_id}
        row = await queries.lock_draft(db.connection, version=CURRENT, **who)
        before = await queries.last_submission(db.connection, **who)
        if before is None or before["survey_version"] != CURRENT or row is None or row["answers"]:
            return
        payload = key.open(before["payload_json"], "survey_submissions.payload_json")
        said = {question: (value, 0) for question, value in payload["answers"].items()}
        anatomy = _anatomy(key, row)
        answers = {question: value for question, (value, _sequence) in said.items()}
        await queries.save(
            db.connection,
            draft=draft,
            answers=key.seal(said, PLACE),
            question=None,
            percentage=progress(survey(CURRENT), anatomy, answers),
        )


async def save(house: House, player: Player, question_id: str, value: object, sequence: int | None) -> Saved:
    """Keep one answer; without a sequence it is the newest.

    Raises:
        NotFound: there is no such question.
        Invalid: that is no answer to it.
        Refused: the anonymous session is gone.
    """
    definition = survey(CURRENT)
    question = find_question(definition, question_id)
    answer = validate_answer(question, value)
    key = await key_for(house, player)
    now = int(house.clock.now().timestamp() * 1000)
    async with playing(house, player) as db:
        who = {"user": player.user_id, "anonymous": player.anonymous_id}
        row = await queries.lock_draft(db.connection, version=CURRENT, **who)
        if row is None:
            await queries.begin(db.connection, version=CURRENT)
            row = await queries.lock_draft(db.connection, version=CURRENT, **who)
        draft = opened(key, row)
        before = draft.said.get(question_id)
        arrived = now if sequence is None or sequence > now + _AHEAD else sequence
        if before is not None and sequence is None:
            arrived = max(arrived, before[1] + 1)
        if before is not None and (
            arrived <= before[1] or (before[0] == answer and draft.current == question_id)
        ):
            return Saved(draft.percentage)
        said = draft.said | {question_id: (answer, arrived)}
        answers = draft.answers | {question_id: answer}
        percentage = progress(definition, draft.anatomy, answers)
        await queries.save(
            db.connection,
            draft=draft.id,
            answers=key.seal(said, PLACE),
            question=question_id,
            percentage=percentage,
        )
    return Saved(percentage)


def opened(key: DataKey, row: Any) -> Draft:
    """A row of `queries.draft`, opened."""
    said: dict[str, Any] = key.open(row["answers"], PLACE) or {}
    return Draft(
        id=row["id"],
        said={question: (value, sequence) for question, (value, sequence) in said.items()},
        anatomy=_anatomy(key, row),
        current=row["current_question"],
        percentage=row["completion_percentage"],
    )


def _anatomy(key: DataKey, row: Any) -> Anatomy:
    return msgspec.convert(key.open(row["anatomy"], "profiles.anatomy") or {}, Anatomy)

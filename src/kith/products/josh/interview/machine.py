"""The interview as a pure machine: a state and what came in give the next state and what to say.

The state is short enough to stand in `conversation_sessions.state_token`:

    interview:q07:ask          asked, waiting for the answer
    interview:q07:retry        asked once more in other words
    interview:q07:ask:paused   (or retry:paused) the person said "pause"
    interview:done

It never loops: an unsure answer leads to at most one more asking, whatever that brings leads on. Only the
person's own "back" goes backwards, so at most 2 x (14 + number of "back") answers are ever taken.
"""

from __future__ import annotations

import enum
import re
from typing import Final

import msgspec

from kith.products.josh.interview.questions import BY_ID, QUESTIONS
from kith.products.josh.interview.shape import Question, Reading

SURE_ENOUGH: Final = 0.5


class Command(enum.StrEnum):
    """What a person may say at any question instead of answering."""

    PAUSE = "pause"
    SKIP = "skip"
    BACK = "back"
    WHY = "why"
    RESUME = "resume"


class Say(enum.StrEnum):
    """What kind of text goes out; copy.py turns it into words."""

    QUESTION = "question"
    AGAIN = "again"
    WHY = "why"
    PAUSED = "paused"
    RESUMED = "resumed"
    AT_START = "at_start"
    FINISHED = "finished"


class InterviewState(msgspec.Struct, frozen=True):
    """Which question is open (`None`: all done), whether asked for the second time, and whether it rests."""

    question_id: str | None
    retry: bool = False
    paused: bool = False

    def token(self) -> str:
        """The state as `state_token`."""
        if self.question_id is None:
            return "interview:done"
        attempt = "retry" if self.retry else "ask"
        return f"interview:{self.question_id}:{attempt}" + (":paused" if self.paused else "")


class Prompt(msgspec.Struct, frozen=True):
    """What to say next, about which question (`None`: finished), and whether in its second wording."""

    say: Say
    question: Question | None
    retry: bool = False


class Step(msgspec.Struct, frozen=True):
    """One step: where the interview stands, what to say, and what to keep of the answer.

    `answered` is the question whose `reading` is to be recorded (topic "interview:<id>"); both are None when
    nothing was learned.
    """

    state: InterviewState
    prompt: Prompt
    answered: Question | None = None
    reading: Reading | None = None


WORDS: Final[dict[str, Command]] = {
    **dict.fromkeys(("pause", "not now", "take a break", "pause please"), Command.PAUSE),
    **dict.fromkeys(("skip", "pass", "next", "skip it", "skip this", "next question"), Command.SKIP),
    **dict.fromkeys(("back", "go back", "previous", "previous question"), Command.BACK),
    **dict.fromkeys(("why", "why do you ask", "why this", "why this question"), Command.WHY),
    **dict.fromkeys(("resume", "continue", "go on", "carry on", "im back", "ready"), Command.RESUME),
}
TOKEN: Final = re.compile(r"interview:(?P<id>q\d\d):(?P<attempt>ask|retry)(?P<paused>:paused)?")


def parse_command(text: str) -> Command | None:
    """The command that the whole message is, case and punctuation aside; None for anything else."""
    words = re.findall(r"[a-z]+", text.casefold().replace("'", "").replace("\u2019", ""))
    return WORDS.get(" ".join(words)) if not re.search(r"\d", text) else None


def parse_token(token: str) -> InterviewState:
    """Read a `state_token`; raises ValueError for one that no version of this interview wrote."""
    if token == "interview:done":  # noqa: S105 - a state, not a secret
        return InterviewState(None)
    found = TOKEN.fullmatch(token)
    if found is None or found["id"] not in BY_ID:
        raise ValueError(f"state_token {token!r} is not a state of the interview.")
    return InterviewState(found["id"], found["attempt"] == "retry", found["paused"] is not None)


def start(answered: frozenset[str] = frozenset()) -> Step:
    """Begin, or take up again what is still open: the first question whose id is not in `answered`."""
    for question in QUESTIONS:
        if question.id not in answered:
            return Step(InterviewState(question.id), Prompt(Say.QUESTION, question))
    return _finished()


def resume(state: InterviewState) -> Step:
    """The same question again after a pause or after days, in the words last used."""
    if state.question_id is None:
        return _finished()
    return Step(
        InterviewState(state.question_id, state.retry),
        Prompt(Say.RESUMED, BY_ID[state.question_id], state.retry),
    )


def step(state: InterviewState, received: Command | Reading) -> Step:
    """What follows from a command or from the reading of an answer.

    A message while paused takes the interview up again; an answer is then not counted, because the question
    may have been asked days ago.
    """
    if state.question_id is None:
        return _finished()
    question = BY_ID[state.question_id]
    awake = InterviewState(state.question_id, state.retry)
    match received:
        case Command.PAUSE:
            return Step(
                InterviewState(state.question_id, state.retry, paused=True), Prompt(Say.PAUSED, question)
            )
        case Command.RESUME:
            return resume(state)
        case Command.WHY:
            return Step(awake, Prompt(Say.WHY, question, state.retry))
        case Command.SKIP:
            return _after(question)
        case Command.BACK:
            return _before(question)
        case Reading():
            if state.paused:
                return resume(state)
            return _answered(awake, question, received)


def _answered(state: InterviewState, question: Question, reading: Reading) -> Step:
    if reading.confidence < SURE_ENOUGH and not state.retry:
        return Step(InterviewState(question.id, retry=True), Prompt(Say.AGAIN, question, retry=True))
    following = _after(question)
    if not reading.evidence:
        return following
    return Step(following.state, following.prompt, question, reading)


def _after(question: Question) -> Step:
    at = QUESTIONS.index(question) + 1
    if at == len(QUESTIONS):
        return _finished()
    return Step(InterviewState(QUESTIONS[at].id), Prompt(Say.QUESTION, QUESTIONS[at]))


def _before(question: Question) -> Step:
    at = QUESTIONS.index(question) - 1
    if at < 0:
        return Step(InterviewState(question.id), Prompt(Say.AT_START, question))
    return Step(InterviewState(QUESTIONS[at].id), Prompt(Say.QUESTION, QUESTIONS[at]))


def _finished() -> Step:
    return Step(InterviewState(None), Prompt(Say.FINISHED, None))

"""What JOSH says in the interview. Every text fits 320 GSM-7 characters; nothing here claims science."""

from __future__ import annotations

from typing import Final

from kith.products.josh.interview.machine import Prompt, Say
from kith.products.josh.profiles.fingerprint import ProfileState

INTRO: Final = (
    "I'm JOSH. Fourteen short questions, then I start looking for your people. Answer with a letter or in "
    "your own words. PAUSE, SKIP, BACK and WHY work any time."
)
PAUSED: Final = "Of course. I keep your place. Text RESUME whenever you like, today or in a month."
RESUMED: Final = "Good to hear from you. We stopped here:"
AGAIN: Final = "I did not quite get that. Put another way:"
AT_START: Final = "This is the first one, so there is nothing to go back to."

FINISHED_FULL: Final = (
    "That was the last one, thank you. I have a good picture of you now. You will get a text when something "
    "nearby fits, or tell me what you feel like, for example: coffee saturday morning?"
)
FINISHED_MVP: Final = (
    "That was the last one, thank you. I know enough to invite you, and I will learn the rest as we go. "
    "Tell me what you feel like any time, for example: coffee saturday morning?"
)
FINISHED_PARTIAL: Final = (
    "Thank you. A few answers are still missing before I can invite you to something that fits. "
    "Text RESUME and I ask just those, it takes about two minutes."
)
FINISHED: Final[dict[ProfileState, str]] = {
    ProfileState.EMPTY: FINISHED_PARTIAL,
    ProfileState.PARTIAL: FINISHED_PARTIAL,
    ProfileState.STALE: FINISHED_MVP,
    ProfileState.COMPLETE_MVP: FINISHED_MVP,
    ProfileState.COMPLETE_FULL: FINISHED_FULL,
}

LEAD: Final[dict[Say, str]] = {Say.AGAIN: AGAIN, Say.RESUMED: RESUMED, Say.AT_START: AT_START}


def text_of(prompt: Prompt, profile: ProfileState) -> str:
    """The text for a prompt; `profile` is the profile's state by now, on which the closing words depend."""
    question = prompt.question
    if question is None:
        return FINISHED[profile]
    asked = question.again if prompt.retry else question.text
    match prompt.say:
        case Say.PAUSED:
            return PAUSED
        case Say.WHY:
            return f"{question.why}\n{asked}"
        case Say.AGAIN | Say.RESUMED | Say.AT_START:
            return f"{LEAD[prompt.say]}\n{asked}"
        case Say.QUESTION | Say.FINISHED:
            return asked


def intro(first: Prompt) -> str:
    """The greeting and the first question in one text."""
    return INTRO if first.question is None else f"{INTRO}\n{first.question.text}"

"""What is shared, in plain words: the survey's own, said from the reader's side."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kith.foundation.language import _, later
from kith.products.attuned.compatibility.sharing import Common, CommonTopic
from kith.products.attuned.survey.definition import Direction, Kind, load, versions

_OPPOSITE: Final = {
    Direction.GIVE: Direction.RECEIVE,
    Direction.RECEIVE: Direction.GIVE,
    Direction.TOGETHER: Direction.TOGETHER,
}
SETTINGS: Final = (
    (
        "overlapping_only",
        later("What we have in common"),
        later("Only where both said yes or maybe. A no never shows."),
    ),
    (
        "all_responses",
        later("What I am open to"),
        later(
            "Every yes and maybe of mine, and who likes to lead. Never a no, never a limit, nothing about my body."
        ),
    ),
    (
        "demographics_only",
        later("Nothing of my answers"),
        later("Only what I said about myself as a person. The cards still fit, nobody reads why."),
    ),
)


@lru_cache(maxsize=1)
def _activities() -> dict[tuple[str, Direction], str]:
    return {
        (question.activity, question.direction): question.text
        for version in versions()
        for question in load(version).questions
        if question.kind is Kind.ACTIVITY
    }


@lru_cache(maxsize=1)
def _topics() -> dict[str, str]:
    return {
        question.topic: question.text
        for version in versions()
        for question in load(version).questions
        if question.kind is Kind.TOPIC
    }


def activity(common: Common) -> str:
    """Something both would do, from the reader's side."""
    return _(_activities().get((common.key, common.direction), common.key))


def theirs(key: str) -> str:
    """An activity's key of the other's profile, said from the reader's side: what they give is what one receives."""
    for direction in (Direction.GIVE, Direction.RECEIVE):
        if key.endswith(f"_{direction}"):
            name = key.removesuffix(f"_{direction}")
            return _(_activities().get((name, _OPPOSITE[direction]), name))
    return _(_activities().get((key, Direction.TOGETHER), key))


def subject(common: CommonTopic) -> str:
    """A topic both would talk about."""
    return topic(common.topic)


def topic(key: str) -> str:
    """A topic."""
    return _(_topics().get(key, key))

"""The activities a LinkUp can be about, and finding one in what a person texts.

Motives weigh, in [0, 1], what an activity is good for; the largest three are given, the rest count as 0.
"""

from __future__ import annotations

import enum
import re
from datetime import time
from importlib.resources import files
from typing import Final

import msgspec

from kith.products.josh.conversation.wording import words


class Motive(enum.StrEnum):
    CONNECTION = "connection"
    COMFORT = "comfort"
    ENERGY = "energy"
    NOVELTY = "novelty"
    PLAY = "play"
    GROWTH = "growth"


class Setting(enum.StrEnum):
    INDOOR = "indoor"
    OUTDOOR = "outdoor"
    EITHER = "either"


class Activity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry of the catalog.

    `name` begins a sentence ("Coffee"), `synonyms` are plain words, `minutes` how long it usually takes,
    `venue_kind` the kind of public place it needs, `usual_start` the local time it usually begins (None when
    any part of the day will do), `alcohol` whether drinking is the point of it.
    """

    key: str
    name: str
    synonyms: tuple[str, ...]
    setting: Setting
    motives: dict[Motive, float]
    minutes: int
    venue_kind: str
    usual_start: time | None = None
    alcohol: bool = False


CATALOG: Final = msgspec.json.decode(
    files(__package__ or "").joinpath("activities.json").read_bytes(), type=tuple[Activity, ...]
)
"""The catalog as `activities.json` beside this file lists it."""

_BY_KEY: Final = {entry.key: entry for entry in CATALOG}


class Found(msgspec.Struct, frozen=True):
    """An activity named in a text, with the words that named it."""

    activity: Activity
    matched: str


def _phrases() -> dict[str, Activity]:
    phrases: dict[str, Activity] = {}
    for entry in CATALOG:
        for phrase in (entry.name, entry.key, *entry.synonyms):
            phrases[" ".join(words(phrase.replace("_", " ")))] = entry
    return phrases


_PHRASES: Final = _phrases()
_LONGEST_FIRST: Final = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(phrase) for phrase in _PHRASES), key=len, reverse=True)) + r")\b"
)
# "Book a table", "run late", "pool our money", "the bar is high": the word is there, the activity is not.
_FALSE_FRIENDS: Final = re.compile(
    r"\b(?:book (?:it|a|us|me|the|now)|running (?:a |so |really |super )*(?:late|behind|out|on time|around"
    r"|low|errands)|run (?:by|it|into|out|late)|walk (?:me|you) (?:home|through)"
    r"|photos? (?:of (?:me|you|it))|reading (?:your|this|the (?:text|message))|work (?:for me|is|was|until"
    r"|till)|piece of cake|shopping for"
    r"|film(?:ed|ing)|play(?:ed)? it|the game is|game for|im game|good game|tea about|spill the tea|trail"
    r" off|climb(?:ed)? out|no games|mind games"
    r"|set the bar|raise the bar|bar none|cards on the table|by the book|books? (?:a|the) (?:table|court"
    r"|room)|study abroad|pool our|car ?pool|lift home|a lift|face the music|band aid|birds of"
    r")\b"
)


def find(key: str) -> Activity | None:
    """The activity with this key, or None."""
    return _BY_KEY.get(key)


activity = find


def find_activities(text: str) -> tuple[Found, ...]:
    """Every activity named in `text`, in order, each once; longer names win over those within them."""
    plain_text = _FALSE_FRIENDS.sub(" ", " ".join(words(text)))
    found: dict[str, Found] = {}
    for match in _LONGEST_FIRST.finditer(plain_text):
        entry = _PHRASES[match.group()]
        found.setdefault(entry.key, Found(entry, match.group()))
    return tuple(found.values())


def find_activity(text: str) -> Activity | None:
    """The first activity named in `text`, or None."""
    found = find_activities(text)
    return found[0].activity if found else None

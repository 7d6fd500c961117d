"""The twelve factors of the friend fingerprint: what each end means, how two people fit, and plain words."""

from __future__ import annotations

import enum
from typing import Final

import msgspec

from kith.foundation.language import later


class FactorName(enum.StrEnum):
    """The names that the fingerprint's JSON uses, in the order in which every vector of factors is kept."""

    CONNECTION_DEPTH = "connection_depth"
    SOCIAL_PACE = "social_pace"
    CONVERSATION_STYLE = "conversation_style"
    GROUP_ENERGY = "group_energy"
    NOVELTY_SEEKING = "novelty_seeking"
    STRUCTURE_PREFERENCE = "structure_preference"
    HUMOR_STYLE = "humor_style"
    EMOTIONAL_OPENNESS = "emotional_openness"
    CONFLICT_STYLE = "conflict_style"
    VALUES_ALIGNMENT = "values_alignment"
    LIFESTYLE_RHYTHM = "lifestyle_rhythm"
    SUPPORT_STYLE = "support_style"


class Fit(enum.StrEnum):
    """How two values of one factor go together.

    SIMILAR: best when both have the same value. COMPLEMENTARY: best when the values mirror each other
    around the middle (0.2 and 0.8), so that one person has what the other leaves room for.
    """

    SIMILAR = "similar"
    COMPLEMENTARY = "complementary"


class FactorMeaning(msgspec.Struct, frozen=True):
    """One factor in words.

    `low`, `mid` and `high` complete "JOSH thinks ..." on the page "what JOSH thinks of you", for a value in
    the lower, middle and upper third. `reason` is said when two people fit well in this factor.
    """

    name: FactorName
    title: str
    fit: Fit
    low: str
    mid: str
    high: str
    reason: str


# Two of the twelve are complementary. That is a choice, not a finding: somebody who likes to listen gets on
# with somebody who likes to tell, and one person who plans is enough for two. In everything else we assume
# that people look for somebody like themselves. The measured lift (matching/lift.py) judges the whole.
FACTORS: Final[tuple[FactorMeaning, ...]] = (
    FactorMeaning(
        FactorName.CONNECTION_DEPTH,
        later("How deep you go"),
        Fit.SIMILAR,
        low=later("you like company that is light and easy."),
        mid=later("you like easy chat, with a real conversation now and then."),
        high=later("you would rather skip the small talk and get to what matters."),
        reason="similar connection depth",
    ),
    FactorMeaning(
        FactorName.SOCIAL_PACE,
        later("How often you like company"),
        Fit.SIMILAR,
        low=later("you like to see people now and then, with quiet days in between."),
        mid=later("a plan or two a week is about right for you."),
        high=later("you like your week full of people."),
        reason="similar social pace",
    ),
    FactorMeaning(
        FactorName.CONVERSATION_STYLE,
        later("Listening and telling"),
        Fit.COMPLEMENTARY,
        low=later("you are the one who listens."),
        mid=later("you listen and tell in equal parts."),
        high=later("you are the one with the stories."),
        reason="one tells, the other listens",
    ),
    FactorMeaning(
        FactorName.GROUP_ENERGY,
        later("Two people or ten"),
        Fit.SIMILAR,
        low=later("you are at your best with one or two people."),
        mid=later("a small table of four suits you."),
        high=later("you light up in a lively group."),
        reason="similar group energy",
    ),
    FactorMeaning(
        FactorName.NOVELTY_SEEKING,
        later("Old favorites, new things"),
        Fit.SIMILAR,
        low=later("you have your favorite places and are happy there."),
        mid=later("you mix old favorites with something new."),
        high=later("you are always up for something you have never done."),
        reason="similar taste for new things",
    ),
    FactorMeaning(
        FactorName.STRUCTURE_PREFERENCE,
        later("Planning"),
        Fit.COMPLEMENTARY,
        low=later("you decide on the day and enjoy being taken along."),
        mid=later("a rough plan the day before is enough for you."),
        high=later("you like plans made early, and you make them."),
        reason="one plans, the other comes along",
    ),
    FactorMeaning(
        FactorName.HUMOR_STYLE,
        later("What makes you laugh"),
        Fit.SIMILAR,
        low=later("your humor is dry and quiet."),
        mid=later("you laugh most at a good story."),
        high=later("you like to be silly, out loud."),
        reason="similar sense of humor",
    ),
    FactorMeaning(
        FactorName.EMOTIONAL_OPENNESS,
        later("What you share"),
        Fit.SIMILAR,
        low=later("you keep most things to yourself until you know someone well."),
        mid=later("you share when somebody asks."),
        high=later("you say openly how you are."),
        reason="similar openness",
    ),
    FactorMeaning(
        FactorName.CONFLICT_STYLE,
        later("When something bothers you"),
        Fit.SIMILAR,
        low=later("you let small things pass."),
        mid=later("you mention it lightly when something bothers you."),
        high=later("you say it plainly when something bothers you."),
        reason="similar way of sorting things out",
    ),
    FactorMeaning(
        FactorName.VALUES_ALIGNMENT,
        later("Common ground"),
        Fit.SIMILAR,
        low=later("you enjoy friends who see the world quite differently."),
        mid=later("you do not mind different views among kind people."),
        high=later("you feel best among people who care about the same things."),
        reason="similar need for common ground",
    ),
    FactorMeaning(
        FactorName.LIFESTYLE_RHYTHM,
        later("Your time of day"),
        Fit.SIMILAR,
        low=later("you are a morning person."),
        mid=later("your best hours are in the middle of the day."),
        high=later("you come alive in the evening."),
        reason="similar daily rhythm",
    ),
    FactorMeaning(
        FactorName.SUPPORT_STYLE,
        later("Being there"),
        Fit.SIMILAR,
        low=later("you are there by listening."),
        mid=later("you listen first and help where you can."),
        high=later("you are there by doing: you turn up and help."),
        reason="similar way of being there",
    ),
)

MEANING: Final[dict[FactorName, FactorMeaning]] = {meaning.name: meaning for meaning in FACTORS}


def plain_words(factor: FactorName, range_value: float) -> str:
    """The sentence for a value in [0, 1]: below 1/3 the low one, above 2/3 the high one."""
    meaning = MEANING[factor]
    if range_value < 1 / 3:
        return meaning.low
    if range_value > 2 / 3:
        return meaning.high
    return meaning.mid

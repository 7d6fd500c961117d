"""Reading how somebody wants to meet: with how many, under which conditions, in what mood."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from kith.products.josh.linkups.activities import Motive

SMALLEST: Final = 2
LARGEST: Final = 6


class Wishes(msgspec.Struct, frozen=True):
    """What was read. `group` is (least, most) people including the one who asks, None when not said.

    `dropped` are conditions taken back ("bars are fine"). `refused` is a sentence about an impossible group.
    `rest` is the text without the words that were read.
    """

    constraints: dict[str, bool]
    dropped: tuple[str, ...]
    group: tuple[int, int] | None
    motives: dict[Motive, float]
    refused: str | None
    rest: str


_NO: Final = r"(?:no|not? at|without|avoid|not in|not|dont want|do not want|hate)(?: a| any| the)?"
_CONSTRAINTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (key, re.compile(rf"\b(?:{pattern})\b"))
    for key, pattern in (
        ("no_bars", rf"{_NO} (?:bars?|pubs?|clubs?|nightclubs?)(?: please| scene)?"),
        (
            "no_alcohol",
            rf"{_NO} (?:alcohol|drinking|drinks|booze|beer|wine)|alcohol free|non alcoholic|sober|booze free",
        ),
        (
            "quiet",
            r"(?:somewhere |someplace |a )?(?:quiet|calm|not (?:too |so )?(?:loud|noisy|crowded)|low key"
            r"|peaceful)(?: place| spot)?|no loud \w+|no crowds",
        ),
        (
            "outdoor",
            r"(?:somewhere )?(?:outdoors?|outside|open air|al fresco|in the open)|not inside|not indoors?",
        ),
        ("indoor", r"(?:somewhere )?(?:indoors?|inside)|not outside|not outdoors?"),
        (
            "free",
            r"(?:something )?(?:for free|free of charge|no cost|costs? nothing|no money|broke)|(?:something"
            r"|anything|totally|completely) free|(?<=, )free(?= ?(?:[,.]|$))"
            r"|free (?:event|activity|place|entry|admission|museum|concert|class)",
        ),
        ("smoke_free", rf"smoke free|non smoking|{_NO} (?:smoking|smokers|smoke|vaping)"),
        (
            "wheelchair",
            r"wheelchair(?: accessible| friendly| access)?|step free|accessible|no stairs|disabled access",
        ),
        (
            "dog_friendly",
            r"dog friendly|dogs? (?:welcome|allowed|ok|okay)|with my dog|bring(?:ing)? my dog|bring dogs",
        ),
        ("vegan", r"vegan"),
        ("vegetarian", r"vegetarian|veggie|no meat"),
        ("no_late_night", rf"{_NO} (?:too )?late(?: nights?)?|not too late|early night"),
    )
)
_DROPPED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (key, re.compile(rf"\b(?:{pattern})\b"))
    for key, pattern in (
        (
            "no_bars",
            r"(?:a )?(?:bars?|pubs?) (?:is|are|would be)? ?(?:fine|ok|okay|good|allowed)(?: too| after all)?",
        ),
        (
            "no_alcohol",
            r"(?:alcohol|drinks?) (?:is|are|would be)? ?(?:fine|ok|okay|allowed)(?: too| after all)?",
        ),
        ("quiet", r"(?:need not|doesnt have to|does not have to) be quiet|loud is (?:fine|ok|okay)"),
        ("outdoor", r"(?:indoors?|inside) is (?:fine|ok|okay) too"),
        ("indoor", r"(?:outdoors?|outside) is (?:fine|ok|okay) too"),
    )
)

_COUNT: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
}
_N: Final = r"(\d{1,3}|one|two|three|four|five|six|seven|eight|ten)"
_PEOPLE: Final = r"(?:people|persons?|ppl|folks|of us|friends|players|humans|participants|pax|in total|total)"
_PAIR: Final = re.compile(
    r"\b(?:one on one|1 ?on ?1|1 ?: ?1|one to one|1-1|1-on-1|one-on-one|one 2 one|just (?:the )?(?:two|2)"
    r" of us|just us two|just one (?:other|more)"
    r"(?: person)?|one other(?: person)?|1 other(?: person)?|one more person|just one person|only one"
    r" person|a? ?pair|tete a tete)\b"
)
_SMALL: Final = re.compile(
    r"\b(?:a )?(?:small|little|tiny|intimate)(?:er|ish)? (?:group|crowd|circle|bunch)\b|\b(?:a )?few"
    r" people\b|\bnot (?:too )?many people\b|\bsmall\b(?= please|,|$)"
)
_LARGE: Final = re.compile(
    r"\b(?:a )?(?:big|large|bigger|larger)(?:ish)? (?:group|crowd|circle|bunch)\b|\b(?:many|lots of)"
    r" people\b|\bthe more the merrier\b"
)
_SPAN: Final = re.compile(
    rf"\b(?:between |group of |for )?{_N} ?(?:-|to|or|and) ?{_N} ?(?:{_PEOPLE})?\b(?! ?(?:am|pm)\b)"
)
_UP_TO: Final = re.compile(
    rf"\b(?:up to|max(?:imum)?(?: of)?|at most|no more than|not more than) {_N}(?: {_PEOPLE})?\b|\b{_N}"
    r" (?:people )?max\b"
)
_AT_LEAST: Final = re.compile(
    rf"\b(?:at least|min(?:imum)?(?: of)?) {_N}(?: {_PEOPLE})?\b|\b{_N} ?\+ ?{_PEOPLE}?|\b{_N} or more\b"
)
_OTHERS: Final = re.compile(
    rf"\b(?:with |me and |plus |me plus )?{_N} (?:others?|other people|more people|more)\b|\bwith {_N}"
    rf" (?:people|friends|ppl)\b|\bme (?:and|plus) {_N}\b"
)
_EXACT: Final = re.compile(
    rf"\b(?:group of|party of|table for|for|total of|exactly) {_N}(?: {_PEOPLE})?\b(?! ?(?:am|pm|hours?"
    rf"|min))|\b{_N} {_PEOPLE}\b"
)

_MOODS: Final[tuple[tuple[Motive, re.Pattern[str]], ...]] = (
    (Motive.CONNECTION, re.compile(
        r"\b(?:meet (?:new )?people|make friends|new friends|get to know|(?:deep |real |good )?(?:talk|conversation)s?"
        r"|chat|connect)\b"
    )),
    (Motive.COMFORT, re.compile(r"\b(?:chill|relax(?:ed|ing)?|cozy|cosy|easy(?: going)?|laid back|mellow|calm|quiet|slow|unwind|low key)\b")),
    (Motive.ENERGY, re.compile(r"\b(?:active|sweat|workout|energetic|intense|move|burn|exercise|sporty|fast)\b")),
    (Motive.NOVELTY, re.compile(r"\b(?:something new|try (?:out|something|a new)|adventure|adventurous|explore|never been|new place|different)\b")),
    (Motive.PLAY, re.compile(r"\b(?:fun|games?|silly|laugh|play|playful|party|goof)\b")),
    (Motive.GROWTH, re.compile(r"\b(?:learn|improve|practi[cs]e|get better|beginners?|lesson|class|workshop|skills?)\b")),
)  # fmt: skip


def read_wishes(text: str) -> Wishes:
    """Read `text` (latin, lower case, without apostrophes; times already cut out of it)."""
    motives = {motive: 0.8 for motive, pattern in _MOODS if pattern.search(text)}
    rest = f" {text} "
    dropped: list[str] = []
    for key, pattern in _DROPPED:
        if pattern.search(rest):
            dropped.append(key)
            rest = pattern.sub(" ", rest)
    constraints: dict[str, bool] = {}
    for key, pattern in _CONSTRAINTS:
        if pattern.search(rest):
            constraints[key] = True
            rest = pattern.sub(" ", rest)
    if constraints.get("indoor") and constraints.get("outdoor"):
        del constraints["indoor"], constraints["outdoor"]
    group, refused, rest = _group(rest)
    return Wishes(constraints, tuple(dropped), group, motives, refused, " ".join(rest.split()))


def _group(text: str) -> tuple[tuple[int, int] | None, str | None, str]:
    for pattern, read in _GROUPS:
        match = pattern.search(text)
        if match is None:
            continue
        least, most = read(match)
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        if least == most == 1:
            least = most = 2  # "one person" is whom one meets, not the size of the group
        if not SMALLEST <= least <= most <= LARGEST:
            return None, f"A LinkUp is for {SMALLEST} to {LARGEST} people.", rest
        return (least, most), None, rest
    return None, None, text


def _pair(_match: re.Match[str]) -> tuple[int, int]:
    return 2, 2


def _small(_match: re.Match[str]) -> tuple[int, int]:
    return 2, 4


def _large(_match: re.Match[str]) -> tuple[int, int]:
    return 4, LARGEST


def _span(match: re.Match[str]) -> tuple[int, int]:
    low, high = sorted((_number(match[1]), _number(match[2])))
    return low, high


def _up_to(match: re.Match[str]) -> tuple[int, int]:
    return SMALLEST, _first(match)


def _at_least(match: re.Match[str]) -> tuple[int, int]:
    return _first(match), LARGEST


def _others(match: re.Match[str]) -> tuple[int, int]:
    return _first(match) + 1, _first(match) + 1


def _exactly(match: re.Match[str]) -> tuple[int, int]:
    return _first(match), _first(match)


def _first(match: re.Match[str]) -> int:
    return next((_number(group) for group in match.groups() if group), 0)


def _number(written: str) -> int:
    return _COUNT.get(written) or int(written)


_GROUPS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...]] = (
    (_PAIR, _pair),
    (_SPAN, _span),
    (_UP_TO, _up_to),
    (_AT_LEAST, _at_least),
    (_OTHERS, _others),
    (_EXACT, _exactly),
    (_SMALL, _small),
    (_LARGE, _large),
)
"""How many are meant, the most particular wording first."""

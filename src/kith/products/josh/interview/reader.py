"""Reading an answer by rules: letters, then words with negation and intensity. No network, no chance.

A lettered answer is certain. In free words each option's phrases are looked for. A "not" up to three words
before a phrase makes it evidence against the option; "really" and "a bit" strengthen and weaken it, and move
the value away from or toward the middle. Words that contradict each other leave the reader unsure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from kith.products.josh.interview.shape import UNREAD, Option, Question, Reading, reading_of, toward_option
from kith.products.josh.profiles.factors import FactorName


class AnswerReader(Protocol):
    """Reads one answer to one question. Implementations never raise for what a person wrote."""

    async def read(self, question: Question, answer: str) -> Reading: ...


class RulesReader:
    """The reader that needs nothing and always gives the same answer."""

    async def read(self, question: Question, answer: str) -> Reading:
        return read_by_rules(question, answer)


LONGEST_ANSWER: Final = 800
BLURRED: Final = 0.8
EXCLUDED: Final = 0.4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLER: Final = _words(
    "i i'd i'm id im is it its it's my the answer option letter say would guess think go with for please pls "
    "thanks thx um uh hmm well so and or either between somewhere mix of definitely probably maybe mostly "
    "mainly more sometimes also plus but def sure totally ok okay pick choose choice then like lean leaning"
)
HEDGES: Final = _words("maybe probably mostly mainly sometimes lean leaning between either guess")
NEGATIONS: Final = _words(
    "not no never don't dont doesn't doesnt isn't isnt can't cant won't wont hate dislike without hardly "
    "less neither nor avoid wouldn't wouldnt"
)
# A new thought ends the reach of a "not" ("not loud but quiet").
BREAKS: Final = _words("but rather instead prefer just , . ; ! ?")
STRONG: Final = _words("very really absolutely totally definitely super extremely completely always love so")
WEAK: Final = _words("bit somewhat sometimes kinda kind sort maybe slightly mostly usually rather probably")
LOST: Final = re.compile(r"\b(idk|no idea|no clue|not sure|don'?t know|dunno|what do you mean|unsure)\b")
TOKEN: Final = re.compile(r"[a-z0-9]+(?:['/:-][a-z0-9]+)*|[.,;!?]")
REACH: Final = 3


class _Hit(msgspec.Struct, frozen=True):
    option: int
    strength: float
    against: bool


def read_by_rules(question: Question, answer: str) -> Reading:
    """What the answer says about the question's factors, and how sure that is. Pure; any text is allowed."""
    text = _plain(answer)
    by_letter = _read_letters(question, text)
    if by_letter is not None:
        return by_letter
    if LOST.search(text):
        return UNREAD
    return _read_words(question, text)


def _plain(answer: str) -> str:
    text = unicodedata.normalize("NFKC", answer[:LONGEST_ANSWER]).casefold()
    return text.translate(
        {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: " "}
    ).strip()


def _read_letters(question: Question, text: str) -> Reading | None:
    letters = {option.letter.casefold(): option for option in question.options}
    opening = re.match(r"\(?([a-z])\s*[).:]\s*(?=\S|$)", text)
    if opening and opening[1] in letters and not re.search(r"\b(?:and|or)\s+\(?[a-z]\b\)?\s*$", text):
        return reading_of(question, toward_option(question, letters[opening[1]]), 1.0)
    words = re.findall(r"[a-z0-9']+", text)
    named = [word for word in words if word in letters]
    negated = [word for word in words if word in NEGATIONS]
    if not named or any(
        word not in letters and word not in FILLER and word not in NEGATIONS for word in words
    ):
        return None
    chosen = [letters[letter] for letter in dict.fromkeys(named)]
    if negated:
        left = [option for option in question.options if option not in chosen]
        return reading_of(question, _mean(question, left), EXCLUDED) if left else UNREAD
    if len(chosen) == len(question.options):
        return UNREAD
    sure = 1.0 if len(chosen) == 1 and not HEDGES.intersection(words) else BLURRED
    return reading_of(question, _mean(question, chosen), sure)


def _mean(question: Question, options: Sequence[Option]) -> dict[FactorName, float]:
    return _blend(question, options, [1.0] * len(options), 1.0)


def _blend(
    question: Question, options: Sequence[Option], shares: Sequence[float], intensity: float
) -> dict[FactorName, float]:
    total = sum(shares)
    values: dict[FactorName, float] = {}
    for at, (factor, _) in enumerate(question.moves):
        value = sum(share * option.toward[at] for share, option in zip(shares, options, strict=True)) / total
        values[factor] = min(1.0, max(0.0, 0.5 + (value - 0.5) * intensity))
    return values


def _read_words(question: Question, text: str) -> Reading:
    hits = _hits(question, TOKEN.findall(text))
    scores = [0.0] * len(question.options)
    for hit in hits:
        scores[hit.option] += -hit.strength if hit.against else hit.strength
    positive = [max(0.0, score) for score in scores]
    found = sum(positive)
    if found <= 0.0:
        left = [
            option for option, score in zip(question.options, scores, strict=True) if hits and score >= 0.0
        ]
        if not left or len(left) == len(question.options):
            return UNREAD
        return reading_of(question, _mean(question, left), EXCLUDED)
    best, second = sorted(positive, reverse=True)[:2]
    speaking = [hit.strength for hit in hits if not hit.against]
    intensity = min(1.3, max(0.7, sum(speaking) / len(speaking)))
    clear = 0.6 + 0.4 * (best - second) / found
    sure = min(0.9, 0.55 + 0.15 * best) * clear
    return reading_of(question, _blend(question, question.options, positive, intensity), sure)


def _hits(question: Question, tokens: Sequence[str]) -> list[_Hit]:
    """Every phrase found, the longest first; a word that a longer phrase has used is not read again."""
    phrases = [
        (at, TOKEN.findall(phrase.removesuffix("*")), phrase.endswith("*"))
        for at, option in enumerate(question.options)
        for phrase in option.words
    ]
    hits: list[_Hit] = []
    taken: set[int] = set()
    for at, parts, open_end in sorted(phrases, key=lambda phrase: -len(phrase[1])):
        for start in range(len(tokens) - len(parts) + 1):
            places = range(start, start + len(parts))
            if taken.isdisjoint(places) and _matches(tokens, start, parts, open_end=open_end):
                taken.update(places)
                hits.append(_Hit(at, _strength(tokens, start), _negated(tokens, start, parts)))
    return hits


def _matches(tokens: Sequence[str], start: int, parts: Sequence[str], *, open_end: bool) -> bool:
    *first, last = parts
    if list(tokens[start : start + len(first)]) != first:
        return False
    token = tokens[start + len(first)]
    return token.startswith(last) if open_end else token == last


def _before(tokens: Sequence[str], start: int) -> list[str]:
    reach: list[str] = []
    for token in reversed(tokens[max(0, start - REACH) : start]):
        if token in BREAKS:
            break
        reach.append(token)
    return reach


def _negated(tokens: Sequence[str], start: int, parts: Sequence[str]) -> bool:
    if NEGATIONS.intersection(parts):
        return False
    return len([token for token in _before(tokens, start) if token in NEGATIONS]) % 2 == 1


def _strength(tokens: Sequence[str], start: int) -> float:
    near = _before(tokens, start)
    if STRONG.intersection(near):
        return 1.3
    return 0.7 if WEAK.intersection(near) else 1.0

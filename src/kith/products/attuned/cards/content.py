"""What a card may say at its level. The same check for the bank, for imports and for a writer's cards.

At every level: nothing about minors, family, animals, force, injury, drugs; no links, addresses, handles, numbers to call, markup, names of people
or words to a machine. G stays away from everything suggestive, R from everything explicit; X is the operator's own.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Final

import msgspec

from kith.foundation.language import _, later
from kith.products.attuned.cards.card import PARTNER, Card
from kith.products.attuned.terms import Level


class Fault(enum.StrEnum):
    NEVER = "never"
    EXPLICIT = "explicit"
    SUGGESTIVE = "suggestive"
    INJECTION = "injection"
    LINK = "link"
    MARKUP = "markup"
    NAME = "name"
    TOO_LONG = "too_long"
    HIDDEN = "hidden_characters"


class Violation(msgspec.Struct, frozen=True):
    """What is wrong, with the words at fault (empty when there are none to name)."""

    fault: Fault
    found: str = ""

    def __str__(self) -> str:
        """A sentence for operators and for a writer that tries again."""
        return _(SENTENCES[self.fault], found=self.found)


SENTENCES: Final = {
    Fault.NEVER: later("“%(found)s” has no place in any card."),
    Fault.EXPLICIT: later("“%(found)s” is too explicit for this level."),
    Fault.SUGGESTIVE: later("“%(found)s” is too suggestive for level G."),
    Fault.INJECTION: later("“%(found)s” speaks to a machine, not to two people."),
    Fault.LINK: later("“%(found)s” looks like a link, an address or a number."),
    Fault.MARKUP: later("“%(found)s” is markup; a card is plain words, and {partner} for the partner."),
    Fault.NAME: later("“%(found)s” looks like a name; write {partner} for the partner."),
    Fault.TOO_LONG: later("The card is too long to be read aloud: at most 480 characters."),
    Fault.HIDDEN: later("The text has characters that cannot be seen."),
}
LONGEST: Final = 480

_LISTS: Final = msgspec.json.decode(
    files(__package__ or "").joinpath("content_words.json").read_bytes(), type=dict[str, list[str]]
)
_LINK: Final = re.compile(
    r"(?i)(?:https?:|www\.)\S*|\S+@\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|net|org|io|de|app|ai|co|xyz|info|me|link|ly)\b\S*|\+?\d[\d ()/.-]{6,}\d"
)
_MARKUP: Final = re.compile(r"[<>{}\[\]`\\|*_#~^]+")
_CAPITALISED: Final = re.compile(
    # Not where a sentence or a line begins; a sentence may end within quotation marks.
    r"(?m)(?<![.!?:…“\"(]\s)(?<![.!?:…][”\"’)]\s)(?<![“\"(])(?<!^)\b[A-Z][a-z]\w*"
)
_MAY_BE_CAPITAL: Final = frozenset(_LISTS["capital"])
_LEET: Final = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = [
        re.escape(word.removesuffix("*")).replace(r"\ ", " ") + (r"\w*" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")


_PATTERNS: Final = {name: _pattern(words) for name, words in _LISTS.items()}
_AT_LEVEL: Final = {
    Level.G: (Fault.NEVER, Fault.INJECTION, Fault.EXPLICIT, Fault.SUGGESTIVE),
    Level.R: (Fault.NEVER, Fault.INJECTION, Fault.EXPLICIT),
    Level.X: (Fault.NEVER, Fault.INJECTION),
}


def violations(card: Card, names: Collection[str] = ()) -> tuple[Violation, ...]:
    """Everything wrong with a card's words, none when it may be shown. `names` are words that must not appear, such as the players' own."""
    return violations_in(card.text, card.rating, names)


def violations_in(text: str, level: Level, names: Collection[str] = ()) -> tuple[Violation, ...]:
    """As `violations`, for a text at a level."""
    found: list[Violation] = []
    if any(unicodedata.category(one) in _UNSEEN for one in text if one != "\n"):
        found.append(Violation(Fault.HIDDEN))
    if len(text) > LONGEST:
        found.append(Violation(Fault.TOO_LONG))
    # The one placeholder that is allowed begins sentences like a name would, and is none.
    plain = text.replace(PARTNER, "you")
    found += [Violation(Fault.LINK, match.group()) for match in _LINK.finditer(plain)]
    found += [Violation(Fault.MARKUP, match.group()) for match in _MARKUP.finditer(plain)]
    found += [Violation(Fault.NAME, name) for name in _names_in(plain, names)]
    spellings = _spellings(plain)
    for fault in _AT_LEVEL[level]:
        hits = {match.group() for one in spellings for match in _PATTERNS[fault.value].finditer(one)}
        found += [Violation(fault, hit) for hit in sorted(hits)]
    return tuple(found)


def _names_in(text: str, names: Collection[str]) -> list[str]:
    capitalised = [
        match.group() for match in _CAPITALISED.finditer(text) if match.group() not in _MAY_BE_CAPITAL
    ]
    words = set(re.findall(r"\w+", text.casefold()))
    told = [name for name in names if name.strip() and words.issuperset(re.findall(r"\w+", name.casefold()))]
    return [*dict.fromkeys((*capitalised, *told))]


def _spellings(text: str) -> tuple[str, ...]:
    """The text as it can be read: plain, with digits as letters, and with letters that stand apart put together."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    visible = "".join(one for one in decomposed if unicodedata.category(one) not in ("Mn", "Cf"))
    plain = " ".join(re.findall(r"[\w']+", visible))
    leet = " ".join(re.findall(r"[\w']+", visible.translate(_LEET)))
    together = re.sub(r"\b(\w)[\W_]+(?=\w\b)", r"\1", visible)
    return plain, leet, " ".join(re.findall(r"[\w']+", together))

"""The GSM 7-bit alphabet: what one text costs, and folding names into it.

Source of the tables: 3GPP TS 23.038, 6.2.1 (default alphabet) and 6.2.1.1 (extension table).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_SEPTETS: Final = 320
"""Longest text JOSH sends, in septets (an extension character counts two)."""

SINGLE_SEGMENT: Final = 160
CONCATENATED_SEGMENT: Final = 153
"""Septets left in each part once a long text carries the six-octet concatenation header."""

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("^{}\\[~]|€\f")

_LETTERS: Final[dict[str, str]] = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe",
    "ı": "i", "ĸ": "k", "ŋ": "n", "Ŋ": "N", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ẞ": "SS", "ə": "e",
    "Ə": "E", "ʻ": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "‘": "'", "’": "'", "‚": ",", "‛": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"', "‹": "'", "›": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "•": "-", "·": "-", "…": "...",
    "×": "x", "÷": "/", "©": "(c)", "®": "(r)", "™": "TM", "№": "No", "¢": "c", "¦": "|",
}  # fmt: skip
_CYRILLIC: Final[dict[str, str]] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
}  # fmt: skip
_GREEK: Final[dict[str, str]] = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_TRANSLITERATION: Final[dict[str, str]] = {
    **_LETTERS,
    **_CYRILLIC,
    **{small.upper(): latin.capitalize() for small, latin in _CYRILLIC.items()},
    **_GREEK,
    **{small.upper(): latin.capitalize() for small, latin in _GREEK.items() if small != "ς"},
}


def is_gsm7(text: str) -> bool:
    """Whether every character is in the default alphabet or its extension table."""
    return all(character in BASIC or character in EXTENSION for character in text)


def length(text: str) -> int:
    """Septets the text takes; an extension character takes two.

    Raises ValueError naming the first character outside GSM-7.
    """
    total = 0
    for character in text:
        if character in BASIC:
            total += 1
        elif character in EXTENSION:
            total += 2
        else:
            raise ValueError(f"The text has a character that GSM-7 lacks: {character!r}.")
    return total


def segments(text: str) -> int:
    """How many SMS parts the text is sent as (0 for an empty text).

    An extension character is never torn apart between two parts, as the carriers do it.
    Raises ValueError for a character outside GSM-7.
    """
    total = length(text)
    if total == 0:
        return 0
    if total <= SINGLE_SEGMENT:
        return 1
    parts, used = 1, 0
    for character in text:
        cost = 2 if character in EXTENSION else 1
        if used + cost > CONCATENATED_SEGMENT:
            parts, used = parts + 1, 0
        used += cost
    return parts


def assert_sendable(text: str) -> str:
    """Return `text` unchanged if JOSH may send it.

    Raises ValueError if it is empty, longer than 320 septets, or holds a character outside GSM-7.
    """
    if not text.strip():
        raise ValueError("The text is empty.")
    septets = length(text)
    if septets > MAX_SEPTETS:
        raise ValueError(f"The text takes {septets} of at most {MAX_SEPTETS} GSM-7 characters.")
    return text


def fold(text: str) -> str:
    """`text` in GSM-7 characters only: accents the alphabet lacks go, emoji and unknown scripts drop."""
    composed = unicodedata.normalize("NFC", text)
    folded = "".join(_fold_character(character) for character in composed)
    return re.sub(" {2,}", " ", folded).strip()


def _fold_character(character: str) -> str:
    if character in BASIC or character in EXTENSION:
        return " " if character in "\f\r" else character
    if character in _TRANSLITERATION:
        return _TRANSLITERATION[character]
    if character.isspace() or unicodedata.category(character) in ("Zs", "Zl", "Zp"):
        return " "
    pieces: list[str] = []
    for part in unicodedata.normalize("NFKD", character):
        if part in BASIC or part in EXTENSION:
            pieces.append(part)
        elif part in _TRANSLITERATION:
            pieces.append(_TRANSLITERATION[part])
    return "".join(pieces)

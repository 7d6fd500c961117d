"""Bringing what people type into one plain form, before any meaning is read from it.

People write with capitals, typographic quotes, emoji, stretched letters and, when they dodge filters, letters
of other scripts that look Latin. Everything that reads texts starts from the forms made here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_READ: Final = 2000
"""Characters of a text that are read; a longer one (ten SMS parts and more) is cut here."""

_LOOKALIKES: Final = str.maketrans(
    # Cyrillic, then Greek, then Latin small capitals and dotless forms that NFKC leaves alone.
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢı",
    "ABESIJKMHOPCTYXaesijkopcyxdqwhABEZHIKMNOPTYXaivoptuxabcdefghijklmnoprstuvwyzi",
)
_APOSTROPHES: Final = re.compile("['\u2018\u2019\u201b\u02bc\u2032`\u00b4]")
_WORD: Final = re.compile(r"[a-z0-9]+")
_SENTENCE_END: Final = re.compile(r"[.!?;\n\r\u2026]+")
_CLAUSE_END: Final = re.compile(r"[.!?;:,()\n\r\u2026\u2013\u2014\"\u201c\u201d]+| - ")


def _regional_letter(character: str) -> str:
    """Letters drawn as flags (U+1F1E6 on) or in filled circles and squares, which NFKC does not undo."""
    code = ord(character)
    for first in (0x1F1E6, 0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(ord("a") + code - first)
    return character


def latin(text: str) -> str:
    """`text` in compatibility form with Latin look-alikes made Latin, no accents, straight apostrophes."""
    if text.isascii():
        return text[:MAX_READ].replace("`", "'")  # most texts: nothing of what follows could change them
    composed = unicodedata.normalize("NFKC", text[:MAX_READ]).translate(_LOOKALIKES)
    visible = (
        _regional_letter(character)
        for character in unicodedata.normalize("NFKD", composed)
        if unicodedata.category(character) not in ("Mn", "Me", "Cf")
    )
    return _APOSTROPHES.sub("'", "".join(visible))


def plain(text: str) -> str:
    """Lower-case words and numbers joined by single spaces; apostrophes vanish ("Don't!" is "dont")."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of `text` in their plain form, in order."""
    return tuple(_WORD.findall(latin(text).lower().replace("'", "")))


def sentences(text: str) -> tuple[str, ...]:
    """Plain forms of the non-empty sentences of `text`."""
    return _pieces(text, _SENTENCE_END)


def clauses(text: str) -> tuple[str, ...]:
    """Plain forms of the non-empty clauses of `text`: sentences, also cut at commas, colons and dashes."""
    return _pieces(text, _CLAUSE_END)


def _pieces(text: str, boundary: re.Pattern[str]) -> tuple[str, ...]:
    found = (plain(piece) for piece in boundary.split(text[:MAX_READ]))
    return tuple(piece for piece in found if piece)


def strip_words(text: str, courtesy: frozenset[str]) -> str:
    """Plain `text` without the words in `courtesy` at its beginning and end."""
    parts = text.split()
    while parts and parts[0] in courtesy:
        parts.pop(0)
    while parts and parts[-1] in courtesy:
        parts.pop()
    return " ".join(parts)

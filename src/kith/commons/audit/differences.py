"""What changed between two states, said one value at a time however deep it lies. Pure."""

from __future__ import annotations

import difflib
import re
from typing import Any, Final, TypeGuard

import msgspec

_WORDS: Final = re.compile(r"\s+|[^\s]+")
_LONG: Final = 20
ABSENT: Final = object()


class Piece(msgspec.Struct, frozen=True):
    """A part of a text; kind: same, added, removed."""

    kind: str
    text: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One value: where it lies, and what became of it (added, removed, changed, same). `pieces`: a longer text's change, word by word."""

    path: tuple[str, ...]
    kind: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


def differences(before: Any, after: Any) -> list[Difference]:
    """Every value of both, in the order of their names; lists are compared by the places of what is alike."""
    return _compare((), before, after)


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _compare(path: tuple[str, ...], before: Any, after: Any) -> list[Difference]:
    pairs: list[tuple[str, Any, Any]]
    if _is_object(before) and _is_object(after):
        names = sorted(before.keys() | after.keys())
        pairs = [(name, before.get(name, ABSENT), after.get(name, ABSENT)) for name in names]
    elif _is_list(before) and _is_list(after):
        pairs = _side_by_side(before, after)
    elif after is ABSENT:
        pairs = [(name, value, ABSENT) for name, value in _children(before)]
    elif before is ABSENT:
        pairs = [(name, ABSENT, value) for name, value in _children(after)]
    else:
        pairs = []
    if not pairs:
        return [_value(path, before, after)]
    return [each for name, was, became in pairs for each in _compare((*path, name), was, became)]


def _children(value: Any) -> list[tuple[str, Any]]:
    if _is_object(value):
        return sorted(value.items())
    return [(str(number), one) for number, one in enumerate(value, 1)] if _is_list(value) else []


def _side_by_side(before: list[Any], after: list[Any]) -> list[tuple[str, Any, Any]]:
    """What stands beside what: equal things first, then what lies between them in order."""
    keys = [[msgspec.json.encode(one, order="sorted") for one in side] for side in (before, after)]
    pairs: list[tuple[str, Any, Any]] = []
    for _kind, low, high, new_low, new_high in difflib.SequenceMatcher(
        a=keys[0], b=keys[1], autojunk=False
    ).get_opcodes():
        for step in range(max(high - low, new_high - new_low)):
            was = before[low + step] if low + step < high else ABSENT
            became = after[new_low + step] if new_low + step < new_high else ABSENT
            pairs.append((str((new_low if became is not ABSENT else low) + step + 1), was, became))
    return pairs


def _value(path: tuple[str, ...], before: Any, after: Any) -> Difference:
    was, became = _say(before), _say(after)
    if before is ABSENT:
        return Difference(path=path, kind="added", after=became)
    if after is ABSENT:
        return Difference(path=path, kind="removed", before=was)
    # True is 1 and 1 is 1.0 for Python, not for whoever reads what was changed.
    if msgspec.json.encode(before, order="sorted") == msgspec.json.encode(after, order="sorted"):
        return Difference(path=path, kind="same", before=was, after=became)
    pieces = ()
    if isinstance(before, str) and isinstance(after, str) and max(len(was), len(became)) >= _LONG:
        pieces = _word_by_word(was, became)
    return Difference(path=path, kind="changed", before=was, after=became, pieces=pieces)


def _word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    was, became = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, low, high, new_low, new_high in difflib.SequenceMatcher(
        a=was, b=became, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(was[low:high])))
            continue
        if high > low:
            pieces.append(Piece("removed", "".join(was[low:high])))
        if new_high > new_low:
            pieces.append(Piece("added", "".join(became[new_low:new_high])))
    return tuple(pieces)


def _say(value: Any) -> str:
    if value is ABSENT:
        return ""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()

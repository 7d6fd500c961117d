"""Reading the answer to the numbered list "share your number with ...?" after a LinkUp.

Sharing a phone number cannot be taken back, so only what is plainly said counts as a yes; whoever is not
plainly mentioned stays open and can be asked about again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from kith.products.josh.conversation.wording import MAX_READ, latin, plain, words


class ContactChoices(msgspec.Struct, frozen=True):
    """`choices` maps the 0-based place in the list to yes or no; `unclear` are the places left open."""

    choices: dict[int, bool]
    unclear: tuple[int, ...]


_YES: Final = frozenset(words("yes y yeah yep yup ya yea sure ok okay yess yesss definitely absolutely fine"))
_NO: Final = frozenset(
    words("no n nope nah not except without skip pass never dont wont cant noo nooo minus excluding")
)
_PERHAPS: Final = frozenset(words("maybe perhaps unsure idk possibly later depends might"))
_ALL: Final = frozenset(words("all everyone everybody both each any"))
_REST: Final = frozenset(words("others other rest remaining else"))
_NOBODY: Final = frozenset(words("none nobody neither noone"))
_ORDINALS: Final = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4,
}  # fmt: skip
_NUMBER_WORDS: Final = {"one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5}
_BOUNDARY: Final = re.compile(r"[,;\n\r.!?]+|\bbut\b")
_STRESS: Final = frozenset(words("definitely absolutely sure ok okay fine"))
_ALL_BUT: Final = re.compile(r"\b(all|everyone|everybody|each) but\b")
# Beside these, naming people alone means "those": "just Sam and Jo please", but not "Sam was rude".
_NEUTRAL: Final = frozenset(
    words(
        "and with to for only just please pls plz thanks thank you share sharing my number numbers contact"
        " contacts "
        "the of them that those id i ill would like love want is are number pick choose people person hi"
        " josh also plus"
    )
)
_HAND: Final = {"👍": " yes ", "✅": " yes ", "✔": " yes ", "👎": " no ", "❌": " no ", "🚫": " no "}


class _Mentioned(msgspec.Struct, frozen=True):
    """People a clause points at."""

    places: tuple[int, ...]


class _Answer(msgspec.Struct, frozen=True):
    """A yes, a no, or None for "maybe"."""

    value: bool | None


_Token = _Mentioned | _Answer


def read_contact_choices(body: str, names: Sequence[str]) -> ContactChoices:
    """Read `body` against `names` (first names in the order of the numbered list). Never raises.

    "1 yes 2 no", "yes no yes", "all", "none", "all but Sam" and "1 and 3" (those, and nobody else) are
    understood. Two answers for one person, or a name two people share, leave that person open.
    """
    count = len(names)
    if count == 0:
        return ContactChoices({}, ())
    for hand, word in _HAND.items():
        body = body[:MAX_READ].replace(hand, word)
    # "1:yes" and "2) no" belong together, so only real clause ends cut.
    typed = _ALL_BUT.sub(r"\1 except", latin(body).lower())
    pieces = [piece for piece in _BOUNDARY.split(typed) if plain(piece)]
    clauses = [_tokens(piece, names) for piece in pieces]
    flat = [token for clause in clauses for token in clause]
    people_named = any(isinstance(token, _Mentioned) for token in flat)
    if not people_named:
        return _positional(body, flat, count)
    bare = not any(isinstance(token, _Answer) for token in flat)
    if bare and not _only_names(typed, names):
        return _result({}, count)
    return _assigned([clause for clause in clauses if clause], count)


def _positional(body: str, flat: list[_Token], count: int) -> ContactChoices:
    """Answers in the order of the list, none of them naming anybody."""
    answers = [token.value for token in flat if isinstance(token, _Answer)]
    packed = "".join(words(body))
    if len(answers) != count and len(packed) == count and set(packed) <= {"y", "n"}:
        answers = [letter == "y" for letter in packed]
    if len(answers) == count:
        return _result({place: {value} for place, value in enumerate(answers)}, count)
    if answers and all(value is False for value in answers) and len(answers) == 1:
        return _result({place: {False} for place in range(count)}, count)
    return _result({}, count)


def _assigned(clauses: list[list[_Token]], count: int) -> ContactChoices:
    given: dict[int, set[bool | None]] = {}
    everyone: bool | None = None
    pending: list[tuple[int, ...]] = []
    last_led: bool | None = None
    led_by_answer = False
    said_yes = any(
        isinstance(token, _Answer) and token.value is True for clause in clauses for token in clause
    )

    def give(places: tuple[int, ...], value: bool | None) -> None:
        nonlocal everyone
        if places == _EVERYONE:
            everyone = value
            return
        if places == _OTHERS:
            places = tuple(place for place in range(count) if place not in given)
        for place in places:
            given.setdefault(place, set()).add(value)

    for clause in clauses:
        mentions = [token for token in clause if isinstance(token, _Mentioned)]
        answers = [token for token in clause if isinstance(token, _Answer)]
        if not answers:
            if led_by_answer:
                for token in mentions:
                    give(token.places, last_led)
            else:
                pending.extend(token.places for token in mentions)
            continue
        if not mentions:
            for places in pending:
                give(places, answers[0].value)
            pending = []
            continue
        if isinstance(clause[0], _Answer):
            led_by_answer = True
            value: bool | None = None
            for token in clause:
                if isinstance(token, _Answer):
                    value = token.value
                else:
                    give(token.places, value)
            last_led = value
            continue
        led_by_answer = False
        waiting = [*pending]
        pending = []
        for index, token in enumerate(clause):
            if isinstance(token, _Mentioned):
                waiting.append(token.places)
            elif waiting:
                if token.value is False and index + 1 < len(clause) and _excludes(clause, index):
                    # "1 and 3 not 2": the no belongs to what follows.
                    pending.extend(waiting)
                    waiting = []
                    continue
                for places in waiting:
                    give(places, token.value)
                waiting = []
            elif index + 1 < len(clause):
                continue
        if waiting and _trailing_no(clause):
            for places in waiting:
                give(places, False)
        else:
            pending.extend(waiting)

    only_mentioned = bool(pending) and not said_yes and everyone is None
    for places in pending:
        if only_mentioned:
            give(places, True)
        else:
            for place in places if places not in (_EVERYONE, _OTHERS) else ():
                given.setdefault(place, set())
    if everyone is not None:
        for place in range(count):
            given.setdefault(place, {everyone})
    elif only_mentioned:
        for place in range(count):
            given.setdefault(place, {False})
    return _result(given, count)


_EVERYONE: Final = (-1,)
_OTHERS: Final = (-2,)


def _only_names(typed: str, names: Sequence[str]) -> bool:
    known = {word for name in names for word in words(name)}
    return all(
        word in known or word in _NEUTRAL or word.isdigit() or word in _ORDINALS or word in _NUMBER_WORDS
        for word in words(typed)
    )


def _excludes(clause: list[_Token], index: int) -> bool:
    """Whether the no at `index` is followed only by people: it excludes them."""
    return all(isinstance(token, _Mentioned) for token in clause[index + 1 :])


def _trailing_no(clause: list[_Token]) -> bool:
    values = [token.value for token in clause if isinstance(token, _Answer)]
    return bool(values) and values[-1] is False and isinstance(clause[-1], _Mentioned)


def _result(given: dict[int, set[bool | None]], count: int) -> ContactChoices:
    choices: dict[int, bool] = {}
    for place in range(count):
        values = given.get(place, set())
        if len(values) == 1:
            value = next(iter(values))
            if value is not None:
                choices[place] = value
    return ContactChoices(choices, tuple(place for place in range(count) if place not in choices))


def _tokens(piece: str, names: Sequence[str]) -> list[_Token]:
    """The people and answers of one clause, in order; other words say nothing."""
    parts = re.findall(
        r"\d+(?:st|nd|rd|th)\b|\d+|[a-z]+", " ".join(words(re.sub(r"(\d)([yn])\b", r"\1 \2", piece)))
    )
    spelled = [plain(name).split() for name in names]
    tokens: list[_Token] = []
    position = 0
    while position < len(parts):
        length, places = _named_at(parts, position, spelled)
        if length:
            tokens.append(_Mentioned(places))
            position += length
            continue
        token = _single(parts, position, len(names))
        if token is not None:
            tokens.extend(token)
        position += 1
    return tokens


def _named_at(parts: list[str], position: int, spelled: list[list[str]]) -> tuple[int, tuple[int, ...]]:
    """The longest name that begins at `position` and its bearer; of several bearers none is sure."""
    best = 0
    bearers: list[int] = []
    for place, name in enumerate(spelled):
        if name and parts[position : position + len(name)] == name and len(name) >= best:
            bearers = [place] if len(name) > best else [*bearers, place]
            best = len(name)
    return best, tuple(bearers) if len(bearers) == 1 else ()


def _single(parts: list[str], position: int, count: int) -> list[_Token] | None:
    word = parts[position]
    following = parts[position + 1] if position + 1 < len(parts) else ""
    previous = parts[position - 1] if position else ""
    if word in _NOBODY or (word == "no" and following == "one"):
        return [_Answer(False), _Mentioned(_EVERYONE)]
    if word == "one" and previous == "no":
        return None
    if word in _REST:
        return [_Mentioned(_OTHERS)]
    if word in _ALL:
        if following in _REST:
            return None
        return [_Answer(True), _Mentioned(_EVERYONE)] if _alone(parts) else [_Mentioned(_EVERYONE)]
    if word in _PERHAPS:
        return [_Answer(None)]
    if word == "not" and following == "sure":
        return [_Answer(None)]
    if word == "sure" and previous == "not":
        return None
    if word in _NO:
        return [_Answer(False)]
    if word in _YES:
        stressed_no = following == "not" or (following == "no" and word in _STRESS)
        if stressed_no or previous in {"not", "dont", "never"}:
            return None
        return [_Answer(True)]
    place = (
        int(word) - 1 if word.isdigit() and len(word) < 4 else _ORDINALS.get(word, _NUMBER_WORDS.get(word))
    )
    if place is not None and 0 <= place < count:
        return [_Mentioned((place,))]
    return None


def _alone(parts: list[str]) -> bool:
    """Whether "all" has no answer beside it and nothing else is told: then it is a yes to all."""
    negative = {"not", "no", "n", "nope", "nah", "none", "dont", "never"}
    told = [part for part in parts if part not in _ALL and part not in _NEUTRAL and not part.isdigit()]
    excepted = bool(told) and told[0] in _NO - negative
    return (not told or excepted) and not any(
        part in _YES or part in _PERHAPS or part in negative for part in parts
    )

"""Reading what a person answers: YES, NO, an option, "running late", "can't make it".

What is not clear is said to be unclear, with a low confidence, so that JOSH asks instead of guessing.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from kith.products.josh.conversation.contact_choices import ContactChoices, read_contact_choices
from kith.products.josh.conversation.reply_wording import (
    AGAIN,
    BUT,
    CALL_OFF,
    CAN_AFTER_ALL,
    CANT_MAKE_IT,
    HEDGE,
    IDIOM_YES,
    LATE,
    MISSED,
    NO_PHRASE,
    NO_WHOLE,
    NOT_AGAIN,
    NOT_CALL_OFF,
    NOT_LATE,
    WAS_THERE,
    YES_PHRASE,
    YES_WHOLE,
)
from kith.products.josh.conversation.wording import MAX_READ, latin, plain, strip_words, words

__all__ = [
    "Attendance",
    "AttendanceAnswer",
    "ContactChoices",
    "DoAgain",
    "Reply",
    "ReplyKind",
    "read_attendance",
    "read_contact_choices",
    "read_do_again",
    "read_reply",
    "wants_to_call_off",
]


class ReplyKind(enum.StrEnum):
    YES = "yes"
    NO = "no"
    OPTION = "option"
    LATE = "late"
    CANT_MAKE_IT = "cant_make_it"
    UNCLEAR = "unclear"


class Reply(msgspec.Struct, frozen=True):
    """`option` is an index into the offered options (OPTION only), `minutes` how late (LATE, when told).

    `confidence` is in [0, 1]; below 0.5 nothing should be done without asking again. CANT_MAKE_IT answers an
    invitation as NO does; after the group is set it gives the place back.
    """

    kind: ReplyKind
    option: int | None = None
    confidence: float = 0.0
    minutes: int | None = None


_COURTESY: Final = frozenset(
    words(
        "please pls plz thanks thank you thx ty tysm u so much sorry hi hey hello josh oh ah um uh umm hmm"
        " well and "
        "haha lol hahaha omg guys man dude ok okay the then for this now today tonight again everyone all"
        " yo though "
        "actually just honestly really it that xx x"
    )
)

_YES_EMOJI: Final = frozenset("👍👌✅✔☑🙌💯🙋🤝🎉🥳")
_NO_EMOJI: Final = frozenset("👎❌🚫🙅✖⛔")

_MINUTES: Final = re.compile(r"\b(\d{1,3}) ?(?:m|min|mins|minute|minutes)\b")
_HOURS: Final = re.compile(r"\b(?:(\d|an|one|half an|half a|a half) ?(?:h|hr|hrs|hour|hours))\b")
_IN_MINUTES: Final = re.compile(r"\b(?:in|about|eta|late|by|like|around|abt) (\d{1,3})\b")
_SPELLED: Final = {
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty five": 45,
    "a few": 5,
    "couple": 5,
}

_ORDINALS: Final = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "6th": 5,
}  # fmt: skip
_NUMBERS: Final = {"one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5}
_OPTION_NOISE: Final = frozenset(
    words(
        "option choice number the one please pls thanks ill take go with i choose pick id like prefer ok"
        " yes yeah yep "
        "sure sounds good works for me is best better great definitely thank you lets do it would be fine"
        " my vote vote "
        "on that and let us us slot time answer letter say want i'd rather have"
    )
)
_GENERIC: Final = frozenset(
    words(
        "am pm at on in the a an and or to of for with option morning afternoon evening night next this is"
        " it i"
    )
)


def read_reply(body: str, options: Sequence[str] = ()) -> Reply:
    """Read the answer to a yes/no question, or to a list of `options` lettered A, B, C in their order.

    Total: any text is read; what makes no sense is UNCLEAR with confidence 0.
    """
    text = plain(body)
    if not text:
        return _from_emoji(body)
    late = _late(text)
    if late is not None:
        return late
    if CANT_MAKE_IT.search(text) and not CAN_AFTER_ALL.search(text):
        return Reply(ReplyKind.CANT_MAKE_IT, confidence=0.6 if HEDGE.search(text) else 0.95)
    if options:
        chosen = _option(body, text, options)
        if chosen is not None:
            return chosen
    whole = _whole(text)
    if whole is not None:
        asked = body.rstrip().endswith("?")
        return Reply(ReplyKind.UNCLEAR, confidence=0.3) if asked else Reply(whole, confidence=1.0)
    return _free_words(body, text)


def _from_emoji(body: str) -> Reply:
    """An answer without any word: a thumb up or down."""
    seen = set(body[:MAX_READ])
    yes, no = bool(seen & _YES_EMOJI), bool(seen & _NO_EMOJI)
    if yes == no:
        return Reply(ReplyKind.UNCLEAR)
    return Reply(ReplyKind.YES if yes else ReplyKind.NO, confidence=0.9)


def _whole(text: str) -> ReplyKind | None:
    for candidate in (text, strip_words(text, _COURTESY)):
        if candidate in YES_WHOLE:
            return ReplyKind.YES
        if candidate in NO_WHOLE:
            return ReplyKind.NO
    # "yesssss", "noooo", "yeahhhh": a stretched word is the word.
    squeezed = re.sub(r"(.)\1+", r"\1", strip_words(text, _COURTESY))
    if squeezed in {"yes", "yeah", "yea", "yep", "yup", "sure", "ok", "yas"}:
        return ReplyKind.YES
    if squeezed in {"no", "nope", "nah"}:
        return ReplyKind.NO
    return None


def _free_words(body: str, text: str) -> Reply:
    hedged = HEDGE.search(text)
    idiom = IDIOM_YES.search(text)
    without_idiom = IDIOM_YES.sub(" ", text)
    no = NO_PHRASE.search(without_idiom)
    yes = YES_PHRASE.search(without_idiom) or idiom
    condition = BUT.search(text)
    if yes and no:
        # "I'd love to but I can't" is a no; "yes but I can't before eight" is a condition.
        opens_with_yes = re.match(r"(?:yes|yeah|yep|yup|sure|im in|ok)\b", strip_words(text, _COURTESY))
        if no.start() > yes.start() and not opens_with_yes and not hedged:
            return Reply(ReplyKind.NO, confidence=0.8)
        if (
            no.start() == 0
            and re.match(r"no (?:thanks|thank|thx)|nope|nah|no\b", no.group())
            and not condition
            and not hedged
        ):
            return Reply(ReplyKind.UNCLEAR if "yes" in text.split() else ReplyKind.NO, confidence=0.6)
        return Reply(ReplyKind.UNCLEAR, confidence=0.3)
    if hedged or (condition and not no):
        return Reply(ReplyKind.UNCLEAR, confidence=0.4 if yes or no else 0.3)
    if no:
        return Reply(ReplyKind.NO, confidence=0.9 if len(text.split()) <= 12 else 0.7)
    if yes:
        if body.rstrip().endswith("?"):
            return Reply(ReplyKind.UNCLEAR, confidence=0.4)
        return Reply(ReplyKind.YES, confidence=0.9 if len(text.split()) <= 12 else 0.7)
    emoji = _from_emoji(body)
    return (
        Reply(emoji.kind, confidence=0.6) if emoji.kind is not ReplyKind.UNCLEAR else Reply(ReplyKind.UNCLEAR)
    )


def _late(text: str) -> Reply | None:
    if not LATE.search(text) or (NOT_LATE.search(text) and not re.search(r"\brunning late\b", text)):
        return None
    if CANT_MAKE_IT.search(text) or re.search(r"\bnot running late\b", text):
        return None
    return Reply(ReplyKind.LATE, confidence=0.95, minutes=_minutes(text))


def _minutes(text: str) -> int | None:
    """Minutes told in `text`, between 1 and 240; None when none are."""
    told = _MINUTES.search(text) or _IN_MINUTES.search(text)
    minutes: int | None = None
    if told:
        minutes = int(told[1])
    else:
        hours = _HOURS.search(text)
        if hours:
            minutes = 30 if "half" in hours[1] else 60 * (int(hours[1]) if hours[1].isdigit() else 1)
        else:
            minutes = next(
                (value for word, value in _SPELLED.items() if re.search(rf"\b{word}\b", text)), None
            )
    return minutes if minutes is not None and 1 <= minutes <= 240 else None


def _option(body: str, text: str, options: Sequence[str]) -> Reply | None:
    """The offered option that `text` points at, by letter, number, place in the list or its own words."""
    count = len(options)
    letters = [chr(ord("a") + index) for index in range(min(count, 26))]
    core = [word for word in text.split() if word not in _OPTION_NOISE]
    if len(core) == 1 and core[0] in letters and core[0] not in {"y", "n"}:
        return Reply(ReplyKind.OPTION, letters.index(core[0]), 1.0)
    if len(core) == 1 and core[0].isdigit() and len(core[0]) < 3 and 1 <= int(core[0]) <= count:
        return Reply(ReplyKind.OPTION, int(core[0]) - 1, 0.95)
    pointed = _pointed(text, core, letters, count, body)
    if len(pointed) == 1:
        return Reply(ReplyKind.OPTION, pointed.pop(), 0.85 if not HEDGE.search(text) else 0.4)
    if len(pointed) > 1:
        return Reply(ReplyKind.UNCLEAR, confidence=0.4)
    return _by_own_words(text, options)


def _pointed(text: str, core: list[str], letters: list[str], count: int, body: str) -> set[int]:
    found: set[int] = set()
    rejected: set[int] = set()
    tokens = text.split()
    capitals = {word.lower() for word in re.findall(r"\b[A-Z]\b", latin(body))}
    for position, word in enumerate(tokens):
        previous = tokens[position - 1] if position else ""
        target: int | None = None
        if word in _ORDINALS:
            target = _ORDINALS[word]
        elif (
            word == "last"
            and position + 1 < len(tokens)
            and tokens[position + 1] in {"one", "option", "choice"}
        ):
            target = count - 1
        elif word in letters and (
            previous in {"option", "choice", "letter"} or (word in capitals and word not in {"i", "a"})
        ):
            target = letters.index(word)
        elif (
            word == "a"
            and "a" in capitals
            and (position == 0 or position == len(tokens) - 1)
            and len(tokens) <= 4
        ):
            target = 0
        elif previous in {"option", "number", "choice"}:
            target = int(word) - 1 if word.isdigit() and len(word) < 3 else _NUMBERS.get(word)
        elif len(core) == 1 and word in _NUMBERS and word in core:
            target = _NUMBERS[word]
        if target is None or not 0 <= target < count:
            continue
        negated = previous in {"not", "no", "except", "cant"} or tokens[max(0, position - 2) : position] in (
            ["not", "the"],
            ["no", "to"],
        )
        (rejected if negated else found).add(target)
    if not found and rejected and count - len(rejected) == 1:
        return set(range(count)) - rejected
    return found - rejected


def _by_own_words(text: str, options: Sequence[str]) -> Reply | None:
    """One option shares distinctive words with the text that no other option has."""
    if NO_PHRASE.search(text):
        return None
    said = set(text.split())
    own = [set(words(option)) - _GENERIC for option in options]
    hits: list[int] = []
    for index, vocabulary in enumerate(own):
        others = {word for place, other in enumerate(own) if place != index for word in other}
        if said & (vocabulary - others):
            hits.append(index)
    if not hits:
        coarse = [set(words(option)) & {"morning", "afternoon", "evening", "night"} for option in options]
        hits = [index for index, parts in enumerate(coarse) if said & parts]
    if len(hits) == 1:
        return Reply(ReplyKind.OPTION, hits[0], 0.4 if HEDGE.search(text) else 0.8)
    return Reply(ReplyKind.UNCLEAR, confidence=0.4) if len(hits) > 1 else None


def wants_to_call_off(body: str) -> bool:
    """Whether the text asks to call a LinkUp off for everybody ("call it off", "cancel the linkup").

    CANCEL alone belongs to the carriers and never counts.
    """
    text = plain(body)
    return CALL_OFF.search(text) is not None and NOT_CALL_OFF.search(text) is None


class AttendanceAnswer(enum.StrEnum):
    """`linkup_outcomes.attendance_response`, and UNCLEAR when the text does not say."""

    ATTENDED = "attended"
    NO_SHOW = "no_show"
    UNSURE = "unsure"
    UNCLEAR = "unclear"


class Attendance(msgspec.Struct, frozen=True):
    answer: AttendanceAnswer
    confidence: float = 0.0


class DoAgain(msgspec.Struct, frozen=True):
    """`answer` is None when the text does not say."""

    answer: bool | None
    confidence: float = 0.0


def read_attendance(body: str) -> Attendance:
    """Read the answer to "did you make it?". UNSURE is the person's own "not sure"; nonsense is UNCLEAR."""
    text = plain(body)
    if MISSED.search(text):
        return Attendance(AttendanceAnswer.NO_SHOW, 0.9)
    if WAS_THERE.search(text):
        return Attendance(AttendanceAnswer.ATTENDED, 0.9)
    reply = read_reply(body)
    match reply.kind:
        case ReplyKind.YES:
            return Attendance(AttendanceAnswer.ATTENDED, reply.confidence)
        case ReplyKind.NO | ReplyKind.CANT_MAKE_IT:
            return Attendance(AttendanceAnswer.NO_SHOW, reply.confidence)
        case _:
            pass
    if re.search(r"\b(?:not sure|unsure|dont remember|hard to say|sort of|kind of|maybe|idk)\b", text):
        return Attendance(AttendanceAnswer.UNSURE, 0.8)
    return Attendance(AttendanceAnswer.UNCLEAR)


def read_do_again(body: str) -> DoAgain:
    """Read the answer to "would you do this again with the same people?"."""
    text = plain(body)
    if NOT_AGAIN.search(text):
        return DoAgain(False, 0.9)
    if AGAIN.search(text):
        return DoAgain(True, 0.9)
    reply = read_reply(body)
    if reply.kind is ReplyKind.YES:
        return DoAgain(True, reply.confidence)
    if reply.kind in (ReplyKind.NO, ReplyKind.CANT_MAKE_IT):
        return DoAgain(False, reply.confidence)
    return DoAgain(None)

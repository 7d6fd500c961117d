"""Reading whether a text tells of danger, harm or harassment, or asks to report or block somebody.

Overlooking a cry for help is worse than asking once too often, so words such as "unsafe" count unless the
text is plainly about something else (a weather report, a block party, a film).
"""

from __future__ import annotations

import enum
import re
from typing import Final

import msgspec

from kith.products.josh.conversation.harm_wording import HARM
from kith.products.josh.conversation.wording import clauses, latin, plain, words


class SafetyKind(enum.StrEnum):
    INCIDENT = "incident"
    REPORT = "report"
    BLOCK = "block"


class SafetySignal(msgspec.Struct, frozen=True):
    """`kind` is what the person asks for; `severity` is how loud the alert must be, whatever the kind.

    Severity: 1 a block without a reason, 2 a report without details, 3 harassment or feeling unsafe,
    4 assault, stalking or threats, 5 life in danger (also by the person's own hand).
    `target_name` is the name as typed, None when nobody is named. `matched` is in plain form.
    """

    kind: SafetyKind
    severity: int
    target_name: str | None
    matched: str


_NO_HARM: Final = re.compile(
    r"\b(?:not|nobody|noone|no one|wasnt|isnt|never|didnt|dont|doesnt|arent|werent)(?: (?:is|was|at all"
    r"|really|even|got"
    r"|ever|been|being|feel|felt|feeling|me|anything|anyone|has|a|any|all that|that))* (?=(?:unsafe|harass"
    r"|scared|afraid"
    r"|creep|threat|stalk|a creep|violen|inappropriate|danger|frightened|assault|uncomfortable))"
)
_STILL_HARM: Final = re.compile(
    r"\bnever (?:felt|been|felt that|felt this) (?:so|more|this|that)\b|\bnot only\b|\bnot just\b"
)
_FICTION: Final = re.compile(
    r"\b(?:movie|film|show|episode|book|novel|podcast|documentary|plot|character|video game|true crime"
    r"|season \d"
    r"|netflix|my ex was|as a kid|the dog was|song|chess|board game|dungeons|d and d|haunted house|escape"
    r" room|horror)\b"
)
_SOMEBODY_NEAR: Final = re.compile(r"\b(?:me|us|my|i feel|i felt|im)\b")
_OTHER_EMERGENCY: Final = re.compile(
    r"\b(?:nobody|no one) (?:needs|called)|\bcall(?:ed)? the (?:police|cops) on (?:our|us)\b"
)

_WISH: Final = (
    r"(?:(?:please|pls|plz|hey|hi|hello|josh|ok|okay|also|and|just|yes|so|then|now|can|could|would|will|how"
    r"|do|i|you|u|we|to"
    r"|want|wanna|need|like|id|ill|im|going|gonna|have|must|should|let|me|wish|is|there|a|way|lets"
    r"|immediately"
    r"|urgently|strongly) )*"
)
_REPORT: Final = re.compile(
    rf"^{_WISH}(?P<verb>report(?:ing)?|file a report|make a report|submit a report|file a complaint)(?:"
    r" (?P<rest>.*))?$"
)
_REPORTED: Final = re.compile(
    r"\b(?:a|this|my|the)? ?(?:report|complaint)(?: (?:on|about|against|for)) (?P<rest>.+)$|\b(?:complain"
    r" about|flag) (?P<other>.+)$"
)
_POLICE_REPORT: Final = re.compile(
    r"\b(?:filed|file|made|make|filing|making) (?:a )?police report\b|\breported (?:him|her|them|it|this)"
    r" to (?:the )?police\b"
)
_REPORTED_PERSON: Final = re.compile(
    r"\b(?:i|ive|we)(?: have| already)? reported (?P<rest>(?:him|her|them|[a-z]+))\b"
)
_NOT_AGAIN: Final = re.compile(
    r"^(?:please |pls |josh |and |just )*(?:(?:dont|do not|never)(?: ever)? (?:pair|match|put|group|invite"
    r"|set) me(?: up)? with"
    r"|(?:i )?(?:dont|do not|never)(?: ever)? (?:want|wish) to (?:see|meet|be paired with|be matched with"
    r"|be with|be around))"
    r" (?P<rest>[a-z]+)(?: \w+)?(?: ever)?(?: again| anymore| any more)+$"
)
_BLOCK: Final = re.compile(rf"^{_WISH}(?P<verb>block(?:ing)?)(?: (?P<rest>.*))?$")

_PEOPLE: Final = frozenset(
    words(
        "him her them he she they this that the my someone somebody person guy man woman user people"
        " everyone number "
        "one last ex date match participant member creep anyone dude girl lady another a an"
    )
)
_ABOUT_PEOPLE: Final = frozenset(
    words(
        "him her them someone somebody person guy man woman user people number ex date match participant"
        " member "
        "creep dude girl lady harassment abuse behavior behaviour incident problem issue assault scammer"
        " bully "
        "stalker misconduct crime something profile account safety"
    )
)
# What follows "report" or "block" when neither is about a person.
_NOT_REPORTED: Final = frozenset(
    words(
        "back to for in on due card cards deadline writing says said came from is was are will says that"
        " generator "
        "about out early late at tomorrow today monday tuesday wednesday thursday friday saturday sunday"
        " available "
        "soon season dates sunny rain rainy snow weather traffic work duty ready done finished being writer"
        " sheet "
        "time status progress and or card of live season"
    )
)
_NOT_BLOCKED: Final = frozenset(
    words(
        "party parties of off out away from print printing printed chain chains buster busters busting is"
        " was are or "
        "and in on by time times two three one hours hour monday tuesday wednesday thursday friday saturday"
        " sunday "
        "weekend weekends evening evenings morning mornings afternoon night nights calendar calendars"
        " schedule "
        "traffic noise sun sunlight wind view road roads street streets path shot shots some an walk"
        " parking with "
        "at for to right left long short again letters capital quote heater your our their its number over"
        " up as "
        "party tonight tomorrow today writers writer dates date things work meetings here there when if club"
    )
)
_AFTER_A_NAME: Final = frozenset(
    words(
        "he she they him her them it i we you and for because since who whom that this is was has had did"
        " does from "
        "as please pls now again right immediately asap after when grabbed hit touched followed made said"
        " keeps kept "
        "at on in to so but not too thanks thank forever permanently never wont would sent harassed"
        " threatened"
    )
)
_NAME: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def find_safety_signal(body: str) -> SafetySignal | None:
    """The signal in `body` (any text), or None. Never raises.

    An explicit wish (block before report) decides the kind; told harm decides the severity.
    """
    whole = plain(body)
    if not whole:
        return None
    harm = _told_harm(body, whole)
    for clause in clauses(body):
        rest = _blocked(clause)
        if rest is not None:
            severity = max(1, harm[0] if harm else 0)
            return SafetySignal(
                SafetyKind.BLOCK, severity, _name_after(body, rest, _NOT_BLOCKED), f"block {rest}".strip()
            )
    for clause in clauses(body):
        rest = _reported(clause)
        if rest is not None:
            severity = max(2, harm[0] if harm else 0)
            return SafetySignal(
                SafetyKind.REPORT, severity, _name_after(body, rest, _NOT_REPORTED), f"report {rest}".strip()
            )
    if whole in ("safety", "safety please", "safety issue", "safety concern", "i have a safety concern"):
        return SafetySignal(SafetyKind.REPORT, 2, None, whole)
    police = _POLICE_REPORT.search(whole)
    if police and not harm:
        return SafetySignal(SafetyKind.INCIDENT, 4, None, police.group().strip())
    return None if harm is None else SafetySignal(SafetyKind.INCIDENT, harm[0], None, harm[1])


def _told_harm(body: str, whole: str) -> tuple[int, str] | None:
    if _FICTION.search(whole) and not re.search(
        r"\b(?:he|she|they|someone|somebody)\b.*\b(?:me|my)\b|\bmyself\b|\bi (?:feel|felt)\b", whole
    ):
        return None
    worst: tuple[int, str] | None = None
    for clause in (*clauses(body), whole):
        if _OTHER_EMERGENCY.search(clause):
            continue
        read = clause if _STILL_HARM.search(clause) else _NO_HARM.sub("fine ", clause + " ").strip()
        denied = read != clause
        for severity, pattern in HARM:
            match = pattern.search(clause)
            if match is None or (worst is not None and severity <= worst[0]):
                continue
            if denied and severity < 5:
                continue
            worst = (severity, match.group())
    return worst


def _blocked(clause: str) -> str | None:
    rest = _person_after(clause, _BLOCK, _NOT_BLOCKED)
    if rest is not None:
        return rest
    not_again = _NOT_AGAIN.match(clause)
    if not_again and not_again["rest"] not in _NOT_BLOCKED:
        return not_again["rest"]
    return None


def _reported(clause: str) -> str | None:
    rest = _person_after(clause, _REPORT, _NOT_REPORTED)
    if rest is not None:
        return rest
    about = _REPORTED.search(clause)
    if about is not None:
        named = about["rest"] or about["other"] or ""
        first = named.split(" ", 1)[0]
        if "complain" in about.group() or any(word in _ABOUT_PEOPLE for word in named.split()[:3]):
            return named if any(word in _ABOUT_PEOPLE for word in named.split()[:3]) else None
        return named if first and re.search(r"\b(?:file|make|submit|filing|making|filed)\b", clause) else None
    told = _REPORTED_PERSON.search(clause)
    if told is not None and told["rest"] in {"him", "her", "them"}:
        return told["rest"]
    return None


def _person_after(clause: str, pattern: re.Pattern[str], not_people: frozenset[str]) -> str | None:
    """What follows the verb when it can be a person (or nothing); None when the text is about another"
    " thing."""
    match = pattern.match(clause)
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    if not rest:
        return ""
    following = rest.split()
    first = following[0]
    if (
        first in {"on", "about", "against"}
        and match["verb"].startswith(("file", "make", "submit"))
        and len(following) > 1
    ):
        return " ".join(following[1:])
    if first in {"a", "an", "the", "this", "that", "my", "another", "last", "some", "your", "these", "those"}:
        nearby = following[1:4]
        if first in {"this", "that"} and len(following) == 1:
            return rest
        if following[:2] == ["the", "date"]:
            return None
        return rest if any(word in _ABOUT_PEOPLE for word in nearby) else None
    if first in {"now", "please", "pls"} and len(following) == 1:
        return ""
    if first in not_people or first[0].isdigit() or len(first) == 1:
        return None
    return rest


def _name_after(body: str, rest: str, not_names: frozenset[str]) -> str | None:
    """The name that begins `rest`, spelled as in `body`; a second word belongs to it when it is"
    " capitalised."""
    following = rest.split()
    if (
        not following
        or following[0] in _PEOPLE
        or following[0] in _ABOUT_PEOPLE
        or following[0] in _AFTER_A_NAME
    ):
        return None
    if following[0] in not_names:
        return None
    typed = [match.group() for match in _NAME.finditer(body)]
    shouted = latin(body).upper() == latin(body)
    spelled = [plain(word) for word in typed]
    for index, word in enumerate(spelled):
        preceded = any(
            before.startswith(
                ("block", "report", "about", "against", "on", "flag", "with", "see", "meet", "around")
            )
            for before in spelled[:index]
        )
        # A hyphenated name is two plain words ("Anna-Lena" is "anna lena").
        if not preceded or not word or not rest.startswith(word):
            continue
        name = typed[index]
        if index + 1 < len(typed) and not shouted:
            second = typed[index + 1]
            if (
                second[0].isupper()
                and second[1:].islower()
                and spelled[index + 1] not in _AFTER_A_NAME
                and f"{name} {second}" in body
            ):
                name = f"{name} {second}"
        return name
    return None

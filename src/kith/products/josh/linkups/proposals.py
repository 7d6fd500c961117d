"""Recognising that a text out of the blue proposes a LinkUp."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from kith.products.josh.conversation.wording import latin
from kith.products.josh.linkups.activities import find_activities
from kith.products.josh.linkups.when import read_when

_PROPOSES: Final = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|who)(?: else)? (?:up|down|free|wants?|want|interested|around"
    r"|keen|in|for|else)\b"
    r"|\b(?:lets|let us|shall we|how about|what about|want to|wanna|would like to|id like to|id love to|i"
    r" want|looking for|in the mood for|feel like|feeling like"
    r"|up for|down for|can (?:we|you|i)|could (?:we|you|i)|set up|set me up|organi[sz]e|plan|find me|find"
    r" (?:people|someone|somebody|a group)|people for|company for|partner for|buddy for"
    r"|bored|hang out|hangout|meet up|meetup|link ?up|do something|get together|keen on|craving|need a"
    r"|fancy)\b"
)
_HANGS_OUT: Final = re.compile(
    r"\b(?:hang out|hangout|meet up|meetup|link ?up|do something|get together|something to do|meet (?:new"
    r" )?people|meet someone)\b"
)
_ABOUT_THE_PAST: Final = re.compile(
    r"\b(?:was|were|had|went|did|loved|enjoyed|yesterday|last (?:night|week|time|saturday|sunday|friday)"
    r"|ago|thanks for|thank you for|been to|tried|played|missed|couldnt|didnt"
    r"|havent|hasnt)\b"
)
_OTHER_MATTER: Final = re.compile(
    r"\b(?:cant|cannot|wont|late|cancel|stop|help|report|block|weather|how was|what time is|where is|whats the address|who is coming)\b"
)


def is_brief_like(text: str) -> bool:
    """Whether somebody who was asked nothing proposes a LinkUp with this text."""
    plain_text = " ".join(re.findall(r"[a-z0-9:/@-]+", latin(text).lower().replace("'", "")))
    if not plain_text or _OTHER_MATTER.search(plain_text):
        return False
    activity = bool(find_activities(plain_text))
    proposes = bool(_PROPOSES.search(plain_text))
    if _ABOUT_THE_PAST.search(plain_text) and not (proposes and text.rstrip().endswith("?")):
        return False
    when = read_when(plain_text, _ANY_MONDAY)
    timed = when.day is not None or bool(when.day_choices) or when.part is not None or when.at is not None
    if activity:
        return proposes or timed or len(plain_text.split()) <= 3 or text.rstrip().endswith("?")
    return bool(_HANGS_OUT.search(plain_text)) and (timed or proposes)


_ANY_MONDAY: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""Whether a text names a time does not depend on today."""

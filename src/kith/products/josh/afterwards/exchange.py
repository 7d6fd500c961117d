"""The contact exchange as rules: a mutual yes, or nothing that anybody could tell apart from silence."""

from __future__ import annotations

import enum
from uuid import UUID


class Outcome(enum.StrEnum):
    """What comes of two choices."""

    MUTUAL = "mutual"
    NOTHING = "nothing"


class Shown(enum.StrEnum):
    """What one of the two is shown of a pair: their own answer, and the match when there is one."""

    NOT_ANSWERED = "not_answered"
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    MATCH = "match"


def canonical_pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """(user_a_id, user_b_id) with the lower id first, which for ids is the order of their text.

    Raises ValueError when both are the same person.
    """
    if one == other:
        raise ValueError("user_b_id must be another person than user_a_id.")
    return (one, other) if one < other else (other, one)


def outcome(one: bool | None, other: bool | None) -> Outcome:
    """Mutual when both said yes; nothing otherwise. None is "not answered yet"."""
    return Outcome.MUTUAL if one is True and other is True else Outcome.NOTHING


def may_change(*, revealed: bool) -> bool:
    """Whether a person may (still) choose or choose again: until the reveal.

    Whether the other has answered plays no part. If it did, being refused would tell a person who said yes
    that the other had answered, and so that the answer was no.
    """
    return not revealed


def shown(own: bool | None, *, revealed: bool) -> Shown:
    """What a person sees of a pair. The other's choice is no argument, so nothing shown can give it away."""
    if revealed:
        return Shown.MATCH
    if own is None:
        return Shown.NOT_ANSWERED
    return Shown.SAID_YES if own else Shown.SAID_NO

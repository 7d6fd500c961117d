"""Two LinkUps of the same brief that would both fail become one, if everybody fits everybody."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec


class Forming(msgspec.Struct, frozen=True):
    """A LinkUp that is looking for people.

    `brief_key` is what must be the same for two to be "of the same brief" (activity and time window);
    `confirmed` are the initiator and those who accepted; `ends_at` is the end of the acceptance window.
    """

    id: UUID
    region_id: UUID
    state: str
    brief_key: str
    confirmed: tuple[UUID, ...]
    min_size: int
    max_size: int
    created_at: datetime
    ends_at: datetime


class MergeAnswer(enum.StrEnum):
    """Why two LinkUps are merged, or are not."""

    MERGE = "merge"
    SAME = "same"
    NOT_FORMING = "not_forming"
    OTHER_BRIEF = "other_brief"
    TOO_LATE = "too_late"
    NOT_FAILING = "not_failing"
    STILL_TOO_FEW = "still_too_few"
    TOO_MANY = "too_many"
    PAIR_FAILS = "pair_fails"


class MergeDecision(msgspec.Struct, frozen=True):
    """The answer; with MERGE also which LinkUp stays, which it takes in, and who is in then, oldest first."""

    answer: MergeAnswer
    keep: UUID | None = None
    absorb: UUID | None = None
    people: tuple[UUID, ...] = ()


def decide_merge(
    one: Forming, other: Forming, now: datetime, pair_passes: Callable[[UUID, UUID], bool]
) -> MergeDecision:
    """Whether to merge. The same answer whichever of the two comes first; the older LinkUp stays.

    `pair_passes` says whether two people pass the hard filters for each other; it is asked for every pair
    across the two LinkUps, in both orders, and all must pass.
    """
    keep, absorb = sorted((one, other), key=lambda linkup: (linkup.created_at, linkup.id))
    people = tuple(dict.fromkeys((*keep.confirmed, *absorb.confirmed)))
    answer = _answer(keep, absorb, people, now, pair_passes)
    if answer is not MergeAnswer.MERGE:
        return MergeDecision(answer)
    return MergeDecision(answer, keep.id, absorb.id, people)


def _answer(
    keep: Forming,
    absorb: Forming,
    people: tuple[UUID, ...],
    now: datetime,
    pair_passes: Callable[[UUID, UUID], bool],
) -> MergeAnswer:
    if keep.id == absorb.id:
        return MergeAnswer.SAME
    if keep.state != "broadcasting" or absorb.state != "broadcasting":
        return MergeAnswer.NOT_FORMING
    if (keep.region_id, keep.brief_key) != (absorb.region_id, absorb.brief_key):
        return MergeAnswer.OTHER_BRIEF
    if now >= min(keep.ends_at, absorb.ends_at):
        return MergeAnswer.TOO_LATE
    if len(keep.confirmed) >= keep.min_size or len(absorb.confirmed) >= absorb.min_size:
        return MergeAnswer.NOT_FAILING
    if len(people) < max(keep.min_size, absorb.min_size):
        return MergeAnswer.STILL_TOO_FEW
    if len(people) > min(keep.max_size, absorb.max_size):
        return MergeAnswer.TOO_MANY
    if not all(
        pair_passes(mine, theirs) and pair_passes(theirs, mine)
        for mine in keep.confirmed
        for theirs in absorb.confirmed
        if mine != theirs
    ):
        return MergeAnswer.PAIR_FAILS
    return MergeAnswer.MERGE

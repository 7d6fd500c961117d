"""What came of an evening for one guest, out of what several people say. Pure.

The guest's own check-in (by position or the host's code) and the host's word outweigh hearsay. Where those two contradict each other, people decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

Outcome = Literal["attended", "late", "no_show"]
Source = Literal["check_in", "host", "hearsay"]
LATE_AFTER: Final = timedelta(minutes=20)
LEAST_VOICES: Final = 2
"""Guests who have to agree before hearsay alone decides."""


class Said(msgspec.Struct, frozen=True):
    """What somebody says about a guest, and when."""

    outcome: Outcome
    at: datetime


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known about one guest at one event. `checked_in_at`: by position or code, by themselves; `certain` when nobody can contest it."""

    starts_at: datetime
    checked_in_at: datetime | None = None
    certain: bool = False
    host: Said | None = None
    others: Sequence[Outcome] = ()


class Verdict(msgspec.Struct, frozen=True):
    """What follows: an outcome and whose word made it, or `contradiction` between the check-in and the host; both None: nobody knows yet."""

    outcome: Outcome | None
    source: Source | None
    contradiction: bool = False


NOBODY_KNOWS: Final = Verdict(None, None)


def arrival(checked_in_at: datetime, starts_at: datetime) -> Outcome:
    """Attended, or late when the check-in was more than twenty minutes after the first stop began."""
    return "late" if checked_in_at > starts_at + LATE_AFTER else "attended"


def weigh(evidence: Evidence) -> Verdict:
    """The outcome that the evidence supports."""
    host = evidence.host
    if evidence.checked_in_at is None:
        return Verdict(host.outcome, "host") if host is not None else _hearsay(evidence.others)
    own = arrival(evidence.checked_in_at, evidence.starts_at)
    if host is None or evidence.certain:
        return Verdict(own, "check_in")
    if host.outcome == "no_show":
        # Said before the guest arrived, it was true then.
        return Verdict(own, "check_in", contradiction=host.at > evidence.checked_in_at)
    # Both saw them; the kinder word about the time counts.
    return Verdict("attended" if "attended" in (own, host.outcome) else "late", "check_in")


def _hearsay(others: Sequence[Outcome]) -> Verdict:
    """Two thirds of at least two voices: whether somebody came first, then whether in time."""
    if len(others) < LEAST_VOICES:
        return NOBODY_KNOWS
    came = [outcome for outcome in others if outcome != "no_show"]
    if 3 * len(came) >= 2 * len(others):
        late = sum(outcome == "late" for outcome in came)
        return Verdict("late" if 2 * late > len(came) else "attended", "hearsay")
    if 3 * (len(others) - len(came)) >= 2 * len(others):
        return Verdict("no_show", "hearsay")
    return NOBODY_KNOWS

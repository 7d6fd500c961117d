"""The hard filters: who may be asked at all. One predicate a name; the selection's SQL says the same.

Each predicate compares plain values (uuid, text, date, timestamptz, arrays, one object of booleans), so that
it can be written in SQL as it stands; a test holds the two together. Times are half-open: [starts_at,
ends_at).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

INVITES_A_WEEK: Final = 3
WEEK: Final = timedelta(days=7)
APART: Final = timedelta(weeks=8)
INVITABLE: Final = ("complete_mvp", "complete_full")
ADULT: Final = 18
OLDEST: Final = 120


class Span(msgspec.Struct, frozen=True):
    """A stretch of time, from `starts_at` up to but not including `ends_at`."""

    starts_at: datetime
    ends_at: datetime


class Meeting(msgspec.Struct, frozen=True):
    """A LinkUp, past or confirmed, with somebody: when, and whether both said "again" afterwards."""

    user_id: UUID
    met_at: datetime
    both_again: bool


class Wanted(msgspec.Struct, frozen=True):
    """What a LinkUp asks of a candidate.

    `member_ids` are those already in, the initiator included. `activity_terms` and `window_terms` are all
    that the activity and the window are called in "no thanks" lists (key, category, synonyms; SAT_NIGHT,
    night, late_night). `hard_constraints` joins the brief's and the members' (see `merged_constraints`).
    `born_from` and `born_to` are the first and last birthday of the group's age limits (see `birthdays`).
    """

    now: datetime
    region_id: UUID
    window: Span
    member_ids: tuple[UUID, ...]
    activity_terms: tuple[str, ...]
    window_terms: tuple[str, ...]
    hard_constraints: dict[str, bool]
    born_from: date
    born_to: date


class Candidate(msgspec.Struct, frozen=True):
    """A person as the filters see them.

    `hold_state` is the hold in force now. `completed_at` is when the profile was first complete, which tells
    a stale profile that was complete from one that never was. `texts_stopped`: their newest word about texts
    is STOP. `blocked_with` and `said_no_with` hold
    everybody with whom there is a block or an earlier "no" in a contact exchange, in either direction.
    `confirmed` are the windows of LinkUps they hold a seat in, `invited_at` when they were invited lately,
    `meetings` those that took place, are settled or come together now.
    """

    user_id: UUID
    region_id: UUID | None
    state: str
    profile_state: str
    completed_at: datetime | None
    birthday: date
    eligible_to_participate: bool
    entitlement_expires_at: datetime | None = None
    hold_state: str = "none"
    suspended_at: datetime | None = None
    deleted_at: datetime | None = None
    paused_at: datetime | None = None
    texts_stopped: bool = False
    blocked_with: tuple[UUID, ...] = ()
    said_no_with: tuple[UUID, ...] = ()
    confirmed: tuple[Span, ...] = ()
    invited_at: tuple[datetime, ...] = ()
    no_thanks: tuple[str, ...] = ()
    hard_constraints: dict[str, bool] = {}
    meetings: tuple[Meeting, ...] = ()


class Filtered(msgspec.Struct, frozen=True):
    """The names of the filters that were passed and of those that were not, in their fixed order."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the candidate may be asked."""
        return not self.failed


def region(candidate: Candidate, wanted: Wanted) -> bool:
    """The same region."""
    return candidate.region_id == wanted.region_id


def entitled(candidate: Candidate, wanted: Wanted) -> bool:
    """May participate, now."""
    expires_at = candidate.entitlement_expires_at
    return candidate.eligible_to_participate and (expires_at is None or expires_at > wanted.now)


def not_on_hold(candidate: Candidate, wanted: Wanted) -> bool:
    """No hold in force, soft or hard."""
    return candidate.hold_state == "none"


def verified_and_active(candidate: Candidate, wanted: Wanted) -> bool:
    """The account is active (which comes after verified), neither suspended, deleted nor paused, and may be texted."""
    return (
        candidate.state == "active"
        and candidate.suspended_at is None
        and candidate.deleted_at is None
        and candidate.paused_at is None
        and not candidate.texts_stopped
    )


def profile_complete(candidate: Candidate, wanted: Wanted) -> bool:
    """At least complete_mvp; a stale profile counts when it was complete once (its age lowers the scores)."""
    return candidate.profile_state in INVITABLE or (
        candidate.profile_state == "stale" and candidate.completed_at is not None
    )


def not_blocked(candidate: Candidate, wanted: Wanted) -> bool:
    """No block with anyone in the group, in either direction."""
    return _disjoint(candidate.blocked_with, wanted.member_ids)


def no_earlier_no(candidate: Candidate, wanted: Wanted) -> bool:
    """No "no" in an earlier contact exchange with anyone in the group, in either direction."""
    return _disjoint(candidate.said_no_with, wanted.member_ids)


def not_confirmed_in_window(candidate: Candidate, wanted: Wanted) -> bool:
    """Not confirmed in another LinkUp at that time."""
    window = wanted.window
    return not any(
        span.starts_at < window.ends_at and window.starts_at < span.ends_at for span in candidate.confirmed
    )


def invited_fewer_than_3_this_week(candidate: Candidate, wanted: Wanted) -> bool:
    """Fewer than 3 invites in the seven days up to now."""
    since = wanted.now - WEEK
    return sum(sent_at > since for sent_at in candidate.invited_at) < INVITES_A_WEEK


def activity_welcome(candidate: Candidate, wanted: Wanted) -> bool:
    """The activity, by any of its names, is not among their no_thanks."""
    return _disjoint(candidate.no_thanks, wanted.activity_terms)


def window_welcome(candidate: Candidate, wanted: Wanted) -> bool:
    """The time window, by any of its names, is not among their no_thanks."""
    return _disjoint(candidate.no_thanks, wanted.window_terms)


def constraints_compatible(candidate: Candidate, wanted: Wanted) -> bool:
    """No hard constraint that both name with different answers."""
    mine, theirs = candidate.hard_constraints, wanted.hard_constraints
    return all(theirs.get(key, value) == value for key, value in mine.items())


def age_band(candidate: Candidate, wanted: Wanted) -> bool:
    """Born within the group's limits, both days included."""
    return wanted.born_from <= candidate.birthday <= wanted.born_to


def not_met_within_8_weeks(candidate: Candidate, wanted: Wanted) -> bool:
    """Not met, and not about to meet, anyone in the group within 8 weeks of it, unless both said "again"."""
    earliest, latest = wanted.window.starts_at - APART, wanted.window.starts_at + APART
    return not any(
        meeting.user_id in wanted.member_ids and earliest < meeting.met_at < latest and not meeting.both_again
        for meeting in candidate.meetings
    )


FILTERS: Final[dict[str, Callable[[Candidate, Wanted], bool]]] = {
    "region": region,
    "entitled": entitled,
    "not_on_hold": not_on_hold,
    "verified_and_active": verified_and_active,
    "profile_complete": profile_complete,
    "not_blocked": not_blocked,
    "no_earlier_no": no_earlier_no,
    "not_confirmed_in_window": not_confirmed_in_window,
    "invited_fewer_than_3_this_week": invited_fewer_than_3_this_week,
    "activity_welcome": activity_welcome,
    "window_welcome": window_welcome,
    "constraints_compatible": constraints_compatible,
    "age_band": age_band,
    "not_met_within_8_weeks": not_met_within_8_weeks,
}


def apply_filters(candidate: Candidate, wanted: Wanted) -> Filtered:
    """Every filter asked, none skipped, so that the explanation is complete."""
    results = {name: holds(candidate, wanted) for name, holds in FILTERS.items()}
    return Filtered(
        tuple(name for name, held in results.items() if held),
        tuple(name for name, held in results.items() if not held),
    )


def merged_constraints(brief: dict[str, bool], members: Iterable[dict[str, bool]]) -> dict[str, bool]:
    """The brief's constraints and the members'; where they differ, who came first is heard."""
    merged: dict[str, bool] = {}
    for constraints in (brief, *members):
        for key, value in constraints.items():
            merged.setdefault(key, value)
    return merged


def age_limits(ages: Collection[int], spread: int) -> tuple[int, int]:
    """The ages that are within `spread` years of everybody in the group, never under 18, both included.

    Raises ValueError for an empty group or a negative spread.
    """
    if not ages or spread < 0:
        raise ValueError("ages must name somebody, and spread must not be negative.")
    return max(ADULT, max(ages) - spread), min(OLDEST, min(ages) + spread)


def birthdays(limits: tuple[int, int], today: date) -> tuple[date, date]:
    """The first and last birthday of people who are of these ages today (whole years, both included)."""
    youngest, oldest = limits
    return _years_before(today, oldest + 1) + timedelta(days=1), _years_before(today, youngest)


def age_on(birthday: date, day: date) -> int:
    """Whole years; who was born on 29 February has their birthday on 1 March in common years."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def _years_before(day: date, years: int) -> date:
    """The same day that many years earlier; from 29 February the last day of that February, as SQL has it."""
    year = day.year - years
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))


def _disjoint(mine: Collection[UUID] | Collection[str], theirs: Collection[UUID] | Collection[str]) -> bool:
    return not any(item in theirs for item in mine)

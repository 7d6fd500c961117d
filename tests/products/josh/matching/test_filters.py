"""Promises about the hard filters: each keeps out exactly whom its name says, and every one is reported."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.matching.filters import (
    FILTERS,
    Candidate,
    Meeting,
    Span,
    Wanted,
    age_limits,
    age_on,
    apply_filters,
    birthdays,
    merged_constraints,
)

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TINY = timedelta(microseconds=1)
SAM, KIM, ZOE = UUID(int=1), UUID(int=2), UUID(int=3)
HERE, THERE = UUID(int=50), UUID(int=51)
STARTS = NOW + DAY
WANTED = Wanted(
    now=NOW,
    region_id=HERE,
    window=Span(STARTS, STARTS + 3 * HOUR),
    member_ids=(SAM, KIM),
    activity_terms=("cocktails", "bars"),
    window_terms=("SAT_NIGHT", "night", "late_night"),
    hard_constraints={"smoking": False},
    born_from=date(1985, 1, 1),
    born_to=date(2000, 1, 1),
)
ZOE_FITS = Candidate(
    user_id=ZOE,
    region_id=HERE,
    state="active",
    profile_state="complete_mvp",
    completed_at=NOW - DAY,
    birthday=date(1990, 6, 1),
    eligible_to_participate=True,
)


def zoe(**changes: object) -> Candidate:
    return msgspec.structs.replace(ZOE_FITS, **changes)


def test_whoever_fits_passes_every_filter_by_name() -> None:
    filtered = apply_filters(ZOE_FITS, WANTED)
    assert filtered.ok
    assert filtered.passed == (
        "region",
        "entitled",
        "not_on_hold",
        "verified_and_active",
        "profile_complete",
        "not_blocked",
        "no_earlier_no",
        "not_confirmed_in_window",
        "invited_fewer_than_3_this_week",
        "activity_welcome",
        "window_welcome",
        "constraints_compatible",
        "age_band",
        "not_met_within_8_weeks",
    )


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({"region_id": THERE}, "region"),
        ({"region_id": None}, "region"),
        ({"eligible_to_participate": False}, "entitled"),
        ({"entitlement_expires_at": NOW}, "entitled"),
        ({"hold_state": "soft_hold"}, "not_on_hold"),
        ({"hold_state": "hard_hold"}, "not_on_hold"),
        ({"state": "interviewing"}, "verified_and_active"),
        ({"suspended_at": NOW}, "verified_and_active"),
        ({"deleted_at": NOW}, "verified_and_active"),
        ({"paused_at": NOW}, "verified_and_active"),
        ({"texts_stopped": True}, "verified_and_active"),
        ({"profile_state": "partial"}, "profile_complete"),
        ({"profile_state": "stale", "completed_at": None}, "profile_complete"),
        ({"blocked_with": (KIM,)}, "not_blocked"),
        ({"said_no_with": (SAM,)}, "no_earlier_no"),
        ({"confirmed": (Span(STARTS - HOUR, STARTS + TINY),)}, "not_confirmed_in_window"),
        ({"confirmed": (Span(STARTS + 3 * HOUR - TINY, STARTS + DAY),)}, "not_confirmed_in_window"),
        ({"invited_at": (NOW - DAY, NOW - 2 * DAY, NOW - 7 * DAY + TINY)}, "invited_fewer_than_3_this_week"),
        ({"no_thanks": ("bars",)}, "activity_welcome"),
        ({"no_thanks": ("late_night",)}, "window_welcome"),
        ({"hard_constraints": {"smoking": True}}, "constraints_compatible"),
        ({"birthday": date(1984, 12, 31)}, "age_band"),
        ({"birthday": date(2000, 1, 2)}, "age_band"),
        ({"meetings": (Meeting(KIM, STARTS - 56 * DAY + TINY, False),)}, "not_met_within_8_weeks"),
        ({"meetings": (Meeting(SAM, STARTS + 3 * DAY, False),)}, "not_met_within_8_weeks"),
    ],
)
def test_one_reason_fails_one_filter(changes: dict[str, object], failed: str) -> None:
    filtered = apply_filters(zoe(**changes), WANTED)
    assert filtered.failed == (failed,)
    assert not filtered.ok


@pytest.mark.parametrize(
    "changes",
    [
        {"entitlement_expires_at": NOW + TINY},
        {"profile_state": "complete_full"},
        {"profile_state": "stale"},
        {"blocked_with": (UUID(int=9),), "said_no_with": (UUID(int=9),)},
        {"confirmed": (Span(STARTS - HOUR, STARTS), Span(STARTS + 3 * HOUR, STARTS + DAY))},
        {"invited_at": (NOW - DAY, NOW - 2 * DAY, NOW - 7 * DAY, NOW - 8 * DAY)},
        {"no_thanks": ("early_morning", "karaoke")},
        {"hard_constraints": {"smoking": False, "dogs": True}},
        {"birthday": date(1985, 1, 1)},
        {"birthday": date(2000, 1, 1)},
        {"meetings": (Meeting(KIM, STARTS - 56 * DAY, False), Meeting(UUID(int=9), NOW, False))},
        {"meetings": (Meeting(KIM, STARTS - DAY, True),)},
    ],
)
def test_what_lies_just_outside_a_filter_passes(changes: dict[str, object]) -> None:
    assert apply_filters(zoe(**changes), WANTED).failed == ()


ids = st.sampled_from([SAM, KIM, ZOE, UUID(int=9)])
times = st.integers(-60 * 24, 60 * 24).map(lambda hours: NOW + hours * HOUR)
candidates = st.builds(
    Candidate,
    user_id=st.just(ZOE),
    region_id=st.sampled_from([HERE, THERE, None]),
    state=st.sampled_from(["active", "verified", "suspended"]),
    profile_state=st.sampled_from(["empty", "partial", "complete_mvp", "complete_full", "stale"]),
    completed_at=st.none() | times,
    birthday=st.dates(date(1970, 1, 1), date(2008, 1, 1)),
    eligible_to_participate=st.booleans(),
    entitlement_expires_at=st.none() | times,
    hold_state=st.sampled_from(["none", "soft_hold", "hard_hold"]),
    blocked_with=st.lists(ids, max_size=2).map(tuple),
    invited_at=st.lists(times, max_size=5).map(tuple),
    meetings=st.lists(st.builds(Meeting, ids, times, st.booleans()), max_size=3).map(tuple),
)


@given(candidates)
def test_every_filter_is_named_once_as_passed_or_failed(candidate: Candidate) -> None:
    filtered = apply_filters(candidate, WANTED)
    assert set(filtered.passed) | set(filtered.failed) == set(FILTERS)
    assert len(filtered.passed) + len(filtered.failed) == len(FILTERS)


@given(candidates, ids)
def test_one_more_in_the_group_never_lets_more_people_through(candidate: Candidate, joins: UUID) -> None:
    larger = msgspec.structs.replace(WANTED, member_ids=(*WANTED.member_ids, joins))
    assert set(apply_filters(candidate, WANTED).failed) <= set(apply_filters(candidate, larger).failed)


@given(st.lists(st.integers(18, 90), min_size=1, max_size=5), st.integers(0, 30))
def test_age_limits_keep_everybody_within_the_spread_and_adult(ages: list[int], spread: int) -> None:
    youngest, oldest = age_limits(ages, spread)
    assert youngest >= 18
    for age in range(youngest, oldest + 1):
        assert all(abs(age - other) <= spread for other in ages)


@given(
    st.dates(date(1930, 1, 1), date(2010, 12, 31)),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(18, 60),
    st.integers(0, 40),
)
def test_birthday_limits_mean_the_same_as_ages(birthday: date, today: date, youngest: int, more: int) -> None:
    first, last = birthdays((youngest, youngest + more), today)
    assert (first <= birthday <= last) == (youngest <= age_on(birthday, today) <= youngest + more)


def test_an_empty_group_has_no_age_limits() -> None:
    with pytest.raises(ValueError, match="ages"):
        age_limits([], 10)


def test_constraints_of_all_are_joined_and_who_came_first_is_heard() -> None:
    assert merged_constraints({"quiet": True}, [{"smoking": False}, {"smoking": True, "dogs": True}]) == {
        "quiet": True,
        "smoking": False,
        "dogs": True,
    }

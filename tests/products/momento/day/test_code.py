"""The rotating code: its windows, its letters, and that it says nothing about other events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from kith.products.momento.checkin.code import LENGTH, WINDOW, changes_at, code_at, fits

SECRET = b"s" * 32
EVENT = UUID(int=7)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by timezones


@given(moments)
def test_a_code_is_good_in_its_window_and_the_next_and_never_again(at: datetime) -> None:
    code = code_at(SECRET, EVENT, at)
    end = changes_at(at)
    assert at < end <= at + WINDOW
    assert len(code) == LENGTH
    for good in (at, end - timedelta(microseconds=1), end, end + WINDOW - timedelta(microseconds=1)):
        assert fits(SECRET, EVENT, code, good)
    assert not fits(SECRET, EVENT, code, end + WINDOW)
    assert not fits(SECRET, EVENT, code, at - WINDOW)


@given(moments)
def test_a_code_is_worth_nothing_at_another_event_or_with_another_secret(at: datetime) -> None:
    code = code_at(SECRET, EVENT, at)
    assert not fits(SECRET, uuid4(), code, at)
    assert not fits(b"t" * 32, EVENT, code, at)


def test_a_code_may_be_typed_as_people_type() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    code = code_at(SECRET, EVENT, at)
    assert fits(SECRET, EVENT, f" {code[:3].lower()} {code[3:]} ", at)
    for wrong in ("", "   ", code[:-1], code + "A", "ÄÖÜßéñ"):
        assert not fits(SECRET, EVENT, wrong, at)

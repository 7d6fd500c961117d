"""What a mentor may say about their hours: every refusal names its field and tells what would do."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from kith.foundation.errors import Invalid
from kith.products.mentor.availability.wishes import (
    ExceptionWish,
    RuleWish,
    SettingsWish,
    check_exception,
    check_rule,
    check_settings,
)

TODAY = date(2026, 11, 18)
RULE = RuleWish(weekday=3, start_minute=540, end_minute=1_020, timezone="Europe/Berlin")
DAY_OFF = ExceptionWish(date=TODAY, is_available=False)
OTHER_HOURS = ExceptionWish(date=TODAY, is_available=True, start_minute=600, end_minute=720)
SETTINGS = SettingsWish(durations=[30, 60])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekday": 7}, "weekday"),
        ({"weekday": -1}, "weekday"),
        ({"start_minute": -1}, "start_minute"),
        ({"start_minute": 1_440, "end_minute": 1_440}, "start_minute"),
        ({"end_minute": 1_441}, "end_minute"),
        ({"end_minute": 0}, "end_minute"),
        ({"end_minute": 500}, "end_minute"),
        ({"end_minute": 540}, "end_minute"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "CEST"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"interval_weeks": 0}, "interval_weeks"),
        ({"interval_weeks": 13}, "interval_weeks"),
        ({"interval_weeks": 2}, "anchor_date"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_rule(msgspec.structs.replace(RULE, **change))
    assert refusal.value.field == field
    assert refusal.value.detail.endswith(".")


def test_a_rule_may_last_the_whole_day_and_come_every_other_week() -> None:
    check_rule(RULE)
    check_rule(msgspec.structs.replace(RULE, start_minute=0, end_minute=1_440))
    check_rule(msgspec.structs.replace(RULE, interval_weeks=2, anchor_date=TODAY))


@pytest.mark.parametrize(
    ("wish", "change", "field"),
    [
        (OTHER_HOURS, {"end_minute": 1_441}, "end_minute"),
        (OTHER_HOURS, {"end_minute": 600}, "end_minute"),
        (OTHER_HOURS, {"start_minute": None}, "start_minute"),
        (OTHER_HOURS, {"end_minute": None}, "end_minute"),
        (OTHER_HOURS, {"is_available": False}, "start_minute"),
        (DAY_OFF, {"end_minute": 720}, "end_minute"),
        (DAY_OFF, {"date": date(2024, 12, 31)}, "date"),
        (DAY_OFF, {"date": date(2032, 1, 1)}, "date"),
    ],
)
def test_an_exception_that_cannot_be_is_refused_with_its_field(
    wish: ExceptionWish, change: dict[str, Any], field: str
) -> None:
    check_exception(wish, TODAY)
    with pytest.raises(Invalid) as refusal:
        check_exception(msgspec.structs.replace(wish, **change), TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"durations": []}, "durations"),
        ({"durations": [14]}, "durations"),
        ({"durations": [60, 241]}, "durations"),
        ({"durations": [60, 60]}, "durations"),
        ({"durations": list(range(15, 24))}, "durations"),
        ({"slot_interval": 4}, "slot_interval"),
        ({"slot_interval": 241}, "slot_interval"),
        ({"buffer_before": -1}, "buffer_before"),
        ({"buffer_after": 241}, "buffer_after"),
        ({"notice": -1}, "notice"),
        ({"notice": 43_201}, "notice"),
        ({"horizon_days": 0}, "horizon_days"),
        ({"horizon_days": 366}, "horizon_days"),
        ({"most_per_day": 0}, "most_per_day"),
        ({"most_per_week": 201}, "most_per_week"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_their_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_settings(msgspec.structs.replace(SETTINGS, **change))
    assert refusal.value.field == field


def test_settings_at_their_bounds_are_accepted() -> None:
    check_settings(SETTINGS)
    bounds = SettingsWish(
        durations=[15, 240],
        slot_interval=5,
        buffer_before=240,
        notice=43_200,
        horizon_days=365,
        most_per_day=1,
        most_per_week=200,
    )
    check_settings(bounds)

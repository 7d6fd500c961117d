"""What a mentor may say about their hours, and what makes it acceptable. Overlapping rules are welcome: they merge in effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.mentor.availability.local_time import MINUTES_A_DAY, is_zone
from kith.products.mentor.availability.slots import LONGEST, SHORTEST

MOST_RULES: Final = 100
MOST_EXCEPTIONS: Final = 400
MOST_DURATIONS: Final = 8
MOST_WEEKS_APART: Final = 12
LONGEST_BUFFER: Final = 240
LONGEST_NOTICE: Final = 30 * MINUTES_A_DAY
FARTHEST_HORIZON: Final = 365
_FARTHEST_YEARS: Final = 5

Text = Annotated[str, msgspec.Meta(max_length=500)]


class RuleWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open every week on `weekday` (0 is Sunday), minutes from midnight (0–1440) in `timezone`; every `interval_weeks` weeks from the
    week of `anchor_date` when that is more than 1."""

    weekday: int
    start_minute: int
    end_minute: int
    timezone: Annotated[str, msgspec.Meta(max_length=64)]
    interval_weeks: int = 1
    anchor_date: date | None = None
    is_active: bool = True


class ExceptionWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On `date` other hours than usual, or (`is_available` false, no minutes) a day off."""

    date: date
    is_available: bool
    start_minute: int | None = None
    end_minute: int | None = None
    notes: Text | None = None


class SettingsWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to be booked; minutes throughout. See `slots.BookingSettings`."""

    durations: list[int]
    slot_interval: int | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    notice: int = 120
    horizon_days: int = 60
    most_per_day: int | None = None
    most_per_week: int | None = None


def check_rule(wish: RuleWish) -> None:
    """Raises:
    Invalid: the first thing that cannot be, with its field.
    """
    if not 0 <= wish.weekday <= 6:
        raise Invalid("Choose a day of the week, from 0 for Sunday to 6 for Saturday.", field="weekday")
    _check_minutes(wish.start_minute, wish.end_minute)
    check_zone(wish.timezone, "timezone")
    if not 1 <= wish.interval_weeks <= MOST_WEEKS_APART:
        raise Invalid(
            _("Hours can repeat every 1 to %(most)s weeks.", most=MOST_WEEKS_APART), field="interval_weeks"
        )
    if wish.interval_weeks > 1 and wish.anchor_date is None:
        raise Invalid("Say one date on which these hours hold, to count the weeks from.", field="anchor_date")


def check_exception(wish: ExceptionWish, today: date) -> None:
    """Raises:
    Invalid: the first thing that cannot be, with its field.
    """
    if not today.year - 1 <= wish.date.year <= today.year + _FARTHEST_YEARS:
        raise Invalid(
            _("Choose a date up to the year %(year)s.", year=today.year + _FARTHEST_YEARS), field="date"
        )
    if wish.is_available:
        if wish.start_minute is None:
            raise Invalid("Say from when you are available on that day.", field="start_minute")
        if wish.end_minute is None:
            raise Invalid("Say until when you are available on that day.", field="end_minute")
        _check_minutes(wish.start_minute, wish.end_minute)
    elif wish.start_minute is not None or wish.end_minute is not None:
        raise Invalid(
            "A day off is the whole day. For part of a day, give the hours you are available.",
            field="start_minute" if wish.start_minute is not None else "end_minute",
        )


def check_settings(wish: SettingsWish) -> None:
    """Raises:
    Invalid: the first thing that cannot be, with its field.
    """
    _check_durations(wish.durations)
    if wish.slot_interval is not None and not 5 <= wish.slot_interval <= LONGEST:
        raise Invalid(_("Slots can begin every 5 to %(most)s minutes.", most=LONGEST), field="slot_interval")
    for field in ("buffer_before", "buffer_after"):
        if not 0 <= getattr(wish, field) <= LONGEST_BUFFER:
            raise Invalid(
                _("A pause between sessions is 0 to %(most)s minutes.", most=LONGEST_BUFFER), field=field
            )
    if not 0 <= wish.notice <= LONGEST_NOTICE:
        raise Invalid("The notice you need is 0 minutes to 30 days.", field="notice")
    if not 1 <= wish.horizon_days <= FARTHEST_HORIZON:
        raise Invalid(
            _("You can be booked 1 to %(most)s days ahead.", most=FARTHEST_HORIZON), field="horizon_days"
        )
    for field, most in (("most_per_day", 50), ("most_per_week", 200)):
        limit: int | None = getattr(wish, field)
        if limit is not None and not 1 <= limit <= most:
            raise Invalid(
                _("Take 1 to %(most)s sessions, or leave it empty for no limit.", most=most), field=field
            )


def check_zone(name: str, field: str) -> None:
    """Raises:
    Invalid: there is no such time zone.
    """
    if not is_zone(name):
        raise Invalid(
            _("There is no time zone called “%(name)s”. One that exists is Europe/Berlin.", name=name),
            field=field,
        )


def _check_durations(durations: Sequence[int]) -> None:
    if not 1 <= len(durations) <= MOST_DURATIONS:
        raise Invalid(
            _("Offer at least one length of a session, and at most %(most)s.", most=MOST_DURATIONS),
            field="durations",
        )
    if len(set(durations)) < len(durations):
        raise Invalid("Each length of a session is offered once.", field="durations")
    if not all(SHORTEST <= duration <= LONGEST for duration in durations):
        raise Invalid(
            _("A session lasts %(least)s to %(most)s minutes.", least=SHORTEST, most=LONGEST),
            field="durations",
        )


def _check_minutes(start: int, end: int) -> None:
    if not 0 <= start < MINUTES_A_DAY:
        raise Invalid(
            "Hours begin between minute 0 (midnight) and minute 1439 of the day.", field="start_minute"
        )
    if not 0 < end <= MINUTES_A_DAY:
        raise Invalid(
            "Hours end between minute 1 and minute 1440, which is midnight at the end of the day.",
            field="end_minute",
        )
    if end <= start:
        raise Invalid(
            "The end must come after the beginning. Hours across midnight are two entries, one for each day.",
            field="end_minute",
        )

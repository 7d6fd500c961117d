"""Quiet hours: when a text that is no answer may reach somebody, in their own local time.

Rules are data, one row for a place and weekday, the most specific counts. All arithmetic is done on instants:
an awake hour lost or won by daylight saving time is lost or won here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

_DAY: Final = timedelta(days=1)
_FARTHEST: Final = 15
"""Days looked ahead for the next awake time; a rule set without any in that time is refused."""


class QuietRule(msgspec.Struct, frozen=True):
    """Texts may go out from `allowed_from` (inclusive) until `allowed_until` (exclusive), local time.

    `country` is ISO 3166-1 ("US"), `subdivision` ISO 3166-2 ("US-TX"), `weekday` ISO 8601 (7 is Sunday); None
    is "any". `allowed_from` not before `allowed_until` means the whole day is quiet. `source` names the law.
    """

    country: str | None
    subdivision: str | None
    weekday: int | None
    allowed_from: time
    allowed_until: time
    source: str = ""


DEFAULT_RULES: Final = (
    QuietRule(None, None, None, time(8), time(21), "House rule; in the United States 47 CFR 64.1200(c)(1)"),
    QuietRule("US", "US-AL", None, time(8), time(20), "Alabama Administrative Code 770-X-5-.17"),
    QuietRule("US", "US-AL", 7, time(0), time(0), "Alabama Administrative Code 770-X-5-.17, Sundays"),
    QuietRule("US", "US-CT", None, time(9), time(20), "Connecticut General Statutes 42-288a"),
    QuietRule("US", "US-FL", None, time(8), time(20), "Florida Statutes 501.616(6)"),
    QuietRule("US", "US-KY", None, time(10), time(21), "Kentucky Revised Statutes 367.46955"),
    QuietRule("US", "US-LA", None, time(8), time(20), "Louisiana Revised Statutes 45:844.31"),
    QuietRule("US", "US-LA", 7, time(0), time(0), "Louisiana Revised Statutes 45:844.31, Sundays"),
    QuietRule("US", "US-MA", None, time(8), time(20), "Massachusetts General Laws 159C, 201 CMR 12"),
    QuietRule("US", "US-MD", None, time(8), time(20), "Maryland, Stop the Spam Calls Act of 2023"),
    QuietRule("US", "US-MN", None, time(9), time(21), "Minnesota Statutes 325E.30"),
    QuietRule("US", "US-MS", None, time(8), time(20), "Mississippi Telephone Solicitation Act"),
    QuietRule("US", "US-MS", 7, time(0), time(0), "Mississippi Telephone Solicitation Act, Sundays"),
    QuietRule("US", "US-NM", None, time(9), time(21), "New Mexico Statutes 57-12-22"),
    QuietRule("US", "US-OK", None, time(8), time(20), "Oklahoma, Telephone Solicitation Act of 2022"),
    QuietRule("US", "US-TX", None, time(9), time(21), "Texas Business and Commerce Code 301.051"),
    QuietRule("US", "US-TX", 7, time(12), time(21), "Texas Business and Commerce Code 301.051, Sundays"),
    QuietRule("US", "US-WA", None, time(8), time(20), "Revised Code of Washington 80.36.390"),
)
"""State laws on telephone solicitation that are stricter than the federal one, without those on holidays."""


def rules_for(
    country: str | None, subdivision: str | None, rules: Sequence[QuietRule] = DEFAULT_RULES
) -> tuple[QuietRule, ...]:
    """The rules that hold in a place: the subdivision's, and beneath them its country's and everybody's."""
    return tuple(
        rule
        for rule in rules
        if (rule.country is None or rule.country == country)
        and (rule.subdivision is None or rule.subdivision == subdivision)
    )


def is_quiet(instant: datetime, zone: ZoneInfo, rules: Sequence[QuietRule]) -> bool:
    """Whether texts must wait at `instant` (aware)."""
    return next_allowed(instant, zone, rules) > instant.astimezone(UTC)


def next_allowed(now_utc: datetime, zone: ZoneInfo, rules: Sequence[QuietRule]) -> datetime:
    """The first instant from `now_utc` on at which a text may go out, in UTC.

    Raises ValueError when the rules leave no such time.
    """
    now = _aware(now_utc)
    for opens, closes in _awake_spans(now, zone, rules):
        if now < closes:
            return max(now, opens)
    raise ValueError("The quiet hours leave no time in which a text may be sent.")


def awake_time_between(
    start: datetime, end: datetime, zone: ZoneInfo, rules: Sequence[QuietRule]
) -> timedelta:
    """How much of the time from `start` to `end` lies outside quiet hours; zero when `end` is not later."""
    start, end = _aware(start), _aware(end)
    total = timedelta(0)
    if end <= start:
        return total
    for opens, closes in _awake_spans(start, zone, rules, until=end):
        total += max(timedelta(0), min(closes, end) - max(opens, start))
    return total


def quiet_time_between(
    start: datetime, end: datetime, zone: ZoneInfo, rules: Sequence[QuietRule]
) -> timedelta:
    """How much of the time from `start` to `end` is quiet: an offer's clock stands still for so long."""
    if _aware(end) <= _aware(start):
        return timedelta(0)
    return (_aware(end) - _aware(start)) - awake_time_between(start, end, zone, rules)


def add_awake_time(
    start: datetime, duration: timedelta, zone: ZoneInfo, rules: Sequence[QuietRule]
) -> datetime:
    """The instant, in UTC, at which `duration` of awake time has passed since `start`.

    It never lies within quiet hours, unless at their very beginning. Raises ValueError for a negative
    duration, or when the rules leave too little awake time.
    """
    if duration < timedelta(0):
        raise ValueError("The awake time to add is negative.")
    begun, left = _aware(start), duration
    limit = begun + _DAY * _FARTHEST + duration * 24
    for opens, closes in _awake_spans(begun, zone, rules, until=limit):
        if closes <= begun:
            continue
        beginning = max(opens, begun)
        if left <= closes - beginning:
            return beginning + left
        left -= closes - beginning
    raise ValueError("The quiet hours leave too little time in which a text may be sent.")


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("The instant has no time zone.")
    return instant.astimezone(UTC)


def _allowed_on(day: date, rules: Sequence[QuietRule]) -> tuple[time, time] | None:
    """Local times between which texts may go out on `day`; None when the whole day is quiet."""
    holding = [rule for rule in rules if rule.weekday in (None, day.isoweekday())]
    if not holding:
        return None
    rule = max(
        holding, key=lambda r: (r.subdivision is not None, r.country is not None, r.weekday is not None)
    )
    return (rule.allowed_from, rule.allowed_until) if rule.allowed_from < rule.allowed_until else None


def _awake_spans(
    start: datetime, zone: ZoneInfo, rules: Sequence[QuietRule], until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """The awake spans in UTC, in order and disjoint, from a little before `start` until past `until`."""
    day = start.astimezone(zone).date() - _DAY
    last = (until or start + _DAY * _FARTHEST).astimezone(zone).date() + _DAY
    # A zone that skips a day (Samoa, 2011) makes two local days begin at one instant: never go back.
    reached = datetime.min.replace(tzinfo=UTC)
    while day <= last:
        allowed = _allowed_on(day, rules)
        if allowed is not None:
            opens = max(reached, datetime.combine(day, allowed[0], zone).astimezone(UTC))
            closes = datetime.combine(day, allowed[1], zone).astimezone(UTC)
            if opens < closes:
                yield opens, closes
                reached = closes
        day += _DAY

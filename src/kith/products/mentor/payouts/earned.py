"""What sessions come to for their mentor: sums, states and weeks, without asking anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.commons.billing.policy import fee_of


class EarnedSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its mentor earns by it. Sums in minor units.

    `state`: ahead (booked), soon (held, paid at `due_at`), held (somebody said it did not take place), waiting (for an account that can
    be paid), sending, paid. `net_cents` is what the mentor has, or will have, in the end; `to_return_cents` what is still to come back of it.
    """

    booking_id: UUID
    start: datetime
    minutes: int
    mentee_name: str
    paid_with: str
    gross_cents: int
    fee_cents: int
    net_cents: int
    to_return_cents: int
    currency: str
    state: str
    called_off: bool
    due_at: datetime | None
    paid_at: datetime | None


class EarnedSum(msgspec.Struct, frozen=True, kw_only=True):
    """Sums in one currency, in minor units: gross = fee + net of what took place; net = paid + coming."""

    currency: str
    gross_cents: int
    fee_cents: int
    paid_cents: int
    coming_cents: int
    ahead_cents: int
    to_return_cents: int


class EarnedWeek(msgspec.Struct, frozen=True):
    """A week, by its Monday in the mentor's zone, and what was earned in it after the house's share, in minor units."""

    monday: date
    net_cents: int


def share(kept: int, basis_points: int) -> tuple[int, int]:
    """What of a sum is the house's, and what the mentor's."""
    fee = fee_of(kept, basis_points)
    return fee, kept - fee


def sums(lines: Iterable[EarnedSession]) -> list[EarnedSum]:
    """Everything together, by currency."""
    by_currency: dict[str, list[EarnedSession]] = {}
    for line in lines:
        by_currency.setdefault(line.currency, []).append(line)
    return [
        EarnedSum(
            currency=currency,
            gross_cents=sum(one.gross_cents for one in own if one.state != "ahead"),
            fee_cents=sum(one.fee_cents for one in own if one.state != "ahead"),
            paid_cents=sum(one.net_cents for one in own if one.state == "paid"),
            coming_cents=sum(one.net_cents for one in own if one.state not in ("paid", "ahead")),
            ahead_cents=sum(one.net_cents for one in own if one.state == "ahead"),
            to_return_cents=sum(one.to_return_cents for one in own),
        )
        for currency, own in sorted(by_currency.items())
    ]


def weeks(
    lines: Sequence[EarnedSession], currency: str, now: datetime, zone: str, count: int
) -> list[EarnedWeek]:
    """The last `count` weeks up to this one, the oldest first, by the mentor's Mondays."""
    place = ZoneInfo(zone)
    this = _monday(now.astimezone(place).date())
    earned = {this - timedelta(weeks=back): 0 for back in range(count)}
    for line in lines:
        monday = _monday(line.start.astimezone(place).date())
        if line.state != "ahead" and line.currency == currency and monday in earned:
            earned[monday] += line.net_cents
    return [EarnedWeek(monday, net) for monday, net in sorted(earned.items())]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""What is given back, and what is kept: rules about sums, in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec


class RefundStep(msgspec.Struct, frozen=True):
    """Until so many hours before the start, so many percent of the price are given back."""

    hours: float
    percent: float


def refund_due(amount: int, steps: Sequence[RefundStep], at: datetime, start: datetime) -> int:
    """What somebody who withdraws at `at` gets back of `amount`: the best step that still holds, rounded down; after all of them nothing.

    A step holds up to and including its moment.
    """
    before = start - at
    held = [step.percent for step in steps if before >= timedelta(hours=step.hours)]
    return int(amount * max(held, default=0.0) // 100)


def fee_of(amount: int, basis_points: int) -> int:
    """The house's share of an amount, in hundredths of a percent, rounded half up."""
    return (amount * basis_points + 5_000) // 10_000

"""What a session costs."""

from __future__ import annotations


def price_of(hourly_rate: int, minutes: int) -> int:
    """The price of so many minutes at a rate for sixty, both in minor units: rounded half up."""
    return (hourly_rate * minutes * 2 + 60) // 120

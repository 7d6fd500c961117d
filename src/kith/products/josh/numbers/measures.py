"""What JOSH counts of itself by week."""

from __future__ import annotations

from kith.commons.numbers.cells import counted_by
from kith.foundation.language import later
from kith.foundation.product import Measure, Numbers
from kith.foundation.queries import load

queries = load(__file__)

MEASURES = (
    Measure(
        key="signups", label=later("Sign-ups"), unit="count", hint=later("New people whose phone is theirs.")
    ),
    Measure(
        key="fill",
        label=later("Seats filled"),
        unit="share",
        family="tables",
        hint=later("Seats taken of seats at LinkUps of the week."),
    ),
    Measure(
        key="show",
        label=later("Came"),
        unit="share",
        family="tables",
        hint=later("Of those who told the day after."),
    ),
    Measure(
        key="lock",
        label=later("Time to lock"),
        unit="mean_minutes",
        hint=later("From the brief to the full table, on average."),
    ),
    Measure(key="revenue", label=later("Revenue"), unit="money", hint=later("Memberships paid.")),
)
NUMBERS = Numbers(
    MEASURES, counted_by(queries.signups, queries.fill, queries.show, queries.lock, queries.revenue)
)

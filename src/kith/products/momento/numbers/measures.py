"""What Momento counts of itself by week."""

from __future__ import annotations

from kith.commons.numbers.cells import counted_by
from kith.foundation.language import later
from kith.foundation.product import Measure, Numbers
from kith.foundation.queries import load

queries = load(__file__)

MEASURES = (
    Measure(key="signups", label=later("Sign-ups"), unit="count"),
    Measure(
        key="fill",
        label=later("Seats filled"),
        unit="share",
        family="evenings",
        hint=later("Seats taken of seats at evenings of the week."),
    ),
    Measure(
        key="show",
        label=later("Came"),
        unit="share",
        family="evenings",
        hint=later("Guests who were there, of those of whom it is settled."),
    ),
    Measure(
        key="revenue",
        label=later("Revenue"),
        unit="money",
        hint=later("What guests paid, less what went back."),
    ),
)
NUMBERS = Numbers(MEASURES, counted_by(queries.signups, queries.fill, queries.show, queries.revenue))

"""What Mentor counts of itself by week."""

from __future__ import annotations

from kith.commons.numbers.cells import counted_by
from kith.foundation.language import later
from kith.foundation.product import Measure, Numbers
from kith.foundation.queries import load

queries = load(__file__)

MEASURES = (
    Measure(key="signups", label=later("Sign-ups"), unit="count"),
    Measure(
        key="slots",
        label=later("Slots used"),
        unit="share",
        family="sessions",
        hint=later("Minutes booked of the weekly hours offered."),
    ),
    Measure(
        key="show",
        label=later("Took place"),
        unit="share",
        family="sessions",
        hint=later("Sessions that took place, of those that should have."),
    ),
    Measure(
        key="revenue",
        label=later("Revenue"),
        unit="money",
        hint=later("What mentees paid, less what went back."),
    ),
)
NUMBERS = Numbers(MEASURES, counted_by(queries.signups, queries.slots, queries.show, queries.revenue))

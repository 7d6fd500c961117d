"""What HOTMESS counts of itself by week."""

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
        label=later("Tickets held"),
        unit="share",
        family="nights",
        hint=later("Tickets held of places at nights of the week."),
    ),
    Measure(
        key="show",
        label=later("Came in"),
        unit="share",
        family="nights",
        hint=later("Tickets whose holders came in."),
    ),
    Measure(
        key="drops",
        label=later("Drops sold"),
        unit="share",
        hint=later("Things sold of things in drops that ended in the week."),
    ),
    Measure(
        key="revenue",
        label=later("Revenue"),
        unit="money",
        hint=later("What members paid, less what went back."),
    ),
)
NUMBERS = Numbers(
    MEASURES, counted_by(queries.signups, queries.fill, queries.show, queries.drops, queries.revenue)
)

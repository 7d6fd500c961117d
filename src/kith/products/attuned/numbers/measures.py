"""What Attuned counts of itself by week."""

from __future__ import annotations

from kith.commons.numbers.cells import counted_by
from kith.foundation.language import later
from kith.foundation.product import Measure, Numbers
from kith.foundation.queries import load

queries = load(__file__)

MEASURES = (
    Measure(key="signups", label=later("Sign-ups"), unit="count"),
    Measure(key="evenings", label=later("Evenings played"), unit="count"),
    Measure(key="revenue", label=later("Revenue"), unit="money", hint=later("Plans that began in the week.")),
)
NUMBERS = Numbers(MEASURES, counted_by(queries.signups, queries.evenings, queries.revenue))

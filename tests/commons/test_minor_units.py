"""A currency's smallest unit is the same in Python and in the database, and what Stripe counts in."""

from __future__ import annotations

import psycopg
import pytest
from babel.numbers import list_currencies

from kith.commons.billing.minor_units import digits_of, in_whole_units
from kith.web.pages import money


@pytest.mark.parametrize(
    ("currency", "minor", "whole", "said"),
    [
        ("GBP", 1999, "19.99", "£19.99"),
        ("usd", 500, "5.00", "$5.00"),
        ("JPY", 1999, "1999", "¥1,999"),
        ("KWD", 1500, "1.500", "KWD1.500"),
        ("RSD", 99900, "999.00", "RSD999"),
    ],
)
def test_money_is_counted_in_the_currencys_own_smallest_unit(
    currency: str, minor: int, whole: str, said: str
) -> None:
    assert str(in_whole_units(minor, currency)) == whole
    assert money(minor, currency) == said


def test_the_database_knows_the_same_units_of_every_currency(migrated_database_url: str) -> None:
    with psycopg.connect(migrated_database_url) as db:
        for currency in sorted(list_currencies("en")):
            found = db.execute("select kith.minor_units(12.5, %s)", (currency.lower(),)).fetchone()
            assert found == ({0: 13, 2: 1250, 3: 12500}[digits_of(currency)],), currency

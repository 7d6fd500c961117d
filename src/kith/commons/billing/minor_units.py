"""How many digits a currency has after the point where money is counted in its smallest unit, as Stripe counts it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

WITHOUT: Final = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE: Final = frozenset(["BHD", "JOD", "KWD", "LYD", "OMR", "TND"])


def digits_of(currency: str) -> int:
    """Digits after the point of a currency (its three letters, however written): 2 for “EUR”, 0 for “JPY”, 3 for “KWD”.

    `kith.minor_units` says the same in the database.
    """
    code = currency.upper()
    return 0 if code in WITHOUT else 3 if code in THREE else 2


def in_whole_units(minor: int, currency: str) -> Decimal:
    """So many of the smallest unit, in whole ones: 1999 of “EUR” are 19.99."""
    return Decimal(minor).scaleb(-digits_of(currency))

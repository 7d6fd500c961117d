"""Stripe's test cards. Source: Stripe, "Testing"."""

from __future__ import annotations

from kith.simulator.standins.stripe.objects import Card

SUCCEEDS = "4242424242424242"
DECLINED = "4000000000000002"
DECLINED_LATER = "4000000000000341"
WANTS_ITS_OWNER = "4000002760003184"
"""Pays with its owner at the page; every charge without them is refused until the bank has seen them."""
SLOW = "DE89370400440532013000"
SLOW_AND_REFUSED = "DE62370400440532013001"
"""Bank accounts (SEPA debit): the payment is under way for a while, then succeeds or fails."""

_BRANDS = {SUCCEEDS: "visa", "5555555555554444": "mastercard", "378282246310005": "amex"}
_DECLINES = {
    DECLINED: "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4000000000000069": "expired_card",
    "4000000000000127": "incorrect_cvc",
}
TOKENS = {
    "pm_card_visa": SUCCEEDS,
    "pm_card_mastercard": "5555555555554444",
    "pm_card_amex": "378282246310005",
    "pm_card_chargeDeclined": DECLINED,
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeCustomerFail": DECLINED_LATER,
}
"""Payment methods that may be named without having been created."""

NUMBERS = frozenset(_BRANDS | _DECLINES) | {DECLINED_LATER, WANTS_ITS_OWNER, SLOW, SLOW_AND_REFUSED}
"""Every number that the stand-in takes."""

_DECLINES_BY_LAST4 = {number[-4:]: code for number, code in _DECLINES.items()}


def card_of(number: str) -> Card:
    """The card of a test number. Raises KeyError for any other number."""
    if number not in NUMBERS:
        raise KeyError(number)
    brand = "sepa_debit" if number in (SLOW, SLOW_AND_REFUSED) else _BRANDS.get(number, "visa")
    return Card(last4=number[-4:], brand=brand, display_brand=brand, fingerprint=f"standin{number[-4:]}")


def decline_code(card: Card, *, present: bool) -> str | None:
    """Why the card is declined, or None.

    `present` says whether its holder is at the page: 4000000000000341 works then, and fails in every
    charge made without them, which is how a renewal is made to fail.
    """
    if card.last4 == DECLINED_LATER[-4:]:
        return None if present else "generic_decline"
    if card.last4 == WANTS_ITS_OWNER[-4:]:
        return None if present else "authentication_required"
    return _DECLINES_BY_LAST4.get(card.last4)


def is_slow(card: Card) -> bool:
    """Whether a payment with this takes days: a bank account, not a card."""
    return card.last4 in (SLOW[-4:], SLOW_AND_REFUSED[-4:]) and card.brand == "sepa_debit"


def succeeds_slowly(card: Card) -> bool:
    """What becomes of a slow payment in the end."""
    return card.last4 == SLOW[-4:]

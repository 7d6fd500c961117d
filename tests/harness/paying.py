"""People who pay at Stripe's stand-in, and the webhooks that follow: `settled` waits for their delivery."""

from __future__ import annotations

from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import checkout
from kith.simulator.standins.stripe.cards import DECLINED, SLOW, SLOW_AND_REFUSED, SUCCEEDS, WANTS_ITS_OWNER

__all__ = ["DECLINED", "SLOW", "SLOW_AND_REFUSED", "SUCCEEDS", "WANTS_ITS_OWNER", "let_banks_answer", "pay"]


def pay(standins: StandIns, session_id: str, number: str = SUCCEEDS) -> str:
    """Somebody pays on a hosted page; the address their browser is sent to.

    Raises:
        StripeError: the card is declined (402) or the page is closed (400).
    """
    paid = checkout.pay(standins.stripe, session_id, number=number, email="ada@example.org", name="Ada")
    return checkout.success_url(paid)


def let_banks_answer(standins: StandIns) -> int:
    """Every debit under way succeeds or fails; how many."""
    return checkout.settle_slow_payments(standins.stripe)

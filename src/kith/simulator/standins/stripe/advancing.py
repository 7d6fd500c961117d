"""Moving the stand-in's time: what falls due on the way happens, at its own moment and in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from kith.simulator.standins.stripe import billing, checkout, connect
from kith.simulator.standins.stripe.standin import StripeStandIn

_INCOMPLETE_LASTS = 23 * 3600
_DEBIT_TAKES = 60
_LOOK_TAKES = 24 * 3600
_MOST_STEPS = 10_000


def advance(stripe: StripeStandIn, by: timedelta) -> int:
    """Move time forwards; returns how many things fell due. Raises ValueError for a step backwards."""
    if by < timedelta(0):
        raise ValueError("days: time only moves forwards here, give a number of 0 or more.")
    target = stripe.now() + int(by.total_seconds())
    for step in range(_MOST_STEPS):
        due = [entry for entry in _due(stripe) if entry[0] <= target]
        if not due:
            stripe.clock.advance(timedelta(seconds=max(0, target - stripe.now())))
            return step
        moment, happen = min(due, key=lambda entry: entry[0])
        stripe.clock.advance(timedelta(seconds=max(0, moment - stripe.now())))
        happen()
    raise ValueError(f"days: more than {_MOST_STEPS} things would fall due, give a smaller number.")


def _due(stripe: StripeStandIn) -> list[tuple[int, Callable[[], object]]]:
    due: list[tuple[int, Callable[[], object]]] = []
    for invoice in stripe.invoices.all():
        if invoice.status == "open" and invoice.next_payment_attempt is not None:
            due.append(
                (invoice.next_payment_attempt, lambda key=invoice.id: billing.collect_invoice(stripe, key))
            )
    for subscription in stripe.subscriptions.all():
        if subscription.status == "incomplete":
            expires = subscription.created + _INCOMPLETE_LASTS
            due.append((expires, lambda key=subscription.id: billing.give_up(stripe, key)))
        elif subscription.alive:
            due.append((subscription.period_end, lambda key=subscription.id: billing.renew(stripe, key)))
    if any(intent.status == "processing" for intent in stripe.intents.all()):
        due.append((stripe.now() + _DEBIT_TAKES, lambda: checkout.settle_slow_payments(stripe)))
    for session in stripe.sessions.all():
        if session.status == "open":
            due.append((session.expires_at, lambda key=session.id: checkout.expire(stripe, key)))
    for account in stripe.accounts.all():
        if account.sent_in is not None:
            looked = account.sent_in + _LOOK_TAKES
            due.append((looked, lambda key=account.id: connect.set_state(stripe, key, "ready")))
    return due

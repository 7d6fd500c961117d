"""A stand-in of Stripe for a subscription business: API, hosted pages, signed events, movable time."""

from kith.simulator.standins.stripe.standin import StripeSettings, StripeStandIn

__all__ = ["StripeSettings", "StripeStandIn"]

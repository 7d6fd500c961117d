"""Google's stand-in: signing in and Calendar API version 3, one calendar an account."""

from kith.simulator.standins.google.standin import GoogleStandIn

__all__ = ["GoogleStandIn"]

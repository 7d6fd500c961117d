"""A stand-in of a Web Push service and of the browsers behind it."""

from kith.simulator.standins.push.standin import Browser, Pushed, PushStandIn

__all__ = ["Browser", "PushStandIn", "Pushed"]

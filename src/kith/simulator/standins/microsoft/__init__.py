"""Microsoft's stand-in: signing in and the calendar of Microsoft Graph 1.0."""

from kith.simulator.standins.microsoft.standin import MicrosoftStandIn

__all__ = ["MicrosoftStandIn"]

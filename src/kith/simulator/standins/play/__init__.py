"""A stand-in of Google Play: its developer API, the service account's sign-in, and Pub/Sub's signed pushes."""

from kith.simulator.standins.play.standin import PlaySettings, PlayStandIn

__all__ = ["PlaySettings", "PlayStandIn"]

"""A stand-in of the App Store: it sells, renews, refunds, signs as Apple does, and notifies."""

from kith.simulator.standins.appstore.standin import AppStoreSettings, AppStoreStandIn

__all__ = ["AppStoreSettings", "AppStoreStandIn"]

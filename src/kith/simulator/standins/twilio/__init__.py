"""A stand-in of Twilio's messaging API: sends, receives, signs and confirms texts as Twilio does."""

from kith.simulator.standins.twilio.standin import TwilioSettings, TwilioStandIn

__all__ = ["TwilioSettings", "TwilioStandIn"]

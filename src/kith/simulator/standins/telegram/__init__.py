"""A stand-in of Telegram's Bot API, and of the chats behind it."""

from kith.simulator.standins.telegram.standin import Said, TelegramSettings, TelegramStandIn

__all__ = ["Said", "TelegramSettings", "TelegramStandIn"]

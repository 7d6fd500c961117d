"""What the stand-ins and a house that uses them agree on. Apart from the stand-ins, whose servers nobody needs who only wants to know."""

from __future__ import annotations

from typing import Final

TELEGRAM_TOKEN: Final = "100200300:telegram-stand-in"  # noqa: S105 - of a bot that nobody has
TELEGRAM_MODERATORS: Final = "-1001"

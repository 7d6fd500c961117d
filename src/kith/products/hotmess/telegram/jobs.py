"""The bot tells Telegram where it listens, and again whenever that is not so any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.commons.messaging.delivery import NotNow, NotWanted
from kith.commons.messaging.telegram import call
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)


async def register(house: House) -> bool:
    """Set the webhook where it is not ours; whether it had to be."""
    settings = house.settings
    if not (settings.telegram_token and settings.telegram_secret):
        return False
    address = f"{settings.public_url}/hooks/telegram"
    try:
        known: dict[str, Any] = await call(house, "getWebhookInfo", {})
        if known["url"] == address:
            return False
        await call(
            house,
            "setWebhook",
            {"url": address, "secret_token": settings.telegram_secret, "allowed_updates": ["message"]},
        )
    except (NotNow, NotWanted) as away:
        _log.warning("Telegram does not know where we listen", reason=str(away))
        return False
    return True


async def _run(house: House) -> None:
    await register(house)


SCHEDULES = [Schedule(name="hotmess.telegram.register", cron="* * * * *", run=_run)]

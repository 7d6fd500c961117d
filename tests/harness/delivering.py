"""A worker process of its own that delivers what one number is due, to be killed in the middle."""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from datetime import timedelta
from pathlib import Path

from kith.foundation.clock import Clock
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import load
from kith.products.josh.outbound.delivery import deliver

_SOURCES = Path(__file__).parents[2]


async def start(house: House, phone_hash: str) -> asyncio.subprocess.Process:
    """Start the process with the settings and the time of this house; the caller ends it."""
    settings = house.settings
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(str(_SOURCES / folder) for folder in ("src", "tests")),
        "KITH_ENVIRONMENT": "test",
        "DATABASE_URL": settings.database_url,
        "KITH_APP_DATABASE_URL": settings.app_database_url,
        "KITH_PUBLIC_URL": settings.public_url,
        "KITH_KEYS": ",".join(f"{version}:{_base64(key)}" for version, key in settings.keys.items()),
        "KITH_PEPPER": _base64(settings.pepper),
        "KITH_TOKEN_SECRET": _base64(settings.token_secret),
        "KITH_TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "KITH_TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "KITH_TWILIO_NUMBER": settings.twilio_number,
        "KITH_TWILIO_API_BASE": settings.twilio_api_base,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "harness.delivering",
        phone_hash,
        str(house.clock.moved_by.total_seconds()),
        env=environment,
    )


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


async def _deliver(phone_hash: str, moved_by: timedelta) -> None:
    house = House(load(os.environ), load_products(("josh",)), clock=Clock(moved_by))
    try:
        await deliver(house, {"phone_hash": phone_hash})
    finally:
        await house.close()


if __name__ == "__main__":
    asyncio.run(_deliver(sys.argv[1], timedelta(seconds=float(sys.argv[2]))))

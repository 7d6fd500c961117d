"""`python -m kith.simulator.standins`: the stand-ins in a process of their own, until SIGTERM or SIGINT.

Every option has the setting of the house as its default, so that `./kith up` passes none.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from kith.simulator.standins.appstore import AppStoreSettings
from kith.simulator.standins.calendars.standin import CalendarSettings
from kith.simulator.standins.play import PlaySettings
from kith.simulator.standins.running import StandInSettings, running
from kith.simulator.standins.stripe import StripeSettings
from kith.simulator.standins.stripe.periods import INTERVALS
from kith.simulator.standins.stripe.standin import SeededPrice
from kith.simulator.standins.twilio import TwilioSettings


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Run the stand-ins. Returns the exit status: 0 when asked to stop, 1 when a port is taken."""
    options = _parser(environment).parse_args(arguments)
    settings = StandInSettings(
        twilio=TwilioSettings(
            account_sid=options.twilio_account_sid,
            auth_token=options.twilio_auth_token,
            numbers=(options.twilio_number,) if options.twilio_number else (),
            messaging_service_number=options.twilio_number or "+15005550006",
            webhook_url=options.twilio_webhook_url or None,
        ),
        stripe=StripeSettings(
            secret_key=options.stripe_key,
            webhook_secret=options.stripe_webhook_secret,
            webhook_url=options.stripe_webhook_url or None,
            seeded_prices=tuple(options.stripe_price),
        ),
        google=CalendarSettings(
            client_id=options.google_client_id, client_secret=options.google_client_secret
        ),
        microsoft=CalendarSettings(
            client_id=options.microsoft_client_id, client_secret=options.microsoft_client_secret
        ),
        appstore=AppStoreSettings(
            bundle_id=options.app_store_bundle, webhook_url=options.app_store_webhook_url or None
        ),
        play=PlaySettings(
            package=options.play_package,
            push_email=options.play_push_account,
            webhook_url=options.play_webhook_url or None,
        ),
    )
    try:
        asyncio.run(_until_stopped(options.port, options.smtp_port, options.data_folder, settings))
    except OSError as problem:
        ports = f"{options.port} or {options.smtp_port}"
        print(f"The stand-ins cannot listen on port {ports}: {problem}", file=sys.stderr)
        return 1
    return 0


async def _until_stopped(
    port: int, smtp_port: int, data_folder: Path | None, settings: StandInSettings
) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with running(port, data_folder, settings, smtp_port=smtp_port) as standins:
        print(f"Stand-ins at {standins.base_url}, mail at {standins.smtp_url}", flush=True)
        await stopped.wait()


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    def given(name: str, default: str = "") -> str:
        return environment.get(name, "").strip() or default

    public = given("KITH_PUBLIC_URL").rstrip("/")
    folder = given("KITH_DATA_FOLDER")
    prices = [
        SeededPrice(
            id=value,
            name=name.removeprefix("KITH_STRIPE_PRICE_"),
            unit_amount=7999 if name.endswith("_ANNUAL") else 999,
            interval="year" if name.endswith("_ANNUAL") else "month",
        )
        for name, value in sorted(environment.items())
        if name.startswith("KITH_STRIPE_PRICE_") and value
    ]
    twilio, stripe = TwilioSettings(), StripeSettings()
    parser = argparse.ArgumentParser(prog="python -m kith.simulator.standins", description=__doc__)
    add = parser.add_argument
    http_port, smtp_port = (
        urlsplit(given(name)).port or 0 for name in ("KITH_STANDINS_URL", "KITH_SMTP_URL")
    )
    add("--port", type=int, default=http_port, help="for HTTP; 0 takes a free one")
    add("--smtp-port", type=int, default=smtp_port, help="for mail; 0 takes a free one")
    add(
        "--data-folder",
        type=Path,
        default=Path(folder) / "standins" if folder else None,
        help="where the providers' memory is kept; without it, it ends with the process",
    )
    add("--twilio-account-sid", default=given("KITH_TWILIO_ACCOUNT_SID", twilio.account_sid))
    add("--twilio-auth-token", default=given("KITH_TWILIO_AUTH_TOKEN", twilio.auth_token))
    add("--twilio-number", default=given("KITH_TWILIO_NUMBER"), help="the account's own number")
    add("--twilio-webhook-url", default=f"{public}/hooks/twilio" if public else "", help="for inbound texts")
    add("--stripe-key", default=given("KITH_STRIPE_API_KEY", stripe.secret_key))
    add("--stripe-webhook-secret", default=given("KITH_STRIPE_WEBHOOK_SECRET", stripe.webhook_secret))
    add("--stripe-webhook-url", default=f"{public}/hooks/stripe" if public else "", help="for events")
    calendars = CalendarSettings()
    for provider in ("google", "microsoft"):
        prefix = f"KITH_{provider.upper()}_CLIENT"
        add(f"--{provider}-client-id", default=given(f"{prefix}_ID", calendars.client_id))
        add(f"--{provider}-client-secret", default=given(f"{prefix}_SECRET", calendars.client_secret))
    appstore, play = AppStoreSettings(), PlaySettings()
    add("--app-store-bundle", default=given("KITH_APP_STORE_BUNDLE", appstore.bundle_id))
    add("--app-store-webhook-url", default=f"{public}/hooks/apple" if public else "")
    add("--play-package", default=given("KITH_PLAY_PACKAGE", play.package))
    add("--play-push-account", default=given("KITH_PLAY_PUSH_ACCOUNT", play.push_email))
    add("--play-webhook-url", default=f"{public}/hooks/google-play" if public else "")
    add(
        "--stripe-price",
        action="append",
        type=_price,
        default=prices,
        metavar="ID:NAME:CURRENCY:AMOUNT:INTERVAL",
        help="a price that exists from the start, such as price_josh:JOSH:usd:999:month",
    )
    return parser


def _price(text: str) -> SeededPrice:
    parts = text.split(":")
    if len(parts) != 5 or not parts[3].isdigit() or parts[4] not in INTERVALS:
        raise argparse.ArgumentTypeError(f"{text!r} is not ID:NAME:CURRENCY:AMOUNT:INTERVAL")
    key, name, currency, amount, interval = parts
    return SeededPrice(id=key, name=name, currency=currency, unit_amount=int(amount), interval=interval)


if __name__ == "__main__":
    raise SystemExit(main())

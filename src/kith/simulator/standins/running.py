"""All stand-ins together: one address for HTTP, one for SMTP."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

import msgspec
from litestar import Litestar

from kith.simulator.standins.appstore import AppStoreSettings, AppStoreStandIn
from kith.simulator.standins.appstore.routes import appstore_router
from kith.simulator.standins.calendars.standin import CalendarSettings
from kith.simulator.standins.chat import ChatStandIn, chat_router
from kith.simulator.standins.google import GoogleStandIn
from kith.simulator.standins.google.routes import google_router
from kith.simulator.standins.mail import MailStandIn
from kith.simulator.standins.mail.routes import mail_router
from kith.simulator.standins.microsoft import MicrosoftStandIn
from kith.simulator.standins.microsoft.routes import microsoft_router
from kith.simulator.standins.places import PlacesStandIn, places_router
from kith.simulator.standins.play import PlaySettings, PlayStandIn
from kith.simulator.standins.play.routes import play_router
from kith.simulator.standins.push import PushStandIn
from kith.simulator.standins.push.routes import push_router
from kith.simulator.standins.serving import bound_socket, serving
from kith.simulator.standins.store import memory_of
from kith.simulator.standins.stripe import StripeSettings, StripeStandIn
from kith.simulator.standins.stripe.routes import stripe_router
from kith.simulator.standins.telegram import TelegramSettings, TelegramStandIn
from kith.simulator.standins.telegram.routes import telegram_router
from kith.simulator.standins.twilio import TwilioSettings, TwilioStandIn
from kith.simulator.standins.twilio.routes import twilio_router

ROOTS_FILE, ACCOUNT_FILE = "appstore-roots.pem", "play-account.json"
"""Files of the data folder that the house's settings name."""


class StandInSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What each provider's stand-in plays."""

    twilio: TwilioSettings = TwilioSettings()
    stripe: StripeSettings = StripeSettings()
    google: CalendarSettings = CalendarSettings()
    microsoft: CalendarSettings = CalendarSettings()
    appstore: AppStoreSettings = AppStoreSettings()
    play: PlaySettings = PlaySettings()
    telegram: TelegramSettings = TelegramSettings()


class StandIns(msgspec.Struct, frozen=True, kw_only=True):
    """The running stand-ins and where they listen."""

    base_url: str
    host: str
    twilio: TwilioStandIn
    stripe: StripeStandIn
    mail: MailStandIn
    push: PushStandIn
    google: GoogleStandIn
    microsoft: MicrosoftStandIn
    places: PlacesStandIn
    chat: ChatStandIn
    appstore: AppStoreStandIn
    play: PlayStandIn
    telegram: TelegramStandIn

    @property
    def twilio_url(self) -> str:
        """Base address for the Twilio client."""
        return f"{self.base_url}/twilio"

    @property
    def stripe_url(self) -> str:
        """Base address for the Stripe client: `StripeClient(key, base_addresses={"api": ...})`."""
        return f"{self.base_url}/stripe"

    @property
    def google_url(self) -> str:
        """Google's address for signing in and calendars."""
        return f"{self.base_url}/google"

    @property
    def microsoft_url(self) -> str:
        """Microsoft's address for signing in and calendars."""
        return f"{self.base_url}/microsoft"

    @property
    def places_url(self) -> str:
        """Google's address for places."""
        return f"{self.base_url}/places"

    @property
    def chat_url(self) -> str:
        """Base address for a chat client: ends before `/chat/completions`."""
        return f"{self.base_url}/chat/v1"

    @property
    def play_url(self) -> str:
        """Google's address for orders and signing keys."""
        return f"{self.base_url}/play"

    @property
    def telegram_url(self) -> str:
        """The Bot API's address."""
        return f"{self.base_url}/telegram"

    @property
    def smtp_url(self) -> str:
        """Where mail is handed in."""
        return f"smtp://{self.host}:{self.mail.port}"

    @property
    def inbox_url(self) -> str:
        """The page that shows the mail."""
        return f"{self.base_url}/mail"

    async def reset(self) -> None:
        """Give up deliveries under way and forget everything; webhook addresses are those of the settings."""
        await self.twilio.courier.drop()
        await self.stripe.courier.drop()
        for provider in (self.google, self.microsoft):
            await provider.courier.drop()
            provider.reset()
        self.twilio.reset()
        self.stripe.reset()
        self.mail.reset()
        self.push.reset()
        self.places.reset()
        self.chat.reset()
        await self.telegram.courier.drop()
        self.telegram.reset()
        for store in (self.appstore, self.play):
            await store.bell.courier.drop()
            store.reset()


@contextlib.asynccontextmanager
async def running(
    port: int = 0,
    data_folder: Path | None = None,
    settings: StandInSettings | None = None,
    host: str = "127.0.0.1",
    smtp_port: int = 0,
) -> AsyncGenerator[StandIns]:
    """Serve every stand-in in the running loop until the block ends.

    Port 0 takes a free one. With a data folder, what the providers hold outlives the process.
    Raises OSError when a port is taken.
    """
    settings = settings or StandInSettings()

    def file(name: str) -> Path | None:
        return memory_of(data_folder, name) if data_folder is not None else None

    async with contextlib.AsyncExitStack() as stack:
        listener = stack.enter_context(bound_socket(host, port))
        smtp_listener = stack.enter_context(bound_socket(host, smtp_port))
        base_url = f"http://{host}:{listener.getsockname()[1]}"
        twilio = TwilioStandIn(settings.twilio, file("twilio"))
        stack.push_async_callback(twilio.close)
        stripe = StripeStandIn(settings.stripe, f"{base_url}/stripe", file("stripe"))
        stack.push_async_callback(stripe.close)
        mail = MailStandIn(file("mail"))
        stack.callback(mail.close)
        push = PushStandIn(f"{base_url}/push", file("push"))
        stack.callback(push.close)
        google = GoogleStandIn(settings.google, f"{base_url}/google", file("google"))
        stack.push_async_callback(google.close)
        microsoft = MicrosoftStandIn(settings.microsoft, f"{base_url}/microsoft", file("microsoft"))
        stack.push_async_callback(microsoft.close)
        places = PlacesStandIn()
        chat = ChatStandIn()
        appstore = AppStoreStandIn(settings.appstore, file("appstore"))
        stack.push_async_callback(appstore.close)
        play = PlayStandIn(settings.play, f"{base_url}/play", file("play"))
        stack.push_async_callback(play.close)
        telegram = TelegramStandIn(settings.telegram, file("telegram"))
        stack.push_async_callback(telegram.close)
        if data_folder is not None:
            # What the house is given of each: whom to trust, and as whom to ask.
            (data_folder / ROOTS_FILE).write_bytes(appstore.authority.root_pem)
            (data_folder / ACCOUNT_FILE).write_bytes(play.service_account())
        app = Litestar(
            route_handlers=[
                twilio_router(twilio),
                stripe_router(stripe),
                mail_router(mail),
                push_router(push),
                google_router(google),
                microsoft_router(microsoft),
                places_router(places),
                chat_router(chat),
                appstore_router(appstore),
                play_router(play),
                telegram_router(telegram),
            ],
            openapi_config=None,
            logging_config=None,
        )
        await stack.enter_async_context(mail.listening(smtp_listener))
        await stack.enter_async_context(serving(app, listener))
        yield StandIns(
            base_url=base_url,
            host=host,
            twilio=twilio,
            stripe=stripe,
            mail=mail,
            push=push,
            google=google,
            microsoft=microsoft,
            places=places,
            chat=chat,
            appstore=appstore,
            play=play,
            telegram=telegram,
        )

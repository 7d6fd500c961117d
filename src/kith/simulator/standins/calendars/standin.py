"""One calendar provider: accounts, diaries, signing in, push channels, faults."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

import msgspec

from kith.simulator.standins.calendars.diary import Diaries, Entry
from kith.simulator.standins.calendars.sign_in import SignIn
from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.courier import Courier, Posting
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.store import Collection, Store

CALENDAR_FAULTS = API_FAULTS | {FaultKind.REPEAT_WEBHOOK, FaultKind.LOSE_WEBHOOK, FaultKind.DELAY_WEBHOOK}
ProviderName = Literal["google", "microsoft"]


class CalendarSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The provider that the stand-in plays, and the client it knows. `page_size`: events in an answer."""

    client_id: str = "kith-standin"
    client_secret: str = "standin-secret"  # noqa: S105  the stand-in's own, worth nothing elsewhere
    accounts: tuple[str, ...] = ("grace@example.org", "alan@example.org")
    zone: str = "Europe/Berlin"
    page_size: int = 50


class PushChannel(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who wants to hear of an account's changes. `expires` in seconds since 1970."""

    id: str
    resource: str
    account: str
    address: str
    secret: str
    expires: int
    number: int = 0


class CalendarStandIn:
    """What Google's and Microsoft's stand-ins have in common; `notify` of each says how it calls a webhook."""

    def __init__(
        self, name: ProviderName, settings: CalendarSettings, base_url: str, file: Path | None = None
    ) -> None:
        self.name = name
        self.settings = settings
        self.base_url = base_url
        self.faults = FaultPlan(CALENDAR_FAULTS)
        self.courier = Courier()
        self._store = Store(file)
        self.clock = MovableClock(self._store)
        self.diaries = Diaries(Collection(self._store, "entries", Entry))
        self.channels = Collection(self._store, "channels", PushChannel)
        self.sign_in = SignIn(self._store, self.clock, settings.client_id, settings.client_secret, base_url)
        self.page_size = settings.page_size
        self.epoch = int(self._store.note("epoch") or 0)

    def expire_cursors(self) -> None:
        """Every sync token and delta link given so far is answered with 410 from now on."""
        self.epoch += 1
        self._store.set_note("epoch", str(self.epoch))

    def changed(self, account: str) -> None:
        """Tell every live channel of an account that something changed."""
        for channel in self.channels.all():
            if channel.account == account and channel.expires > self.clock.timestamp():
                self.tell(channel)

    def tell(self, channel: PushChannel) -> None:
        """Post to a channel in the background, as the fault plan lets us."""
        counted = self.channels.put(channel.id, msgspec.structs.replace(channel, number=channel.number + 1))
        if self.faults.take(FaultKind.LOSE_WEBHOOK, channel.address):
            return
        delay = self.faults.take(FaultKind.DELAY_WEBHOOK, channel.address)
        times = 2 if self.faults.take(FaultKind.REPEAT_WEBHOOK, channel.address) else 1
        posting = self.notification(counted)
        for _ in range(times):
            self.courier.in_background(self._post(posting, delay.seconds if delay else 0.0))

    def notification(self, channel: PushChannel) -> Posting:
        """The webhook that tells of a change."""
        raise NotImplementedError

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await self.courier.settled()

    def reset(self) -> None:
        """Forget everything, and return to real time."""
        self.diaries.clear()
        self.channels.clear()
        self.sign_in.clear()
        self.faults.clear()
        self.clock.reset()
        self.page_size = self.settings.page_size

    async def close(self) -> None:
        """Stop delivering and close the file."""
        await self.courier.close()
        self._store.close()

    async def _post(self, posting: Posting, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        await self.courier.deliver(lambda: posting)

"""What every calendar provider can do for us, and how it can let us down. One interface, because there are three of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from kith.foundation.errors import Unavailable
from kith.products.mentor.calendars.busy import BusyWindow, Span, Told
from kith.products.mentor.calendars.invitations.ics import Meeting

ProviderName = Literal["google", "microsoft", "caldav"]


class CursorGone(Exception):
    """The provider no longer knows where we were: start again with the whole window."""


class AccessEnded(Exception):
    """The owner, or the provider, took our access back. Nothing but connecting again helps."""


class ProviderAway(Unavailable):
    """The provider does not answer, or asks us to wait."""

    slug = "calendar-unreachable"


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What happened since a cursor (or all there is, when there was none), and the cursor to go on from; empty: none is offered."""

    told: Told
    cursor: str


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A booking in the owner's calendar: the provider's name of it and its version, where it has one."""

    reference: str
    version: str = ""


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A running push channel. `resource` is what the provider needs besides the id to end it."""

    id: str
    resource: str
    expires_at: datetime


class CalendarClient(Protocol):
    """One person's calendar at one provider. No method may be called inside a transaction.

    Every method raises ProviderAway and AccessEnded.
    """

    async def changes(self, cursor: str, window: Span) -> Changes:
        """Everything since `cursor`, all pages of it, or (empty cursor) everything in the window. Raises CursorGone."""
        ...

    async def busy(self, window: Span) -> Sequence[BusyWindow]:
        """What blocks within a window right now, bookings that we wrote there left out."""
        ...

    async def write(self, meeting: Meeting, known: Written | None) -> Written:
        """Put a booking into the calendar, or bring it up to date; doing it twice does it once."""
        ...

    async def remove(self, known: Written) -> None:
        """Take a booking out of the calendar; one that is not there any more is fine."""
        ...

    async def open_channel(
        self, channel_id: str, secret: str, callback: str, until: datetime
    ) -> Channel | None:
        """Ask to be told of changes at `callback`, proving itself with `secret`; None where the protocol has no such thing."""
        ...

    async def renew_channel(self, known: Channel, until: datetime) -> Channel | None:
        """Lengthen a channel; None when only a new one will do."""
        ...

    async def close_channel(self, known: Channel) -> None:
        """End a channel; one that ended already is fine."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...

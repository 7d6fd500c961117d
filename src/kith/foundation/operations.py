"""What a product tells those who run the house, beyond what every schema has: channels and intakes of its own, its money, its cities."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import msgspec

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

MoneyKind = Literal["payment", "refund", "transfer", "subscription"]
MoneyState = Literal["open", "done", "failed"]


class ChannelState(msgspec.Struct, frozen=True, kw_only=True):
    """How a channel of messages stands: what waits, what left within a day, what was given up. `href` is where it is looked at."""

    channel: str
    waiting: int
    oldest: datetime | None
    sent: int
    failed: int
    href: str = ""


class IntakeState(msgspec.Struct, frozen=True, kw_only=True):
    """How one provider's events stand: received within a day, not applied yet, with an error."""

    provider: str
    received: int
    waiting: int
    oldest: datetime | None
    failed: int


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Something a provider brought that a product keeps in a table of its own, without its words. `error` says what kind of failure keeps it
    from being applied; `kept` whether what applying it needs is still there.
    """

    id: UUID
    provider: str
    name: str
    kind: str
    received_at: datetime
    applied_at: datetime | None
    error: str | None
    kept: bool


class TakenUp(msgspec.Struct, frozen=True, kw_only=True):
    """What came of applying such a thing again: it had its effect now; it was `overtaken` and is done with; or it failed again and waits on."""

    outcome: Literal["applied", "overtaken", "failed"]
    error: str = ""


class MoneyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One movement of money as we or the provider know it. `id` is our row's, where it is known; `key` the provider's, empty where we do
    not know it yet; `amount` in minor units, `back` what of it came back, None while that is under way. A subscription has no amount; it
    is done while it runs, and failed once it has ended.
    """

    kind: MoneyKind
    key: str
    state: MoneyState
    amount: int
    currency: str
    id: UUID | None = None
    back: int | None = 0


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """A product's money: `rows` are its movements since a moment, and whatever else has one of the provider's keys; `look_at`, for each kind
    it has, asks the provider about one and brings ours to it.
    """

    rows: Callable[[Session, datetime, Sequence[str]], Awaitable[list[MoneyRow]]]
    look_at: Mapping[MoneyKind, Callable[[House, UUID], Awaitable[object]]]


class RefusedRefunds(msgspec.Struct, frozen=True, kw_only=True):
    """Refunds that the provider refused and that wait for somebody: how many, since when the first, and where they are tried again."""

    count: int
    oldest: datetime | None
    href: str


class City(msgspec.Struct, frozen=True, kw_only=True):
    """A city (or region) of a product; `people` live in it."""

    slug: str
    name: str
    is_open: bool
    people: int
    note: str = ""


class Cities(msgspec.Struct, frozen=True, kw_only=True):
    """A product's cities. `put` opens or closes one for new things, in the caller's transaction, and answers false where it stood so already."""

    all: Callable[[Session], Awaitable[Sequence[City]]]
    put: Callable[[Session, str, bool], Awaitable[bool]]


class Operations(msgspec.Struct, frozen=True, kw_only=True):
    """A product's part of the operators' pages. `replay` has an event of its inbox applied again, in the caller's transaction; false where
    that kind of event cannot be, and Conflict where this one cannot; `replays_applied` says whether it bears one that was applied already.
    `taken` lists what came in and is kept elsewhere, what waits first; `take_up` applies one of these at once,
    in the caller's transaction, and raises NotFound or Conflict where there is nothing to apply.
    """

    channels: Callable[[Session], Awaitable[Sequence[ChannelState]]] | None = None
    intakes: Callable[[Session], Awaitable[Sequence[IntakeState]]] | None = None
    replay: Callable[[Session, UUID], Awaitable[bool]] | None = None
    replays_applied: bool = True
    taken: Callable[[Session, int], Awaitable[Sequence[Taken]]] | None = None
    take_up: Callable[[House, Session, UUID], Awaitable[TakenUp]] | None = None
    money: Money | None = None
    refused_refunds: Callable[[Session], Awaitable[RefusedRefunds]] | None = None
    cities: Cities | None = None

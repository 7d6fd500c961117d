"""What a product tells the house about itself. A product is removed by deleting its folder and its name in the settings."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from kith.foundation.jobs import Job, Schedule
from kith.foundation.moderation import Moderation
from kith.foundation.operations import Operations
from kith.foundation.owners import Owner, product
from kith.foundation.queries import streamed

if TYPE_CHECKING:
    from uuid import UUID

    from kith.foundation.database import Session
    from kith.foundation.house import House


class ExportPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a person's export: its name in the data, its title for people, and the rows, read within the caller's transaction.

    `one`: there is at most one row. `statements` are the SQL it reads with, for whoever checks that nothing is left out.
    """

    name: str
    title: str
    rows: Callable[[House, Session, UUID], AsyncIterator[dict[str, Any]]]
    one: bool = False
    statements: tuple[str, ...] = ()


def export_part(
    queries: Any,
    name: str,
    title: str,
    *,
    called: str = "",
    opened: Callable[[House, dict[str, Any]], dict[str, Any]] | None = None,
) -> ExportPart:
    """A part made of one named query with the parameter `id`. `called` names it otherwise in the data; `opened` makes a row readable."""
    query = getattr(queries, name)
    one = inspect.iscoroutinefunction(query)

    async def rows(house: House, db: Session, person_id: UUID) -> AsyncIterator[dict[str, Any]]:
        if one:
            found = await query(db.connection, id=person_id)
            if found is not None:
                yield opened(house, dict(found)) if opened else dict(found)
            return
        async for row in streamed(queries, name, db.connection, id=person_id):
            yield opened(house, dict(row)) if opened else dict(row)

    return ExportPart(name=called or name, title=title, rows=rows, one=one, statements=(query.sql,))


class PrivacyHooks(msgspec.Struct, frozen=True):
    """A product's part in a person's export and erasure, each inside the caller's transaction. Where its tables refer to people stands in
    `personal_data.tsv` beside the manifest.
    """

    parts: Sequence[ExportPart]
    erase: Callable[[House, Session, UUID], Awaitable[None]]

    async def export(self, house: House, db: Session, person_id: UUID) -> dict[str, Any]:
        """Every part at once, by name."""
        found: dict[str, Any] = {}
        for part in self.parts:
            rows = [row async for row in part.rows(house, db, person_id)]
            found[part.name] = (rows[0] if rows else None) if part.one else rows
        return found


class DemoSignIn(msgspec.Struct, frozen=True):
    """A person of the demo city somebody may sign in as."""

    name: str
    role: str
    address: str


class DemoPayment(msgspec.Struct, frozen=True, kw_only=True):
    """A payment of a demo's past: our row's `id`, its payer, the provider's names for the intent and its charge, `amount` in minor units."""

    id: UUID
    person_id: UUID
    intent: str
    charge: str
    amount: int
    currency: str
    paid_at: datetime


class DemoAccount(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a demo whom money can reach: the provider's name for their account, their country as two letters, and its currency."""

    id: str
    person_id: UUID
    country: str
    currency: str


class DemoMoney(msgspec.Struct, frozen=True, kw_only=True):
    """What a demo tells of money that never moved; whoever plays the provider takes it over, so that it can be given back and compared."""

    payments: Sequence[DemoPayment] = ()
    accounts: Sequence[DemoAccount] = ()


class Crowd(msgspec.Struct, frozen=True):
    """The demo's virtual people, in development only. `act` does what those would do who are due by the house's clock, through the product's
    public API or webhooks, and is called again every second; `phones` are the numbers they answer unless somebody switches them off,
    `joins_at` is where a newcomer with a phone joins them, with what only people of the demo's place could know filled in.
    """

    act: Callable[[House], Awaitable[None]]
    phones: frozenset[str] = frozenset()
    joins_at: str = ""


class NavigationLink(msgspec.Struct, frozen=True):
    href: str
    label: str


class Switch(msgspec.Struct, frozen=True):
    """A feature that operators may switch: its key (`<product>.<name>`), what it does, and whether it is on when nobody has set it."""

    key: str
    description: str
    on: bool = True


class SigningKeys(msgspec.Struct, frozen=True):
    """Keys that sign what a product prints: `described` says which there are, `rotate` (house, reason) changes to the next and says so."""

    described: Callable[[House], Awaitable[list[str]]]
    rotate: Callable[[House, str], Awaitable[str]]


TopicChannel = Literal["in_app", "email", "sms", "push"]
TopicKind = Literal["everyday", "security", "payment", "legal", "answer"]


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A subject of messages: `key` is `<product>.<name>`, `name` and `about` say in plain words what it is.

    `channels` are those it comes by until a person chooses otherwise (by text as well where somebody has no e-mail address), `offered`
    those it can come by at all. Only an `everyday` topic may be turned off; an `answer` is said to whoever just asked. `urgent`
    is the reason, shown to the person, why quiet hours and digests do not hold it; empty where they do.
    """

    key: str
    name: str
    about: str
    kind: TopicKind = "everyday"
    channels: tuple[TopicChannel, ...] = ("in_app", "email", "push")
    offered: tuple[TopicChannel, ...] = ("in_app", "email", "sms", "push")
    urgent: str = ""

    @property
    def may_be_off(self) -> bool:
        return self.kind == "everyday"


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a week. `unit`: count; share (of its base); mean_minutes (each of its base); money (minor units).

    Measures of one `family` are of the same people, so that one would tell the other; they are hidden together.
    """

    key: str
    label: str
    unit: str
    family: str = ""
    hint: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure came to in a week, everywhere (no city) or in a city, and on how many different people it rests."""

    measure: str
    value: int
    people: int
    base: int | None = None
    city: str = ""
    currency: str = ""


class Numbers(msgspec.Struct, frozen=True):
    """What a product counts of itself: `count` (session in its schema, from, to) answers a week's cells, exactly."""

    measures: Sequence[Measure]
    count: Callable[[Session, datetime, datetime], Awaitable[list[Cell]]]


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """A product's manifest.

    `routes` are Litestar handlers and controllers; `console_routes` appear under the operators' console; `demo` fills an empty
    database with a city to click through and returns who may sign in, `demo_zone`
    is the time zone it lives in, `demo_money` (session in its schema) what it tells of money, `crowd` its people, who live by themselves;
    `on_stripe_event` (house, person, type, event) applies an event;
    `open_to_newcomers` lets anybody with an e-mail address sign in to join;
    `on_consent` (house, person, kind, granted) hears a person's change of mind; `on_ban` (house, session, person) ends, in that one transaction,
    whatever a banned person has under way and answers what it ended, in numbers; it must bear being called again. One that says `closed: 1` has
    shut somebody out itself, and lets them in again by `on_ban_lifted` (house, session, person).
    `switches` are the features that operators can
    switch while the house runs (`commons/flags`). `chains` walks the product's own chains of evidence and
    answers where they do not hold, or are not what kept heads say, a sentence each. `printed_keys` sign what the product
    prints. `shown_to_operators` are the pages an operator may open as a member would, to
    help (`*` is any one part of a path; the first is where they land): none that are private between people, that hand out keys, or that
    note that they were read. `moderation` is its part in the moderators' queue. `operations` is what those who run the house see of it and
    may do to it, `numbers` what it counts of itself by week. `topics` are what its messages are about. `spoken` are texts that pages
    take from data files, for the catalogs in `locales` beside the manifest (texts in code are found by themselves).
    """

    slug: str
    name: str
    tagline: str
    schema: str
    schema_folder: Path
    templates: tuple[Path, ...] = ()
    static: Path | None = None
    routes: Sequence[Any] = ()
    console_links: Sequence[NavigationLink] = ()
    jobs: Sequence[Job] = ()
    schedules: Sequence[Schedule] = ()
    demo: Callable[[House], Awaitable[list[DemoSignIn]]] | None = None
    demo_zone: Callable[[House], Awaitable[str]] | None = None
    demo_money: Callable[[Session], Awaitable[DemoMoney]] | None = None
    crowd: Crowd | None = None
    privacy: PrivacyHooks | None = None
    on_consent: Callable[[House, UUID, str, bool], Awaitable[None]] | None = None
    on_ban: Callable[[House, Session, UUID], Awaitable[dict[str, int]]] | None = None
    on_ban_lifted: Callable[[House, Session, UUID], Awaitable[None]] | None = None
    open_to_newcomers: bool = False
    on_stripe_event: Callable[[House, UUID, str, dict[str, Any]], Awaitable[None]] | None = None
    spoken: Sequence[str] = ()
    switches: Sequence[Switch] = ()
    chains: Callable[[House, bytes | None], Awaitable[list[str]]] | None = None
    printed_keys: SigningKeys | None = None
    shown_to_operators: Sequence[str] = ()
    topics: Sequence[Topic] = ()
    moderation: Moderation | None = None
    operations: Operations = Operations()
    numbers: Numbers | None = None

    @property
    def locales(self) -> Path:
        """Where the product's catalogs are, if it has any."""
        return self.schema_folder.parent / "locales"

    @property
    def owner(self) -> Owner:
        return product(self.schema, self.schema_folder)


def load_products(slugs: Sequence[str]) -> tuple[Product, ...]:
    """The manifests of the named products.

    Raises:
        ValueError: there is no such product.
    """
    found: list[Product] = []
    for slug in slugs:
        try:
            module = importlib.import_module(f"kith.products.{slug}.product")
        except ModuleNotFoundError as missing:
            if missing.name and missing.name.startswith(f"kith.products.{slug}"):
                raise ValueError(f"There is no product called “{slug}”.") from None
            raise
        found.append(module.PRODUCT)
    return tuple(found)

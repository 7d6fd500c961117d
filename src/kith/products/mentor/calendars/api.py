"""A mentor's calendars over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from kith.foundation.errors import NotFound
from kith.products.mentor.calendars import accounts, reads
from kith.products.mentor.calendars.invitations import feed
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.calendars.reads import CalendarAccount
from kith.products.mentor.calendars.syncing import ask_for_sync
from kith.products.mentor.calendars.tokens import ACTOR, schema_of
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Calendars(msgspec.Struct, frozen=True):
    """Connected calendars, and the providers that can be connected here."""

    items: list[CalendarAccount]
    offered: list[str]


class Connect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether bookings are to be put into the calendar."""

    write_back: bool = True


class ConnectAt(msgspec.Struct, frozen=True):
    """Where to send the person; good for ten minutes and for them alone."""

    url: str


class CalDav(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar server's address, and how to get in."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    user: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    write_back: bool = True


class Connected(msgspec.Struct, frozen=True):
    """The connected calendar."""

    id: UUID


class CalendarChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether bookings go into this calendar."""

    write_back: bool


class FeedAddress(msgspec.Struct, frozen=True):
    """A secret address to subscribe to one's sessions at; null when there is none."""

    url: str | None


@get("/api/mentor/calendars", tags=["mentor"])
async def calendars(request: Requested) -> Calendars:
    """Connected calendars and how old our knowledge of each is."""
    house, person = house_of(request), person_of(request)
    return Calendars(await reads.calendars_of(house, person.id), list(accounts.offered(house)))


@post("/api/mentor/calendars/{provider:str}/connect", tags=["mentor"], status_code=200)
async def connect(request: Requested, provider: FromPath[str], data: JSONBody[Connect]) -> ConnectAt:
    """Begin connecting a Google or Microsoft calendar."""
    house, person = house_of(request), person_of(request)
    return ConnectAt(accounts.begin(house, person.id, _oauth(provider), write_back=data.write_back))


@post(
    "/api/mentor/calendars/caldav",
    tags=["mentor"],
    status_code=201,
    # The body holds a password, of which not even a hash is to be kept.
    opt={HANDS_OUT_SECRETS: True},
)
async def connect_caldav(request: Requested, data: JSONBody[CalDav]) -> Connected:
    """Connect a calendar on a CalDAV server; connecting it twice renews it."""
    house, person = house_of(request), person_of(request)
    account_id = await accounts.connect_caldav(
        house, person.id, url=data.url, user=data.user, password=data.password, write_back=data.write_back
    )
    return Connected(account_id)


@patch("/api/mentor/calendars/{account_id:uuid}", tags=["mentor"], status_code=204)
async def change(request: Requested, account_id: FromPath[UUID], data: JSONBody[CalendarChange]) -> None:
    """Put bookings into this calendar, or do not any more."""
    await accounts.set_write_back(
        house_of(request), person_of(request).id, account_id, write_back=data.write_back
    )


@delete("/api/mentor/calendars/{account_id:uuid}", tags=["mentor"], status_code=204)
async def disconnect(request: Requested, account_id: FromPath[UUID]) -> None:
    """Take a calendar out and give our access back."""
    await accounts.disconnect(house_of(request), person_of(request).id, account_id)


@post("/api/mentor/calendars/{account_id:uuid}/sync", tags=["mentor"], status_code=202)
async def look_now(request: Requested, account_id: FromPath[UUID]) -> None:
    """Read a calendar again, soon."""
    await ask_now(request, account_id)


@get("/api/mentor/calendar-feed", tags=["mentor"])
async def feed_address(request: Requested) -> FeedAddress:
    """The address of one's private feed."""
    house, person = house_of(request), person_of(request)
    return FeedAddress(await feed.address_of(house, person.id))


@post("/api/mentor/calendar-feed", tags=["mentor"], status_code=201, opt={HANDS_OUT_SECRETS: True})
async def rotate_feed(request: Requested) -> FeedAddress:
    """A new address; the old one is void at once."""
    return FeedAddress(await feed.rotate(house_of(request), person_of(request).id))


@delete("/api/mentor/calendar-feed", tags=["mentor"], status_code=204)
async def end_feed(request: Requested) -> None:
    """No feed any more."""
    await feed.end(house_of(request), person_of(request).id)


async def ask_now(request: Requested, account_id: UUID) -> None:
    """Queue a sync of one of the person's own calendars. Raises NotFound."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(ACTOR, schema_of(house)) as db:
        if not await reads.queries.owns(db.connection, id=account_id, user_id=person.id):
            raise NotFound
        await ask_for_sync(db, account_id)


def _oauth(provider: str) -> OAuthProvider:
    if provider == "google":
        return "google"
    if provider == "microsoft":
        return "microsoft"
    raise NotFound


ROUTES = [
    calendars,
    connect,
    connect_caldav,
    change,
    disconnect,
    look_now,
    feed_address,
    rotate_feed,
    end_feed,
]

"""The centre and its settings over JSON."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from kith.commons.messaging import centre, preferences
from kith.commons.messaging.centre import Told
from kith.commons.messaging.deciding import Digest
from kith.commons.messaging.preferences import Choice, Preferences
from kith.foundation.errors import Invalid, NotFound
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_LONGEST = 100


class NoticePage(msgspec.Struct, frozen=True):
    """Notices, newest first; `next` leads to those before them, null at the end."""

    items: list[Told]
    next: str | None


class Unread(msgspec.Struct, frozen=True):
    """How many are unread, counted up to 99."""

    count: int


class ReadUntil(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything shown up to this moment (with its offset) is read."""

    until: Annotated[datetime, msgspec.Meta(tz=True)]


class Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words on topics by channels; what is not named stays as it is."""

    choices: Annotated[list[Choice], msgspec.Meta(max_length=500)]


class Quietness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wall-clock times in `zone` (IANA), both null for no quiet hours; and how everyday letters come."""

    zone: Annotated[str, msgspec.Meta(max_length=60)]
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest: Digest = "off"


@get("/api/notifications", tags=["house"])
async def listed(
    request: Requested,
    before: FromQuery[Annotated[str, msgspec.Meta(max_length=80)] | None] = None,
    limit: FromQuery[int] = 30,
) -> NoticePage:
    """What one was told, newest first."""
    if not 1 <= limit <= _LONGEST:
        raise Invalid("Ask for 1 to 100 notices.", field="limit")
    try:
        place = None if before is None else centre.place_of(before)
    except ValueError:
        raise Invalid("This is not a cursor of ours.", field="before") from None
    found = await centre.page(house_of(request), person_of(request), before=place, at_most=limit + 1)
    return NoticePage(found[:limit], found[limit - 1].cursor if len(found) > limit else None)


@get("/api/notifications/unread", tags=["house"])
async def unread(request: Requested) -> Unread:
    """How many notices one has not read."""
    return Unread(await centre.unread(house_of(request), person_of(request)))


@post("/api/notifications/read", tags=["house"], status_code=204)
async def read_until(request: Requested, data: JSONBody[ReadUntil]) -> None:
    """Everything up to a moment is read."""
    await centre.mark_all_read(house_of(request), person_of(request), data.until)


@post("/api/notifications/{notice_id:uuid}/read", tags=["house"], status_code=204)
async def read_one(request: Requested, notice_id: FromPath[UUID]) -> None:
    """One is read."""
    if not await centre.mark_read(house_of(request), person_of(request), notice_id):
        raise NotFound


@post("/api/notifications/{notice_id:uuid}/unread", tags=["house"], status_code=204)
async def unread_one(request: Requested, notice_id: FromPath[UUID]) -> None:
    """One is to be looked at again."""
    if not await centre.mark_unread(house_of(request), person_of(request), notice_id):
        raise NotFound


@get("/api/notifications/preferences", tags=["house"])
async def preferred(request: Requested) -> Preferences:
    """How one wants to be told: every topic by channel, quiet hours, gathered letters."""
    return await preferences.of(house_of(request), person_of(request))


@put("/api/notifications/preferences", tags=["house"])
async def prefer(request: Requested, data: JSONBody[Chosen]) -> Preferences:
    """Choose topics by channel; all of it is kept or nothing."""
    house, person = house_of(request), person_of(request)
    await preferences.choose(house, person, data.choices, "api")
    return await preferences.of(house, person)


@put("/api/notifications/quiet", tags=["house"])
async def keep_quiet(request: Requested, data: JSONBody[Quietness]) -> Preferences:
    """Set quiet hours and how letters come."""
    house, person = house_of(request), person_of(request)
    await preferences.settle(
        house,
        person,
        zone=data.zone,
        quiet_from=data.quiet_from,
        quiet_until=data.quiet_until,
        digest=data.digest,
    )
    return await preferences.of(house, person)


ROUTES = [listed, unread, read_until, read_one, unread_one, preferred, prefer, keep_quiet]

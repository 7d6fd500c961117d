"""Who was there, over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, JSONBody

from kith.products.momento.attendance import commands, reads
from kith.products.momento.attendance.weighing import Outcome
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one says about a guest: attended, late or no_show."""

    says: Outcome


class Objection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was different."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class Attendance(msgspec.Struct, frozen=True, kw_only=True):
    """One's own attendance, and the other guests with what one has said about them."""

    status: str | None
    disputed_until: datetime
    said_until: datetime
    guests: list[reads.CoGuest]


@get("/api/momento/events/{event:uuid}/attendance", tags=["momento"])
async def attendance(request: Requested, event: FromPath[UUID]) -> Attendance:
    """For a guest: how one's own evening is written down, and whom one may say something about."""
    house, person = house_of(request), person_of(request)
    frame, guests = await reads.for_guest(house, person, event)
    return Attendance(
        status=frame["status"],
        disputed_until=frame["ends_at"] + commands.DISPUTED_FOR,
        said_until=frame["ends_at"] + commands.SAID_FOR,
        guests=guests,
    )


@put("/api/momento/events/{event:uuid}/attendance/{profile:uuid}", tags=["momento"], status_code=204)
async def say(
    request: Requested, event: FromPath[UUID], profile: FromPath[UUID], data: JSONBody[Word]
) -> None:
    """A guest's word about another guest; said again, it replaces the first. Nobody is told whose it was."""
    await commands.say_as_guest(house_of(request), person_of(request), event, profile, data.says)


@post("/api/momento/events/{event:uuid}/attendance/dispute", tags=["momento"], status_code=204)
async def dispute(request: Requested, event: FromPath[UUID], data: JSONBody[Objection]) -> None:
    """Contradict what is written about oneself, until 72 hours after the event."""
    await commands.dispute(house_of(request), person_of(request), event, data.reason)


@get("/api/momento/hosting/{event:uuid}/door", tags=["momento"])
async def door(request: Requested, event: FromPath[UUID]) -> list[reads.DoorGuest]:
    """The host's list: everybody with a seat and whether they are there."""
    house, person = house_of(request), person_of(request)
    return (await reads.for_host(house, person, event))[1]


@put("/api/momento/hosting/{event:uuid}/door/{profile:uuid}", tags=["momento"], status_code=204)
async def tick(
    request: Requested, event: FromPath[UUID], profile: FromPath[UUID], data: JSONBody[Word]
) -> None:
    """The host ticks somebody off the list."""
    await commands.say_as_host(house_of(request), person_of(request), event, profile, data.says)


ROUTES = [attendance, say, dispute, door, tick]

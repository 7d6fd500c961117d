"""Checking in over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.momento.attendance.commands import ACTOR, guest_frame, schema
from kith.products.momento.checkin import commands
from kith.products.momento.checkin.position import Fix
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Here(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The host's code, fixes of the phone's position (the last few seconds, newest last), or both; `sent_at` by the phone's own clock."""

    code: Annotated[str, msgspec.Meta(max_length=20)] = ""
    fixes: Annotated[list[Fix], msgspec.Meta(max_length=10)] = []
    sent_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class CheckInState(msgspec.Struct, frozen=True, kw_only=True):
    """Where one stands. phase: early, open, over."""

    event_id: UUID
    phase: str
    opens_at: datetime
    closes_at: datetime
    checked_in: commands.CheckedIn | None


@get("/api/momento/events/{event:uuid}/check-in", tags=["momento"])
async def state(request: Requested, event: FromPath[UUID]) -> CheckInState:
    """Whether one can check in now, and has."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        frame = await guest_frame(db, event, person.id)
        now = db.now
    known = None
    if frame["status"] is not None:
        known = commands.CheckedIn(
            status=frame["status"],
            method=frame["method"],
            checked_in_at=frame["checked_in_at"],
            incontestable=frame["incontestable"],
        )
    return CheckInState(
        event_id=event,
        phase=commands.phase(now, frame),
        opens_at=commands.opens_at(frame),
        closes_at=frame["ends_at"],
        checked_in=known,
    )


@post("/api/momento/events/{event:uuid}/check-in", tags=["momento"], status_code=200)
async def check_in(request: Requested, event: FromPath[UUID], data: JSONBody[Here]) -> commands.CheckedIn:
    """Check in. The position is used for this and kept thirty days at most; nobody else ever sees it."""
    return await commands.check_in(
        house_of(request),
        person_of(request),
        event,
        code=data.code,
        fixes=data.fixes,
        sent_at=data.sent_at,
    )


ROUTES = [state, check_in]

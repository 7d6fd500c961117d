"""Sessions over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.mentor.bookings import commands, reads
from kith.products.mentor.bookings.reads import SessionLine, SessionSeen
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class NewBooking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slot: the mentor's profile, when it begins (with offset), how long, a word to the mentor, and what pays for it."""

    mentor: UUID
    start: datetime
    minutes: int
    notes: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_NOTE)] = ""
    paid_with: Literal["card", "credit"] = "card"


class BookingMade(msgspec.Struct, frozen=True):
    """What came of it: confirmed, requested (the mentor answers within two days), or pay within ten minutes."""

    id: UUID
    outcome: str


class WhereToPay(msgspec.Struct, frozen=True):
    """Stripe's page for it."""

    url: str


class SessionOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word to the other; and the `back_cents` that were shown, where it is to be refused once less goes back."""

    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
    back_cents: int | None = None


class SessionEnded(msgspec.Struct, frozen=True):
    """What goes back to the mentee, in minor units."""

    back_cents: int


class SessionMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The new beginning, with offset."""

    start: datetime


class RequestAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mentor's yes or no, and a word with a no."""

    accept: bool
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


@post("/api/mentor/bookings", tags=["mentor"], status_code=201)
async def book(request: Requested, data: JSONBody[NewBooking]) -> BookingMade:
    """Take a slot. A conflict `slot-taken` comes with `alternatives`, the nearest free beginnings."""
    made = await commands.book(
        house_of(request),
        person_of(request),
        data.mentor,
        data.start,
        data.minutes,
        data.notes,
        with_credit=data.paid_with == "credit",
    )
    return BookingMade(made.id, made.outcome)


@get("/api/mentor/sessions", tags=["mentor"])
async def sessions(request: Requested) -> list[SessionLine]:
    """One's sessions as mentor and as mentee, the latest first."""
    return await reads.my_sessions(house_of(request), person_of(request))


@get("/api/mentor/sessions/{booking:uuid}", tags=["mentor"])
async def session(request: Requested, booking: FromPath[UUID]) -> SessionSeen:
    """One session."""
    return await reads.session_seen(house_of(request), person_of(request), booking)


@post("/api/mentor/sessions/{booking:uuid}/pay", tags=["mentor"], status_code=200)
async def pay(request: Requested, booking: FromPath[UUID]) -> WhereToPay:
    """Where to pay for it."""
    return WhereToPay(await commands.pay(house_of(request), person_of(request), booking))


@post("/api/mentor/sessions/{booking:uuid}/cancel", tags=["mentor"], status_code=200)
async def cancel(request: Requested, booking: FromPath[UUID], data: JSONBody[SessionOff]) -> SessionEnded:
    """Call it off; what goes back follows the policy shown before paying."""
    house, person = house_of(request), person_of(request)
    return SessionEnded(await commands.call_off(house, person, booking, data.reason, said=data.back_cents))


@post("/api/mentor/sessions/{booking:uuid}/move", tags=["mentor"], status_code=200)
async def move(request: Requested, booking: FromPath[UUID], data: JSONBody[SessionMove]) -> BookingMade:
    """Another time, or nothing changes."""
    made = await commands.move(house_of(request), person_of(request), booking, data.start)
    return BookingMade(made.id, made.outcome)


@post("/api/mentor/sessions/{booking:uuid}/answer", tags=["mentor"], status_code=204)
async def answer(request: Requested, booking: FromPath[UUID], data: JSONBody[RequestAnswer]) -> None:
    """The mentor's answer to a request."""
    if data.accept:
        await commands.accept(house_of(request), person_of(request), booking)
    else:
        await commands.decline(house_of(request), person_of(request), booking, data.reason)


ROUTES = [book, sessions, session, pay, cancel, move, answer]

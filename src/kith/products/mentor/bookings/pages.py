"""Checkout, my sessions, a session's page, and the mentor's overview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream

from kith.foundation.errors import Conflict, NotFound, Problem
from kith.foundation.language import _, later
from kith.products.mentor.availability.pages import picked, picker, zone_asked
from kith.products.mentor.availability.reads import queries as hours
from kith.products.mentor.bookings import commands, reads
from kith.products.mentor.frame import frame
from kith.products.mentor.no_shows.commands import standing as absence_of
from kith.products.mentor.sessions import commands as sessions_room
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, money, page
from kith.web.request import house_of, person_of, visitor

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
PAID: Final = {
    "confirmed": (
        "success",
        later("It is booked. You both have it in your mail, with the session for your calendar."),
    ),
    "requested": (
        "success",
        later("Paid and asked. You hear from us within two days; a no sends everything back."),
    ),
    "processing": ("info", later("Your bank is working on it. We write to you as soon as it is through.")),
    "too_late": (
        "warning",
        later("Your payment came when the time was taken. All of it is on its way back; pick another time."),
    ),
    "paid_twice": ("info", later("You had paid already. The second payment is on its way back to you.")),
    "failed": ("danger", later("The payment did not go through. Nothing was charged; you can try again.")),
    "expired": ("warning", later("The payment page was closed before anything was paid.")),
    "open": ("info", later("Nothing has been paid yet.")),
}
STATES: Final = {
    "to_pay": later("To be paid"),
    "requested": later("Waiting for an answer"),
    "confirmed": later("Booked"),
    "running": later("On now"),
    "declined": later("Not this time"),
    "unanswered": later("Not answered"),
    "over": later("Over"),
    "off": later("Called off"),
    "missed": later("Did not take place"),
}
PAST: Final = ("declined", "unanswered", "over", "off", "missed")
TONES: Final = {
    "to_pay": "warning",
    "requested": "warning",
    "confirmed": "success",
    "running": "accent",
    "declined": "neutral",
    "unanswered": "neutral",
    "over": "neutral",
    "off": "neutral",
    "missed": "neutral",
}


class SlotForm(msgspec.Struct, frozen=True):
    mentor: UUID
    start: datetime
    minutes: int
    notes: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_NOTE)] = ""
    pay: Annotated[str, msgspec.Meta(max_length=10)] = ""


class StartForm(msgspec.Struct, frozen=True):
    start: datetime


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
    back: int | None = None  # what the page said would go back, in minor units


async def _my_zone(request: Requested) -> str:
    house, person = house_of(request), person_of(request)
    async with house.database.session(reads.ACTOR, commands.schema(house)) as db:
        return await hours.zone_of(db.connection, person=person.id)


async def _another_time(
    request: Requested,
    profile: UUID,
    minutes: int,
    problem: Conflict,
    moving: UUID | None = None,
    pay: str = "",
) -> Response[Any]:
    """“Just taken”, with the nearest that are free, instead of an error page."""
    context = {
        "problem": problem,
        "profile": profile,
        "minutes": minutes,
        "zone": await _my_zone(request),
        "moving": moving,
        "pay": pay,
    }
    return page(
        request,
        "mentor/taken.html",
        {**frame(request, "mentors"), **context},
        product="mentor",
        status=problem.status,
    )


@post("/mentor/bookings", include_in_schema=False, status_code=200)
async def book(request: Requested) -> Response[Any]:
    sent = await forms.read(request, SlotForm)
    times = f"/mentor/mentors/{sent.mentor}/book"
    if visitor(request) is None:
        return Redirect(f"/sign-in?next={quote(times, safe='')}", status_code=303)
    house, person = house_of(request), person_of(request)
    try:
        made = await commands.book(
            house,
            person,
            sent.mentor,
            sent.start,
            sent.minutes,
            sent.notes,
            with_credit=sent.pay == "credit",
        )
    except NotFound:
        # Somebody who has not joined yet comes back to the same mentor.
        return Redirect(f"/mentor/join?next={times}", status_code=303)
    except Conflict as problem:
        return await _another_time(request, sent.mentor, sent.minutes, problem, pay=sent.pay)
    if made.outcome == "pay":
        return Redirect(f"/mentor/bookings/{made.id}/pay", status_code=303)
    if made.outcome == "confirmed":
        flash_next(request, *PAID["confirmed"])
    elif sent.pay == "credit":
        flash_next(
            request,
            "success",
            "Asked. You hear from us within two days; a no puts everything back into your package.",
        )
    else:
        flash_next(request, "success", "Asked. You hear from us within two days.")
    return Redirect(f"/mentor/sessions/{made.id}", status_code=303)


@get("/mentor/bookings/{booking:uuid}/pay", include_in_schema=False)
async def checkout(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    seen = await reads.session_seen(house_of(request), person_of(request), booking)
    if seen.line.state != "to_pay" or seen.line.role != "mentee":
        return Redirect(f"/mentor/sessions/{booking}", status_code=303)
    context = {"seen": seen, "line": seen.line, "now": house_of(request).clock.now()}
    return page(request, "mentor/checkout.html", {**frame(request, "sessions"), **context}, product="mentor")


@post("/mentor/bookings/{booking:uuid}/pay", include_in_schema=False, status_code=200)
async def pay(request: Requested, booking: FromPath[UUID]) -> Redirect:
    try:
        return Redirect(await commands.pay(house_of(request), person_of(request), booking), status_code=303)
    except Problem as problem:
        if problem.status not in (402, 409, 503):
            raise
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@get("/mentor/bookings/{booking:uuid}/paid", include_in_schema=False)
async def paid(request: Requested, booking: FromPath[UUID]) -> Redirect:
    try:
        outcome = await commands.came_back(house_of(request), person_of(request), booking)
    except Problem as problem:
        if problem.status != 503:
            raise
        outcome = "processing"
    flash_next(request, *PAID[outcome])
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@post("/mentor/bookings/{booking:uuid}/let-go", include_in_schema=False, status_code=200)
async def let_go(request: Requested, booking: FromPath[UUID]) -> Redirect:
    house, person = house_of(request), person_of(request)
    seen = await reads.session_seen(house, person, booking)
    try:
        await commands.let_go(house, person, booking)
    except Conflict as problem:
        flash_next(request, "info", problem.detail)
        return Redirect(f"/mentor/sessions/{booking}", status_code=303)
    flash_next(request, "info", "The time is free again.")
    return Redirect(f"/mentor/mentors/{seen.mentor_profile}/book", status_code=303)


@get("/mentor/sessions", include_in_schema=False)
async def sessions(request: Requested) -> Response[Any]:
    lines = await reads.my_sessions(house_of(request), person_of(request))
    ahead = [line for line in reversed(lines) if line.state in ("confirmed", "running")]
    context = {
        "to_answer": [
            line for line in reversed(lines) if line.state == "requested" and line.role == "mentor"
        ],
        "waiting": [
            line
            for line in reversed(lines)
            if line.state == "to_pay" or (line.state == "requested" and line.role == "mentee")
        ],
        "ahead": ahead,
        "past": [line for line in lines if line.state in PAST],
        "zone": await _my_zone(request),
        "states": {name: _(words) for name, words in STATES.items()},
        "tones": TONES,
    }
    return page(request, "mentor/sessions.html", {**frame(request, "sessions"), **context}, product="mentor")


async def show_session(
    request: Requested,
    booking: UUID,
    problem: Problem | None = None,
    *,
    yours: str | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response[Any]:
    """A session's page. `yours`: notes that met the other's. `typed`: what a form held that was refused (message; content and version; reason)."""
    house, person = house_of(request), person_of(request)
    seen = await reads.session_seen(house, person, booking)
    other = seen.mentor_zone if seen.line.role == "mentee" else seen.mentee_zone
    mine = seen.mentee_zone if seen.line.role == "mentee" else seen.mentor_zone
    context = {
        "seen": seen,
        "line": seen.line,
        "zone": mine,
        "other_zone": other if other != mine else None,
        "problem": problem,
        "state": _(STATES[seen.line.state]),
        "tone": TONES[seen.line.state],
        "now": house.clock.now(),
        "yours": yours,
        "typed": typed or {},
        "room": await sessions_room.room(house, person, booking) if seen.was_confirmed else None,
        "no_show": await absence_of(house, person, booking) if seen.was_confirmed else None,
        "said_at": ("notes",),
    }
    return page(
        request,
        "mentor/session.html",
        {**frame(request, "sessions"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get("/mentor/sessions/{booking:uuid}", include_in_schema=False)
async def session(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    seen = await reads.session_seen(house_of(request), person_of(request), booking)
    if seen.moved_to is not None:
        return Redirect(f"/mentor/sessions/{seen.moved_to}", status_code=303)
    return await show_session(request, booking)


def moved_on(house: House, booking: UUID) -> str:
    """For a page that is open while its session becomes something else: that it did, and the way to how it stands."""
    return house.part("web.pages", Pages).render("mentor/partials/moved_on.html", {"booking": booking})


@get("/mentor/sessions/{booking:uuid}/live", include_in_schema=False)
async def live(request: Requested, booking: FromPath[UUID], shown: FromQuery[str]) -> Stream:
    """Nothing, until the session is not in the state that the page shows any more."""
    house, person = house_of(request), person_of(request)
    await reads.session_seen(house, person, booking)

    async def render() -> str:
        seen = await reads.session_seen(house, person, booking)
        return "" if seen.line.state == shown else moved_on(house, booking)

    return stream(request, commands.schema(house), f"booking:{booking}", render)


@get("/mentor/sessions/{booking:uuid}/room", include_in_schema=False)
async def enter(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    address = await reads.way_in(house_of(request), person_of(request), booking)
    if address is None:
        flash_next(request, "info", "The room opens ten minutes before the session.")
        return Redirect(f"/mentor/sessions/{booking}", status_code=303)
    await sessions_room.enter(house_of(request), person_of(request), booking)
    return Redirect(address, status_code=303, headers={"referrer-policy": "no-referrer"})


@post("/mentor/sessions/{booking:uuid}/cancel", include_in_schema=False, status_code=200)
async def cancel(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Reason)
    house, person = house_of(request), person_of(request)
    seen = await reads.session_seen(house, person, booking)
    try:
        back = await commands.call_off(house, person, booking, sent.reason, said=sent.back)
    except Conflict as problem:
        return await show_session(request, booking, problem, typed={"reason": sent.reason})
    sum_back = money(back, seen.line.currency)
    words = (
        _("It is off.")
        if not back
        else _("It is off. %(sum)s is back in the package.", sum=sum_back)
        if seen.paid_with == "credit"
        else _("It is off. %(sum)s is on its way back.", sum=sum_back)
    )
    flash_next(request, "info", words)
    return Redirect("/mentor/sessions", status_code=303)


@post("/mentor/sessions/{booking:uuid}/accept", include_in_schema=False, status_code=200)
async def accept(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    try:
        await commands.accept(house_of(request), person_of(request), booking)
    except Conflict as problem:
        return await show_session(request, booking, problem)
    flash_next(request, "success", "Booked. You both have it in your mail.")
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@post("/mentor/sessions/{booking:uuid}/decline", include_in_schema=False, status_code=200)
async def decline(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Reason)
    house, person = house_of(request), person_of(request)
    seen = await reads.session_seen(house, person, booking)
    try:
        await commands.decline(house, person, booking, sent.reason)
    except Conflict as problem:
        return await show_session(request, booking, problem)
    words = (
        later("Thank you for answering. The money is on its way back.")
        if seen.paid_cents and seen.paid_with == "card"
        else later("Thank you for answering. What it cost is back in the package.")
        if seen.paid_cents
        else later("Thank you for answering. They are told.")
    )
    flash_next(request, "info", words)
    return Redirect("/mentor/sessions", status_code=303)


@get("/mentor/sessions/{booking:uuid}/move", include_in_schema=False)
async def pick_again(
    request: Requested,
    booking: FromPath[UUID],
    start: FromQuery[date | None] = None,
    zone: FromQuery[str] = "",
    view: FromQuery[str] = "week",
) -> Response[Any]:
    seen = await reads.session_seen(house_of(request), person_of(request), booking)
    if not seen.may_move:
        return Redirect(f"/mentor/sessions/{booking}", status_code=303)
    shown = "month" if view == "month" else "week"
    zone, unknown = zone_asked(zone)
    found = await picked(
        request, seen.mentor_profile, minutes=None, start=start, zone=zone, view=shown, leave_out=booking
    )
    if seen.line.minutes in found.durations and seen.line.minutes != found.minutes:
        found = await picked(
            request,
            seen.mentor_profile,
            minutes=seen.line.minutes,
            start=start,
            zone=zone,
            view=shown,
            leave_out=booking,
        )
    context = picker(found, f"/mentor/sessions/{booking}/move", view=shown, zone=zone, extra={})
    context |= {
        "lengths": [],
        "moving": booking,
        "unknown_zone": unknown,
        "credit": None,
        "with_credit": False,
        "packages": [],
    }
    return page(
        request,
        "mentor/pick.html",
        {**frame(request, "sessions"), **context},
        product="mentor",
        status=422 if unknown else 200,
    )


@post("/mentor/sessions/{booking:uuid}/move", include_in_schema=False, status_code=200)
async def move(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, StartForm)
    house, person = house_of(request), person_of(request)
    seen = await reads.session_seen(house, person, booking)
    try:
        made = await commands.move(house, person, booking, sent.start)
    except Conflict as problem:
        return await _another_time(request, seen.mentor_profile, seen.line.minutes, problem, booking)
    words = (
        later("Moved. You both have the new time in your mail.")
        if made.outcome == "confirmed"
        else later("Asked for the new time. You hear from us within two days.")
    )
    flash_next(request, "success", words)
    return Redirect(f"/mentor/sessions/{made.id}", status_code=303)


ROUTES = [
    book,
    checkout,
    pay,
    paid,
    let_go,
    sessions,
    session,
    live,
    enter,
    cancel,
    accept,
    decline,
    pick_again,
    move,
]

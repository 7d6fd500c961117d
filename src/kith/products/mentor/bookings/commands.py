"""Booking a slot, paying for it, answering a request, moving and calling off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.checkout import expire_checkout
from kith.commons.billing.policy import RefundStep
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.products.mentor.availability import reads as availability
from kith.products.mentor.bookings import telling
from kith.products.mentor.bookings.price import price_of
from kith.products.mentor.bookings.telling import queries
from kith.products.mentor.calendars.live import require_free
from kith.products.mentor.payments import opening, settling

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("mentor.bookings")
payments = settling.queries
POLICY: Final = (RefundStep(24, 100), RefundStep(4, 50))
"""As the database writes it down with each booking."""
LONGEST_NOTE: Final = 2000
_TAKEN: Final = later(
    "Somebody was quicker: this time has just been taken. These are the nearest that are free."
)
REFUSALS: Final = {
    "busy": later("You have another session at that time."),
    "over": later("That time is over."),
    "closed": later("This mentor takes no bookings right now."),
    "yourself": later("You cannot book yourself. Book somebody you do not know yet."),
    "no_credit": later("There is no session left in your package for this one. You can pay for it by card."),
    "too_many": later(
        "Three sessions wait for your payment already. Pay for one or let it go, then book the next."
    ),
}


class Booked(msgspec.Struct, frozen=True):
    """A booking that was made: confirmed; requested (the mentor decides); or to be paid within ten minutes."""

    id: UUID
    outcome: Literal["confirmed", "requested", "pay"]


def schema(house: House) -> str:
    return house.product("mentor").schema


async def book(
    house: House,
    person: Person,
    profile: UUID,
    start: datetime,
    minutes: int,
    notes: str = "",
    *,
    with_credit: bool = False,
) -> Booked:
    """Take a slot: the time is this person's for ten minutes while they pay; what costs nothing, or is paid with credit, is booked, or
    asked for, at once.

    Raises:
        NotFound: no such mentor, or the person has not joined Mentor.
        Invalid: no such length, an odd start; the field is named.
        Conflict: taken just now, with the nearest alternatives; or another reason, which the slug names.
        CalendarUnreachable: the mentor's calendar is old and cannot be asked.
    """
    if start.tzinfo is None:
        raise Invalid(
            "Please give the start with its offset, such as 2026-12-01T19:00:00+01:00.", field="start"
        )
    if len(notes) > LONGEST_NOTE:
        raise Invalid("Please keep it under two thousand characters.", field="notes")
    start = start.astimezone(UTC)
    async with house.database.session(_ACTOR, schema(house)) as db:
        mentor = await queries.mentor(db.connection, profile=profile)
        if mentor is None or not await queries.is_member(db.connection, person=person.id):
            raise NotFound
    end = start + timedelta(minutes=max(1, min(minutes, 1440)))
    if not await require_free(house, mentor["user_id"], start, end):
        raise await _taken(house, mentor["user_id"], person.id, start, minutes)
    price = price_of(mentor["hourly_rate"], minutes)

    async def work(db: Session) -> Booked | str:
        await queries.lock(db.connection, people=[mentor["user_id"], person.id])
        if not await availability.is_offered(db, mentor["user_id"], person.id, start, minutes):
            return await _why_not(db, mentor["user_id"], person.id, start)
        wanted: dict[str, Any] = {
            "mentor": mentor["user_id"],
            "mentee": person.id,
            "start_time": start,
            "end_time": end,
            "notes": notes.strip() or None,
        }
        made = (
            await queries.book_with_credit(db.connection, **wanted)
            if with_credit
            else await queries.book(
                db.connection,
                **wanted,
                price=price,
                currency=mentor["currency"],
                paid_with="card" if price else "nothing",
            )
        )
        if made["booking_id"] is None:
            return str(made["outcome"])
        await _has_room(db, house, made["booking_id"])
        if made["outcome"] == "confirmed":
            await telling.tell_confirmed(db, house, made["booking_id"])
            return Booked(made["booking_id"], "confirmed")
        if with_credit or not price:
            await telling.tell_requested(db, house, made["booking_id"])
            return Booked(made["booking_id"], "requested")
        return Booked(made["booking_id"], "pay")

    outcome = await house.database.transact(_ACTOR, schema(house), work)
    if isinstance(outcome, Booked):
        return outcome
    if outcome in REFUSALS:
        raise Conflict(REFUSALS[outcome], slug=f"booking-{outcome.replace('_', '-')}")
    raise await _taken(house, mentor["user_id"], person.id, start, minutes)


async def _why_not(db: Session, mentor: UUID, mentee: UUID, start: datetime) -> str:
    """Why the slot function says no: the pair, the past, or the time itself."""
    offer = await availability.offer_of(db, mentor, mentee)
    if offer.refused is not None:
        return offer.refused
    return "over" if start <= db.now else "taken"


async def _taken(
    house: House,
    mentor: UUID,
    mentee: UUID,
    start: datetime,
    minutes: int,
    leave_out: UUID | None = None,
) -> Conflict:
    async with house.database.session(_ACTOR, schema(house)) as db:
        near = await availability.alternatives(db, mentor, mentee, start, minutes, leave_out=leave_out)
    return Conflict(_TAKEN, slug="slot-taken", alternatives=near)


async def _has_room(db: Session, house: House, booking: UUID) -> None:
    row = await queries.one(db.connection, booking=booking)
    url = f"https://{house.settings.jitsi_host}/{row['meeting_room']}"
    await queries.set_room(db.connection, booking=booking, url=url)


async def own(db: Session, person: Person, booking: UUID, *roles: str) -> Any:
    """A booking of this person's, in one of these roles (mentor, mentee; any, when none is named), service.

    Raises:
        NotFound: not theirs.
    """
    row = await queries.one(db.connection, booking=booking)
    if row is None:
        raise NotFound
    role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
    if row[f"{role}_user_id"] != person.id or (roles and role not in roles):
        raise NotFound
    if role == "mentor" and row["status"] == "pending" and row["requested_at"] is None:
        raise NotFound  # somebody is still paying
    return row


async def pay(house: House, person: Person, booking: UUID) -> str:
    """Where to pay: the same page however often it is asked for.

    Raises:
        NotFound: not theirs to pay.
        Conflict: nothing to pay, or the time was given up; bank-at-work while a bank thinks.
        Unavailable, PaymentRefused: Stripe.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking, "mentee")
        if row["status"] != "pending" or row["requested_at"] is not None or not row["price_cents"]:
            raise Conflict("There is nothing to pay here.", slug="nothing-to-pay")
        if row["lapsed_at"] is not None or row["expires_at"] <= db.now:
            raise Conflict(
                "The ten minutes are over, so the time is free again. Take it once more, or another.",
                slug="hold-over",
            )
        begun = await opening.begin(
            db, person.id, booking=booking, amount=row["price_cents"], currency=row["currency"]
        )
    return await opening.address(
        house,
        person.id,
        begun,
        title=f"{row['duration_minutes']} minutes with {row['mentor_name']}",
        success_path=f"/mentor/bookings/{booking}/paid",
        cancel_path=f"/mentor/bookings/{booking}/pay",
        otherwise=f"/mentor/sessions/{booking}",
    )


async def came_back(house: House, person: Person, booking: UUID) -> str:
    """The browser returned from paying: look now, whether the webhook was here or not. How the payment stands.

    Raises:
        NotFound: not theirs.
        Unavailable: Stripe does not answer.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking, "mentee")
        begun = await payments.open_payment(db.connection, booking=booking, purchase=None)
    if begun is None:
        return {"confirmed": "confirmed", "completed": "confirmed"}.get(
            row["status"], "requested" if row["requested_at"] and row["status"] == "pending" else "too_late"
        )
    return await settling.settle(house, begun["id"])


async def let_go(house: House, person: Person, booking: UUID) -> None:
    """Do not pay after all: the time is free at once.

    Raises:
        NotFound: not theirs.
        Conflict: it was paid meanwhile.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await own(db, person, booking, "mentee")
        begun = await payments.open_payment(db.connection, booking=booking, purchase=None)
    if begun is not None and begun["stripe_checkout_session_id"]:
        await expire_checkout(house, begun["stripe_checkout_session_id"])
        await settling.settle(house, begun["id"])
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking, "mentee")
        if row["status"] != "pending" or row["requested_at"] is not None:
            raise Conflict("It was paid meanwhile. You can call it off on its page.", slug="paid")
        await queries.finish(
            db.connection, booking=booking, status="cancelled", by="mentee", percent=0, reason=None
        )


async def accept(house: House, person: Person, booking: UUID) -> None:
    """The mentor says yes to a request.

    Raises:
        NotFound: not theirs to answer.
        Conflict: answered, withdrawn or lapsed.
    """

    async def work(db: Session) -> None:
        row = await own(db, person, booking, "mentor")
        await queries.lock(db.connection, people=[row["mentor_user_id"], row["mentee_user_id"]])
        if await queries.accept(db.connection, booking=booking) is None:
            raise Conflict("This request is not open any more.", slug="request-over")
        await telling.tell_confirmed(db, house, booking)
        await announce(db, f"booking:{booking}")

    await house.database.transact(_ACTOR, schema(house), work)


async def decline(house: House, person: Person, booking: UUID, reason: str = "") -> None:
    """The mentor says no to a request; all of the money goes back.

    Raises:
        NotFound: not theirs to answer.
        Conflict: answered, withdrawn or lapsed.
    """

    async def work(db: Session) -> None:
        row = await own(db, person, booking, "mentor")
        if row["status"] != "pending":
            raise Conflict("This request is not open any more.", slug="request-over")
        await _end(db, house, booking, "declined", "mentor", 100, reason)

    await house.database.transact(_ACTOR, schema(house), work)


def percent_if_called_off(row: Any, role: str, at: datetime) -> int:
    """How many percent go back when somebody calls a booking off now: what was agreed for the mentee, all by the mentor or before a yes."""
    if role == "mentor" or row["status"] == "pending":
        return 100
    before = row["start_time"] - at
    steps = row["cancellation_policy"]
    held = [step["percent"] for step in steps if before >= timedelta(hours=step["hours"])]
    return int(max(held, default=0))


async def call_off(
    house: House, person: Person, booking: UUID, reason: str = "", *, said: int | None = None
) -> int:
    """Call a session or one's request off; returns what goes back to the mentee, in minor units. `said` is what they were told would.

    Raises:
        NotFound: not theirs.
        Conflict: over, begun, or off already; or less goes back by now than was said.
    """

    async def work(db: Session) -> int:
        row = await own(db, person, booking)
        role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
        if row["status"] not in ("pending", "confirmed") or row["start_time"] <= db.now:
            raise Conflict("This session cannot be called off any more.", slug="session-over")
        percent = percent_if_called_off(row, role, db.now)
        back = int(row["paid_cents"]) * percent // 100
        if said is not None and back < said:
            raise Conflict(
                "Meanwhile less goes back than you were told. Nothing has changed yet: look at the sum again.",
                slug="less-goes-back",
            )
        await _end(db, house, booking, "cancelled", role, percent, reason)
        return back

    return await house.database.transact(_ACTOR, schema(house), work)


async def _end(
    db: Session, house: House, booking: UUID, status: str, by: str, percent: int, reason: str
) -> None:
    ended = await queries.finish(
        db.connection,
        booking=booking,
        status=status,
        by=by,
        percent=percent,
        reason=reason.strip()[:500] or None,
    )
    if ended != "ended":
        raise Conflict("This session is off already.", slug="session-over")
    await telling.tell_ended(db, house, booking, by)
    await announce(db, f"booking:{booking}")


async def move(house: House, person: Person, booking: UUID, start: datetime) -> Booked:
    """Another time for a session: the old one is given up only when the new one is theirs.

    Raises:
        NotFound: not this mentee's.
        Conflict: taken, with alternatives; or it cannot be moved any more.
        CalendarUnreachable: the mentor's calendar is old and cannot be asked.
    """
    if start.tzinfo is None:
        raise Invalid(
            "Please give the start with its offset, such as 2026-12-01T19:00:00+01:00.", field="start"
        )
    start = start.astimezone(UTC)
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking, "mentee")
        if percent_if_called_off(row, "mentee", db.now) < 100:
            raise Conflict(
                "It is too late to move this session. You can still call it off.", slug="too-late-to-move"
            )
    minutes = int(row["duration_minutes"])
    end = start + timedelta(minutes=minutes)
    if not await require_free(house, row["mentor_user_id"], start, end):
        raise await _taken(house, row["mentor_user_id"], person.id, start, minutes, booking)

    async def work(db: Session) -> Booked | str:
        await queries.lock(db.connection, people=[row["mentor_user_id"], row["mentee_user_id"]])
        if not await availability.is_offered(
            db, row["mentor_user_id"], person.id, start, minutes, leave_out=booking
        ):
            return "taken"
        made = await queries.move(db.connection, booking=booking, start_time=start, end_time=end)
        if made["booking_id"] is None:
            return str(made["outcome"])
        await _has_room(db, house, made["booking_id"])
        if made["outcome"] == "confirmed":
            await telling.tell_confirmed(db, house, made["booking_id"], moved=True)
            return Booked(made["booking_id"], "confirmed")
        await telling.tell_requested(db, house, made["booking_id"])
        return Booked(made["booking_id"], "requested")

    outcome = await house.database.transact(_ACTOR, schema(house), work)
    if isinstance(outcome, Booked):
        return outcome
    if outcome in REFUSALS:
        raise Conflict(REFUSALS[outcome], slug=f"booking-{outcome.replace('_', '-')}")
    raise await _taken(house, row["mentor_user_id"], person.id, start, minutes, booking)

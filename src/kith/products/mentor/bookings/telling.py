"""What people are told about their sessions: short letters, with the session for their calendar."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.outbox import MailedInvitation
from kith.foundation.language import _, later
from kith.foundation.queries import load
from kith.products.mentor import topics
from kith.products.mentor.calendars.invitations import ics
from kith.products.mentor.calendars.invitations.ics import Meeting, Party
from kith.products.mentor.calendars.writing_back import ask_to_write
from kith.web.pages import clock_time, day, money

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
Role = Literal["mentor", "mentee"]


async def tell_confirmed(db: Session, house: House, booking: UUID, *, moved: bool = False) -> None:
    """Both have a session, or another time for it (service, with the change)."""
    row = await _one(db, booking)
    await ask_to_write(db, booking)
    for role in ("mentor", "mentee"):
        text = (
            _said(later("Your session with %(name)s is at another time now: %(when)s."), row, role)
            if moved
            else _said(later("Your session with %(name)s is booked: %(when)s."), row, role)
        )
        await _tell(
            db,
            house,
            row,
            role,
            "moved" if moved else "confirmed",
            _said(later("Moved: your session with %(name)s"), row, role)
            if moved
            else _said(later("Booked: your session with %(name)s"), row, role),
            lambda text=text: " ".join(
                (text(), _("The room opens ten minutes before, on the session’s page."))
            ),
            method="REQUEST",
        )


async def tell_requested(db: Session, house: House, booking: UUID) -> None:
    """The mentor has something to answer."""
    row = await _one(db, booking)
    await _tell(
        db,
        house,
        row,
        "mentor",
        "requested",
        _said(later("%(name)s would like a session with you"), row, "mentor"),
        lambda: " ".join(
            (
                _said(later("%(name)s asks for %(when)s."), row, "mentor")(),
                row["notes"] or "",
                _("Please say yes or no within two days; after that it lapses and the money goes back."),
            )
        ),
    )
    await _tell(
        db,
        house,
        row,
        "mentee",
        "requested",
        _said(later("Asked: a session with %(name)s"), row, "mentee"),
        _said(
            later(
                "We have asked %(name)s about %(when)s. You hear from us within two days; if it is a no, all of your money goes back."
            ),
            row,
            "mentee",
        ),
    )


async def tell_ended(db: Session, house: House, booking: UUID, by: str) -> None:
    """A session or a request is off: whoever did not do it learns of it, both get it out of their calendars."""
    row = await _one(db, booking)
    await ask_to_write(db, booking)
    was_on = row["confirmed_at"] is not None
    back = row["paid_cents"] * (row["percent_back"] or 0) // 100
    for role in ("mentor", "mentee"):
        if role == "mentor" and not was_on and row["requested_at"] is None:
            continue  # an unpaid hold, of which the mentor never heard
        subject = (
            _said(later("Called off: your session with %(name)s"), row, role)
            if was_on
            else _said(later("No session with %(name)s this time"), row, role)
        )
        await _tell(
            db,
            house,
            row,
            role,
            "ended",
            subject,
            lambda role=role: _ended(row, role, by, back, was_on=was_on),
            method="CANCEL" if was_on else None,
        )


async def tell_ended_by_leaving(db: Session, house: House, booking: UUID, left: UUID) -> None:
    """Somebody left Mentor: the other of the two learns that the session is off (service, after the change)."""
    row = await _one(db, booking)
    await ask_to_write(db, booking)
    by: Role = "mentor" if row["mentor_user_id"] == left else "mentee"
    role: Role = "mentee" if by == "mentor" else "mentor"
    if role == "mentor" and row["confirmed_at"] is None and row["requested_at"] is None:
        return  # an unpaid hold, of which the mentor never heard
    back = row["paid_cents"] * (row["percent_back"] or 0) // 100
    await _tell(
        db,
        house,
        row,
        role,
        "ended",
        _said(later("Called off: a session of yours"), row, role),
        lambda: _ended(row, role, by, back, was_on=row["confirmed_at"] is not None),
        method="CANCEL" if row["confirmed_at"] is not None else None,
    )


def _ended(row: Any, role: Role, by: str, back: int, *, was_on: bool) -> str:
    if not was_on:
        what = (
            _said(later("Your request for %(when)s was not answered in time."), row, role)()
            if by == "lapsed"
            else _said(later("%(name)s cannot make %(when)s."), row, role)()
            if role == "mentee" and by == "mentor"
            else _said(later("The request for %(when)s is off."), row, role)()
        )
    elif by == role:
        what = _said(later("You called off your session with %(name)s, %(when)s."), row, role)()
    elif by == "house":
        what = _said(later("Your session with %(name)s, %(when)s, cannot take place."), row, role)()
    else:
        what = _said(later("%(name)s had to call off your session, %(when)s."), row, role)()
    if role == "mentee" and back:
        what += " " + _back(row, back)
    if row["cancel_reason"] and by != role and by in ("mentor", "mentee", "house"):
        what += "\n\n" + row["cancel_reason"]
    return what


def _back(row: Any, back: int) -> str:
    """Where the money goes: into the package that paid, to the card, or from one to the other."""
    value = money(back, row["currency"])
    if row["paid_with"] == "credit" and not row["package_over"]:
        return _("%(sum)s is back in your package.", sum=value)
    return _("%(sum)s is on its way back to you; it takes a few days.", sum=value)


async def tell_settled(
    db: Session, house: House, booking: UUID, person: UUID, payment: UUID, outcome: str
) -> None:
    """What a payment came to (service, with the change)."""
    if outcome == "confirmed":
        await tell_confirmed(db, house, booking)
        return
    if outcome == "requested":
        await tell_requested(db, house, booking)
        return
    row = await _one(db, booking)
    too_late = outcome == "too_late"
    text = (
        _said(
            later(
                "Your payment for %(when)s with %(name)s came when the time was taken. All of it is on its way back to you; other times are free."
            ),
            row,
            "mentee",
        )
        if too_late
        else _said(
            later(
                "Two payments for your session with %(name)s reached us. The session is yours; the second payment is on its way back."
            ),
            row,
            "mentee",
        )
    )
    await notify(
        db,
        house,
        person,
        lambda: Notice(
            subject=_("Your money comes back"),
            text=text(),
            link=f"/mentor/mentors/{row['mentor_profile']}/book"
            if too_late
            else f"/mentor/sessions/{booking}",
            hint=_("A payment is coming back to you."),
        ),
        product="Mentor",
        topic=topics.PAYMENTS,
        purpose=f"payment.{outcome}",
        key=f"payment:{payment}:{outcome}",
    )


async def _one(db: Session, booking: UUID) -> Any:
    return await queries.one(db.connection, booking=booking)


def _said(words: str, row: Any, role: str) -> Callable[[], str]:
    """A sentence about a booking for one of the two, said when it is written: in their language, in their time zone."""
    other = row["mentee_name" if role == "mentor" else "mentor_name"] or _("somebody")
    zone = row[f"{role}_timezone"]

    def say() -> str:
        start = row["start_time"]
        when = f"{day(start, zone)}, {clock_time(start, zone)} ({zone})"
        sentence = _(words, name=other, when=when)
        # It may begin with somebody who has left.
        return sentence[:1].upper() + sentence[1:]

    return say


async def _tell(
    db: Session,
    house: House,
    row: Any,
    role: Role,
    purpose: str,
    subject: Callable[[], str],
    text: Callable[[], str],
    *,
    method: Literal["REQUEST", "CANCEL"] | None = None,
) -> None:
    person = row[f"{role}_user_id"]
    invited = None if method is None else await _invitation(db, house, row, role, method)
    await notify(
        db,
        house,
        person,
        lambda: Notice(
            subject=subject(),
            text=text(),
            link=f"/mentor/sessions/{row['id']}",
            hint=_("About a session of yours."),
            invitation=invited,
        ),
        product="Mentor",
        topic=topics.BOOKINGS,
        purpose=f"booking.{purpose}",
        key=f"booking:{row['id']}:{purpose}:{role}",
    )


async def _invitation(
    db: Session, house: House, row: Any, role: Role, method: Literal["REQUEST", "CANCEL"]
) -> MailedInvitation | None:
    reader = await queries.address(db.connection, person=row[f"{role}_user_id"])
    if reader is None or not reader["email"]:
        return None
    other = row["mentee_name" if role == "mentor" else "mentor_name"] or "Mentor"
    meeting = Meeting(
        booking_id=row["calendar_uid"],
        sequence=row["calendar_sequence"],
        changed_at=db.now,
        starts=row["start_time"],
        ends=row["end_time"],
        summary=f"Mentoring with {other}",
        url=f"{house.settings.public_url}/mentor/sessions/{row['id']}",
    )
    house_mailbox = Party(f"{other} (Mentor)", parseaddr(house.settings.mail_from)[1])
    attendee = Party(reader["name"] or "", reader["email"])
    write = ics.invitation if method == "REQUEST" else ics.cancellation
    return MailedInvitation(method, write(meeting, house_mailbox, attendee))

"""Bookings in the mentor's own calendar: put there when they allow it, moved with the booking, taken out when it is called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.jobs import Payload, enqueue
from kith.products.mentor.calendars.invitations.ics import Meeting
from kith.products.mentor.calendars.providers.shapes import AccessEnded, Written
from kith.products.mentor.calendars.syncing import end_access
from kith.products.mentor.calendars.tokens import ACTOR, account_of, ask, queries, schema_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

WRITE_JOB: Final = "mentor.calendars.write"
_MOST_ROUNDS: Final = 5


async def ask_to_write(db: Session, booking_id: UUID) -> None:
    """Queue, in the transaction that changes a booking (service), bringing the mentor's calendars up to date with it."""
    await enqueue(db, WRITE_JOB, {"booking": str(booking_id)})


async def write(house: House, payload: Payload) -> None:
    """The job: make the mentor's calendars show the booking as it is now. Running it twice, or late, ends the same.

    Raises:
        ProviderAway: to be tried again.
    """
    booking_id = UUID(payload["booking"])
    for _ in range(_MOST_ROUNDS):
        async with house.database.session(ACTOR, schema_of(house)) as db:
            booking = await queries.booking(db.connection, id=booking_id)
            rows = (
                []
                if booking is None
                else [row async for row in queries.calendars_of_booking(db.connection, booking_id=booking_id)]
            )
        if booking is None or not rows:
            return
        done = [await _bring_up_to_date(house, booking, row) for row in rows]
        if not any(done):
            # Nothing was left to do, so nothing changed while we did it.
            return


async def _bring_up_to_date(house: House, booking: Any, row: Any) -> bool:
    """One calendar: whether there was something to do."""
    account = account_of(row)
    wanted = _as_text(booking) if booking["status"] == "confirmed" and account.write_back else ""
    if wanted == (row["shown"] or "") or account.access_ended_at is not None:
        return False
    known = (
        None
        if row["reference"] is None
        else Written(reference=row["reference"], version=row["version"] or "")
    )
    try:
        if wanted:
            meeting, before = meeting_of(house, booking), known
            known = await ask(house, account, lambda client: client.write(meeting, before))
        elif known is not None:
            gone = known
            await ask(house, account, lambda client: client.remove(gone))
            known = None
    except AccessEnded:
        await end_access(house, account)
        return False
    async with house.database.session(ACTOR, schema_of(house)) as db:
        if known is None:
            await queries.forget_written(db.connection, booking_id=booking["id"], account_id=account.id)
        else:
            await queries.keep_written(
                db.connection,
                booking_id=booking["id"],
                account_id=account.id,
                reference=known.reference,
                version=known.version,
                shown=wanted,
            )
            # A sync may have been quicker and taken our own event for somebody else's.
            await queries.drop_own_busy(db.connection, account_id=account.id, reference=known.reference)
    return True


def meeting_of(house: House, booking: Any) -> Meeting:
    """A booking as the mentor's calendar shows it."""
    return Meeting(
        booking_id=booking["calendar_uid"],
        sequence=int(booking["calendar_sequence"]),
        changed_at=booking["updated_at"],
        starts=booking["start_time"],
        ends=booking["end_time"],
        summary=f"Mentoring with {booking['mentee_name']}",
        description="Booked through Mentor. To move or cancel it, open the session.",
        url=f"{house.settings.public_url}/mentor/sessions/{booking['id']}",
    )


def _as_text(booking: Any) -> str:
    return f"{booking['start_time'].isoformat()}/{booking['end_time'].isoformat()}"

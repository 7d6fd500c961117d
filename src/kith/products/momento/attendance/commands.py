"""Saying who was there, contradicting it, and what follows from both."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.identity.person import Person
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.momento import topics
from kith.products.momento.attendance.weighing import LATE_AFTER, Evidence, Outcome, Said, Verdict, weigh

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("momento.attendance")
SAID_FOR: Final = timedelta(hours=48)
"""How long after an event people may say who was there."""
DISPUTED_FOR: Final = timedelta(hours=72)
OPEN_BEFORE: Final = timedelta(minutes=30)
LONGEST_REASON: Final = 1000


def schema(house: House) -> str:
    return house.product("momento").schema


def topic(event: UUID) -> str:
    """What the live list at the door follows."""
    return f"event:{event}:door"


async def guest_frame(db: Session, event: UUID, person: UUID) -> Any:
    """The event as this guest needs it (service session).

    Raises:
        NotFound: they have no confirmed seat.
    """
    row = await queries.guest_frame(db.connection, event=event, user_id=person)
    if row is None or row["event_status"] == "cancelled" or row["starts_at"] is None:
        raise NotFound
    return row


async def host_frame(db: Session, event: UUID, person: UUID) -> Any:
    """The event as its host needs it (service session).

    Raises:
        NotFound: it is not theirs.
    """
    row = await queries.host_frame(db.connection, event=event, user_id=person)
    if row is None or row["event_status"] == "cancelled" or row["starts_at"] is None:
        raise NotFound
    return row


async def say_as_host(house: House, person: Person, event: UUID, about: UUID, says: Outcome) -> None:
    """The host's list: a guest is there, came late, or did not come.

    Raises:
        NotFound: not this person's event, or not a guest of it.
        Conflict: too early or too late to say that.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        frame = await host_frame(db, event, person.id)
        _check_time(db.now, frame, says, from_doors=True)
        await _say(db, house, event, about, frame["profile_id"], says)


async def say_as_guest(house: House, person: Person, event: UUID, about: UUID, says: Outcome) -> None:
    """A guest's word about another guest. Nobody is told whose word it was.

    Raises:
        NotFound: no confirmed seat, or not somebody this guest can see there.
        Conflict: too early or too late to say that.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        seen = [row["profile_id"] async for row in queries.co_guests(db.connection, event=event)]
    async with house.database.session(ACTOR, schema(house)) as db:
        frame = await guest_frame(db, event, person.id)
        if about not in seen:
            raise NotFound
        _check_time(db.now, frame, says, from_doors=False)
        await _say(db, house, event, about, frame["profile_id"], says)


async def dispute(house: House, person: Person, event: UUID, reason: str) -> None:
    """A guest contradicts what is written about them; people look at it.

    Raises:
        NotFound: no confirmed seat.
        Invalid: no reason.
        Conflict: nothing to contradict, or it is too late.
    """
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Invalid("Please tell us in a few words what was different.", field="reason")
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.lock(db.connection, event=event)
        frame = await guest_frame(db, event, person.id)
        if frame["status"] not in ("no_show", "late"):
            raise Conflict("There is nothing to contradict.")
        if db.now > frame["ends_at"] + DISPUTED_FOR:
            raise Conflict("This can be contradicted for 72 hours after an event.")
        await queries.dispute(db.connection, id=frame["attendance_id"], reason=reason)
        await announce(db, topic(event))


def absent_from(frame: Any) -> datetime:
    """From when it can be said that somebody is not there."""
    return frame["starts_at"] + LATE_AFTER


def _check_time(now: datetime, frame: Any, says: Outcome, *, from_doors: bool) -> None:
    # Nobody is absent before they are late.
    opens = (
        absent_from(frame)
        if says == "no_show"
        else frame["starts_at"] - (OPEN_BEFORE if from_doors else timedelta())
    )
    if now < opens:
        raise Conflict("That can be said once the event has begun.")
    if now > frame["ends_at"] + SAID_FOR:
        raise Conflict("Who was there can be said for two days after an event.")


async def _say(db: Session, house: House, event: UUID, about: UUID, by: UUID, says: Outcome) -> None:
    await queries.lock(db.connection, event=event)
    if about == by or not await queries.is_guest(db.connection, event=event, profile=about):
        raise NotFound
    await queries.say(db.connection, event=event, about=about, by=by, says=says)
    await reweigh(db, house, event, about)
    await announce(db, topic(event))


async def evidence_of(db: Session, event: UUID, profile: UUID) -> tuple[Any, Evidence]:
    """What is known about one guest: the row with its frame, and the same as evidence."""
    row = await queries.evidence(db.connection, event=event, profile=profile)
    others: list[Outcome] = [
        said["says"] async for said in queries.hearsay(db.connection, event=event, profile=profile)
    ]
    host = None if row["host_says"] is None else Said(row["host_says"], row["host_said_at"])
    return row, Evidence(
        starts_at=row["starts_at"],
        checked_in_at=row["checked_in_at"],
        certain=bool(row["incontestable"]),
        host=host,
        others=others,
    )


async def reweigh(db: Session, house: House, event: UUID, profile: UUID) -> None:
    """Weigh the evidence about one guest anew and write down what follows. Needs the event's lock.

    What an operator decided stays; what is disputed stays too, unless the host now says that the guest was there.
    """
    row, evidence = await evidence_of(db, event, profile)
    verdict = weigh(evidence)
    if row["method"] == "operator" or verdict.outcome is None or row["incontestable"]:
        return
    if row["status"] == "disputed":
        said = evidence.host.outcome if evidence.host is not None else "no_show"
        if row["disputed_from"] != "no_show" or said == "no_show":
            return
    elif verdict.contradiction:
        await queries.dispute(db.connection, id=row["id"], reason=None)
        return
    if row["status"] == verdict.outcome:
        return
    await _write(db, event, profile, row, verdict)
    if verdict.outcome == "no_show":
        await _tell_of_absence(db, house, event, row["user_id"], row["title"])
    if row["event_status"] == "completed" and verdict.outcome != "no_show":
        await queries.connect(db.connection, event=event)


async def _write(db: Session, event: UUID, profile: UUID, row: Any, verdict: Verdict) -> None:
    by_host = verdict.source == "host"
    await queries.write(
        db.connection,
        event=event,
        profile=profile,
        status=verdict.outcome,
        method="host_list" if by_host else "reports",
        reported_by=row["host_profile_id"] if by_host else None,
    )


async def _tell_of_absence(db: Session, house: House, event: UUID, person: UUID, title: str) -> None:
    await notify(
        db,
        house,
        person,
        lambda: Notice(
            subject=_("Were you at “%(title)s”?", title=title),
            text=_(
                "We were told that you did not come to “%(title)s”. If that is wrong, please say so within 72 hours of its end; "
                "somebody of our team looks at it.",
                title=title,
            ),
            link=f"/momento/events/{event}/attendance",
            hint=_("A question about an event of yours."),
        ),
        product="Momento",
        topic=topics.STANDING,
        purpose="attendance.no_show",
        key=f"attendance-no-show:{event}:{person}",
    )

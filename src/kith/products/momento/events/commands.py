"""Planning, changing and calling off events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import asyncpg

from kith.commons.identity.person import Person
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session, constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.momento import topics
from kith.products.momento.events import reads
from kith.products.momento.events.draft import EventDraft, HelperDraft, Stop, check

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = reads.queries
_ACTOR = service("momento.events")


def schema(house: House) -> str:
    return house.product("momento").schema


class HostWords(Protocol):
    """What a host says of themselves."""

    @property
    def host_name(self) -> str: ...

    @property
    def host_bio(self) -> str: ...


async def become_host(house: House, person: Person, words: HostWords) -> UUID:
    """Open a host profile; somebody who has one keeps it.

    Raises:
        Invalid: no name.
        NotFound: no profile at Momento yet.
    """
    if not words.host_name.strip():
        raise Invalid("What should guests call you?", field="host_name")
    async with house.database.session(person.actor, schema(house)) as db:
        known = await reads.my_host_id(db)
        if known is not None:
            return known
        if await queries.my_profile(db.connection) is None:
            raise NotFound
        return await queries.become_host(
            db.connection, user_id=person.id, name=words.host_name.strip(), bio=words.host_bio.strip() or None
        )


async def plan(house: House, person: Person, draft: EventDraft) -> UUID:
    """Store a new event with all its stops, and the host as its first guest where they take part.

    Raises:
        NotFound: this person does not host.
        Invalid: as `draft.check`, or the host is elsewhere at that time.
    """
    stops = check(draft, house.clock.now())
    async with house.database.session(person.actor, schema(house)) as db:
        host = await reads.my_host_id(db)
    if host is None:
        raise NotFound
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            event: UUID = await queries.create(
                db.connection, host=host, **_numbers(draft), host_is_attendee=draft.host_is_attendee
            )
            await _write_parts(db, event, person.id, draft, stops)
    except asyncpg.ExclusionViolationError as busy:
        raise _busy(busy) from busy
    return event


async def change(house: House, person: Person, event: UUID, draft: EventDraft) -> None:
    """Write a plan anew; confirmed guests are told when time or place changed.

    Raises:
        NotFound: not this person's event.
        Conflict: it is over, somebody has paid (the price stays), or a guest is elsewhere at the new time.
        Invalid: as `draft.check`, or fewer seats than are taken.
    """
    await mine(house, person, event)
    stops = check(draft, house.clock.now())
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            before = await queries.lock(db.connection, event=event)
            if before["status"] not in ("planned", "confirmed"):
                raise Conflict("This event is over, so it stays as it was.")
            kept = [row async for row in queries.stops_kept(db.connection, event=event)]
            await queries.change(db.connection, event=event, **_numbers(draft))
            await queries.drop_stops(db.connection, event=event)
            await queries.drop_helpers(db.connection, event=event)
            await queries.drop_interests(db.connection, event=event)
            await _write_parts(db, event, person.id, draft, stops)
            if _moved(kept, stops):
                await _tell_of_change(db, house, event, draft.title)
            await announce(db, f"event:{event}")
    except asyncpg.ExclusionViolationError as busy:
        raise _busy(busy) from busy
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "events_capacity":
            raise Invalid("More seats than that are taken already.", field="max_participants") from refusal
        raise


async def cancel(house: House, person: Person, event: UUID, reason: str) -> None:
    """Call an event off: everybody is told and gets all their money back.

    Raises:
        NotFound: not this person's event.
        Conflict: it is over already.
    """
    await mine(house, person, event)
    async with house.database.session(_ACTOR, schema(house)) as db:
        if not await call_off(db, house, event, "host", reason.strip()[:400] or None):
            raise Conflict("This event is over already.")


async def call_off(db: Session, house: House, event: UUID, by: str, reason: str | None) -> bool:
    """Cancel in the caller's transaction (service) and tell everybody asked; the money is owed from then on. False when it was over."""
    found = await queries.lock(db.connection, event=event)
    if found is None or found["status"] not in ("planned", "confirmed"):
        return False
    guests = [row async for row in queries.guests(db.connection, event=event)]
    await queries.cancel(db.connection, event=event, by=by, reason=reason)
    paid = found["price_in_cents"] > 0
    for guest in guests:
        seated = guest["status"] == "confirmed"
        await notify(
            db,
            house,
            guest["user_id"],
            lambda seated=seated: _called_off(found["title"], by, reason, seated=seated, paid=paid),
            product="Momento",
            topic=topics.CHANGES,
            purpose="event.cancelled",
            key=f"event-cancelled:{event}:{guest['user_id']}",
        )
    await announce(db, f"event:{event}")
    return True


async def mine(house: House, person: Person, event: UUID) -> reads.SeenEvent:
    """The event, if this person hosts it.

    Raises:
        NotFound: they do not.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        found = await reads.event_for(db, event)
        if found.host_id != await reads.my_host_id(db):
            raise NotFound
    return found


def _numbers(draft: EventDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "description": draft.description.strip() or None,
        "min_participants": draft.min_participants,
        "max_participants": draft.max_participants,
        "minimum_age": draft.minimum_age,
        "arrival_signpost": draft.arrival_signpost.strip() or None,
        "estimated_cost": draft.estimated_cost.strip() or None,
        "price_in_cents": draft.price_in_cents,
        "currency": draft.currency,
        "plus_one_allowed": draft.plus_one_allowed,
    }


async def _write_parts(
    db: Session, event: UUID, host_user: UUID, draft: EventDraft, stops: list[Stop]
) -> None:
    for order, stop in enumerate(stops, 1):
        location = await queries.add_location(
            db.connection,
            name=stop.place.name,
            address=stop.place.address or None,
            latitude=stop.place.latitude,
            longitude=stop.place.longitude,
            google_place_id=stop.place.google_place_id,
            neighbourhood=stop.place.neighbourhood or None,
            city=stop.place.city or None,
            time_zone=stop.place.time_zone,
            created_by=host_user,
        )
        await queries.add_stop(
            db.connection,
            event=event,
            location=location,
            order=order,
            title=stop.title,
            description=stop.description or None,
            start_time=stop.start,
            end_time=stop.end,
            time_zone=stop.place.time_zone,
        )
    for helper in draft.helpers:
        await _add_helper(db, event, helper)
    await queries.add_interests(db.connection, event=event, interests=draft.interests)


async def _add_helper(db: Session, event: UUID, helper: HelperDraft) -> None:
    """By address where somebody of Momento has it; else the part before the @ is the name, so that nobody learns who is here."""
    who = helper.who.strip()
    if not who or not helper.role.strip():
        return
    user = await queries.user_by_email(db.connection, email=who.lower()) if "@" in who else None
    name = None if user is not None else who.partition("@")[0][:60]
    await queries.add_helper(
        db.connection, event=event, user_id=user, role=helper.role.strip(), first_name=name
    )


def _moved(kept: list[object], stops: list[Stop]) -> bool:
    def of_row(row: object) -> tuple[object, ...]:
        return tuple(row[name] for name in ("start_time", "end_time", "latitude", "longitude"))  # type: ignore[index] # pyright: ignore[reportUnknownVariableType, reportIndexIssue]

    return [of_row(row) for row in kept] != [
        (stop.start, stop.end, stop.place.latitude, stop.place.longitude) for stop in stops
    ]


async def _tell_of_change(db: Session, house: House, event: UUID, title: str) -> None:
    async for guest in queries.guests(db.connection, event=event):
        if guest["status"] == "confirmed":
            await notify(
                db,
                house,
                guest["user_id"],
                lambda: Notice(
                    subject=_("Changed: %(title)s", title=title),
                    text=_(
                        "Time or place of “%(title)s” have changed. Please look whether it still suits you; "
                        "if it does not, you can give your seat back.",
                        title=title,
                    ),
                    link=f"/momento/events/{event}",
                ),
                product="Momento",
                topic=topics.CHANGES,
                purpose="event.changed",
                key=f"event-changed:{event}:{guest['user_id']}:{db.now.isoformat()}",
            )


def _called_off(title: str, by: str, reason: str | None, *, seated: bool, paid: bool) -> Notice:
    parts = [
        _("“%(title)s” will not take place: the host has called it off.", title=title)
        if by == "host"
        else _("“%(title)s” will not take place: not enough people could come.", title=title)
    ]
    if reason:
        parts.append(_("The host writes: “%(reason)s”", reason=reason))
    if seated and paid:
        parts.append(_("You get all your money back. It takes a few days to reach your account."))
    elif seated:
        parts.append(_("Your evening is free again."))
    return Notice(
        subject=_("Called off: %(title)s", title=title),
        text="\n\n".join(parts),
        hint=_("An event was called off."),
    )


def _busy(refusal: asyncpg.PostgresError) -> Problem:
    if constraint_of(refusal) == "seats_no_overlap":
        return Conflict(
            "Somebody who has a seat, perhaps you, is at another event at that time. Choose another time.",
            slug="busy",
        )
    return Invalid("Two stops are at the same time.", field="stops-1-start")

"""People, hosts, evenings behind and ahead: the demo lives through its past at the hours it happened, so that every rule held then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

import msgspec

from kith.commons.consent.commands import record_consents
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load
from kith.products.momento.demo import gatherings, portraying, reported
from kith.products.momento.demo.gatherings import Gathering
from kith.products.momento.demo.people import Resident, residents
from kith.products.momento.events.commands import queries as events
from kith.products.momento.invitations.commands import expiry
from kith.products.momento.photos.face_card import PALETTES
from kith.products.momento.places.catalogue import Place, place_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.demo")
_NAMES: Final = UUID("0e0a6a53-6f0e-4c76-9f0f-4f2f6b6c0a52")
PEOPLE: Final = 132
HOSTS: Final = len(gatherings.HOSTS)
REGULARS: Final = 24
"""So many people have been to the evenings behind."""
_PALETTES: Final = tuple(PALETTES)


class Settled(msgspec.Struct, frozen=True):
    """Somebody of the demo who lives there now."""

    user_id: UUID
    profile_id: UUID
    resident: Resident


class Planned(msgspec.Struct, frozen=True):
    """An event of the demo."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    host: Settled


async def build(house: House) -> list[DemoSignIn]:
    """Fill an empty house: 132 people, 6 hosts, five evenings behind, seven ahead, and something to answer for whoever signs in."""
    chance = Random(20261121)  # noqa: S311 - the same city every time
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        catalogue = [(row["name"], row["theme"]) async for row in queries.catalogue(db.connection)]
        everybody = residents(chance, PEOPLE, db.now.date(), catalogue)
    neighbours = [one for one in everybody[HOSTS + 3 :] if one.city == "Berlin"]
    remembered = sorted(chance.sample(neighbours, REGULARS), key=lambda one: one.number)
    drawn = await portraying.draw(house, [_sitter(one) for one in (*everybody[: HOSTS + 3], *remembered)])
    async with house.database.session(_ACTOR, schema) as db:
        people = [await _settle(db, resident) for resident in everybody]
        for person in people:
            if person.resident.number in drawn:
                await portraying.hang(db, person.user_id, person.profile_id, drawn[person.resident.number])
        faceless = [
            (person.user_id, person.profile_id, _sitter(person.resident))
            for person in people
            if person.resident.number not in drawn
        ]
        await portraying.draw_later(db, faceless)
        hosts = [
            await queries.host(db.connection, user_id=people[number].user_id, name=name, bio=bio)
            for number, (name, bio) in enumerate(gatherings.HOSTS)
        ]
        now = db.now
        signing_in = people[HOSTS : HOSTS + 3]
        others = [person for person in people[HOSTS + 3 :] if person.resident.city == "Berlin"]
        regulars = [people[resident.number] for resident in remembered]
        for number, gathering in enumerate(gatherings.PAST):
            guests = [*signing_in[: 2 if number % 2 else 3], *chance.sample(regulars, gathering.guests)][
                : gathering.guests
            ]
            await _live_through(db, gathering, hosts, people, guests, now, chance, number)
        for gathering in gatherings.AHEAD:
            picked = chance.sample(others, gathering.guests + gathering.asked + gathering.waiting)
            await _plan_ahead(db, gathering, hosts, people, picked, signing_in, now)
        await _plan_soon(db, hosts, people, [*signing_in[:2], *chance.sample(others, 2)], now)
    await reported.tell(
        house, people[1].profile_id, people[2].profile_id, (regulars[0].user_id, regulars[1].user_id)
    )
    first, second, third = signing_in
    return [
        DemoSignIn("Hedda’s long table", "hosts suppers", _sign_in(house, people[0], "/momento/hosting")),
        DemoSignIn(
            first.resident.first_name,
            "is invited, and has tea soon",
            _sign_in(house, first, "/momento/invitations"),
        ),
        DemoSignIn(
            second.resident.first_name,
            "is invited, and has memories",
            _sign_in(house, second, "/momento/memories"),
        ),
        DemoSignIn(
            third.resident.first_name, "is invited too", _sign_in(house, third, "/momento/invitations")
        ),
    ]


def _sign_in(house: House, person: Settled, then: str) -> str:
    return f"{house.settings.public_url}/sign-in/demo/{person.user_id}?next={then}"


def _sitter(resident: Resident) -> portraying.Sitter:
    return portraying.Sitter(resident.number, _called(resident), _PALETTES[resident.number % len(_PALETTES)])


def _called(resident: Resident) -> str:
    return "Hedda" if resident.number == 0 else resident.first_name


async def _settle(db: Session, resident: Resident) -> Settled:
    user = uuid5(_NAMES, resident.email)
    first_name = _called(resident)
    await queries.person(db.connection, id=user, email=resident.email, first_name=first_name)
    await queries.user(
        db.connection,
        id=user,
        email=resident.email,
        last_name=resident.last_name,
        birth_date=resident.birth_date,
    )
    await record_consents(db, user, "momento", ("age", "terms", "privacy"), source="demo")
    profile = await queries.profile(
        db.connection,
        user_id=user,
        first_name=first_name,
        bio=resident.bio,
        gender=resident.gender,
        occupation=resident.occupation,
        location=resident.city,
        latitude=resident.latitude,
        longitude=resident.longitude,
        time_zone=resident.time_zone,
        palette=_PALETTES[resident.number % len(_PALETTES)],
    )
    await queries.likes(db.connection, profile=profile, names=list(resident.interests))
    return Settled(user, profile, resident)


async def _at(db: Session, moment: datetime | None, now: datetime) -> None:
    """Let it be another moment for the rest of what follows; None is now again."""
    offset = timedelta() if moment is None else moment - now
    await db.connection.execute(f"set local kith.clock_offset = '{offset.total_seconds():.0f} seconds'")


def _place(key: str) -> Place:
    found = place_of(key)
    if found is None:
        raise LookupError(key)
    return found


async def _plan(
    db: Session, gathering: Gathering, hosts: Sequence[UUID], people: Sequence[Settled], starts_at: datetime
) -> Planned:
    host = people[gathering.host]
    event: UUID = await events.create(
        db.connection,
        host=hosts[gathering.host],
        title=gathering.title,
        description=gathering.description,
        host_is_attendee=gathering.host_takes_part,
        min_participants=gathering.seats[0],
        max_participants=gathering.seats[1],
        minimum_age=None,
        arrival_signpost=gathering.signpost or None,
        estimated_cost=gathering.cost or None,
        price_in_cents=gathering.price,
        currency="eur",
        plus_one_allowed=gathering.plus_one,
    )
    begins = starts_at
    for order, stop in enumerate(gathering.stops, 1):
        place = _place(stop.place)
        location = await events.add_location(
            db.connection,
            name=place.name,
            address=place.address,
            latitude=place.latitude,
            longitude=place.longitude,
            google_place_id=None,
            neighbourhood=place.neighbourhood,
            city=place.city,
            time_zone=place.time_zone,
            created_by=host.user_id,
        )
        ends = begins + timedelta(minutes=stop.minutes)
        await events.add_stop(
            db.connection,
            event=event,
            location=location,
            order=order,
            title=stop.title,
            description=stop.description or None,
            start_time=begins,
            end_time=ends,
            time_zone=place.time_zone,
        )
        begins = ends
    rows = await db.connection.fetch(
        "select id from interests where name = any ($1)", list(gathering.interests)
    )
    await events.add_interests(db.connection, event=event, interests=[row["id"] for row in rows])
    return Planned(event, starts_at, begins, host)


def _starts_at(gathering: Gathering, now: datetime) -> datetime:
    """That day at that hour, as the clocks stand at its first stop."""
    zone = ZoneInfo(_place(gathering.stops[0].place).time_zone)
    day = now.astimezone(zone) + timedelta(days=gathering.days)
    return day.replace(hour=gathering.hour, minute=gathering.minute, second=0, microsecond=0)


async def _seat(db: Session, event: Planned, guest: Settled, at: datetime, price: int) -> None:
    shared = guest.resident.interests[0]
    invitation: UUID = await queries.ask(
        db.connection,
        event=event.id,
        profile=guest.profile_id,
        expires_at=expiry(at, event.starts_at),
        reason=f"Likes {shared.lower()}.",
    )
    if price:
        number = uuid4().hex
        payment = await queries.pay(db.connection, invitation=invitation, intent=f"pi_demo_{number}")
        await queries.settle(db.connection, payment=payment, charge=f"ch_demo_{number}")
    else:
        await queries.confirm(db.connection, invitation=invitation)


async def _live_through(
    db: Session,
    gathering: Gathering,
    hosts: Sequence[UUID],
    people: Sequence[Settled],
    guests: Sequence[Settled],
    now: datetime,
    chance: Random,
    number: int,
) -> None:
    """An evening that is over: asked, paid, there, rated, remembered."""
    starts_at = _starts_at(gathering, now)
    asked_at = starts_at - timedelta(days=6)
    await _at(db, asked_at, now)
    event = await _plan(db, gathering, hosts, people, starts_at)
    for guest in guests:
        await _seat(db, event, guest, asked_at, gathering.price)
    await queries.post(
        db.connection, event=event.id, profile=event.host.profile_id, words="Anything you do not eat?"
    )
    await queries.post(
        db.connection,
        event=event.id,
        profile=guests[-1].profile_id,
        words="Everything but olives. Sorry, olives.",
    )
    await _at(db, starts_at + timedelta(minutes=10), now)
    there = [event.host, *guests] if gathering.host_takes_part else list(guests)
    for guest in there:
        late = guest is guests[-1] and number == 1
        await queries.attend(
            db.connection, event=event.id, profile=guest.profile_id, status="late" if late else "attended"
        )
    await _at(db, event.ends_at + timedelta(hours=2, minutes=1), now)
    await queries.complete(db.connection, event=event.id)
    for place, guest in enumerate(guests[:5]):
        await queries.rate(
            db.connection,
            event=event.id,
            profile=guest.profile_id,
            host_value=5 if place % 3 else 4,
            event_value=5 if place % 2 else 4,
            comment=gatherings.COMMENTS[(number + place) % len(gatherings.COMMENTS)] if place < 3 else None,
        )
    first, second, third = guests[0], guests[1], guests[2]
    for one, other in ((first, second), (second, first), (third, first)):
        await queries.wish(db.connection, event=event.id, one=one.profile_id, other=other.profile_id)
    if number < len(gatherings.LETTERS):
        partner = guests[-1]
        talk = await queries.talk(db.connection, one=first.profile_id, other=partner.profile_id)
        for turn, words in enumerate(gatherings.LETTERS[number]):
            await _at(db, event.ends_at + timedelta(hours=20 + turn), now)
            sender = (partner, first)[turn % 2]
            await queries.say(db.connection, conversation=talk, sender=sender.profile_id, words=words)
    await _at(db, None, now)


async def _plan_ahead(
    db: Session,
    gathering: Gathering,
    hosts: Sequence[UUID],
    people: Sequence[Settled],
    picked: Sequence[Settled],
    signing_in: Sequence[Settled],
    now: datetime,
) -> None:
    """An evening to come: some have said yes, some are asked, some wait; whoever signs in is asked to all of them."""
    asked_at = now - timedelta(hours=3)
    await _at(db, asked_at, now)
    event = await _plan(db, gathering, hosts, people, _starts_at(gathering, now))
    for guest in picked[: gathering.guests]:
        await _seat(db, event, guest, asked_at, gathering.price)
    open_ones = [*picked[gathering.guests :], *signing_in]
    for place, guest in enumerate(open_ones):
        invitation = await queries.ask(
            db.connection,
            event=event.id,
            profile=guest.profile_id,
            expires_at=expiry(now, event.starts_at),
            reason=f"Likes {guest.resident.interests[0].lower()}.",
        )
        if gathering.waiting and gathering.asked <= place < gathering.asked + gathering.waiting:
            await queries.wait(db.connection, invitation=invitation)
    await _at(db, None, now)


async def _plan_soon(
    db: Session, hosts: Sequence[UUID], people: Sequence[Settled], guests: Sequence[Settled], now: datetime
) -> None:
    """One that begins within the hour, to check in to."""
    asked_at = now - timedelta(days=2)
    await _at(db, asked_at, now)
    soon = (now + timedelta(minutes=50)).replace(second=0, microsecond=0)
    event = await _plan(db, gatherings.SOON, hosts, people, soon)
    for guest in guests:
        await _seat(db, event, guest, asked_at, 0)
    await _at(db, None, now)

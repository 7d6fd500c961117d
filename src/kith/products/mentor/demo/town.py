"""Mentors with hours, sessions behind and ahead, and somebody to sign in as. The past is lived through at the hours it happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from kith.commons.consent.commands import record_consents
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load
from kith.products.mentor.availability.jobs import refresh
from kith.products.mentor.bookings.price import price_of
from kith.products.mentor.demo import portraying, purse, reported, talking
from kith.products.mentor.demo.game import live_the_game
from kith.products.mentor.demo.moments import let_it_be
from kith.products.mentor.demo.people import PRAISE, DemoMentor, mentees, mentors
from kith.products.mentor.reviews.commands import count_due

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.demo")
_NAMES: Final = UUID("5a8f1c52-27a4-4b0c-8d1c-64d0f1a0c7e2")
PAST: Final = 90
AHEAD: Final = 24
JOINED: Final = 75
"""Days ago everybody joined: before the first session."""


async def build(house: House) -> list[DemoSignIn]:
    """Fill an empty house: 48 mentors, 80 mentees, sessions of two months behind and two weeks ahead."""
    chance = Random(20261125)  # noqa: S311 - the same town every time
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await let_it_be(db, db.now - timedelta(days=JOINED), db.now)
        teachers = [(await _mentor(db, one, number), one) for number, one in enumerate(mentors())]
        learners = [
            await _mentee(db, name, zone, goals, number)
            for number, (name, zone, goals) in enumerate(mentees())
        ]
        now = db.now
        first, _offer = teachers[0]
        learner = learners[0]
        for number in range(PAST):
            teacher, offer = teachers[0] if number % 12 == 0 else chance.choice(teachers)
            who = learner if number % 9 == 0 else chance.choice(learners)
            start = _open_hour(offer, now - timedelta(days=chance.randint(2, 60)), chance)
            await let_it_be(db, start - timedelta(days=1), now)
            made = (
                await purse.paid(db, teacher, who, start, price_of(offer.rate, 60))
                if teacher == first
                else await _session(db, teacher, who, offer, start)
            )
            if made is not None:
                await let_it_be(db, start + timedelta(hours=26), now)
                await queries.complete(db.connection, booking=made)
                await _reviewed(db, made, teacher, who, chance)
        await _disagreement(db, teachers[1:], learners[-1], now, chance)
        await _packages(db, teachers, learner, now)
        await let_it_be(db, now, now)
        for number in range(AHEAD):
            teacher, offer = teachers[0] if number % 6 == 0 else chance.choice(teachers)
            who = learner if number % 8 in (0, 1) else chance.choice(learners)
            start = _open_hour(offer, now + timedelta(days=chance.randint(2, 13)), chance)
            price = price_of(offer.rate, 60)
            if price and not offer.request:
                await purse.paid(db, teacher, who, start, price)
            else:
                await _session(db, teacher, who, offer, start)
        await queries.rooms(db.connection, host=house.settings.jitsi_host)
    await _portray(house, [*(teacher for teacher, _offer in teachers), *learners], first_of=len(teachers))
    await talking.talk(house, first, learner)
    await refresh(house)
    await count_due(house)
    await live_the_game(house, first, learner, chance)
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        profiles = [
            await queries.profile_of(db.connection, person=teacher) for teacher, _offer in teachers[7:9]
        ]
    await reported.tell(house, (profiles[0], profiles[1]), (learners[5], learners[6]))
    return [
        DemoSignIn("Grace Okoro", "mentors, has sessions ahead", _sign_in(house, first, "/mentor/mentoring")),
        DemoSignIn("Ana Adler", "books by the hour", _sign_in(house, learner, "/mentor/mentors")),
    ]


async def _disagreement(
    db: Session, teachers: list[tuple[UUID, DemoMentor]], who: UUID, now: datetime, chance: Random
) -> None:
    """Last week two did not meet, and each says it was the other: something for operators to decide."""
    for teacher, offer in teachers:
        start = _open_hour(offer, now - timedelta(days=7), chance)
        await let_it_be(db, start - timedelta(days=1), now)
        made = await _session(db, teacher, who, offer, start)
        if made is not None:
            await let_it_be(db, start + timedelta(hours=2), now)
            await talking.disagree(db, made, teacher, who, start)
            return


async def _packages(
    db: Session, teachers: list[tuple[UUID, DemoMentor]], learner: UUID, now: datetime
) -> None:
    """Some mentors offer packages. The learner bought five hours of the first a month ago: two are behind, one is ahead."""
    first, offer = teachers[0]
    zone = ZoneInfo(offer.zone)

    def starts(days: int) -> list[datetime]:
        day = (now + timedelta(days=days)).astimezone(zone).replace(minute=0, second=0, microsecond=0)
        hours = (18, 19, 20) if offer.evenings else (9, 10, 11, 13, 14, 15, 16)
        return [(day + timedelta(days=later)).replace(hour=hour) for later in range(3) for hour in hours]

    await let_it_be(db, now - timedelta(days=62), now)
    package = await purse.offer(db, first, offer.rate)
    for teacher, other in teachers[1:24:3]:
        if other.rate:
            await purse.offer(db, teacher, other.rate)
    await let_it_be(db, now - timedelta(days=32), now)
    await purse.buy(db, package, learner)
    for days in (-29, -15):
        made = await purse.use(db, first, learner, starts(days))
        if made is not None:
            await let_it_be(db, now + timedelta(days=days + 5), now)
            await queries.complete(db.connection, booking=made)
    await let_it_be(db, now, now)
    await purse.use(db, first, learner, starts(6))


async def _portray(house: House, people: list[UUID], *, first_of: int) -> None:
    """The two one signs in as have a face at once, everybody else soon."""
    sitters = [portraying.Sitter(person, number) for number, person in enumerate(people)]
    met = [sitters[0], sitters[first_of]]
    drawn = await portraying.draw(house, met)
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await portraying.hang(db, drawn)
        await portraying.draw_later(db, [one for one in sitters if one not in met])


def _sign_in(house: House, person: UUID, then: str) -> str:
    return f"{house.settings.public_url}/sign-in/demo/{person}?next={then}"


def _open_hour(offer: DemoMentor, around: datetime, chance: Random) -> datetime:
    """A full hour on a working day at which this mentor is open."""
    zone = ZoneInfo(offer.zone)
    local = around.astimezone(zone)
    while local.weekday() > 3:
        local += timedelta(days=1)
    hour = chance.choice((18, 19)) if offer.evenings else chance.choice((9, 11, 14, 16))
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


async def _person(db: Session, name: str, number: int, role: str) -> UUID:
    email = f"{name.split()[0].lower()}.{number}@{role}.example".encode("ascii", "ignore").decode()
    person = uuid5(_NAMES, email)
    await queries.person(db.connection, id=person, email=email, name=name.split()[0])
    await queries.profile(db.connection, person=person, email=email, name=name, role=role)
    await record_consents(db, person, "mentor", ("age", "terms", "privacy"), source="demo")
    return person


async def _mentor(db: Session, one: DemoMentor, number: int) -> UUID:
    person = await _person(db, one.name, number, "mentor")
    await queries.mentor(
        db.connection,
        person=person,
        headline=one.headline,
        bio=one.bio,
        skills=list(one.skills),
        areas=list(one.areas),
        languages=list(one.languages),
        zone=one.zone,
        rate=one.rate,
        years=one.years,
        mode="request" if one.request else "instant",
    )
    first, last, weekdays = (1080, 1260, [1, 2, 3, 4]) if one.evenings else (540, 1020, [1, 2, 3, 4, 5])
    await queries.open(db.connection, person=person, zone=one.zone, first=first, last=last, weekdays=weekdays)
    return person


async def _mentee(db: Session, name: str, zone: str, goals: list[str], number: int) -> UUID:
    person = await _person(db, name, number, "mentee")
    await queries.mentee(db.connection, person=person, timezone=zone, goals=goals)
    return person


async def _reviewed(db: Session, booking: UUID, teacher: UUID, who: UUID, chance: Random) -> None:
    """Most say how it was, some say nothing; where both do, it shows."""
    if chance.random() < 0.8:
        await queries.review(
            db.connection,
            booking=booking,
            reviewer=who,
            rating=chance.choice((5, 5, 5, 4, 4, 3)),
            feedback=chance.choice(PRAISE),
        )
        if chance.random() < 0.85:
            await queries.review(db.connection, booking=booking, reviewer=teacher, rating=5, feedback=None)


async def _session(db: Session, teacher: UUID, who: UUID, offer: DemoMentor, start: datetime) -> UUID | None:
    """A session, unless one of the two is taken then or the mentor only answers requests."""
    if offer.request:
        return None
    made = await queries.session(
        db.connection, mentor=teacher, mentee=who, start=start, minutes=60, price=price_of(offer.rate, 60)
    )
    return made["booking_id"]

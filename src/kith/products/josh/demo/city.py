"""Marlow Bay: a made-up city to click through after the first `./kith up`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from kith.commons.consent.commands import record_consents
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load
from kith.products.josh.demo.people import Resident, residents
from kith.products.josh.interview.questions import QUESTIONS
from kith.products.josh.interview.shape import reading_of, toward_option
from kith.products.josh.profiles import commands as profiles
from kith.products.josh.subscription.entitlements import start_trial

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("josh.demo")
_NAMES = UUID("6b0f5c1e-6a52-4d6b-9d53-0c6f3f0b1d11")

PEOPLE = 72
ZIPS = ("40001", "40002", "40003", "40004")
_VENUES = (
    ("Lantern Coffee", "cafe", "12 Quay Street", 12),
    ("The Long Table", "cafe", "88 Mill Lane", 20),
    ("Fig & Fern", "restaurant", "4 Orchard Row", 24),
    ("Harbor Green", "park", "Harbor Road", None),
    ("Ridge Trailhead", "trail", "Ridge Road 200", None),
    ("Eastside Courts", "court", "31 Elm Avenue", 16),
    ("Meeple Hall", "game_cafe", "9 Station Square", 30),
    ("Marlow Museum", "museum", "1 Museum Place", 60),
    ("Granite Climbing", "climbing_gym", "77 Foundry Road", 40),
    ("Public Library", "library", "20 Market Street", 30),
    ("Rialto Cinema", "cinema", "5 Market Street", 80),
    ("The Anchor", "pub", "3 Quay Street", 40),
)


def daytime_zone(now: datetime) -> str:
    """A zone in which it is between nine and eleven in the morning, so that a first look falls into waking hours."""
    hours = round(10 - (now.hour + now.minute / 60))
    hours = hours + 24 if hours < -11 else hours - 24 if hours > 12 else hours
    return "Etc/GMT" if hours == 0 else f"Etc/GMT{-hours:+d}"


async def build(house: House) -> list[DemoSignIn]:
    """Fill an empty house: an open region, one that is about to open, places, people with profiles, a LinkUp behind and one ahead."""
    chance = Random(20261120)  # noqa: S311 - the same city every time
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        bay = await _regions(db, daytime_zone(db.now))
        people = residents(chance, PEOPLE, len(QUESTIONS), db.now.date(), ZIPS)
        ids = [await _settle(db, house, bay, resident) for resident in people]
        await _history(db, bay, ids)
    return [
        DemoSignIn(people[0].first_name, "met people yesterday", _sign_in(house, ids[0], "/josh")),
        DemoSignIn(people[5].first_name, "meets people tomorrow", _sign_in(house, ids[5], "/josh")),
    ]


async def zone(house: House) -> str:
    """The time zone of the first open region."""
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        found = await db.connection.fetchval(
            "select time_zone from regions where state = 'open' order by created_at, slug limit 1"
        )
    return found or "UTC"


def _id(name: str) -> UUID:
    return uuid5(_NAMES, name)


def _sign_in(house: House, person: UUID, then: str) -> str:
    return f"{house.settings.public_url}/sign-in/demo/{person}?next={then}"


async def _regions(db: Session, zone: str) -> UUID:
    bay = _id("marlow-bay")
    polygon = [[-97.95, 30.1], [-97.55, 30.1], [-97.55, 30.45], [-97.95, 30.45]]
    await queries.insert_region(
        db.connection,
        id=bay,
        slug="marlow-bay",
        display_name="Marlow Bay",
        state="open",
        geometry={"zips": list(ZIPS), "polygon": polygon},
        rules={"waitlist_release_per_hour": 50, "trial_days": 30},
        time_zone=zone,
    )
    await queries.insert_region(
        db.connection,
        id=_id("upper-marlow"),
        slug="upper-marlow",
        display_name="Upper Marlow",
        state="waitlisted",
        geometry={"zips": ["40010", "40011"]},
        rules={"waitlist_release_per_hour": 20},
        time_zone=zone,
    )
    for name, kind, address, capacity in _VENUES:
        await queries.insert_venue(
            db.connection,
            region_id=bay,
            name=name,
            kind=kind,
            address=address,
            latitude=30.25,
            longitude=-97.75,
            capacity=capacity,
        )
    return bay


async def _settle(db: Session, house: House, bay: UUID, resident: Resident) -> UUID:
    person = _id(resident.phone)
    email = f"{resident.first_name}.{resident.phone[-4:]}@example.org".lower()
    await queries.insert_person(
        db.connection, id=person, phone=resident.phone, email=email, first_name=resident.first_name
    )
    await queries.insert_user(
        db.connection,
        id=person,
        phone=resident.phone,
        phone_hash=house.keyring.phone_hash(resident.phone),
        first_name=resident.first_name,
        last_name=resident.last_name,
        birthday=resident.birthday,
        region_id=bay,
        postal_code=resident.postal_code,
        latitude=resident.latitude,
        longitude=resident.longitude,
    )
    await record_consents(db, person, "josh", ("sms", "age", "terms", "privacy"), source="demo")
    for state in ("verified", "interviewing"):
        await queries.move_user(db.connection, id=person, state=state)
    await queries.join_region(db.connection, id=person, region_id=bay)
    await start_trial(db, person, days=60)
    await _interview(db, person, resident)
    return person


async def _interview(db: Session, person: UUID, resident: Resident) -> None:
    """As if every question had been answered by its letter."""
    answers: list[profiles.NewEvidence] = []
    for question, place in zip(QUESTIONS, resident.answers, strict=True):
        option = question.options[place % len(question.options)]
        reading = reading_of(question, toward_option(question, option), 0.95)
        answers.append(
            profiles.NewEvidence(
                event_type="interview.answered",
                source="interview",
                movements=reading.evidence,
                key=f"demo:{question.id}:{person}",
                topic=f"interview:{question.id}",
            )
        )
    await profiles.record_all(db, person, answers)
    today = db.now.date().isoformat()
    patterns: list[dict[str, Any]] = [
        {
            "activity_key": key,
            "confidence": 0.7,
            "motive_weights": {"connection": 0.7},
            "preferred_windows": list(resident.windows),
            "observed_on": today,
        }
        for key in resident.likes
    ]
    await profiles.set_activity_patterns(db, person, patterns)


async def _history(db: Session, bay: UUID, ids: list[UUID]) -> None:
    """Coffee yesterday, with numbers still to share; a walk tomorrow, all set."""
    hour = db.now.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    yesterday, tomorrow = hour - timedelta(hours=20), hour + timedelta(hours=26)
    await _linkup(
        db, bay, "coffee", yesterday, ids[0], ids[1:4], "Lantern Coffee", "12 Quay Street", over=True
    )
    await _linkup(db, bay, "walk", tomorrow, ids[4], ids[5:9], "Harbor Green", "Harbor Road", over=False)


async def _linkup(
    db: Session,
    bay: UUID,
    activity: str,
    starts_at: datetime,
    initiator: UUID,
    guests: list[UUID],
    place: str,
    address: str,
    *,
    over: bool,
) -> None:
    linkup = _id(f"linkup:{activity}")
    zone = ZoneInfo(await db.connection.fetchval("select time_zone from regions where id = $1", bay))
    local = starts_at.astimezone(zone)
    part = "MORNING" if local.hour < 12 else "AFTERNOON" if local.hour < 17 else "EVENING"
    await queries.insert_linkup(
        db.connection,
        id=linkup,
        initiator=initiator,
        region_id=bay,
        brief={
            "activity_key": activity,
            "time_window": f"{local:%a}_{part}".upper(),
            "constraints": {},
            "group_size": {"min": 2, "max": 6},
        },
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=75),
        window_ends_at=starts_at - timedelta(hours=1),
        key=f"demo:{activity}",
    )
    await queries.broadcast(db.connection, id=linkup)
    for guest in guests:
        why = {
            "friend_score": 0.68,
            "moment_fit": 0.74,
            "final_score": 0.7,
            "filters": {"passed": ["region"], "failed": []},
        }
        invite = await queries.invite(db.connection, linkup_id=linkup, user_id=guest, explainability=why)
        await queries.answer(db.connection, id=invite, state="accepted")
    await queries.lock(db.connection, id=linkup, venue={"name": place, "address": address})
    if over:
        await queries.complete(db.connection, id=linkup)
        await queries.all_attended(db.connection, linkup_id=linkup)
        await queries.asked_after(db.connection, linkup_id=linkup)

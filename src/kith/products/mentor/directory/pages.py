"""The front door, the directory, a mentor's page; the directory over JSON."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.products.mentor.availability import picking
from kith.products.mentor.credit import reads as credit
from kith.products.mentor.directory import reads
from kith.products.mentor.directory.reads import MentorCards, Wanted
from kith.products.mentor.frame import frame
from kith.products.mentor.game.achievements.catalogue import BY_SLUG
from kith.products.mentor.game.awards.words import AWARDS
from kith.products.mentor.game.progress import reads as game
from kith.products.mentor.packages import offers as packages
from kith.products.mentor.profiles import commands as profiles
from kith.products.mentor.reviews import commands as reviews
from kith.web.pages import page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
Text = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
_EARLIEST, _LATEST = date(2020, 1, 1), date(2100, 1, 1)
SORTS: Final = (
    ("rating", later("Best reviewed")),
    ("soonest", later("Free soonest")),
    ("price", later("Lowest price")),
    ("match", later("Best match")),
)


class MentorShown(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor's page over JSON."""

    profile_id: UUID
    full_name: str | None
    headline: str | None
    bio: str | None
    expertise_areas: list[str]
    skills: list[str]
    languages: list[str]
    certifications: list[str]
    years_experience: int | None
    hourly_rate: int
    currency: str
    timezone: str
    durations: list[int]
    booking_mode: str
    next_free_slot: datetime | None
    rating_count: int
    rating_average: float | None
    sessions_completed: int


def _viewer(request: Requested) -> UUID | None:
    person = visitor(request)
    return None if person is None else person.id


@get("/mentor", include_in_schema=False)
async def front_door(request: Requested) -> Response[str]:
    house = house_of(request)
    found = await reads.search(house, _viewer(request), Wanted(sort="soonest"), at_most=6)
    person = visitor(request)
    context = {
        "cards": found.items,
        "zone": await reads.zone_of(house, _viewer(request)),
        "joined": person is not None and await profiles.mine(house, person) is not None,
    }
    return page(request, "mentor/front_door.html", {**frame(request, ""), **context}, product="mentor")


def _price(text: str) -> int | None:
    if not text.strip():
        return None
    whole = text.strip().replace(",", ".").partition(".")[0]
    if not whole.isdecimal() or len(whole) > 6:
        raise Invalid("Write the price as a number.", field="price")
    return int(whole) * 100


def _end_of_day(text: str, zone: str | None) -> datetime | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if not _EARLIEST <= day <= _LATEST:
        raise Invalid("Please choose a day of this century.", field="free_by")
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone or "UTC"))


@get("/mentor/mentors", include_in_schema=False)
async def directory(
    request: Requested,
    q: Text = "",
    skill: Text = "",
    language: Text = "",
    price: Text = "",
    rating: Text = "",
    free_by: Text = "",
    sort: Text = "",
    cursor: Text = "",
) -> Response[str]:
    house = house_of(request)
    zone = await reads.zone_of(house, _viewer(request))
    problem: Invalid | None = None
    cards = MentorCards([], None)
    try:
        wanted = Wanted(
            q=q,
            skill=skill,
            language=language,
            most_cents=_price(price),
            least_rating=float(rating) if rating in ("3", "4", "4.5") else None,
            before=_end_of_day(free_by, zone),
            sort=sort,
            cursor=cursor,
        )
        cards = await reads.search(house, _viewer(request), wanted)
    except Invalid as refused:
        problem = refused
    skills, languages = await reads.choices(house)
    asked = {
        "q": q,
        "skill": skill,
        "language": language,
        "price": price,
        "rating": rating,
        "free_by": free_by,
        "sort": sort,
    }
    carried = {name: value for name, value in asked.items() if value}
    context = {
        "cards": cards.items,
        "more": f"/mentor/mentors?{urlencode({**carried, 'cursor': cards.next})}" if cards.next else None,
        "asked": asked,
        "narrowed": bool({name for name in carried if name != "sort"}),
        "sorts": SORTS,
        "skills": skills,
        "spoken": languages,
        "zone": zone,
        "problem": problem,
    }
    return page(
        request,
        "mentor/directory.html",
        {**frame(request, "mentors"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get("/mentor/mentors/{profile:uuid}", include_in_schema=False)
async def mentor(request: Requested, profile: FromPath[UUID]) -> Response[str]:
    house = house_of(request)
    row = await reads.mentor_page(house, _viewer(request), profile)
    found = await picking.slots_of(house, _viewer(request), profile, days=14)
    slots = [slot for day in found.days for slot in day.slots][:6]
    signed_in = visitor(request) is not None
    said = await reviews.of_mentor(house, row["user_id"], _viewer(request), at_most=4)
    mine = await credit.usable(house, _viewer(request), profile)
    context = {
        "credit": mine.get(found.minutes),
        "packages": await packages.on_offer(house, profile, _viewer(request)),
        "terms": await packages.terms(house),
        "reviews": said,
        "signed_in": signed_in,
        "mentor": row,
        "picked": found,
        "slots": slots,
        "game": await game.public(house, row["user_id"]),
        "honour_words": BY_SLUG,
        "award_words": AWARDS,
        "own": row["user_id"] == _viewer(request),
    }
    return page(request, "mentor/mentor.html", {**frame(request, "mentors"), **context}, product="mentor")


@get("/api/mentor/mentors", tags=["mentor"])
async def listed(
    request: Requested,
    q: Text = "",
    skill: Text = "",
    language: Text = "",
    most_cents: FromQuery[int | None] = None,
    least_rating: FromQuery[float | None] = None,
    free_before: FromQuery[datetime | None] = None,
    sort: Text = "",
    cursor: Text = "",
) -> MentorCards:
    """Mentors who fit, a page at a time. `sort`: rating, price, soonest or match."""
    if free_before is not None and free_before.tzinfo is None:
        raise Invalid(
            "Please give the moment with its offset, such as 2026-12-01T19:00:00Z.", field="free_before"
        )
    if most_cents is not None and not 0 <= most_cents < 2**31:
        raise Invalid("A price is between 0 and twenty million.", field="most_cents")
    return await reads.search(
        house_of(request),
        _viewer(request),
        Wanted(
            q=q,
            skill=skill,
            language=language,
            most_cents=most_cents,
            least_rating=least_rating,
            before=free_before,
            sort=sort,
            cursor=cursor,
        ),
    )


@get("/api/mentor/mentors/{profile:uuid}", tags=["mentor"])
async def shown(request: Requested, profile: FromPath[UUID]) -> MentorShown:
    """One mentor."""
    row = await reads.mentor_page(house_of(request), _viewer(request), profile)
    names = [field.name for field in msgspec.structs.fields(MentorShown) if field.name != "profile_id"]
    return MentorShown(profile_id=row["id"], **{name: row[name] for name in names})


ROUTES = [front_door, directory, mentor, listed, shown]

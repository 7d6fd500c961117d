"""Mentors as anybody may see them."""

from __future__ import annotations

import base64
import re
import struct
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.directory")
PAGE: Final = 24
SORTS: Final = ("rating", "price", "soonest", "match")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MOST_WORDS: Final = 8


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody looks for. Prices in minor units; `before`: with a slot free before that moment."""

    q: Annotated[str, msgspec.Meta(max_length=200)] = ""
    skill: Annotated[str, msgspec.Meta(max_length=60)] = ""
    language: Annotated[str, msgspec.Meta(max_length=40)] = ""
    most_cents: int | None = None
    least_rating: float | None = None
    before: datetime | None = None
    sort: str = ""
    cursor: Annotated[str, msgspec.Meta(max_length=80)] = ""


class MentorCard(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor in a list. `hourly_rate` in minor units; the average of reviews where there are any."""

    profile_id: UUID
    full_name: str | None
    avatar_url: str | None
    headline: str | None
    skills: list[str]
    languages: list[str]
    hourly_rate: int
    currency: str
    rating_count: int
    rating_average: float | None
    next_free_slot: datetime | None
    sessions_completed: int
    booking_mode: str


class MentorCards(msgspec.Struct, frozen=True):
    """A page of the list; `next` leads to more."""

    items: list[MentorCard]
    next: str | None


def prefixes(words: str) -> str:
    """What was typed, as a tsquery in which every word may go on: “Pyth data” finds “python” with “database”."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(sign)
    )
    return " & ".join(f"'{word[:60]}':*" for word in _WORD.findall(plain)[:_MOST_WORDS])


async def search(house: House, viewer: UUID | None, wanted: Wanted, *, at_most: int = PAGE) -> MentorCards:
    """Mentors who fit, in the order asked for (best match when words were given, else best rated).

    Raises:
        Invalid: no such order, or a broken cursor.
    """
    sort = wanted.sort or ("match" if wanted.q.strip() else "rating")
    if sort not in SORTS:
        raise Invalid("Sort by rating, price, soonest or match.", field="sort")
    query = prefixes(wanted.q)
    key, after = _read(wanted.cursor)
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        rows = [
            row
            async for row in queries.search(
                db.connection,
                viewer=viewer,
                query=query,
                skill=wanted.skill.strip() or None,
                language=wanted.language.strip() or None,
                most_cents=wanted.most_cents,
                least_rating=wanted.least_rating,
                free_before=wanted.before,
                sort=sort,
                after_key=key,
                after_id=after,
                at_most=at_most + 1,
            )
        ]
    more = None
    if len(rows) > at_most:
        del rows[at_most:]
        more = _written(rows[-1]["sort_key"], rows[-1]["profile_id"])
    return MentorCards(to_structs(MentorCard, rows), more)


def _written(key: float, profile: UUID) -> str:
    return base64.urlsafe_b64encode(struct.pack(">d", key) + profile.bytes).decode().rstrip("=")


def _read(cursor: str) -> tuple[float | None, UUID | None]:
    if not cursor:
        return None, None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key: float = struct.unpack(">d", raw[:8])[0]
        if len(raw) != 24 or key != key:
            raise ValueError
        return key, UUID(bytes=raw[8:])
    except (ValueError, struct.error):
        raise Invalid("This page of the list does not exist.", field="cursor") from None


async def mentor_page(house: House, viewer: UUID | None, profile: UUID) -> Any:
    """A mentor's page (a row of `queries.mentor`); somebody who pauses is shown, without times.

    Raises:
        NotFound: nobody, or a block between the two.
    """
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        row = await queries.mentor(db.connection, profile=profile)
        if row is None or (not row["is_active"] and row["user_id"] != viewer):
            raise NotFound
        if viewer is not None and await queries.blocked(db.connection, one=viewer, other=row["user_id"]):
            raise NotFound
    return row


async def choices(house: House) -> tuple[list[str], list[str]]:
    """Skills and languages to choose from, the most frequent first."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        skills = [row["skill"] async for row in queries.skills(db.connection, at_most=60)]
        languages = [row["language"] async for row in queries.languages(db.connection, at_most=30)]
    return skills, languages


async def zone_of(house: House, viewer: UUID | None) -> str | None:
    """The zone a signed-in viewer lives by."""
    if viewer is None:
        return None
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        return await queries.zone_of(db.connection, person=viewer)

"""Writing a review, answering one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.jobs import Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.reviews")
WINDOW: Final = timedelta(days=14)
LONGEST, LONGEST_REPLY = 2000, 1000
PAGE: Final = 10


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A review as others read it: 1 to 5, words, the first name of who wrote it (with their picture, for members), and the answer."""

    id: UUID
    rating: int
    feedback: str | None
    reply: str | None
    created_at: datetime
    reviewer: str
    reviewer_picture: str | None = None


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what is said in public about a mentor, the latest first; `next` is the cursor of the one after it.

    `average`, `count` and `distribution` (how many gave five, four, three, two stars, one) hold what counts, private words included;
    `readable` is how many reviews all pages have together.
    """

    items: list[Review]
    next: str | None
    average: float | None
    count: int
    distribution: list[int]
    readable: int


class Reviewing(msgspec.Struct, frozen=True, kw_only=True):
    """How reviewing a session stands for one of the two. `theirs` once it may be read."""

    open: bool
    until: datetime
    mine: int | None
    theirs: int | None
    their_words: str | None
    other_name: str


def schema(house: House) -> str:
    return house.product("mentor").schema


async def _session(db: Any, person: Person, booking: UUID) -> Any:
    row = await queries.session(db.connection, booking=booking)
    if row is None or person.id not in (row["mentor_user_id"], row["mentee_user_id"]):
        raise NotFound
    return row


async def reviewing(house: House, person: Person, booking: UUID) -> Reviewing:
    """How it stands.

    Raises:
        NotFound: not a session of theirs.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _session(db, person, booking)
        both = [one async for one in queries.of_session(db.connection, booking=booking)]
        now = db.now
    mine = next((one for one in both if one["reviewer_user_id"] == person.id), None)
    theirs = next((one for one in both if one["reviewer_user_id"] != person.id), None)
    if theirs is not None and (theirs["reveals_at"] > now or theirs["hidden_at"] is not None):
        theirs = None
    role = "mentee" if row["mentor_user_id"] == person.id else "mentor"
    return Reviewing(
        open=row["status"] == "completed" and now <= row["end_time"] + WINDOW and mine is None,
        until=row["end_time"] + WINDOW,
        mine=None if mine is None else mine["rating"],
        theirs=None if theirs is None else theirs["rating"],
        their_words=None if theirs is None else theirs["feedback"],
        other_name=row[f"{role}_name"] or "",
    )


async def write(
    house: House, person: Person, booking: UUID, rating: int, feedback: str, *, is_public: bool
) -> None:
    """Say what one thinks, once; it is read when both have written, or after two weeks.

    Raises:
        NotFound: not a session of theirs.
        Invalid: no rating from 1 to 5, or too many words.
        Conflict: written already, not over yet, or too late.
    """
    if not 1 <= rating <= 5:
        raise Invalid("Give between one and five stars.", field="rating")
    if len(feedback) > LONGEST:
        raise Invalid("Please keep it under two thousand characters.", field="feedback")
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await _session(db, person, booking)
            await queries.write(
                db.connection,
                booking=booking,
                reviewer=person.id,
                rating=rating,
                feedback=feedback.strip() or None,
                is_public=is_public,
            )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have reviewed this session.", slug="reviewed") from twice


async def reply(house: House, person: Person, review: UUID, words: str) -> None:
    """Answer a public review about oneself, once.

    Raises:
        NotFound: none about this person that may be answered.
        Invalid: no words, or too many.
        Conflict: answered already.
    """
    if not 1 <= len(words.strip()) <= LONGEST_REPLY:
        raise Invalid("Write between one and a thousand characters.", field="reply")
    async with house.database.session(_ACTOR, schema(house)) as db:
        if await queries.reply(db.connection, review=review, person=person.id, words=words.strip()) is None:
            raise NotFound


async def of_mentor(
    house: House, mentor: UUID, viewer: UUID | None, *, cursor: str = "", at_most: int = PAGE
) -> ReviewPage:
    """What mentees say in public about a mentor, with those pictures that the viewer may see.

    Raises:
        Invalid: no cursor of ours.
    """
    after = keyset.decode(cursor)
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.of_mentor(
                db.connection,
                person=mentor,
                viewer=viewer,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
        standing = await queries.standing(db.connection, person=mentor)
    shown = to_structs(Review, rows[:at_most])
    last = shown[-1] if len(rows) > at_most else None
    return ReviewPage(
        items=shown,
        next=None if last is None else keyset.encode(keyset.Cursor(last.created_at, last.id)),
        average=standing["average"],
        count=standing["count"],
        distribution=standing["distribution"],
        readable=standing["readable"],
    )


async def about(house: House, person: Person) -> list[Any]:
    """What was said about somebody, for them (rows of `queries.about`)."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return [row async for row in queries.about(db.connection, person=person.id, at_most=100)]


async def count_due(house: House) -> None:
    """Reviews whose two weeks are over go into the averages."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.count_due(db.connection)


SCHEDULES = [Schedule(name="mentor.reviews.count", cron="* * * * *", run=count_due)]

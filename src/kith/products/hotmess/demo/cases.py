"""Twelve cases that wait for a moderator: mild and grave, one that many reported, one that has waited for days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "cases.sql")


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """What was reported: the post, beacon or member of this place in the demo's order, as what, by how many, how many hours ago."""

    about: str
    place: int
    category: str
    words: str
    by: int = 1
    hours: int = 1


REPORTED: Final = (
    Reported(about="post", place=0, category="other", words="Third time he posts this tonight.", hours=3),
    Reported(
        about="post",
        place=1,
        category="doxxing",
        words="That is where a friend of mine lives.",
        by=2,
        hours=5,
    ),
    Reported(about="post", place=2, category="harassment", words="He means somebody of us.", by=3, hours=2),
    Reported(about="post", place=3, category="hate", words="Read it twice, it is meant that way.", hours=9),
    Reported(
        about="post", place=4, category="scam", words="Sells tickets by message, then blocks you.", by=4
    ),
    Reported(about="post", place=5, category="other", words="Wrong beacon, I think.", hours=50),
    Reported(about="beacon", place=1, category="unsafe", words="The back exit is locked.", by=2, hours=1),
    Reported(
        about="beacon", place=2, category="scam", words="The place says it knows nothing of this.", hours=26
    ),
    Reported(about="beacon", place=3, category="other", words="It was moved to Sunday.", hours=70),
    Reported(
        about="profile", place=0, category="harassment", words="Writes under everything I post.", hours=12
    ),
    Reported(about="profile", place=1, category="coercion", words="He would not let me leave.", hours=4),
    Reported(
        about="profile", place=2, category="other", words="Not his own name, if that matters.", hours=30
    ),
)


async def build(db: Session, crowd: list[UUID]) -> None:
    """File the reports; `crowd` are members, of whom the last ones report."""
    people = [row async for row in queries.people(db.connection, people=crowd[:3])]
    things = {
        "post": [row["id"] async for row in queries.posts(db.connection)],
        "beacon": [row["id"] async for row in queries.beacons(db.connection)],
        "profile": [row["id"] for row in people],
    }
    for one in REPORTED:
        case = None
        for number in range(one.by):
            filed = await queries.report(
                db.connection,
                reporter=crowd[-1 - number],
                category=one.category,
                target_type=one.about,
                target_id=things[one.about][one.place],
                description=one.words if number == 0 else None,
            )
            case = filed["case_id"]
        await queries.older(db.connection, case_id=case, hours=one.hours)

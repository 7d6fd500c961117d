"""Saying that the other came, or did not, and objecting to it. A session is completed once it is clear that both were there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation.actor import service
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.mentor.no_shows import telling
from kith.products.mentor.no_shows.machine import ABSENT_AFTER, REPORTED_WITHIN, may_be_reported

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.no_shows")
LONGEST: Final = 1000
_REFUSALS: Final = {
    "no_show_reports_early": ("too-early", later("Give them ten minutes; after that you can say so.")),
    "no_show_reports_late": ("too-late", later("This can be said until a day after the session.")),
    "no_show_reports_took_place": ("took-place", later("By all we know you were both there.")),
    "no_show_reports_not_on": ("not-on", later("This session did not stand any more.")),
    "no_show_reports_settled": ("settled", later("What happened in this session has been settled.")),
    "no_show_reports_once": ("reported", later("You have said so already.")),
}
_OBJECTIONS: Final = {
    "disputed_before": ("disputed", later("You have objected already. Our team looks at it.")),
    "settled": ("settled", later("What happened in this session has been settled.")),
    "too_late": ("too-late", later("The 48 hours in which you could object are over.")),
}


class NoShow(msgspec.Struct, frozen=True, kw_only=True):
    """How absence stands in a session, for one of its two.

    `state`: none, mine (one's own report runs), theirs (the other's report runs: one may object until `dispute_until`), disputed (operators
    decide), settled with `outcome`: mentor, mentee, nobody or took_place.
    `may_vouch`: one may say that the other was there, which is not clear yet; at `report_until` it is taken as said.
    `other_may_vouch`: it is not clear yet that one was there oneself.
    """

    state: Literal["none", "mine", "theirs", "disputed", "settled"]
    may_vouch: bool
    other_may_vouch: bool
    may_report: bool
    report_from: datetime
    report_until: datetime
    dispute_until: datetime | None
    outcome: str | None


class AbsenceReported(msgspec.Struct, frozen=True):
    """`outcome`: reported (the other may object until then), or contradicted: both say it, and operators decide."""

    outcome: Literal["reported", "contradicted"]
    dispute_until: datetime


def schema(house: House) -> str:
    return house.product("mentor").schema


async def _own(db: Session, person: Person, booking: UUID) -> Any:
    row = await queries.session(db.connection, booking=booking)
    if (
        row is None
        or row["confirmed_at"] is None
        or person.id not in (row["mentor_user_id"], row["mentee_user_id"])
    ):
        raise NotFound
    return row


async def standing(house: House, person: Person, booking: UUID) -> NoShow:
    """How it stands.

    Raises:
        NotFound: not a confirmed session of theirs.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _own(db, person, booking)
        reports = [one async for one in queries.reports(db.connection, booking=booking)]
        now = db.now
    mine = next((one for one in reports if one["reporter_user_id"] == person.id), None)
    theirs = next((one for one in reports if one["reporter_user_id"] != person.id), None)
    decided = next((one["decision"] for one in reports if one["decision"]), None)
    disputed = any(one["status"] == "disputed" for one in reports)
    state = (
        "settled"
        if decided
        else "disputed"
        if disputed
        else "theirs"
        if theirs
        else "mine"
        if mine
        else "none"
    )
    running = theirs or mine
    own, other = ("mentor", "mentee") if row["mentor_user_id"] == person.id else ("mentee", "mentor")
    unclear = row["status"] == "confirmed" and not reports and row["end_time"] <= now
    return NoShow(
        state=state,
        may_vouch=unclear and not row[f"{other}_there"],
        other_may_vouch=unclear and not row[f"{own}_there"],
        may_report=mine is None
        and decided is None
        and row["status"] == "confirmed"
        and may_be_reported(row["start_time"], row["end_time"], now),
        report_from=row["start_time"] + ABSENT_AFTER,
        report_until=row["end_time"] + REPORTED_WITHIN,
        dispute_until=running["dispute_until"]
        if running is not None and state in ("mine", "theirs")
        else None,
        outcome=decided,
    )


async def report(house: House, person: Person, booking: UUID, words: str = "") -> AbsenceReported:
    """Say that the other was not there. They are told, and have 48 hours to object; when they have said the same, operators decide.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: too many words.
        Conflict: too early, too late, twice, off or settled; the slug says which.
    """
    if len(words) > LONGEST:
        raise Invalid("Please keep it under a thousand characters.", field="words")
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            row = await _own(db, person, booking)
            made = await queries.report(
                db.connection, booking=booking, reporter=person.id, words=words.strip() or None
            )
            both = [one async for one in queries.reports(db.connection, booking=booking)]
            if len(both) == 2:
                await telling.tell_contradicted(db, house, row)
            else:
                await telling.tell_reported(db, house, row, person.id, made["dispute_until"])
            await announce(db, f"booking:{booking}")
    except asyncpg.IntegrityConstraintViolationError as refusal:
        found = _REFUSALS.get(constraint_of(refusal))
        if found is None:
            raise
        slug, sentence = found
        raise Conflict(sentence, slug=f"no-show-{slug}") from refusal
    return AbsenceReported("contradicted" if len(both) == 2 else "reported", made["dispute_until"])


async def vouch(house: House, person: Person, booking: UUID) -> None:
    """Say that the other was there. When that is clear of both, the session is completed at its end.

    Raises:
        NotFound: not a confirmed session of theirs.
        Conflict: it has not begun, is off or completed, or somebody contests it.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await _own(db, person, booking)
        if await queries.vouch(db.connection, booking=booking, person=person.id) is None:
            raise Conflict("This cannot be said of this session now.", slug="not-now")
        await announce(db, f"booking:{booking}")


async def dispute(house: House, person: Person, booking: UUID, answer: str = "") -> None:
    """Object: operators look at it and decide.

    Raises:
        NotFound: nobody says it of this person.
        Invalid: too many words.
        Conflict: objected already, settled, or the 48 hours are over.
    """
    if len(answer) > LONGEST:
        raise Invalid("Please keep it under a thousand characters.", field="answer")
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _own(db, person, booking)
        outcome = await queries.dispute(
            db.connection, booking=booking, person=person.id, answer=answer.strip() or None
        )
        if outcome == "none":
            raise NotFound
        if outcome != "disputed":
            slug, sentence = _OBJECTIONS[outcome]
            raise Conflict(sentence, slug=f"no-show-{slug}")
        await telling.tell_disputed(db, house, row, person.id)
        await announce(db, f"booking:{booking}")

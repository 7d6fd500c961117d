"""How a LinkUp that is not full ends: locked if enough came, joined with its twin if both are short, expired, or called off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.linkups import locking, waves
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, moment_of, when_of
from kith.products.josh.matching import pool
from kith.products.josh.matching.merging import Forming, MergeAnswer, decide_merge
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Recipient, recipients

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

MERGE_BEFORE_CUTOFF = timedelta(minutes=30)


async def attend_to(db: Session, house: House, linkup_id: UUID) -> str:
    """What a broadcasting LinkUp needs now: a wave, a lock, a merger or its end. Returns what was done, for the log."""
    linkup = await waves.held(db, linkup_id, wait=False)
    if linkup is None or linkup.state != "broadcasting" or linkup.acceptance_window_ends_at is None:
        return "nothing"
    if linkup.open_seats == 0:
        return "locked" if await locking.lock(db, house, linkup) else "nothing"
    if db.now >= linkup.acceptance_window_ends_at:
        return await _at_the_end(db, house, linkup)
    near_the_end = db.now >= linkup.acceptance_window_ends_at - MERGE_BEFORE_CUTOFF
    if near_the_end and linkup.seats_taken < linkup.min_size and await _merge_with_twin(db, house, linkup):
        return "merged"
    return "wave" if await waves.send_wave(db, house, linkup) else "nothing"


async def _at_the_end(db: Session, house: House, linkup: LinkUp) -> str:
    if linkup.seats_taken >= linkup.min_size and await locking.lock(db, house, linkup):
        return "locked"
    await _expire(db, house, linkup)
    return "expired"


async def _expire(db: Session, house: House, linkup: LinkUp) -> None:
    """Too few said yes: everybody is told, and the initiator is offered another time."""
    hopeful = [row async for row in queries.people_in(db.connection, linkup_id=linkup.id)]
    await queries.expire_linkup(db.connection, id=linkup.id)
    unanswered = [
        row["invited_user_id"] async for row in queries.expire_pending(db.connection, linkup_id=linkup.id)
    ]
    async for _row in queries.close_accepted(db.connection, linkup_id=linkup.id):
        continue
    for row in hopeful:
        body = (
            copy.expired_for_initiator(activity=activity_of(linkup), when=when_of(linkup))
            if row["initiator"]
            else copy.expired(activity=activity_of(linkup), when=when_of(linkup))
        )
        await _tell(
            db, house, linkup, Recipient(row["id"], row["phone_e164"], row["phone_hash"]), body, "expired"
        )
    for person in await recipients(db, unanswered):
        await _tell(db, house, linkup, person, copy.closed(activity=activity_of(linkup)), "expired")


async def cancel(db: Session, house: House, linkup: LinkUp, *, reason: str, by: UUID | None) -> None:
    """Call a LinkUp off; whoever holds a seat is told, unanswered invites close."""
    coming = [row async for row in queries.people_in(db.connection, linkup_id=linkup.id)]
    await queries.cancel_linkup(db.connection, id=linkup.id, reason=reason)
    unanswered = [
        row["invited_user_id"] async for row in queries.close_pending(db.connection, linkup_id=linkup.id)
    ]
    async for _row in queries.close_accepted(db.connection, linkup_id=linkup.id):
        continue
    when = moment_of(linkup) if linkup.state == "locked" else when_of(linkup)
    for row in coming:
        if row["id"] == by:
            continue
        person = Recipient(row["id"], row["phone_e164"], row["phone_hash"])
        await _tell(
            db, house, linkup, person, copy.canceled(activity=activity_of(linkup), when=when), "canceled"
        )
    for person in await recipients(db, unanswered):
        await _tell(db, house, linkup, person, copy.closed(activity=activity_of(linkup)), "canceled")


async def _tell(db: Session, house: House, linkup: LinkUp, person: Recipient, body: str, what: str) -> None:
    await queue_text(
        db,
        house,
        member=person,
        body=body,
        kind="unsolicited",
        purpose=f"linkup.{what}",
        key=f"linkup:{linkup.id}:{what}:{person.id}",
    )


def _forming(linkup: LinkUp, people: list[UUID]) -> Forming:
    if linkup.acceptance_window_ends_at is None or linkup.starts_at is None:
        raise ValueError("A broadcasting LinkUp has its times.")
    return Forming(
        id=linkup.id,
        region_id=linkup.region_id,
        state=linkup.state,
        brief_key=f"{linkup.brief.get('activity_key')}@{linkup.starts_at.isoformat()}",
        confirmed=tuple(people),
        min_size=linkup.min_size,
        max_size=linkup.max_size,
        created_at=linkup.created_at,
        ends_at=linkup.acceptance_window_ends_at,
    )


async def _merge_with_twin(db: Session, house: House, linkup: LinkUp) -> bool:
    """Join this LinkUp with another of the same brief that would fail too, if every pair passes the filters."""
    candidates = [
        row["id"]
        async for row in queries.merge_candidates(
            db.connection,
            id=linkup.id,
            region_id=linkup.region_id,
            activity_key=linkup.brief.get("activity_key"),
            starts_at=linkup.starts_at,
            ends_at=linkup.ends_at,
        )
    ]
    if not candidates:
        return False
    ours = [row["id"] async for row in queries.people_in(db.connection, linkup_id=linkup.id)]
    for candidate in candidates:
        other = await waves.held(
            db, candidate, wait=False
        )  # never waits, so two mergers cannot wait for each other
        if other is None or other.state != "broadcasting":
            continue
        theirs = [row["id"] async for row in queries.people_in(db.connection, linkup_id=other.id)]
        passing = await pool.pairs_that_pass(db, house, ours, theirs, linkup.id)
        decision = decide_merge(
            _forming(linkup, ours), _forming(other, theirs), db.now, lambda a, b, ok=passing: (a, b) in ok
        )
        if decision.answer is not MergeAnswer.MERGE:
            continue
        kept, absorbed, moving = (
            (linkup, other, theirs) if decision.keep == linkup.id else (other, linkup, ours)
        )
        try:
            async with db.savepoint():
                await _move(db, house, absorbed, moving, kept)
        except asyncpg.IntegrityConstraintViolationError:
            continue
        return True
    return False


async def _move(db: Session, house: House, linkup: LinkUp, people: list[UUID], other: LinkUp) -> None:
    await queries.cancel_linkup(db.connection, id=linkup.id, reason="merged")
    await queries.set_merged_into(db.connection, id=linkup.id, target=other.id)
    async for _row in queries.close_accepted(db.connection, linkup_id=linkup.id):
        continue
    unanswered = [
        row["invited_user_id"] async for row in queries.close_pending(db.connection, linkup_id=linkup.id)
    ]
    explained: list[dict[str, Any]] = [
        {"merged_from": str(linkup.id), "filters": {"passed": [], "failed": []}} for _ in people
    ]
    async for _row in queries.insert_invites(
        db.connection,
        linkup_id=other.id,
        user_ids=people,
        wave=max(other.waves_sent, 1),
        expires_at=other.acceptance_window_ends_at,
        explainability=explained,
    ):
        continue
    for person in people:
        invite = await queries.pending_invite_of(db.connection, linkup_id=other.id, user_id=person)
        if invite is not None and invite["state"] == "pending":
            await queries.accept_invite(db.connection, invite_id=invite["id"], message_sid=None, option=None)
    for person in await recipients(db, people):
        await _tell(
            db,
            house,
            linkup,
            person,
            copy.merged(activity=activity_of(linkup), when=when_of(linkup)),
            "merged",
        )
    for person in await recipients(db, unanswered):
        await _tell(db, house, linkup, person, copy.closed(activity=activity_of(linkup)), "merged")
    joined = await waves.held(db, other.id)
    if joined is not None and joined.open_seats == 0:
        await locking.lock(db, house, joined)

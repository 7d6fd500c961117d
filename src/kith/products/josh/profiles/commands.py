"""Writing profiles: every change is an event first, and the stored fingerprint is always what its events amount to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import msgspec

from kith.foundation.database import Session
from kith.foundation.database import correlation as correlation_of
from kith.foundation.queries import load
from kith.products.josh.matching.scores import Prior
from kith.products.josh.profiles import learning
from kith.products.josh.profiles.evidence import EventPayload, Movement, ProfileEvent, rebuild
from kith.products.josh.profiles.fingerprint import (
    STALE_AFTER_DAYS,
    Fingerprint,
    ProfileState,
    profile_state,
    to_stored,
)
from kith.products.josh.profiles.shapes import check_activity_patterns, check_boundaries

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

_REPLY_PRIOR = Prior()
_PARTS_OF_DAY = {
    "MORNING": "morning",
    "AFTERNOON": "day",
    "DAY": "day",
    "EVENING": "evening",
    "NIGHT": "night",
}


class NewEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """One event to be: of several on one topic the latest counts; a key that is known changes nothing."""

    event_type: str
    source: str
    movements: tuple[Movement, ...]
    key: str
    topic: str | None = None


async def record_evidence(
    db: Session,
    user_id: UUID,
    *,
    event_type: str,
    source: str,
    movements: tuple[Movement, ...],
    key: str,
    topic: str | None = None,
) -> ProfileState:
    """Add one event and store the fingerprint that all events now make. Returns the profile's state afterwards."""
    evidence = NewEvidence(event_type=event_type, source=source, movements=movements, key=key, topic=topic)
    return await record_all(db, user_id, [evidence])


async def record_all(db: Session, user_id: UUID, evidence: Sequence[NewEvidence]) -> ProfileState:
    """Add events and store the fingerprint once. Returns the profile's state afterwards."""
    await queries.ensure_profile(db.connection, user_id=user_id)
    profile = await queries.lock_profile(db.connection, user_id=user_id)
    added = 0
    for item in evidence:
        payload = EventPayload(observed_at=db.now, evidence=item.movements, topic=item.topic)
        inserted = await queries.insert_event(
            db.connection,
            id=uuid4(),
            user_id=user_id,
            event_type=item.event_type,
            source=item.source,
            payload=msgspec.to_builtins(payload),
            idempotency_key=item.key,
            correlation_id=correlation_of.get(),
        )
        added += inserted is not None
    before = ProfileState(profile["state"])
    if not added:
        return before
    return await _store(db, user_id, await fingerprint_from_events(db, user_id), before)


async def fingerprint_from_events(db: Session, user_id: UUID) -> Fingerprint:
    """The fingerprint that a person's events amount to."""
    return rebuild([_event(row) async for row in queries.events_of(db.connection, user_id=user_id)])


async def rebuild_profile(db: Session, user_id: UUID) -> bool:
    """Write the fingerprint anew from its events; True when what was stored differed (it never should)."""
    await queries.ensure_profile(db.connection, user_id=user_id)
    profile = await queries.lock_profile(db.connection, user_id=user_id)
    rebuilt = await fingerprint_from_events(db, user_id)
    differed = to_stored(rebuilt) != profile["fingerprint"]
    await _store(db, user_id, rebuilt, ProfileState(profile["state"]))
    return differed


def _event(row: Any) -> ProfileEvent:
    return ProfileEvent(
        id=row["id"],
        created_at=row["created_at"],
        event_type=row["event_type"],
        source=row["source"],
        payload=msgspec.convert(row["payload"], EventPayload),
        idempotency_key=row["idempotency_key"],
    )


async def _store(db: Session, user_id: UUID, fingerprint: Fingerprint, before: ProfileState) -> ProfileState:
    state = profile_state(fingerprint, db.now.date())
    if state is ProfileState.EMPTY:
        state = before
    days = [factor.observed_on for factor in fingerprint.factors.values()]
    stale_at = (
        datetime.combine(min(days) + timedelta(days=STALE_AFTER_DAYS + 1), datetime.min.time(), UTC)
        if days
        else None
    )
    complete = state in (ProfileState.COMPLETE_MVP, ProfileState.COMPLETE_FULL)
    if before is ProfileState.EMPTY and state is ProfileState.STALE:
        state = ProfileState.PARTIAL
    await queries.store_profile(
        db.connection,
        user_id=user_id,
        fingerprint=to_stored(fingerprint),
        state=state.value,
        stale_at=stale_at,
        completed=complete,
    )
    if complete:
        await queries.activate(db.connection, user_id=user_id)
    return state


async def note_reply(
    db: Session,
    _house: House,
    user_id: UUID,
    linkup_id: UUID,
    what: learning.Learned,
    brief: dict[str, Any],
    max_size: int,
) -> None:
    """What an answered invite teaches: a little about the person's factors, and how open they are to being asked."""
    _, _, part = str(brief.get("time_window", "")).partition("_")
    movements = learning.learned(
        what, learning.Occasion(max_size=max_size, part_of_day=_PARTS_OF_DAY.get(part))
    )
    await record_evidence(
        db,
        user_id,
        event_type="profile.learned",
        source=what.value,
        movements=movements,
        key=f"{what.value}:{linkup_id}:{user_id}",
    )
    await queries.count_reply(
        db.connection,
        user_id=user_id,
        accepted=what is learning.Learned.INVITE_ACCEPT,
        prior_mean=_REPLY_PRIOR.mean,
        prior_strength=_REPLY_PRIOR.strength,
    )


async def set_activity_patterns(db: Session, user_id: UUID, patterns: list[dict[str, Any]]) -> None:
    """What a person likes to do, in the document's shape.

    Raises:
        ProfileShapeError: a field has not its shape; the field is named.
    """
    check_activity_patterns(patterns)
    await queries.ensure_profile(db.connection, user_id=user_id)
    await queries.store_patterns(db.connection, user_id=user_id, activity_patterns=patterns)


async def set_boundaries(db: Session, user_id: UUID, boundaries: dict[str, Any]) -> None:
    """What a person will not do, in the document's shape.

    Raises:
        ProfileShapeError: a field has not its shape; the field is named.
    """
    check_boundaries(boundaries)
    await queries.ensure_profile(db.connection, user_id=user_id)
    await queries.store_boundaries(db.connection, user_id=user_id, boundaries=boundaries)


async def mark_stale_profiles(db: Session, at_most: int = 200) -> int:
    """Profiles whose oldest factor is more than 180 days old become stale. Returns how many."""
    due = [row["user_id"] async for row in queries.gone_stale(db.connection, now=db.now, at_most=at_most)]
    for user_id in due:
        await queries.mark_stale(db.connection, user_id=user_id)
    return len(due)

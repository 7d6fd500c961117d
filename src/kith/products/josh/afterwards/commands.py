"""What follows a LinkUp: outcomes, choices, and what not coming costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh import topics
from kith.products.josh.afterwards.strikes import (
    HoldState,
    Strike,
    StrikeType,
    hold_at,
    next_easing,
    strike_for,
)
from kith.products.josh.conversation.copy import afterwards as copy
from kith.products.josh.matching.scores import Prior
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.notices import queue_notice
from kith.products.josh.outbound.reads import Recipient, recipient
from kith.products.josh.profiles import learning
from kith.products.josh.profiles.commands import record_evidence

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

_PARTS_OF_DAY = {
    "MORNING": "morning",
    "AFTERNOON": "day",
    "DAY": "day",
    "EVENING": "evening",
    "NIGHT": "night",
}
_APPEAL_PRIOR = Prior()


async def record_attendance(db: Session, house: House, user_id: UUID, linkup_id: UUID, response: str) -> None:
    """What a person says about having been there: attended, no_show or unsure. Not having come costs points."""
    await queries.store_attendance(db.connection, linkup_id=linkup_id, user_id=user_id, response=response)
    if response == "attended":
        await queries.set_participation(
            db.connection, linkup_id=linkup_id, user_id=user_id, status="attended"
        )
    elif response == "no_show":
        await queries.set_participation(db.connection, linkup_id=linkup_id, user_id=user_id, status="no_show")
        await strike(db, house, user_id, StrikeType.NO_SHOW, linkup_id)


async def record_do_again(db: Session, user_id: UUID, linkup_id: UUID, *, again: bool) -> None:
    """Whether a person would do it again; moves their fingerprint a little."""
    await queries.store_do_again(db.connection, linkup_id=linkup_id, user_id=user_id, do_again=again)
    linkup = await queries.linkup_for_after(db.connection, linkup_id=linkup_id)
    if linkup is None:
        return
    what = learning.Learned.DO_AGAIN if again else learning.Learned.NOT_AGAIN
    _, _, part = str(linkup["brief"].get("time_window", "")).partition("_")
    movements = learning.learned(
        what, learning.Occasion(max_size=linkup["max_size"], part_of_day=_PARTS_OF_DAY.get(part))
    )
    await record_evidence(
        db,
        user_id,
        event_type="profile.learned",
        source=what.value,
        movements=movements,
        key=f"{what.value}:{linkup_id}:{user_id}",
    )


async def choose(db: Session, chooser: UUID, linkup_id: UUID, choices: dict[UUID, bool]) -> None:
    """Record private choices. A mutual yes makes the exchange in this transaction; nobody is told of a no.

    Raises:
        Conflict: numbers were exchanged already and the choice would change.
    """
    for target, choice in choices.items():
        before = await queries.chosen_before(
            db.connection, linkup_id=linkup_id, chooser_user_id=chooser, target_user_id=target
        )
        await queries.choose(
            db.connection, linkup_id=linkup_id, chooser_user_id=chooser, target_user_id=target, choice=choice
        )
        if before is None:
            await queries.note_asked(
                db.connection,
                target_user_id=target,
                said_yes=choice,
                prior_mean=_APPEAL_PRIOR.mean,
                prior_strength=_APPEAL_PRIOR.strength,
            )


async def tell_exchanges(db: Session, house: House, at_most: int = 50) -> int:
    """One text to each of the two whose numbers were exchanged. Returns how many exchanges were told."""
    rows: list[Any] = [row async for row in queries.untold_exchanges(db.connection, at_most=at_most)]
    for row in rows:
        if "deleted" not in (row["a_state"], row["b_state"]):
            for own, other in (("a", "b"), ("b", "a")):
                await queue_text(
                    db,
                    house,
                    member=Recipient(row[f"{own}_id"], row[f"{own}_phone"], row[f"{own}_hash"]),
                    body=copy.mutual(name=row[f"{other}_name"], phone=row[f"{other}_phone"]),
                    kind="unsolicited",
                    purpose="exchange.mutual",
                    key=f"exchange:{row['id']}:{row[f'{own}_id']}",
                )
        await queries.exchange_told(db.connection, id=row["id"])
    return len(rows)


async def strike_late_cancel(db: Session, house: House, user_id: UUID, linkup_id: UUID) -> None:
    """A cancel under three hours before."""
    await strike(db, house, user_id, StrikeType.LATE_CANCEL, linkup_id)


async def strike(db: Session, house: House, user_id: UUID, kind: StrikeType, linkup_id: UUID) -> None:
    """Points for conduct, once for each LinkUp and kind; a hold that they amount to is applied and told."""
    given = strike_for(kind, db.now)
    added = await queries.insert_strike(
        db.connection,
        user_id=user_id,
        strike_type=given.strike_type,
        points=given.points,
        reason=f"linkup {linkup_id}",
        window_start=given.window_start,
        window_end=given.window_end,
        key=f"josh:{kind.value}:{linkup_id}:{user_id}",
    )
    if added is None:
        return
    counted = [
        Strike(row["strike_type"], row["points"], row["window_start"], row["window_end"])
        async for row in queries.strikes_of(db.connection, user_id=user_id, now=db.now)
    ]
    hold = hold_at(counted, db.now)
    if hold is HoldState.NONE:
        return
    before = await queries.hold_of(db.connection, user_id=user_id)
    until = next_easing(counted, db.now)
    await queries.apply_hold(
        db.connection, user_id=user_id, state=hold.value, reason="strikes", expires_at=until
    )
    if before["state"] == hold.value:
        return
    person = await recipient(db, user_id)
    if person is not None:
        body = copy.hold_soft() if hold is HoldState.SOFT_HOLD else copy.hold_hard()
        await queue_notice(
            db,
            house,
            to=person,
            body=body,
            topic=topics.MEMBERSHIP,
            purpose="strikes.hold",
            key=f"hold:{added}:{hold.value}",
        )

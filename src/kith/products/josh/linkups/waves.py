"""Waves of invites: `next_wave_at` says when one is due (every 20 waking minutes, or at once when the answers still out cannot fill the
seats); each asks until twice as many are asked as seats are open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.database import Session, to_struct
from kith.foundation.queries import load
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.conversation.turn import offer_conversation
from kith.products.josh.linkups import awake
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, when_of
from kith.products.josh.matching import pool
from kith.products.josh.matching.waves import WAVE_AFTER, next_wave_size
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import recipients

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)


async def send_wave(db: Session, house: House, linkup: LinkUp) -> int:
    """Invite the next people, if a wave is due; the caller holds the LinkUp's row. Returns how many were asked."""
    if (
        linkup.state != "broadcasting"
        or linkup.open_seats <= 0
        or linkup.next_wave_at is None
        or linkup.next_wave_at > db.now
    ):
        return 0
    pending: int = await queries.count_pending(db.connection, linkup_id=linkup.id)
    awake_hours = await awake.hours_of(db, house, linkup.region_id)
    allowed_at = awake_hours.next_allowed(db.now)
    if allowed_at > db.now:
        await queries.after_wave(
            db.connection, id=linkup.id, next_wave_at=allowed_at, waves_sent=linkup.waves_sent
        )
        return 0
    wanted = next_wave_size(linkup.open_seats, pending)
    chosen = await pool.choose(db, house, linkup.id, wanted) if wanted > 0 else []
    asked = await _invite(db, house, linkup, chosen)
    await queries.after_wave(
        db.connection,
        id=linkup.id,
        next_wave_at=awake_hours.after(db.now, WAVE_AFTER),
        waves_sent=linkup.waves_sent + (1 if asked else 0),
    )
    return asked


async def _invite(db: Session, house: House, linkup: LinkUp, chosen: list[pool.Chosen]) -> int:
    if not chosen:
        return 0
    invited = [
        row
        async for row in queries.insert_invites(
            db.connection,
            linkup_id=linkup.id,
            user_ids=[person.user_id for person in chosen],
            wave=linkup.waves_sent + 1,
            expires_at=linkup.acceptance_window_ends_at,
            explainability=[person.explainability for person in chosen],
        )
    ]
    people = {
        person.id: person for person in await recipients(db, [row["invited_user_id"] for row in invited])
    }
    await queries.note_invited(db.connection, user_ids=list(people))
    activity, when = activity_of(linkup), when_of(linkup)
    for row in invited:
        person = people.get(row["invited_user_id"])
        if person is None:
            continue
        body = copy.invite(activity=activity, when=when, group_min=linkup.min_size, group_max=linkup.max_size)
        await queue_text(
            db,
            house,
            member=person,
            body=body,
            kind="unsolicited",
            purpose="linkup.invite",
            key=f"invite:{row['id']}:offer",
        )
        await offer_conversation(
            db,
            person.id,
            "awaiting_invite_reply",
            f"invite:{row['id']}",
            expires_at=linkup.acceptance_window_ends_at,
        )
    return len(invited)


async def held(db: Session, linkup_id: UUID, *, wait: bool = True) -> LinkUp | None:
    """The LinkUp, locked until the transaction ends; None when it is gone, or (not waiting) when another worker has it."""
    query = queries.lock_row if wait else queries.lock_row_if_free
    row = await query(db.connection, id=linkup_id)
    return None if row is None else to_struct(LinkUp, row)


async def seen(db: Session, linkup_id: UUID) -> LinkUp | None:
    """The LinkUp as it is now, held by nobody; None when it is gone."""
    row = await queries.look_at(db.connection, id=linkup_id)
    return None if row is None else to_struct(LinkUp, row)

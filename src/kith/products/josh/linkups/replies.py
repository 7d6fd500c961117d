"""Answers to invites. A yes takes a seat or learns kindly that it came a moment late; either way it is answered exactly once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.foundation.database import constraint_of, sqlstate_of
from kith.foundation.queries import load
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.conversation.replies import ReplyKind, read_reply
from kith.products.josh.linkups import locking, waves
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, when_of
from kith.products.josh.profiles import learning
from kith.products.josh.profiles.commands import note_reply

if TYPE_CHECKING:
    from kith.products.josh.conversation.turn import Turn

queries = load(__file__)

_OVERLAP = "linkup_seats_no_overlap"
_OVER = ("closed", "expired", "declined")


async def handle(turn: Turn) -> bool:
    """Read an answer to the invite the conversation points at, or to the newest one. False when it is no answer to an invite."""
    invite = await queries.pending_invite(
        turn.db.connection, user_id=turn.member.id, invite_id=_invite_in(turn.conversation.state_token)
    )
    if invite is None:
        return False
    options: list[str] = invite["offered_options"] or []
    reply = read_reply(turn.body, options)
    match reply.kind:
        case ReplyKind.YES | ReplyKind.OPTION:
            chosen = (
                options[reply.option] if reply.option is not None and reply.option < len(options) else None
            )
            await _accept(turn, invite, chosen)
        case ReplyKind.NO | ReplyKind.CANT_MAKE_IT:
            await _decline(turn, invite)
        case _:
            if invite["state"] != "pending":
                return False
            await turn.reply(copy.invite_not_understood(), "invite.unclear")
    return True


def _invite_in(token: str) -> UUID | None:
    prefix, _, rest = token.partition(":")
    if prefix != "invite":
        return None
    try:
        return UUID(rest)
    except ValueError:
        return None


async def _accept(turn: Turn, invite: Any, option: str | None) -> None:
    db = turn.db
    if invite["state"] in _OVER:  # nothing to win any more, so nobody need be held up
        await _too_late(turn, invite["id"], await waves.seen(db, invite["linkup_id"]))
        return
    linkup = await waves.held(db, invite["linkup_id"])
    state: str = await queries.invite_state(db.connection, invite_id=invite["id"])
    if linkup is None or state in _OVER:
        await _too_late(turn, invite["id"], linkup)
        return
    if state == "accepted":
        await turn.reply(
            copy.already_in(activity=activity_of(linkup), when=when_of(linkup)), "invite.already_accepted"
        )
        await turn.become("idle", "idle")
        return
    refusal = await _take_seat(turn, invite["id"], option)
    if refusal == _OVERLAP:
        await queries.decline_invite(db.connection, invite_id=invite["id"], message_sid=str(turn.message_id))
        await turn.reply(copy.busy_then(), "invite.overlap")
        await turn.become("idle", "idle")
        return
    if refusal is not None:
        await _too_late(turn, invite["id"], linkup)
        return
    await note_reply(
        db,
        turn.house,
        turn.member.id,
        linkup.id,
        learning.Learned.INVITE_ACCEPT,
        linkup.brief,
        linkup.max_size,
    )
    await turn.become("idle", "idle")
    after = await waves.held(db, linkup.id)
    if (
        after is not None
        and after.open_seats == 0
        and await locking.lock(db, turn.house, after, except_text_to=turn.member.id)
    ):
        await turn.reply(await locking.text_for(db, after.id, after, turn.member.id), "linkup.locked")
    else:
        await turn.reply(copy.accepted(activity=activity_of(linkup), when=when_of(linkup)), "invite.accepted")


async def _take_seat(turn: Turn, invite_id: UUID, option: str | None) -> str | None:
    """None when the seat is taken, else the name of the rule that refused it."""
    try:
        async with turn.db.savepoint():
            await queries.accept_invite(
                turn.db.connection, invite_id=invite_id, message_sid=str(turn.message_id), option=option
            )
    except asyncpg.IntegrityConstraintViolationError as refusal:
        return constraint_of(refusal) or "refused"
    except asyncpg.PostgresError as refusal:
        if sqlstate_of(refusal) != "KT409":
            raise
        return "closed"
    return None


async def _too_late(turn: Turn, invite_id: UUID, linkup: LinkUp | None) -> None:
    """A yes that came a moment late: told once, and first in line next time."""
    db = turn.db
    await queries.note_late_yes(db.connection, invite_id=invite_id, user_id=turn.member.id)
    await turn.become("idle", "idle")
    if await _answered_by_closing_text(turn, invite_id):
        return
    await turn.reply(
        copy.just_filled(activity="" if linkup is None else activity_of(linkup)), "invite.just_filled"
    )


async def _answered_by_closing_text(turn: Turn, invite_id: UUID) -> bool:
    """Whether the text that closed the invite crossed this yes on its way; one not yet begun is taken back and answered here instead."""
    key = locking.closing_key(invite_id)
    if await queries.drop_unsent_text(turn.db.connection, key=key) is not None:
        return False
    row = await turn.db.connection.fetchrow(
        "select status, sent_at from sms_outbound_jobs where idempotency_key = $1", key
    )
    if row is None or row["status"] == "failed":
        return False
    sent_at: datetime | None = row["sent_at"]
    return sent_at is None or sent_at > turn.now


async def _decline(turn: Turn, invite: Any) -> None:
    db = turn.db
    linkup = await waves.held(db, invite["linkup_id"])
    state: str = await queries.invite_state(db.connection, invite_id=invite["id"])
    await turn.become("idle", "idle")
    if (
        linkup is None
        or state not in ("pending", "accepted")
        or linkup.state not in ("broadcasting", "draft")
    ):
        if state not in ("accepted",):
            await turn.reply(copy.declined(), "invite.declined")
        return
    await queries.decline_invite(db.connection, invite_id=invite["id"], message_sid=str(turn.message_id))
    await note_reply(
        db,
        turn.house,
        turn.member.id,
        linkup.id,
        learning.Learned.INVITE_DECLINE,
        linkup.brief,
        linkup.max_size,
    )
    await turn.reply(copy.declined(), "invite.declined")
    await wake_if_short(turn, linkup.id)


async def wake_if_short(turn: Turn, linkup_id: UUID) -> None:
    """The next wave is due at once when the answers still out cannot fill the seats any more."""
    now_held = await waves.held(turn.db, linkup_id)
    if now_held is None or now_held.state != "broadcasting":
        return
    pending: int = await queries.count_pending(turn.db.connection, linkup_id=linkup_id)
    if pending < now_held.open_seats:
        await queries.wave_now(turn.db.connection, id=linkup_id)

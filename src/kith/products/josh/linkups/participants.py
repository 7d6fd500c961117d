"""What participants text between lock and meeting: running late, can't make it, call it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.queries import load
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.conversation.replies import ReplyKind, read_reply, wants_to_call_off
from kith.products.josh.linkups import ending, waves
from kith.products.josh.linkups.leaving import leave_locked
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, when_of
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Recipient

if TYPE_CHECKING:
    from kith.products.josh.conversation.turn import Turn

queries = load(__file__)


async def handle_idle(turn: Turn) -> bool:
    """A text outside any question that concerns the person's next LinkUp. False when it does not."""
    reply = read_reply(turn.body)
    calls_off = wants_to_call_off(turn.body)
    if reply.kind not in (ReplyKind.LATE, ReplyKind.CANT_MAKE_IT) and not calls_off:
        return False
    current = await queries.current_linkup_of(turn.db.connection, user_id=turn.member.id)
    if current is None:
        return False
    linkup = await waves.held(turn.db, current["id"])
    if linkup is None:
        return False
    initiator = linkup.initiator_user_id == turn.member.id
    if calls_off and initiator:
        await ending.cancel(
            turn.db, turn.house, linkup, reason="called off by its initiator", by=turn.member.id
        )
        await turn.reply(copy.called_off(activity=activity_of(linkup)), "linkup.called_off")
        return True
    if linkup.state == "broadcasting":
        return await _leave_gathering(turn, linkup, initiator=initiator)
    if reply.kind is ReplyKind.LATE:
        await _running_late(turn, linkup, reply.minutes)
        return True
    await _cannot_come(turn, linkup)
    return True


async def _leave_gathering(turn: Turn, linkup: LinkUp, *, initiator: bool) -> bool:
    if initiator:
        await ending.cancel(
            turn.db, turn.house, linkup, reason="called off by its initiator", by=turn.member.id
        )
        await turn.reply(copy.called_off(activity=activity_of(linkup)), "linkup.called_off")
        return True
    invite = await queries.pending_invite_of(turn.db.connection, linkup_id=linkup.id, user_id=turn.member.id)
    if invite is None:
        return False
    await queries.decline_invite(turn.db.connection, invite_id=invite["id"], message_sid=str(turn.message_id))
    await queries.wave_now(turn.db.connection, id=linkup.id)
    await turn.reply(copy.declined(), "invite.declined")
    return True


async def _others(turn: Turn, linkup: LinkUp) -> list[Any]:
    return [
        row
        async for row in queries.participants_of(turn.db.connection, linkup_id=linkup.id)
        if row["id"] != turn.member.id
    ]


async def _running_late(turn: Turn, linkup: LinkUp, minutes: int | None) -> None:
    await queries.note_running_late(turn.db.connection, linkup_id=linkup.id, user_id=turn.member.id)
    for row in await _others(turn, linkup):
        await queue_text(
            turn.db,
            turn.house,
            member=Recipient(row["id"], row["phone_e164"], row["phone_hash"]),
            body=copy.running_late_relay(name=turn.member.first_name, minutes=minutes),
            kind="unsolicited",
            purpose="linkup.running_late",
            key=f"linkup:{linkup.id}:late:{turn.message_id}:{row['id']}",
        )
    await turn.reply(copy.running_late_noted(), "linkup.running_late")


async def _cannot_come(turn: Turn, linkup: LinkUp) -> None:
    """One cancels. Under three hours before, it counts as a late cancel; below the smallest size, the LinkUp is off."""
    late = await leave_locked(
        turn.db, turn.house, linkup, turn.member.id, turn.member.first_name, counts=True
    )
    body = (
        copy.cancel_noted_late()
        if late
        else copy.cancel_noted(activity=activity_of(linkup), when=when_of(linkup))
    )
    await turn.reply(body, "linkup.canceled_by_me")

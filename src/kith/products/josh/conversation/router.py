"""Which handler answers a member's text, and what is said when none understands it."""

from __future__ import annotations

from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.josh.conversation import idle
from kith.products.josh.conversation.copy import account
from kith.products.josh.conversation.exchange import Exchange
from kith.products.josh.conversation.handlers import HANDLERS
from kith.products.josh.conversation.turn import Turn

queries = load(__file__, "inbound.sql")
_log = logger(__name__)


async def answer(exchange: Exchange) -> bool:
    """Let the conversation's handler answer; a member's text is never left without an answer."""
    turn = exchange.turn
    if turn is None:
        return False
    if turn.media_count and not turn.body.strip():
        await turn.reply(account.media_not_read(), "conversation.media")
        return True
    expired = _is_over(turn)
    if expired:
        await _fall_back(turn)
    if not await _understood(turn) and not expired:
        await turn.reply(account.not_understood(), "conversation.not_understood")
    return True


def _is_over(turn: Turn) -> bool:
    expires_at = turn.conversation.expires_at
    return expires_at is not None and expires_at <= turn.now


async def _fall_back(turn: Turn) -> None:
    held = turn.conversation.mode == "safety_hold"
    await turn.become("idle", "idle")
    if not held:
        await turn.reply(account.mode_expired(), "conversation.expired")


async def _understood(turn: Turn) -> bool:
    handler = HANDLERS.get(turn.conversation.handler)
    if handler is None:
        _log.warning("a conversation stands where nobody answers", handler=turn.conversation.handler)
        await turn.become("idle", "idle")
        handler = idle.handle
    if await handler(turn):
        return True
    # An invite does not interrupt an interview or a brief, but its answer may come in the middle of one.
    return handler is not idle.handle and await idle.answered_invite(turn)

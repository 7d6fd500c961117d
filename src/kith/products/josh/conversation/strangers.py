"""Texts of numbers that are nobody's, not confirmed yet, or suspended.

One answer a day, so that nobody can make us text for money.
"""

from __future__ import annotations

from kith.foundation.queries import load
from kith.products.josh.conversation.copy import consent, texting
from kith.products.josh.conversation.exchange import Exchange

queries = load(__file__, "inbound.sql")

_NOT_LET_IN = frozenset({"unverified", "suspended"})


async def heed(exchange: Exchange) -> bool:
    """Answer whoever has no conversation with JOSH. False for members."""
    turn = exchange.turn
    if turn is not None and turn.member.state not in _NOT_LET_IN:
        return False
    if not await may_be_answered(exchange):
        return True
    if turn is None:
        exchange.say(consent.unknown_sender(exchange.link), "stranger.sign_up")
    elif turn.member.state == "unverified":
        exchange.say(texting.not_confirmed(exchange.link), "stranger.not_confirmed")
    elif await queries.is_banned(exchange.db.connection, user_id=turn.member.id):
        exchange.say(texting.closed(), "stranger.banned")
    else:
        exchange.say(texting.suspended(), "stranger.suspended")
    return True


async def may_be_answered(exchange: Exchange) -> bool:
    """Members always; anybody else once a day (UTC)."""
    turn = exchange.turn
    if turn is not None and turn.member.state not in _NOT_LET_IN:
        return True
    first_today = await queries.meet_stranger(
        exchange.db.connection, phone_hash=exchange.phone_hash, today=exchange.db.now.date()
    )
    return bool(first_today)

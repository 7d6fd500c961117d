"""Heeding STOP, START and HELP before anything else, whoever texts and whatever the conversation is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load
from kith.products.josh.conversation import strangers
from kith.products.josh.conversation.copy import consent
from kith.products.josh.conversation.exchange import Exchange, InboundText
from kith.products.josh.conversation.opt_out import OptOut, OptOutKind, classify
from kith.products.josh.linkups.departure import person_left
from kith.products.josh.outbound.commands import CONFIRMS_OPT_OUT

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "inbound.sql")
_log = logger(__name__)

_LEAVE_JOB: Final = "josh.stop.leave"

_BY_CARRIER: Final = ("stop", "start", "help")
_LONGEST_WORDS: Final = 160
_KEPT_THROUGH_A_STOP: Final = frozenset({"interviewing", "safety_hold"})


def read(text: InboundText) -> OptOut:
    """Whether a text is STOP, START or HELP: by what the carrier has done, else by its words."""
    carrier = text.carrier_kind.lower()
    return OptOut(OptOutKind(carrier), carrier) if carrier in _BY_CARRIER else classify(text.body)


async def heed(exchange: Exchange) -> bool:
    """Act on the words that decide whether we may text at all. True when that is all there is to do."""
    by_carrier = exchange.text.carrier_kind.lower() in _BY_CARRIER
    asked = read(exchange.text)
    if asked.kind is OptOutKind.STOP:
        if exchange.allowed:
            await _stop(exchange, asked, by_carrier=by_carrier)
        return True
    if asked.kind is OptOutKind.START and not exchange.allowed:
        await _start(exchange, asked, by_carrier=by_carrier)
        return True
    if asked.kind is OptOutKind.HELP:
        if exchange.allowed and not by_carrier and await strangers.may_be_answered(exchange):
            exchange.say(consent.help_text(exchange.link), "opt_out.help")
        return True
    return False


async def _stop(exchange: Exchange, read: OptOut, *, by_carrier: bool) -> None:
    await _record(exchange, "stop", read, by_carrier=by_carrier)
    if not by_carrier:
        exchange.say(consent.stopped(), CONFIRMS_OPT_OUT)
    turn = exchange.turn
    if turn is None:
        return
    await _give_free(exchange, turn.member.id)
    if turn.conversation.mode not in _KEPT_THROUGH_A_STOP:
        await turn.become("idle", "idle")


async def _give_free(exchange: Exchange, user_id: UUID) -> None:
    """What the person was part of. Whatever fails there, their STOP stands, and a job tries again."""
    try:
        async with exchange.db.savepoint():
            await person_left(exchange.db, exchange.house, user_id, "stop")
    except Exception as failure:
        _log.error("somebody who said stop could not be taken out at once", failure=type(failure).__name__)
        ALERTS.labels("josh.stop.unfinished").inc()
        await enqueue(exchange.db, _LEAVE_JOB, {"user_id": str(user_id)})


async def leave(house: House, payload: Payload) -> None:
    """Take somebody who said STOP out of everything, again."""
    schema = house.product("josh").schema
    async with house.database.session(service("josh.inbound"), schema) as db:
        await person_left(db, house, UUID(payload["user_id"]), "stop")


async def _start(exchange: Exchange, read: OptOut, *, by_carrier: bool) -> None:
    await _record(exchange, "start", read, by_carrier=by_carrier)
    if by_carrier:
        return
    if exchange.turn is None:
        exchange.say(consent.started_unknown(exchange.link), "opt_out.started")
    else:
        exchange.say(consent.started(exchange.turn.member.first_name), "opt_out.started")


async def _record(exchange: Exchange, action: str, read: OptOut, *, by_carrier: bool) -> None:
    await queries.record_opt_out(
        exchange.db.connection,
        phone_hash=exchange.phone_hash,
        action=action,
        words=read.matched[:_LONGEST_WORDS],
        channel="carrier" if by_carrier else "sms",
    )
    await queries.note_event(
        exchange.db.connection,
        user_id=exchange.user_id,
        event_type=f"opt_out.{action}",
        payload={"message_id": str(exchange.message_id)},
    )


JOBS = [Job(name=_LEAVE_JOB, run=leave)]

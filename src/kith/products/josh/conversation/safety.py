"""Safety words: filed for people to look at, the conversation held, the answer says where help is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load
from kith.products.josh.conversation import alerting
from kith.products.josh.conversation.copy import safety as copy
from kith.products.josh.conversation.copy import texting
from kith.products.josh.conversation.safety_words import SafetyKind, SafetySignal, find_safety_signal
from kith.products.josh.conversation.wording import plain

if TYPE_CHECKING:
    from kith.products.josh.conversation.exchange import Exchange
    from kith.products.josh.conversation.turn import Turn

queries = load(__file__, "safety.sql")

INCIDENT_FROM: Final = 3
"""From this severity on, a report or a block is an incident too."""

_HELD_FOR: Final = {
    SafetyKind.BLOCK: timedelta(minutes=30),
    SafetyKind.REPORT: timedelta(hours=12),
    SafetyKind.INCIDENT: timedelta(hours=24),
}
_WAY_OUT: Final = frozenset({"resume", "continue", "go on", "im ok", "i am ok", "im safe", "i am safe"})
_MET_LATELY: Final = timedelta(days=30)


class Met(msgspec.Struct, frozen=True):
    """Somebody the person was in a LinkUp with."""

    user_id: UUID
    first_name: str
    last_name: str
    linkup_id: UUID
    at: datetime | None


async def heed(exchange: Exchange) -> bool:
    """File what a text tells of danger, reports or blocks. True when it did, or when silence is wanted."""
    return await heed_signal(exchange) or not exchange.allowed


async def heed_signal(exchange: Exchange) -> bool:
    """The same, whether silence is wanted or not: true when there was something to file."""
    signal = find_safety_signal(exchange.text.body)
    if signal is None:
        return False
    people = await _people_met(exchange)
    target = resolve(signal, people, exchange.db.now)
    filed = await _file(exchange, signal, target)
    await alerting.tell_operators(
        exchange.db,
        exchange.house,
        kind=signal.kind.value,
        severity=signal.severity,
        message_id=exchange.message_id,
    )
    exchange.db.after_commit(lambda: _count(signal))
    if exchange.turn is not None:
        await exchange.turn.become(
            "safety_hold", f"hold:{signal.kind.value}", context=filed, expires_in=_HELD_FOR[signal.kind]
        )
    if exchange.allowed and await _may_be_answered(exchange):
        exchange.say(_words(signal, target, people), f"safety.{signal.kind.value}", kind="safety")
    return True


async def while_held(turn: Turn) -> bool:
    """A text during a hold is added to what was filed; RESUME ends the hold."""
    if plain(turn.body) in _WAY_OUT:
        await turn.become("idle", "idle")
        await turn.reply(texting.hold_released(), "safety.released")
        return True
    context = turn.conversation.context
    connection, message_id = turn.db.connection, str(turn.message_id)
    if "report_id" in context:
        await queries.add_to_report(connection, report_id=UUID(context["report_id"]), message_id=message_id)
    if "incident_id" in context:
        await queries.add_to_incident(
            connection, incident_id=UUID(context["incident_id"]), message_id=message_id
        )
    await turn.reply(texting.still_held(), "safety.held", kind="safety")
    return True


def resolve(signal: SafetySignal, people: Sequence[Met], now: datetime) -> Met | None:
    """Whom a text means, when that is beyond doubt: the one person met of that name, or, without a name, the
    only other one at the latest LinkUp of the last thirty days.
    """
    found = matching(signal.target_name, people, now)
    return found[0] if len({met.user_id for met in found}) == 1 else None


def matching(name: str | None, people: Sequence[Met], now: datetime) -> list[Met]:
    """Those among the people met (latest LinkUp first) whom the name may mean."""
    if name is None:
        lately = [met for met in people if met.at is not None and met.at > now - _MET_LATELY]
        return [met for met in lately if met.linkup_id == lately[0].linkup_id]
    wanted = plain(name)
    exact = [met for met in people if plain(f"{met.first_name} {met.last_name}") == wanted]
    return exact or [
        met
        for met in people
        if plain(met.first_name) == wanted or plain(f"{met.first_name} {met.last_name[:1]}") == wanted
    ]


async def _people_met(exchange: Exchange) -> list[Met]:
    if exchange.user_id is None:
        return []
    rows = queries.people_met(exchange.db.connection, user_id=exchange.user_id)
    return [msgspec.convert(dict(row), Met) async for row in rows]


async def _file(exchange: Exchange, signal: SafetySignal, target: Met | None) -> dict[str, Any]:
    """Write block, report and incident; the ids a hold remembers. Names stay in the sealed text."""
    connection, reporter = exchange.db.connection, exchange.user_id
    details: dict[str, Any] = {"message_id": str(exchange.message_id), "severity": signal.severity}
    if target is not None:
        details |= {"about_user_id": str(target.user_id), "linkup_id": str(target.linkup_id)}
    filed: dict[str, Any] = {}
    key = f"josh:{exchange.text.sid}"
    if target is not None and reporter is not None and signal.kind is not SafetyKind.INCIDENT:
        await queries.block(connection, blocker_id=reporter, blocked_id=target.user_id)
    if signal.kind is not SafetyKind.INCIDENT:
        report_id = await queries.file_report(
            connection,
            reporter_id=reporter,
            reported_id=None if target is None else target.user_id,
            phone_hash=exchange.phone_hash,
            report_type=signal.kind.value,
            details=details,
            key=key,
        )
        filed["report_id"] = str(report_id)
    if signal.severity >= INCIDENT_FROM or signal.kind is SafetyKind.INCIDENT:
        incident_id = await queries.open_incident(
            connection,
            person_id=reporter,
            phone_hash=exchange.phone_hash,
            incident_type="danger" if signal.severity >= 4 else "harassment",
            severity=signal.severity,
            details=details | filed,
            key=key,
        )
        filed["incident_id"] = str(incident_id)
    return filed


async def _may_be_answered(exchange: Exchange) -> bool:
    """Members always; other numbers once a day, counted apart from their ordinary texts."""
    if exchange.turn is not None:
        return True
    earlier = await queries.answered_in_danger(
        exchange.db.connection, phone_hash=exchange.phone_hash, since=exchange.db.now - timedelta(days=1)
    )
    return not earlier


def _words(signal: SafetySignal, target: Met | None, people: Sequence[Met]) -> str:
    name = signal.target_name
    if signal.severity >= INCIDENT_FROM or signal.kind is SafetyKind.INCIDENT:
        return copy.incident(signal.severity)
    if signal.kind is SafetyKind.REPORT:
        return copy.reported(name)
    if target is not None:
        return copy.blocked(target.first_name)
    if name is None:
        return copy.block_whom()
    return copy.which_person(name) if _several(name, people) else copy.nobody_by_that_name(name)


def _several(name: str, people: Sequence[Met]) -> bool:
    return len({met.user_id for met in people if plain(met.first_name) == plain(name)}) > 1


async def _count(signal: SafetySignal) -> None:
    ALERTS.labels(f"josh.safety.{signal.kind.value}").inc()

"""Attuned's part in an export and an erasure."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.privacy.data_keys import DataKey, existing_key, forget
from kith.foundation.language import later
from kith.foundation.product import ExportPart, PrivacyHooks
from kith.foundation.queries import load, streamed
from kith.products.attuned.play.evening import SCRIPT
from kith.products.attuned.players.player import Player
from kith.products.attuned.players.seen import PLACE
from kith.products.attuned.subscriptions.leaving import end_plans

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_SEALED: Final = {
    "player": {"demographics": "users.demographics"},
    "profile": {
        name: f"profiles.{name}"
        for name in (
            "power_dynamic",
            "arousal_propensity",
            "domain_scores",
            "activities",
            "truth_topics",
            "boundaries",
            "anatomy",
        )
    },
    "drafts": {"answers": "survey_progress.answers"},
    "submissions": {"payload_json": "survey_submissions.payload_json"},
    "history": {"theme_tags": "user_activity_history.theme_tags"},
}
_CARD: Final = PLACE


_ANYBODYS: Final = {
    "player": later("Who you are in Attuned"),
    "profile": later("What follows from your answers"),
    "drafts": later("Surveys under way"),
    "submissions": later("What you handed in"),
    "history": later("Cards you were shown"),
    "evenings": later("Evenings you played"),
    "connections": later("Requests you sent or accepted"),
}
"""Parts of everybody, with an account or without."""
_WITH_ACCOUNT: Final = {
    "partners": later("Your list of partners"),
    "devices": later("Devices that get pushes"),
    "purchases": later("What you bought"),
    "told": later("What Attuned wrote to you"),
}
_ONE: Final = ("player", "profile")


async def _rows(house: House, db: Session, part: str, player: Player) -> AsyncIterator[dict[str, Any]]:
    """The rows of a part, opened (service)."""
    if part in _WITH_ACCOUNT:
        async for row in streamed(queries, part, db.connection, user=player.user_id):
            yield dict(row)
        return
    key = await existing_key(house, db, player.owner)
    who = {"user": player.user_id, "anonymous": player.anonymous_id}
    if part in _ONE:
        row = await getattr(queries, part)(db.connection, **who)
        if row is not None:
            yield _opened(key, part, dict(row))
        return
    async for row in streamed(queries, part, db.connection, **who):
        opened = _opened(key, part, dict(row))
        if part == "evenings":
            await _open_evening(house, db, key, opened)
        yield opened


async def export_of(house: House, db: Session, player: Player) -> dict[str, Any]:
    """Everything Attuned holds about a player, opened (service)."""
    found: dict[str, Any] = {}
    for part in (*_ANYBODYS, *(_WITH_ACCOUNT if player.user_id is not None else ())):
        rows = [row async for row in _rows(house, db, part, player)]
        found[part] = (rows[0] if rows else None) if part in _ONE else rows
    return found


async def _open_evening(house: House, db: Session, key: DataKey | None, evening: dict[str, Any]) -> None:
    """The evening's cards, and what this player said about it."""
    place = f"sessions.{evening.pop('part')}_feedback"
    if evening["feedback"] and key is not None:
        evening["feedback"] = key.open(evening["feedback"], place)
    shared = await existing_key(house, db, f"session:{evening['session_id']}")
    rows = [dict(row) async for row in queries.cards(db.connection, session_id=evening["session_id"])]
    evening["cards"] = (
        [] if shared is None else [row | {"script": shared.open(row["script"], SCRIPT)} for row in rows]
    )


def _opened(key: DataKey | None, part: str, row: dict[str, Any]) -> dict[str, Any]:
    if key is None:
        return row
    for column, place in _SEALED.get(part, {}).items():
        if row[column]:
            row[column] = key.open(row[column], place)
    if row.get("sealed_card") is not None:
        row["activity_id"] = int(key.open_bytes(row.pop("sealed_card"), _CARD))
    return row


def _part(name: str, title: str) -> ExportPart:
    async def rows(house: House, db: Session, person_id: UUID) -> AsyncIterator[dict[str, Any]]:
        async for row in _rows(house, db, name, Player(user_id=person_id)):
            yield row

    read = (name, "cards") if name == "evenings" else (name,)
    statements = tuple(getattr(queries, query).sql for query in read)
    return ExportPart(name=name, title=title, rows=rows, one=name in _ONE, statements=statements)


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """Delete everything, and the key to it."""
    await end_plans(db, person_id)
    await queries.erase(db.connection, id=person_id)
    forget(house, db.schema, Player(user_id=person_id).owner)


HOOKS = PrivacyHooks(
    parts=[_part(name, title) for name, title in (_ANYBODYS | _WITH_ACCOUNT).items()], erase=erase
)

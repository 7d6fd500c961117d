"""Attuned's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.privacy.data_keys import DataKey, existing_key, forget
from kith.foundation.product import PrivacyHooks
from kith.foundation.queries import load
from kith.products.attuned.play.evening import SCRIPT
from kith.products.attuned.players.player import Player
from kith.products.attuned.players.seen import PLACE
from kith.products.attuned.subscriptions.leaving import end_plans

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

LEFT_OUT: Final = {
    "sessions.partner_user_id": "in `evenings`, with the primary player's",
    "sessions.session_owner_user_id": "whoever begins an evening plays in it",
    "remembered_partners.partner_user_id": "somebody else's list",
    "subscription_purchases.user_id": "in `purchases`, each with its payments",
    "purchase_accounts.user_id": "a random name that the stores are given with a purchase",
    "stored_files.owner_id": "the files themselves lie beside, with a list",
}
"""References to a person that no query follows, each with the reason; a test holds this list complete."""

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


async def export_of(house: House, db: Session, key: DataKey | None, player: Player) -> dict[str, Any]:
    """Everything Attuned holds about a player, opened (service)."""
    who = {"user": player.user_id, "anonymous": player.anonymous_id}
    found: dict[str, Any] = {}
    for part in ("player", "profile"):
        row = await getattr(queries, part)(db.connection, **who)
        found[part] = None if row is None else _opened(key, part, dict(row))
    for part in ("drafts", "submissions", "history", "evenings", "connections"):
        rows = [dict(row) async for row in getattr(queries, part)(db.connection, **who)]
        found[part] = [_opened(key, part, row) for row in rows]
    for evening in found["evenings"]:
        await _open_evening(house, db, key, evening)
    if player.user_id is not None:
        for part in ("partners", "devices", "purchases", "told"):
            found[part] = [
                dict(row) async for row in getattr(queries, part)(db.connection, user=player.user_id)
            ]
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


async def export(house: House, db: Session, person_id: UUID) -> dict[str, Any]:
    """Everything Attuned holds about a signed-in person."""
    player = Player(user_id=person_id)
    return await export_of(house, db, await existing_key(house, db, player.owner), player)


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """Delete everything, and the key to it."""
    await end_plans(db, person_id)
    await queries.erase(db.connection, id=person_id)
    forget(house, db.schema, Player(user_id=person_id).owner)


HOOKS = PrivacyHooks(export=export, erase=erase)

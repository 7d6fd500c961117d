"""Drawing an evening again from its seed: whether the same cards come in the same order.

What the two have said is read as it is now. Who answered anew since, or a bank in which other cards stand, may draw differently; that is what a
"different" says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from kith.commons.privacy.data_keys import existing_key
from kith.foundation.errors import NotFound
from kith.products.attuned.bank.deck import deck_of
from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.draw import Drawn, draw, draw_from_the_top
from kith.products.attuned.cards.no_repeat import History, excluded_for
from kith.products.attuned.play.evening import (
    ACTOR,
    CHECKS,
    SCRIPT,
    TAGS,
    Seated,
    at_the_table,
    evening_of,
    moment_of,
    pair_of,
    queries,
)
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.players.seen import seen_by
from kith.products.attuned.terms import Level

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

Outcome = Literal["same", "different", "written"]
_A_MOMENT = 1e-3
"""Seconds; what was shown with the card itself is not yet history when it is drawn."""


class Position(msgspec.Struct, frozen=True):
    """One card of the order. "written" was put together for the evening and is not in the bank."""

    seq: int
    outcome: Outcome


async def replay(house: House, player: Player, session_id: str) -> list[Position]:
    """Draw one's own evening again.

    Raises:
        NotFound: not an evening of theirs, or one of the two is gone.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id)
        return await _again(house, db, evening.row)


async def replay_for_operators(house: House, session_id: str, seed: int) -> list[Position]:
    """As `replay`, for an evening whose two both opened it to a check, by its seed: positions and nothing of what was on the cards.

    Raises:
        NotFound: no such evening, another seed, or not opened by both.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.for_check(db.connection, session_id=session_id, seed=seed)
        if row is None:
            raise NotFound
        return await _again(house, db, row)


async def _again(house: House, db: Session, row: Mapping[str, Any]) -> list[Position]:
    seated = await at_the_table(house, db, row)
    key = await existing_key(house, db, f"session:{row['session_id']}")
    if key is None:
        raise NotFound
    deck = await deck_of(db, house)
    histories = [await seen_by(house, db, one.player) for one in seated]
    found: list[Position] = []
    tags: list[list[str]] = []
    truths = dares = 0
    last: str | None = None
    async for card in queries.cards(db.connection, session_id=row["session_id"]):
        checks = key.open(card["checks"], CHECKS)
        outcome: Outcome = "written"
        if card["source"] != "ai_generated":
            moment = moment_of(row, card["seq"], truths, dares, tags, last, checks["eased"])
            drawn = _once_more(deck, seated, moment, histories, card["created_at"], checks)
            uid = key.open(card["script"], SCRIPT)["activity_uid"]
            active = card["roles"]["active_player"]
            same = drawn is not None and (drawn.card.activity_uid, drawn.active) == (uid, active)
            outcome = "same" if same else "different"
        found.append(Position(card["seq"], outcome))
        tags.append(key.open(card["tags"], TAGS) or [])
        truths += card["type"] == "truth"
        dares += card["type"] == "dare"
        last = card["roles"]["active_player"]
    return found


def _once_more(
    deck: Deck, seated: tuple[Seated, Seated], moment: Any, histories: list[History], at: Any, checks: Any
) -> Drawn | None:
    pair = pair_of(seated, talked=checks["talked"], level=Level(checks["level"]))
    earlier = [_until(history, at.timestamp() - _A_MOMENT) for history in histories]
    aftercare = checks["phase"] == "aftercare"
    if checks["deck"] == "from_the_top":
        return draw_from_the_top(deck, pair, moment, earlier, aftercare=aftercare)
    return draw(deck, pair, moment, excluded_for(earlier, at), aftercare=aftercare)


def _until(history: History, seconds: float) -> History:
    kept = history.presented_at < seconds
    return History(history.activity_ids[kept].tolist(), history.presented_at[kept].tolist())

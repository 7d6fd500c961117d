"""The deck of a process: every card that may be drawn, read again when the bank has changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.attuned.cards.card import Card, identified
from kith.products.attuned.cards.deck import Deck

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_COLUMNS = frozenset(field.name for field in msgspec.structs.fields(Card))


class _Kept:
    def __init__(self) -> None:
        self.version = -1
        self.deck = Deck(())
        self.reading = asyncio.Lock()


async def deck_of(db: Session, house: House) -> Deck:
    """The bank as it is now (service). What was archived a moment ago is not in it."""
    kept = house.part(f"attuned.deck.{db.schema}", lambda _: _Kept())
    version: int = await queries.version(db.connection)
    if version != kept.version:
        async with kept.reading:
            if version > kept.version:
                rows = [row async for row in queries.cards(db.connection)]
                # Ten thousand cards take a while to sort into columns; others are served meanwhile.
                kept.deck = await asyncio.to_thread(lambda: Deck(cards_of(rows)))
                kept.version = version
    return kept.deck


def cards_of(rows: list[Any]) -> list[Card]:
    """The rows that are cards. One that somebody wrote past the program and that is none is left out."""
    found: list[Card] = []
    for row in rows:
        try:
            found.append(card_from(row))
        except msgspec.ValidationError:
            _log.warning("attuned.card_unreadable", activity_id=row["activity_id"])
    return found


def card_from(row: Any) -> Card:
    """A row of `activities` as a card; msgspec.ValidationError when it is none."""
    values = {name: value for name, value in row.items() if name in _COLUMNS and value is not None}
    card = msgspec.convert(values, Card)
    return card if card.activity_uid else identified(card)

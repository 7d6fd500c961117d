"""Passing a card over: nobody asks why, and three in a row make the evening a step gentler."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kith.products.attuned.cards.draw import SKIPS_BEFORE_EASING
from kith.products.attuned.play.evening import Evening, plain, queries

if TYPE_CHECKING:
    from kith.foundation.database import Session


async def pass_over(db: Session, evening: Evening, seq: int) -> Evening:
    """The card on the table was skipped (service); the evening as it is then."""
    skips: int | None = await queries.skip(db.connection, session_id=evening.id, seq=seq)
    if skips is None:
        return evening
    rules = msgspec.structs.replace(evening.rules, nudge=False)
    if skips >= SKIPS_BEFORE_EASING:
        rules = msgspec.structs.replace(rules, nudge=True, eased=rules.eased + 1)
        skips = 0
    await queries.set_skips(db.connection, session_id=evening.id, skips=skips, rules=plain(rules))
    return msgspec.structs.replace(evening, rules=rules)


async def go_on(db: Session, evening: Evening) -> Evening:
    """The card on the table was played (service)."""
    if not evening.row["skip_count"] and not evening.rules.nudge:
        return evening
    rules = msgspec.structs.replace(evening.rules, nudge=False)
    await queries.set_skips(db.connection, session_id=evening.id, skips=0, rules=plain(rules))
    return msgspec.structs.replace(evening, rules=rules)

"""What a player sees of an evening: the table as it is, numbers of those before, and the cards of one when they open it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from kith.commons.privacy.data_keys import existing_key, key_within
from kith.foundation.database import to_structs
from kith.products.attuned.cards.card import Line, Script, Step, read_aloud
from kith.products.attuned.play.evening import (
    ACTOR,
    CHECKS,
    SCRIPT,
    Evening,
    evening_of,
    queries,
)
from kith.products.attuned.play.moves import place_of
from kith.products.attuned.play.settings import Feedback
from kith.products.attuned.players.player import Player, schema

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

Stage = Literal["asked", "waiting", "hand_over", "ready", "card", "calm", "over"]
MOST_EVENINGS: Final = 50


class CardShown(msgspec.Struct, frozen=True, kw_only=True):
    """A card as it lies on the table. `active` is whose turn it is, by name; each line names whom it is said to, "" for both."""

    seq: int
    type: str
    rating: str
    active: str
    lines: list[Line]
    written: bool
    from_the_top: bool
    phase: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """An evening as one of its two sees it now."""

    id: str
    stage: Stage
    me: str
    names: list[str]
    partner: str
    level: str
    kind: str
    step: int
    target: int
    one_phone: bool
    talked: bool
    nudge: bool
    card: CardShown | None
    told: Feedback | None = None


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """An evening in numbers."""

    session_id: str
    name: str | None
    status: str
    agreed: bool
    primary: bool
    current_step: int
    target_activities: int
    truth_so_far: int
    dare_so_far: int
    skipped: int
    created_at: datetime
    completed_at: datetime | None


class CardPlayed(msgspec.Struct, frozen=True, kw_only=True):
    """A card of an evening that its player opened."""

    card: CardShown
    skipped: bool
    feeling: str | None


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """An evening, opened. `seed` repeats its draw; `mine_open` and `both_open`: whether operators may look at the order."""

    id: str
    partner: str
    created_at: datetime
    seed: int
    running: bool
    mine_open: bool
    both_open: bool
    cards: list[CardPlayed]


async def table(house: House, player: Player, session_id: str) -> Table:
    """The evening as it is now.

    Raises:
        NotFound: not an evening of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id)
        names = await names_of(db, evening)
        stage = _stage(evening, house.clock.now())
        card: CardShown | None = None
        if stage in ("card", "calm") and evening.row["current_step"]:
            row = await queries.card(db.connection, session_id=session_id, seq=evening.row["current_step"])
            # Where a card lies there is a key: they go together.
            if row is not None:
                card = shown(await key_within(house, db, evening.key_owner), row, names)
        told = await _told(house, db, player, evening)
    if stage == "calm" and (card is None or not _is_calm(card)):
        card = None
    row = evening.row
    return Table(
        id=session_id,
        stage=stage,
        me=evening.me,
        names=list(names),
        partner=names["BA".index(evening.me)],
        level=row["level"],
        kind=row["activity_type"],
        step=row["current_step"],
        target=row["target_activities"],
        one_phone=evening.rules.one_phone,
        talked=evening.rules.both_talked,
        nudge=evening.rules.nudge,
        card=card,
        told=told,
    )


def _is_calm(card: CardShown) -> bool:
    return card.phase == "aftercare"


def _stage(evening: Evening, now: datetime) -> Stage:
    if not evening.running:
        return "over"
    if not evening.agreed:
        if (now - evening.row["created_at"]).total_seconds() >= 86_400:
            return "over"
        if evening.rules.one_phone:
            return "hand_over"
        return "waiting" if evening.me == "A" else "asked"
    if evening.rules.calm:
        return "calm"
    return "card" if evening.row["current_step"] else "ready"


async def names_of(db: Session, evening: Evening) -> tuple[str, str]:
    """How the two are called, the primary first; empty for somebody who left (service)."""
    row = evening.row
    found = [
        one["name"]
        async for one in queries.names(
            db.connection, a=row["player_a_profile_id"], b=row["player_b_profile_id"]
        )
    ]
    return found[0], found[1]


def shown(key: Any, row: Any, names: tuple[str, str]) -> CardShown:
    """A row of `session_activities`, opened with the evening's key."""
    script, checks = key.open(row["script"], SCRIPT), key.open(row["checks"], CHECKS)
    active: str = row["roles"]["active_player"]
    steps = msgspec.convert(script["steps"], tuple[Step, ...])
    by_side = {"A": names[0], "B": names[1], "both": ""}
    return CardShown(
        seq=row["seq"],
        type=row["type"],
        rating=row["rating"],
        active=by_side[active],
        lines=[Line(by_side[line.player], line.text) for line in read_aloud(Script(steps), active, names)],
        written=row["source"] == "ai_generated",
        from_the_top=checks["deck"] == "from_the_top",
        phase=checks["phase"],
    )


async def _told(house: House, db: Session, player: Player, evening: Evening) -> Feedback | None:
    place = place_of(evening.me)
    sealed = evening.row[place.partition(".")[2]]
    if not sealed:
        return None
    key = await key_within(house, db, player.owner)
    return msgspec.convert(key.open(sealed, place), Feedback)


async def before(house: House, player: Player) -> list[Before]:
    """A player's last fifty evenings, in numbers."""
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.evenings(
                db.connection, user=player.user_id, anonymous=player.anonymous_id, at_most=MOST_EVENINGS
            )
        ]
    return to_structs(Before, rows)


async def contents(house: House, player: Player, session_id: str) -> Contents:
    """The cards of an evening, for one of its two who wants to see them.

    Raises:
        NotFound: not an evening of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id)
        names = await names_of(db, evening)
        key = await existing_key(house, db, evening.key_owner)
        rows = [row async for row in queries.cards(db.connection, session_id=session_id)]
        felt = {
            row["seq"]: row
            async for row in queries.felt(
                db.connection, session_id=session_id, user=player.user_id, anonymous=player.anonymous_id
            )
        }
    cards = [
        CardPlayed(
            card=shown(key, row, names),
            skipped=felt[row["seq"]]["was_skipped"] if row["seq"] in felt else False,
            feeling=felt[row["seq"]]["feeling"] if row["seq"] in felt else None,
        )
        for row in rows
        if key is not None
    ]
    sides = evening.rules.open_to_check
    return Contents(
        id=session_id,
        partner=names["BA".index(evening.me)],
        created_at=evening.row["created_at"],
        seed=evening.row["seed"],
        running=evening.running,
        mine_open=evening.me in sides,
        both_open={*sides} == {"A", "B"},
        cards=cards,
    )

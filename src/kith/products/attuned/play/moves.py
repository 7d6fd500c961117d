"""What a player does in an evening besides drawing: the safe word, ending, how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kith.commons.privacy.data_keys import key_within
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.live import announce
from kith.products.attuned.play.drawing import finish
from kith.products.attuned.play.evening import ACTOR, evening_of, plain, queries, topic
from kith.products.attuned.play.settings import FEELINGS, MOODS, Feedback, with_side
from kith.products.attuned.players.player import Player, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def pause(house: House, player: Player, session_id: str) -> None:
    """The safe word: nothing intense from this moment on, whatever lies on the table. Who said it, when and why is written nowhere.

    Raises:
        NotFound: not an evening of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id, hold=True)
        if not evening.running or not evening.agreed:
            return
        rules = msgspec.structs.replace(evening.rules, calm=True, nudge=False)
        await queries.calm(db.connection, session_id=session_id, rules=plain(rules))
        await announce(db, topic(session_id))


async def stop(house: House, player: Player, session_id: str) -> None:
    """End the evening. After a card it is completed, whenever that was.

    Raises:
        NotFound: not an evening of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id, hold=True)
        if evening.running:
            await finish(db, evening, "completed" if evening.row["current_step"] else "abandoned")


async def tell(house: House, player: Player, session_id: str, feedback: Feedback) -> None:
    """How it was; nobody but whoever says it can read it.

    Raises:
        NotFound: not an evening of theirs.
        Conflict: it is not over.
        Invalid: nothing chosen.
    """
    if feedback.mood not in {mood for mood, _label in MOODS}:
        raise Invalid("Please choose how it was for you.", field="mood")
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id, hold=True)
        if evening.running:
            raise Conflict("Tell it when the evening is over.", slug="not-over")
        key = await key_within(house, db, player.owner)
        await queries.tell(
            db.connection,
            session_id=session_id,
            primary=evening.me == "A",
            content=key.seal(feedback, place_of(evening.me)),
        )


def place_of(side: str) -> str:
    """Where a side's feedback lies."""
    return f"sessions.{'primary' if side == 'A' else 'partner'}_feedback"


async def feel(house: House, player: Player, session_id: str, seq: int, feeling: str) -> None:
    """How one card was for a player.

    Raises:
        NotFound: no such card of theirs.
        Invalid: nothing that can be said of a card.
    """
    if feeling not in FEELINGS:
        raise Invalid("Please choose how you liked it.", field="feeling")
    async with house.database.session(ACTOR, schema(house)) as db:
        told = await queries.feel(
            db.connection,
            session_id=session_id,
            seq=seq,
            user=player.user_id,
            anonymous=player.anonymous_id,
            feeling=feeling,
        )
    if told is None:
        raise NotFound


async def open_to_check(house: House, player: Player, session_id: str, *, allow: bool) -> None:
    """Let operators see whether the draw can be made again, or not any more; it takes both.

    Raises:
        NotFound: not an evening of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id, hold=True)
        sides = with_side(evening.rules.open_to_check, evening.me, allow)
        rules = msgspec.structs.replace(evening.rules, open_to_check=sides)
        await queries.set_rules(db.connection, session_id=session_id, rules=plain(rules))

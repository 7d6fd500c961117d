"""The next card: one transaction that chooses it, counts it, lays it down and remembers it for both.

Where a card is to be written, the writer is asked between two such transactions, and the second one decides anew whether its card may be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kith.commons.privacy.data_keys import key_within
from kith.foundation.errors import Conflict, TooMany
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.products.attuned.bank.deck import deck_of
from kith.products.attuned.cards.card import Source
from kith.products.attuned.cards.checker import HARD_FILTERS, judge
from kith.products.attuned.cards.draw import Drawn, checks_of, draw, draw_from_the_top
from kith.products.attuned.cards.no_repeat import excluded_for
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.play.evening import (
    ACTOR,
    CHECKS,
    SCRIPT,
    TAGS,
    Evening,
    Seated,
    at_the_table,
    evening_of,
    moment_now,
    pair_of,
    plain,
    queries,
    topic,
)
from kith.products.attuned.play.skipping import go_on, pass_over
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.players.seen import seal_card, seen_by
from kith.products.attuned.terms import CardType, Level, lower
from kith.products.attuned.writing.commands import note, writer_of
from kith.products.attuned.writing.wish import Wish, is_written, wish_for
from kith.products.attuned.writing.writing import Written, write

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_THEMES = "user_activity_history.theme_tags"
_DAY_IS_OVER = later(
    "Those were today’s 25 cards. New ones come at midnight, where you are; a plan has no such end."
)
_OVER = later("This evening is over.")
_NO_CARD = later(
    "No card fits you both as the evening stands. Talk about it, or begin another one with other settings."
)


class Order(msgspec.Struct, frozen=True):
    """A card to be written before it can be laid down."""

    step: int
    wish: Wish
    pair: Pair
    active: str
    names: tuple[str, ...]
    known: frozenset[str]


class Laid(msgspec.Struct, frozen=True):
    """The card on the table; `over` when that was the last one and the evening is over."""

    seq: int
    over: bool = False


async def draw_next(
    house: House,
    player: Player,
    session_id: str,
    address: str,
    *,
    after: int | None = None,
    skipping: bool = False,
    aftercare: bool = False,
) -> Laid:
    """Lay down the next card. `after` is the card that whoever asks has before them: when another one lies there already, that one is it.

    `skipping` passes the card before over; `aftercare` asks for a card of that kind, which is all there is after the safe word.
    `address` is the network's, for the limit on players without an account.

    Raises:
        NotFound: not an evening of theirs.
        Conflict: it is over, or not begun, or no card fits.
        TooMany: the day's cards are gone.
    """
    written: tuple[Order, Written] | None = None
    while True:
        known = written

        async def work(db: Session, known: Any = known) -> Laid | Order:
            return await _lay(
                house, db, player, session_id, address, after, known, skipping=skipping, aftercare=aftercare
            )

        done = await house.database.transact(ACTOR, schema(house), work)
        if isinstance(done, Laid):
            return done
        answer = await write(
            writer_of(house), done.wish, done.pair, done.active, done.names, known=done.known
        )
        written = done, answer


async def _lay(
    house: House,
    db: Session,
    player: Player,
    session_id: str,
    address: str,
    after: int | None,
    written: tuple[Order, Written] | None,
    *,
    skipping: bool,
    aftercare: bool,
) -> Laid | Order:
    evening = await evening_of(db, player, session_id, hold=True)
    step: int = evening.row["current_step"]
    if written is not None:
        await note(db, house, session_id, written[0].wish, written[1])
    if after is not None and after != step:
        return Laid(step, not evening.running)
    if not evening.running:
        raise Conflict(_OVER, slug="evening-over")
    if not evening.agreed:
        raise Conflict("Your partner has not said yes yet.", slug="not-agreed")
    if written is None or written[0].step != step + 1:
        evening = await (pass_over(db, evening, step) if skipping and step else go_on(db, evening))
    aftercare = aftercare or evening.rules.calm
    if step >= evening.row["target_activities"]:
        if not evening.rules.calm:
            await finish(db, evening)
        return Laid(step, not evening.rules.calm)
    seated = await at_the_table(house, db, evening.row)
    moment = await moment_now(house, db, evening)
    pair = pair_of(seated, talked=evening.rules.both_talked, level=evening.level)
    if not aftercare and written is None and is_written(moment, evening.row["bank_ratio"]):
        return await _order(house, db, evening, seated, moment, pair)
    if not aftercare:
        await _count(house, db, seated, address)
    drawn = None if aftercare else _if_it_still_fits(written, moment, pair)
    if drawn is None:
        drawn = await choose(house, db, seated, moment, pair, aftercare=aftercare)
    if drawn is None:
        raise Conflict(_NO_CARD, slug="no-card")
    await _put(house, db, evening, seated, moment, drawn, aftercare=aftercare)
    await announce(db, topic(session_id))
    return Laid(moment.step)


async def choose(
    house: House,
    db: Session,
    seated: tuple[Seated, Seated],
    moment: Moment,
    pair: Pair,
    *,
    aftercare: bool = False,
) -> Drawn | None:
    """A card of the bank for these two, from the top of the deck when they have seen all that fits (service)."""
    deck = await deck_of(db, house)
    histories = [await seen_by(house, db, one.player) for one in seated]
    excluded = excluded_for(histories, db.now)
    return draw(deck, pair, moment, excluded, aftercare=aftercare) or draw_from_the_top(
        deck, pair, moment, histories, aftercare=aftercare
    )


async def _order(
    house: House, db: Session, evening: Evening, seated: tuple[Seated, Seated], moment: Moment, pair: Pair
) -> Order:
    # Nobody's time is spent on a card that could not be shown; the count itself goes with the card.
    for one in _paying(seated):
        if one.player.user_id is not None and await queries.day_is_over(
            db.connection, user=one.player.user_id
        ):
            raise TooMany(_DAY_IS_OVER, slug="daily-limit")
    wish, active = wish_for(moment, pair, writer_of(house).highest)
    deck = await deck_of(db, house)
    key = await key_within(house, db, evening.key_owner)
    shown = {
        key.open(row["script"], SCRIPT)["activity_uid"]
        async for row in queries.cards(db.connection, session_id=evening.id)
    }
    names = tuple(one.name for one in seated)
    known = frozenset(shown | {card.activity_uid for card in deck.cards})
    return Order(moment.step, wish, pair, active, names, known)


def _if_it_still_fits(written: tuple[Order, Written] | None, moment: Moment, pair: Pair) -> Drawn | None:
    """The written card, unless the evening went on or the two changed their minds while it was written."""
    if written is None or written[1].card is None or written[0].step != moment.step:
        return None
    card, active = written[1].card, written[1].active
    if not judge(card, pair, active).ok or card.rating.rank > lower(pair.level, Level.X).rank:
        return None
    return Drawn(card, active, checks_of(moment, HARD_FILTERS))


def _paying(seated: tuple[Seated, Seated]) -> list[Seated]:
    """Whose day a card counts in: everybody's with a browser of their own; one plan is enough for two. Always in the same order."""
    premium = [one for one in seated if one.premium]
    return sorted(premium or [one for one in seated if not one.guest], key=lambda one: one.player.owner)


async def _count(house: House, db: Session, seated: tuple[Seated, Seated], address: str) -> None:
    for one in _paying(seated):
        # The two of an evening at home share an address, and one card is one for it: each role counts apart.
        role = "primary" if one is seated[0] else "partner"
        network = house.keyring.keyed_hash(f"{role}:{address}", "attuned.network")
        taken = await queries.take(
            db.connection, user=one.player.user_id, anonymous=one.player.anonymous_id, network=network
        )
        if taken is None:
            raise TooMany(_DAY_IS_OVER, slug="daily-limit")


async def finish(db: Session, evening: Evening, status: str = "completed") -> None:
    """It is over; the database forgets how it came to that."""
    await queries.finish(db.connection, session_id=evening.id, status=status)
    await announce(db, topic(evening.id))


async def _put(
    house: House,
    db: Session,
    evening: Evening,
    seated: tuple[Seated, Seated],
    moment: Moment,
    drawn: Drawn,
    *,
    aftercare: bool,
) -> None:
    card, seq = drawn.card, moment.step
    key = await key_within(house, db, evening.key_owner)
    script = {
        "activity_id": card.activity_id,
        "activity_uid": card.activity_uid,
        "steps": card.script.steps,
    }
    # What a draw needs to be made again, besides what both have said and seen.
    how: dict[str, Any] = {"level": evening.level, "eased": moment.eased, "talked": evening.rules.both_talked}
    if aftercare:
        how["phase"] = "aftercare"
    await queries.put(
        db.connection,
        session_id=evening.id,
        seq=seq,
        type=card.type.value,
        rating=card.rating.value,
        intensity=card.intensity,
        script=key.seal(script, SCRIPT),
        tags=key.seal(card.tags, TAGS),
        roles=drawn.roles,
        source=card.source.value,
        checks=key.seal(drawn.checks | how, CHECKS),
    )
    keys = [await key_within(house, db, one.player.owner) for one in seated]
    stored = card.activity_id if card.source is not Source.AI_GENERATED else None
    await queries.remember(
        db.connection,
        session_id=evening.id,
        seq=seq,
        type=card.type.value,
        users=[one.player.user_id for one in seated],
        anonymous=[one.player.anonymous_id for one in seated],
        themes=[own.seal(card.tags, _THEMES) for own in keys],
        cards=[None if stored is None else seal_card(own, stored) for own in keys],
    )
    truth = card.type is CardType.TRUTH
    await queries.step(
        db.connection,
        session_id=evening.id,
        seq=seq,
        truths=int(truth),
        dares=int(not truth),
        rules=plain(evening.rules),
    )

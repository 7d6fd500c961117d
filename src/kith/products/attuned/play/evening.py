"""An evening as the commands see it: whose it is, where it stands, and the two who play, opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.privacy.data_keys import key_within
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.attuned.cards.player import Pair, player_of, player_without_survey
from kith.products.attuned.cards.player import Player as CardPlayer
from kith.products.attuned.cards.scores import REMEMBERED, Moment
from kith.products.attuned.play.settings import Rules, kind_in
from kith.products.attuned.players.player import Player
from kith.products.attuned.profiles.reads import opened
from kith.products.attuned.terms import Level

if TYPE_CHECKING:
    from kith.commons.privacy.data_keys import DataKey
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
ACTOR = service("attuned.play")
SCRIPT = "session_activities.script"
TAGS = "session_activities.tags"
CHECKS = "session_activities.checks"


class Evening(msgspec.Struct, frozen=True):
    """A row of `sessions` for one of its two; `me` is "A" or "B"."""

    row: Any
    me: str
    rules: Rules

    @property
    def id(self) -> str:
        return self.row["session_id"]

    @property
    def key_owner(self) -> str:
        return f"session:{self.id}"

    @property
    def agreed(self) -> bool:
        return self.row["connection_confirmed_at"] is not None

    @property
    def running(self) -> bool:
        return self.row["status"] == "active"

    @property
    def level(self) -> Level:
        return Level(self.row["level"])

    def says_for(self, side: str) -> bool:
        """Whether whoever asks speaks for this side: at one phone, for both."""
        return self.me == side or self.rules.one_phone


class Seated(msgspec.Struct, frozen=True):
    """One of the two at the table. `guest` has no browser of their own."""

    player: Player
    profile_id: int
    name: str
    premium: bool
    guest: bool
    revision: int
    cards: CardPlayer


def topic(session_id: str) -> str:
    """What is announced about an evening."""
    return f"evening:{session_id}"


async def evening_of(db: Session, player: Player, session_id: str, *, hold: bool = False) -> Evening:
    """One of the player's evenings (service); with `hold` nobody else moves in it until the transaction ends.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    read = queries.held_evening if hold else queries.evening
    row = await read(db.connection, session_id=session_id, user=player.user_id, anonymous=player.anonymous_id)
    if row is None:
        raise NotFound
    return opened_row(row, player)


def opened_row(row: Mapping[str, Any], player: Player | None = None) -> Evening:
    """A row of `queries.evening`; without a player, as the primary one sees it."""
    primary = player is None or (
        row["primary_user_id"] == player.user_id
        and row["primary_anonymous_session_id"] == player.anonymous_id
    )
    return Evening(row, "A" if primary else "B", msgspec.convert(row["rules"] or {}, Rules))


async def at_the_table(house: House, db: Session, row: Mapping[str, Any]) -> tuple[Seated, Seated]:
    """The two of an evening, the primary first, as their profiles are now (service).

    Raises:
        NotFound: one of them is gone.
    """
    found = [
        await _seated(house, db, one)
        async for one in queries.players(
            db.connection, a=row["player_a_profile_id"], b=row["player_b_profile_id"]
        )
        if one["user_id"] is not None or one["anonymous_session_id"] is not None
    ]
    if len(found) != 2:
        raise NotFound
    return found[0], found[1]


async def _seated(house: House, db: Session, row: Any) -> Seated:
    player = Player(user_id=row["user_id"], anonymous_id=row["anonymous_session_id"])
    key = await key_within(house, db, player.owner)
    return Seated(
        player,
        row["id"],
        row["name"] or "",
        row["premium"],
        row["guest"],
        row["revision"],
        cards_of(key, row),
    )


def cards_of(key: DataKey, row: Any) -> CardPlayer:
    """What the rules of the cards know of somebody. Who took no survey may have said at the table what is not for them."""
    profile = opened(key, row)
    level = Level(row["highest_level"])
    if row["has_survey"]:
        return player_of(profile, level)
    plain = player_without_survey(profile.anatomy, level)
    hard = frozenset(profile.boundaries.hard_limits)
    return msgspec.structs.replace(plain, hard_limits=hard, soft_limits=plain.soft_limits - hard)


def pair_of(seated: tuple[Seated, Seated], *, talked: bool, level: Level) -> Pair:
    return Pair(seated[0].cards, seated[1].cards, talked, level)


def moment_of(
    row: Mapping[str, Any],
    step: int,
    truths: int,
    dares: int,
    tags: list[list[str]],
    last: str | None,
    eased: int,
) -> Moment:
    """Where an evening stands before card `step`. `tags` of the cards before, the newest last."""
    return Moment(
        seed=row["seed"],
        step=step,
        steps=row["target_activities"],
        kind=kind_in(row["activity_type"]),
        truths_so_far=truths,
        dares_so_far=dares,
        recent_tags=tags[-REMEMBERED:],
        last_active=last,
        eased=eased,
    )


async def moment_now(house: House, db: Session, evening: Evening) -> Moment:
    """The moment of the next card (service)."""
    row = evening.row
    before = [
        one async for one in queries.recent(db.connection, session_id=evening.id, step=row["current_step"])
    ]
    key = await key_within(house, db, evening.key_owner)
    tags: list[list[str]] = [key.open(one["tags"], TAGS) or [] for one in reversed(before)]
    return moment_of(
        row,
        row["current_step"] + 1,
        row["truth_so_far"],
        row["dare_so_far"],
        tags,
        before[0]["roles"]["active_player"] if before else None,
        evening.rules.eased,
    )


def plain(rules: Rules) -> dict[str, Any]:
    """As it lies in the column."""
    return msgspec.to_builtins(rules)


def id_in(text: str) -> str:
    """An evening's id as it was sent.

    Raises:
        NotFound: it is none.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise NotFound from None

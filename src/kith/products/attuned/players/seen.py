"""Which cards a player was shown: the database knows when and which of them count, the player's key knows which card it was."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kith.commons.privacy.data_keys import key_within
from kith.foundation.queries import load
from kith.products.attuned.cards.no_repeat import NO_ROW, History

if TYPE_CHECKING:
    from kith.commons.privacy.data_keys import DataKey
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.attuned.players.player import Player

queries = load(__file__)
PLACE: Final = "user_activity_history.sealed_card"
_MOST: Final = 200
"""Histories that a process keeps."""
_LIFETIME: Final = 600.0
_OVERLAP: Final = 300.0
"""Seconds that are read again: what began before the newest line known may have been committed after it was read."""


_Line = tuple[bytes | None, float]
"""A line as it lies in the database: the sealed number, and when, in seconds since 1970. No two are sealed to the same bytes."""


class _Kept:
    """A history as it was read last, and its newest lines as they were sealed."""

    def __init__(self, history: History, lines: Iterable[_Line]) -> None:
        self.history = history
        newest = history.presented_at[0] if len(history.presented_at) else 0.0
        self.since = float(newest) - _OVERLAP
        # The database rounds the moment that it is asked with.
        self.lines = frozenset(line for line in lines if line[1] >= self.since - 1)


class _Histories:
    """Opened histories of this process: an evening opens every line once, and then those that came since. Nobody's is kept for long."""

    def __init__(self, house: House) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[float, _Kept]] = OrderedDict()

    def get(self, schema: str, owner: str) -> _Kept | None:
        until, kept = self._kept.get((schema, owner), (0.0, None))
        return kept if until > time.monotonic() else None

    def begin(self, schema: str, owner: str, kept: _Kept) -> None:
        self._kept.pop((schema, owner), None)
        self._kept[schema, owner] = (time.monotonic() + _LIFETIME, kept)
        while len(self._kept) > _MOST or next(iter(self._kept.values()))[0] < time.monotonic():
            self._kept.popitem(last=False)

    def go_on(self, schema: str, owner: str, kept: _Kept) -> None:
        if (schema, owner) in self._kept:
            self._kept[schema, owner] = (self._kept[schema, owner][0], kept)


def seal_card(key: DataKey, activity_id: int) -> bytes:
    """What `user_activity_history.sealed_card` holds, under the player's key."""
    return key.seal_bytes(str(activity_id).encode(), PLACE)


async def seen_by(house: House, db: Session, player: Player) -> History:
    """What a player is not to see again yet, and when they saw it (service): `get_excluded_activities_for_user`, opened.

    Raises:
        Unreadable: a row is not this player's.
    """
    key = await key_within(house, db, player.owner)
    who = {"user": player.user_id, "anonymous": player.anonymous_id}
    histories = house.part("attuned.histories", _Histories)
    kept = histories.get(db.schema, player.owner)
    if kept is None:
        row = await queries.seen(db.connection, **who)
        history = History([_number(key, card) for card in row["cards"]], row["seconds"])
        histories.begin(
            db.schema, player.owner, _Kept(history, zip(row["cards"], row["seconds"], strict=True))
        )
        return history
    row = await queries.seen_since(db.connection, **who, seconds=kept.since)
    lines: list[_Line] = list(zip(row["cards"], row["seconds"], strict=True))
    came = [line for line in lines if line not in kept.lines]
    if not came:
        return kept.history
    history = kept.history.with_more([_number(key, card) for card, _ in came], [at for _, at in came])
    histories.go_on(db.schema, player.owner, _Kept(history, [*kept.lines, *lines]))
    return history


def _number(key: DataKey, sealed: bytes | None) -> int:
    return NO_ROW if sealed is None else int(key.open_bytes(sealed, PLACE))

"""Which cards a player was shown: the database knows when and which of them count, the player's key knows which card it was."""

from __future__ import annotations

import time
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
_MOST: Final = 100_000
_LIFETIME: Final = 600.0


class _Opened:
    """Numbers opened lately, by what they were sealed as: a card is opened once an evening, not once a draw. Forgotten together."""

    def __init__(self, house: House) -> None:
        self._until = 0.0
        self._numbers: dict[bytes, int] = {}

    def number_in(self, key: DataKey, sealed: bytes | None) -> int:
        if sealed is None:
            return NO_ROW
        found = self._numbers.get(sealed)
        if found is None:
            found = self._numbers[sealed] = int(key.open_bytes(sealed, PLACE))
        return found

    def tidy(self) -> None:
        if time.monotonic() > self._until or len(self._numbers) > _MOST:
            self._numbers.clear()
            self._until = time.monotonic() + _LIFETIME


def seal_card(key: DataKey, activity_id: int) -> bytes:
    """What `user_activity_history.sealed_card` holds, under the player's key."""
    return key.seal_bytes(str(activity_id).encode(), PLACE)


async def seen_by(house: House, db: Session, player: Player) -> History:
    """What a player is not to see again yet, and when they saw it (service): `get_excluded_activities_for_user`, opened.

    Raises:
        Unreadable: a row is not this player's.
    """
    key = await key_within(house, db, player.owner)
    row = await queries.seen(db.connection, user=player.user_id, anonymous=player.anonymous_id)
    opened = house.part("attuned.opened_cards", _Opened)
    opened.tidy()
    return History([opened.number_in(key, sealed) for sealed in row["cards"]], row["seconds"])

"""Profiles as they are stored: opened with their owner's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.foundation.queries import load
from kith.products.attuned.players.player import Player, key_for, playing
from kith.products.attuned.profiles.profile import Profile

if TYPE_CHECKING:
    from kith.commons.privacy.data_keys import DataKey
    from kith.foundation.house import House

queries = load(__file__)
COLUMNS: Final = (
    "power_dynamic",
    "arousal_propensity",
    "domain_scores",
    "activities",
    "truth_topics",
    "boundaries",
    "anatomy",
)


async def my_profile(house: House, player: Player) -> Profile | None:
    """The player's own profile, None before the basics; what the survey has not said yet is empty in it."""
    key = await key_for(house, player)
    async with playing(house, player) as db:
        row = await queries.mine(db.connection, user=player.user_id, anonymous=player.anonymous_id)
    return None if row is None else opened(key, row)


def opened(key: DataKey, row: Any) -> Profile:
    """A row with the documented columns, opened with its owner's key.

    Raises:
        Unreadable: another owner's row, or changed bytes.
    """
    parts = {name: key.open(row[name], f"profiles.{name}") for name in COLUMNS}
    return msgspec.convert(
        {name: part for name, part in parts.items() if part is not None}
        | {"profile_version": row["profile_version"], "survey_version": row["survey_version"]},
        Profile,
    )

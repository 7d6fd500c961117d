"""When a card may come again: not within a year, and not within the next hundred cards, whichever is longer, for either player.

Skipped cards count, cards without a row in the bank (a writer's) count towards the hundred. Histories are columns: ten thousand lines are
read as two arrays (`array_agg` in the query), never as ten thousand objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_SINCE: Final = 100
NO_ROW: Final = 0
"""The id of a writer's card in a history."""


class History:
    """What one person was shown, in any order: ids (None or 0 for a writer's card) and when, in seconds since 1970."""

    def __init__(self, activity_ids: Sequence[int | None], presented_at: Sequence[float]) -> None:
        ids = np.array([one or NO_ROW for one in activity_ids], dtype=np.int64)
        seconds = np.array(presented_at, dtype=np.float64)
        newest_first = np.argsort(-seconds, kind="stable")
        self.activity_ids: NDArray[np.int64] = ids[newest_first]
        self.presented_at: NDArray[np.float64] = seconds[newest_first]

    def with_more(self, activity_ids: Sequence[int | None], presented_at: Sequence[float]) -> History:
        """This history and some more lines, in any order."""
        more = History(activity_ids, presented_at)
        seconds = np.concatenate([more.presented_at, self.presented_at])
        newest_first = np.argsort(-seconds, kind="stable")
        together = History((), ())
        together.activity_ids = np.concatenate([more.activity_ids, self.activity_ids])[newest_first]
        together.presented_at = seconds[newest_first]
        return together


def a_year_before(now: datetime) -> datetime:
    """The same day a year ago, as the database counts it."""
    try:
        return now.replace(year=now.year - 1)
    except ValueError:
        return (now - timedelta(days=1)).replace(year=now.year - 1)


def excluded(history: History, now: datetime) -> NDArray[np.int64]:
    """The cards that one person's history keeps away at `now`; a card may be in it more than once."""
    away = history.presented_at > a_year_before(now).timestamp()
    away[:FEWEST_SINCE] = True
    return history.activity_ids[away]


def excluded_for(histories: Sequence[History], now: datetime) -> NDArray[np.int64]:
    """The cards that any of these histories keeps away."""
    return np.concatenate([np.array([], dtype=np.int64), *(excluded(history, now) for history in histories)])

"""Places on a leaderboard: equal XP is an equal place, and the next one counts on (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Sequence


def places(found: Sequence[int], above: int, before: int) -> list[int]:
    """The places of a page of XP, highest first. `above`: how many in all have more than the first; `before`: how many rows come before it."""
    taken: list[int] = []
    for number, xp in enumerate(found):
        if number and xp == found[number - 1]:
            taken.append(taken[-1])
        elif number:
            taken.append(before + number + 1)
        else:
            taken.append(above + 1)
    return taken

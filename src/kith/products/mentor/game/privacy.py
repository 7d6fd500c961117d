"""The game's part in an export. An erasure needs nothing here: the database forgets the game with the profile."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import export_part
from kith.foundation.queries import load

queries = load(__file__, "privacy.sql")
PARTS: Final = [
    export_part(queries, name, title, called=f"game_{name}")
    for name, title in {
        "stats": later("How you stand in the game"),
        "xp": later("What earned you XP"),
        "totals": later("Your XP by week and month"),
        "active_days": later("Days on which you did something"),
        "achievements": later("What you have achieved"),
        "leagues": later("Leagues you played in"),
        "results": later("How your weeks and months ended"),
        "awards": later("Awards you were given"),
    }.items()
]

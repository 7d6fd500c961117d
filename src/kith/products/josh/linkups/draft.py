"""The shape of a brief while it is being put together."""

from __future__ import annotations

from datetime import date, time

import msgspec

from kith.products.josh.linkups.day_parts import WEEKDAYS, Part
from kith.products.josh.linkups.wishes import LARGEST, SMALLEST


class Choice(msgspec.Struct, frozen=True):
    """One meaning of an unclear wording, as it is said and as it is kept (a key, an ISO date or time)."""

    label: str
    value: str


class Unsure(msgspec.Struct, frozen=True):
    """A part of the brief that can mean several things; `field` is "activity", "day" or "hour"."""

    field: str
    choices: tuple[Choice, ...]


class BriefDraft(msgspec.Struct, frozen=True):
    """A brief while it takes shape; `missing` and `unsure` are empty once it can be confirmed.

    `missing` holds "activity", "day" and "part" in the order they are asked for. `refused` is a sentence on
    why something said was not possible; it concerns the last text only. Sizes count everybody, the person who
    asks included. Converts to JSON and back with msgspec.
    """

    activity_key: str | None = None
    day: date | None = None
    part: Part | None = None
    at: time | None = None
    constraints: dict[str, bool] = {}
    min_size: int = SMALLEST
    max_size: int = LARGEST
    motive_emphasis: dict[str, float] = {}
    missing: tuple[str, ...] = ("activity", "day", "part")
    unsure: tuple[Unsure, ...] = ()
    refused: str | None = None

    @property
    def time_window(self) -> str | None:
        """ "SAT_MORNING"; None while day or part of the day are unknown."""
        if self.day is None or self.part is None:
            return None
        return f"{WEEKDAYS[self.day.weekday()]}_{self.part.value}"

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.unsure

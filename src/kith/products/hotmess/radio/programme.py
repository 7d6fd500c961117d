"""A programme without overlaps, from blocks that may lie over each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

_RANK: Final = {"override_block": 0, "schedule": 1}


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A block as moments, half-open. `kind`: override_block (one day's) or schedule (the week's); `day`: the local day it starts on."""

    block_id: UUID
    kind: str
    day: date
    show: str
    title: str
    host: str | None
    starts_at: datetime
    ends_at: datetime


def effective(blocks: Sequence[Block], start: datetime, end: datetime) -> list[Block]:
    """What is heard between two moments, in order and without overlaps; a block that is interrupted comes twice.

    One day's block goes before the week's; of two of a kind (a clock that was put forward can push them into each other) the later one.
    """
    edges = sorted(
        {start, end, *(edge for one in blocks for edge in (one.starts_at, one.ends_at) if start < edge < end)}
    )
    heard: list[Block] = []
    for begins, ends in pairwise(edges):
        playing = [one for one in blocks if one.starts_at <= begins and one.ends_at >= ends]
        if not playing:
            continue
        best = min(playing, key=lambda one: (_RANK[one.kind], -one.starts_at.timestamp()))
        last = heard[-1] if heard else None
        if (
            last is not None
            and last.block_id == best.block_id
            and last.day == best.day
            and last.ends_at == begins
        ):
            heard[-1] = msgspec.structs.replace(last, ends_at=ends)
        else:
            heard.append(msgspec.structs.replace(best, starts_at=begins, ends_at=ends))
    return heard


def clock_change(day: date, zone: str) -> int:
    """Minutes by which a local day is longer (positive) or shorter than twenty-four hours."""
    place = ZoneInfo(zone)
    begins, ends = (
        datetime(one.year, one.month, one.day, tzinfo=place).timestamp()
        for one in (day, day + timedelta(days=1))
    )
    return round((ends - begins) / 60) - 1440


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())

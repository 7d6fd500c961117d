"""What the chain of evidence comes to each month: published, so that whoever keeps it sees when it was rewritten, by whomever."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.jobs import Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "heads.sql")
FILE: Final = "evidence-heads.json"
_ACTOR: Final = service("hotmess.evidence.heads")
_PART: Final = "hotmess.evidence.heads"
_SETTLED_AFTER: Final = timedelta(minutes=10)
"""Links of an hour are all written by ten past it; until then its end is not a head's."""


class EvidenceHead(msgspec.Struct, frozen=True, kw_only=True):
    """A month (UTC) of the chain up to a moment: how many links, and the SHA-256 (hex) over them."""

    month: date
    until: datetime
    links: int
    head: str


async def heads(house: House) -> list[EvidenceHead]:
    """Every month's, the first month first."""
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        return to_structs(EvidenceHead, [row async for row in queries.heads(db.connection)])


async def of_this_hour(house: House) -> list[EvidenceHead]:
    """As `heads`, which read every link, once an hour in this process: they only ever speak of hours that are over."""
    known: dict[datetime, list[EvidenceHead]] = house.part(_PART, lambda _: {})
    hour = (house.clock.now() - _SETTLED_AFTER).replace(minute=0, second=0, microsecond=0)
    if hour not in known:
        found = await heads(house)
        known.clear()
        known[hour] = found
    return known[hour]


async def rewritten(house: House, kept: bytes) -> list[EvidenceHead]:
    """Those of kept heads (JSON, as published) that the chain does not bear out any more.

    Raises:
        ValueError: it holds something else.
    """
    try:
        known = msgspec.json.decode(kept, type=list[EvidenceHead])
    except msgspec.MsgspecError as wrong:
        raise ValueError(f"That does not hold heads of evidence: {wrong}") from None
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        return [
            one
            for one in known
            if await queries.head_at(db.connection, month=one.month, until=one.until) != one.head
        ]


async def publish(house: House) -> None:
    """Write them beside the house's data, for a copy that leaves this machine; whole or not at all."""
    file: Path = house.settings.data_folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(await heads(house))) + b"\n")
    os.replace(beside, file)


SCHEDULES = [Schedule(name="hotmess.evidence.publish_heads", cron="17 * * * *", run=publish)]

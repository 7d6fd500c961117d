"""Verifying the audit a part at a time: every hour what was written since, all of it once a day and when somebody asks.

`kith audit verify` needs none of this: it walks the chains anew, and believes nothing that was written down about them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_struct
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.foundation.live import announce
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "verifying.sql")
_ACTOR: Final = service("audit.verifying")
WHOLE_JOB: Final = "kith.audit.verify_whole"
TOPIC: Final = "audit"
_WHOLE_EVERY: Final = timedelta(days=1)
_AT_ONCE: Final = 10_000
"""Entries a transaction: about a tenth of a second, after which the progress is there to see."""


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """A verification: entries there were to look at, entries looked at, and the numbers of those that do not hold."""

    due: int
    looked_at: int
    breaks: list[int]
    started_at: datetime
    last_sequence: int = 0
    finished_at: datetime | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the audit: the newest entry, how far it was verified and when, when all of it was, what is under way, what is broken."""

    newest: int
    further: Walk | None
    whole: Walk | None
    under_way: Walk | None
    breaks: list[int]

    @property
    def verified(self) -> Walk | None:
        """Whichever look ended last."""
        ended = [walk for walk in (self.further, self.whole) if walk is not None]
        return max(ended, key=lambda walk: walk.finished_at or walk.started_at, default=None)


async def standing(db: Session) -> Standing:
    """How the audit stands (service, schema `kith`)."""

    async def walk(query: str, whole: bool) -> Walk | None:
        row = await getattr(queries, query)(db.connection, whole=whole)
        return None if row is None else to_struct(Walk, row)

    return Standing(
        newest=await queries.newest(db.connection),
        further=await walk("last", False),
        whole=await walk("last", True),
        under_way=await walk("running", True),
        breaks=list(await queries.breaks(db.connection)),
    )


async def ask(db: Session) -> None:
    """Have all of it verified, by a job (service, schema `kith`); one that has begun goes on."""
    await queries.begin(db.connection, whole=True)
    await enqueue(db, WHOLE_JOB, once_as=WHOLE_JOB)


async def _walk(house: House, mine: UUID, *, told: bool) -> None:
    more = True
    while more:
        async with house.database.session(_ACTOR, "kith") as db:
            more = await queries.carry_on(db.connection, id=mine, at_most=_AT_ONCE)
            if told:
                await announce(db, TOPIC)


async def further(house: House) -> None:
    """Look at what was written since the last time, from where that ended."""
    async with house.database.session(_ACTOR, "kith") as db:
        mine = await queries.begin(db.connection, whole=False)
    await _walk(house, mine, told=False)


async def whole_daily(house: House) -> None:
    """Have all of it verified where that is a day ago; what was changed long after it was written is seen by nothing else."""
    async with house.database.session(_ACTOR, "kith") as db:
        if await queries.whole_due(db.connection, before=db.now - _WHOLE_EVERY):
            await ask(db)


async def _whole(house: House, _payload: Payload) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        mine = await queries.open_whole(db.connection)
    if mine is not None:
        await _walk(house, mine, told=True)


JOBS = [Job(name=WHOLE_JOB, run=_whole)]
SCHEDULES = [
    Schedule(name="kith.audit.verify_further", cron="3 * * * *", run=further),
    Schedule(name="kith.audit.verify_whole", cron="5 * * * *", run=whole_daily),
]

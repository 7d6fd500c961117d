"""Drawn faces for the demo: at once for those met first, by a job for everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.commons.media import files
from kith.commons.media.photos import CONTENT_TYPE
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.queries import load
from kith.products.mentor.profiles import pictures

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "portraying.sql")
_ACTOR = service("mentor.demo.portraits")
JOB: Final = "mentor.demo.portraits"
_AT_A_TIME: Final = 16
# Other people than those of the other products' demos.
_FIRST: Final = 500


class Sitter(msgspec.Struct, frozen=True):
    """Whom to draw: the number decides the face."""

    person: UUID
    number: int


async def draw(house: House, sitters: Sequence[Sitter]) -> dict[UUID, UUID]:
    """Pictures in the store by person, still nobody's; outside any transaction."""

    async def one(sitter: Sitter) -> UUID:
        drawn = await asyncio.to_thread(_drawn, sitter.number)
        return await files.keep(
            house,
            house.product("mentor").schema,
            owner=None,
            purpose=pictures.PURPOSE,
            data=drawn,
            content_type=CONTENT_TYPE,
        )

    return {sitter.person: await one(sitter) for sitter in sitters}


def _drawn(number: int) -> bytes:
    # Imported here because only the demo draws; the house needs no more of this module than its job.
    from kith.commons.media.pictures import sizes_of
    from kith.simulator.people.portraits import portrait

    return sizes_of(portrait(_FIRST + number))[0].data


async def hang(db: Session, drawn: dict[UUID, UUID]) -> None:
    """Make the pictures theirs, in the caller's transaction (service)."""
    for person, file in drawn.items():
        # Whoever has chosen a picture meanwhile, or left, is left alone.
        if await queries.faceless(db.connection, person=person):
            await queries.own(db.connection, owner=person, file=file)
            await pictures.show(db, person, file)


async def draw_later(db: Session, sitters: Sequence[Sitter]) -> None:
    """Have everybody else drawn by the worker (service)."""
    for start in range(0, len(sitters), _AT_A_TIME):
        some = msgspec.to_builtins(list(sitters[start : start + _AT_A_TIME]))
        await enqueue(db, JOB, {"sitters": some})


async def _run(house: House, payload: Payload) -> None:
    drawn = await draw(house, msgspec.convert(payload["sitters"], list[Sitter]))
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await hang(db, drawn)


JOBS = [Job(name=JOB, run=_run, at_once=1)]

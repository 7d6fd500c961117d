"""Portraits and Face Cards for the demo: at once for those who are remembered, by a job for everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec

from kith.commons.media import files
from kith.commons.media.photos import Size
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.queries import load
from kith.products.momento.photos.face_cards import queries as photos
from kith.products.momento.photos.keeping import keep_sizes, picture_url

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "portraying.sql")
_ACTOR = service("momento.demo.portraits")
JOB: Final = "momento.demo.portraits"
_AT_A_TIME: Final = 8


class Sitter(msgspec.Struct, frozen=True):
    """Whom to draw: the number decides the face."""

    number: int
    first_name: str
    palette: str


class Drawn(msgspec.Struct, frozen=True):
    """Files in the store, smallest first, with the large sizes' edges."""

    photo: list[UUID]
    card: list[UUID]
    photo_edges: tuple[int, int]
    card_edges: tuple[int, int]


async def draw(house: House, sitters: Sequence[Sitter]) -> dict[int, Drawn]:
    """Pictures by number, in the store and still nobody's; outside any transaction."""
    both_cores = asyncio.Semaphore(2)

    async def one(sitter: Sitter) -> Drawn:
        async with both_cores:
            photo, card = await asyncio.to_thread(_drawn, sitter)
        schema = house.product("momento").schema
        return Drawn(
            await keep_sizes(house, schema, None, "photo", photo),
            await keep_sizes(house, schema, None, "face_card", card),
            (photo[-1].width, photo[-1].height),
            (card[-1].width, card[-1].height),
        )

    made = await asyncio.gather(*(one(sitter) for sitter in sitters))
    return {sitter.number: drawn for sitter, drawn in zip(sitters, made, strict=True)}


def _drawn(sitter: Sitter) -> tuple[list[Size], list[Size]]:
    # Imported here because only the demo draws; the house needs no more of this module than its job.
    from kith.commons.media.pictures import sizes_of
    from kith.products.momento.photos import face_card
    from kith.simulator.people.portraits import portrait

    photo = [Size(*picture) for picture in sizes_of(portrait(sitter.number))]
    return photo, face_card.make(photo[-1].data, sitter.first_name, sitter.palette)


async def hang(db: Session, user: UUID, profile: UUID, drawn: Drawn) -> None:
    """Make the pictures somebody's, in the caller's transaction (service)."""
    ids: list[UUID] = []
    for kind, of, edges in (
        ("photo", drawn.photo, drawn.photo_edges),
        ("face_card", drawn.card, drawn.card_edges),
    ):
        await files.use(db, of)
        await queries.own(db.connection, owner=user, ids=of)
        ids.append(uuid4())
        await photos.add(
            db.connection,
            id=ids[-1],
            profile=profile,
            image_url=picture_url(ids[-1], "large" if kind == "photo" else "medium"),
            kind=kind,
            made_from=ids[0] if kind == "face_card" else None,
            in_app=False,
            token=None,
            small=of[0],
            medium=of[1],
            large=of[2],
            width=edges[0],
            height=edges[1],
        )
    await queries.show(db.connection, profile=profile, photo=ids[0], card=ids[1])


async def draw_later(db: Session, people: Sequence[tuple[UUID, UUID, Sitter]]) -> None:
    """Have everybody else drawn by the worker (service)."""
    for start in range(0, len(people), _AT_A_TIME):
        some = [
            {"user": str(user), "profile": str(profile), "sitter": msgspec.to_builtins(sitter)}
            for user, profile, sitter in people[start : start + _AT_A_TIME]
        ]
        await enqueue(db, JOB, {"people": some})


async def _run(house: House, payload: Payload) -> None:
    sitters = {one["profile"]: msgspec.convert(one["sitter"], Sitter) for one in payload["people"]}
    drawn = await draw(house, list(sitters.values()))
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        for one in payload["people"]:
            # Whoever has chosen a photo meanwhile, or left, is left alone.
            if await queries.faceless(db.connection, profile=UUID(one["profile"])):
                await hang(db, UUID(one["user"]), UUID(one["profile"]), drawn[sitters[one["profile"]].number])


JOBS = [Job(name=JOB, run=_run, at_once=1)]

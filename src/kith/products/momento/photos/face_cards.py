"""Face Cards follow the main photo, the name and the palette, by a job."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from kith.commons.media import files
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.jobs import Job, Payload, enqueue
from kith.foundation.queries import load
from kith.products.momento.photos import face_card
from kith.products.momento.photos.keeping import keep_sizes, picture_url

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.face_cards")
JOB = "momento.photos.face_card"


async def renew_later(db: Session, profile: UUID) -> None:
    """Draw the Face Card anew after the caller's commit (service)."""
    await enqueue(db, JOB, {"profile": str(profile)})


async def renew(house: House, profile: UUID) -> None:
    """Make the Face Card what photo, name and palette say; nothing happens where it is that already."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        wanted = await queries.to_draw(db.connection, profile=profile)
    if wanted is None:
        return
    if wanted["current_photo_id"] is None:
        async with house.database.session(_ACTOR, schema) as db:
            now = await queries.lock_profile(db.connection, profile=profile)
            if now is not None and now["current_photo_id"] is None and wanted["card_id"] is not None:
                await put_away(db, wanted["card_id"])
        return
    try:
        _file, photo = await files.open_file(house, schema, wanted["large_file_id"])
    except NotFound:
        return  # the photo has just been taken away, which queued a job of its own
    sizes = await asyncio.to_thread(face_card.make, photo, wanted["name"], wanted["palette"])
    if (
        wanted["made_from"] == wanted["current_photo_id"]
        and hashlib.sha256(sizes[-1].data).digest() == wanted["card_sha256"]
    ):
        return
    ids = await keep_sizes(house, schema, wanted["user_id"], "face_card", sizes)
    async with house.database.session(_ACTOR, schema) as db:
        now = await queries.lock_profile(db.connection, profile=profile)
        if now is None or any(now[part] != wanted[part] for part in ("name", "palette", "current_photo_id")):
            return  # changed meanwhile: its own job draws it; the files go by themselves
        card = uuid4()
        await files.use(db, ids)
        await queries.add(
            db.connection,
            id=card,
            profile=profile,
            image_url=picture_url(card, "medium"),
            kind="face_card",
            made_from=wanted["current_photo_id"],
            in_app=False,
            token=None,
            small=ids[0],
            medium=ids[1],
            large=ids[2],
            width=sizes[-1].width,
            height=sizes[-1].height,
        )
        await queries.show_card(db.connection, profile=profile, card=card)
        if now["current_face_card_photo_id"] is not None:
            await put_away(db, now["current_face_card_photo_id"])


async def put_away(db: Session, card: UUID) -> None:
    """Show a Face Card no more; it stays where memories hold it (service)."""
    await queries.forget_card(db.connection, card=card)
    if await queries.is_remembered(db.connection, card=card):
        await queries.retire(db.connection, photo=card)
    else:
        await queries.drop(db.connection, photo=card)


async def _run(house: House, payload: Payload) -> None:
    await renew(house, UUID(payload["profile"]))


JOBS = [Job(name=JOB, run=_run, at_once=2)]

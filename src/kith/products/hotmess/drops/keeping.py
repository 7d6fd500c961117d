"""The desk of drops: planned, ended before their time. Each is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.live import announce
from kith.products.hotmess.beacons.form import moment_of
from kith.products.hotmess.drops.reads import ACTOR, queries, schema
from kith.products.hotmess.market.form import whole
from kith.products.hotmess.sellers.commands import slug_of

if TYPE_CHECKING:
    from kith.foundation.house import House

ZONE: Final = "Europe/London"
"""Where the shop is: the desk writes its times."""


class DropForm(msgspec.Struct, frozen=True, kw_only=True):
    """A drop as an operator writes it; times are London's."""

    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    description: Annotated[str, msgspec.Meta(max_length=4500)] = ""
    starts: Annotated[str, msgspec.Meta(max_length=30)] = ""
    ends: Annotated[str, msgspec.Meta(max_length=30)] = ""
    per_person_limit: Annotated[str, msgspec.Meta(max_length=6)] = ""
    queued: bool = False


async def plan(house: House, admin: Admin, form: DropForm) -> UUID:
    """A drop to come.

    Raises:
        Invalid: with the field.
    """
    title = " ".join(form.title.split())
    if not 2 <= len(title) <= 120:
        raise Invalid("Give it a name of 2 to 120 characters.", field="title")
    starts, ends = moment_of(form.starts, ZONE, "starts"), moment_of(form.ends, ZONE, "ends")
    if starts is None or starts <= house.clock.now():
        raise Invalid("It begins some time from now.", field="starts")
    if ends is None or ends <= starts:
        raise Invalid("It ends after it begins.", field="ends")
    limit = form.per_person_limit.strip()
    slug = slug_of(title)
    for number in range(1, 50):
        try:
            async with house.database.session(ACTOR, schema(house)) as db:
                drop: UUID = await queries.add(
                    db.connection,
                    slug=slug if number == 1 else f"{slug}-{number}",
                    title=title,
                    description=form.description.strip()[:4000],
                    start_at=starts,
                    end_at=ends,
                    per_person_limit=whole(limit, "per_person_limit", 1, 1000) if limit else None,
                    queued=form.queued,
                    by=admin.id,
                )
                await record(
                    db,
                    admin=admin,
                    action="drop.planned",
                    target_type="drop",
                    target_id=drop,
                    payload={"title": title, "starts": starts.isoformat(), "ends": ends.isoformat()},
                    product="hotmess",
                )
            return drop
        except asyncpg.UniqueViolationError:
            continue
    raise Invalid("Please choose another name; this one is taken many times.", field="title")


async def end(house: House, admin: Admin, drop: UUID, reason: str) -> None:
    """End a drop now, for everybody and at once; what is at the till already can still be paid.

    Raises:
        NotFound: there is none.
        Conflict: it is over.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.by_id(db.connection, drop=drop)
        if row is None:
            raise NotFound
        if row["state"] == "ended":
            raise Conflict("It is over already.", slug="ended")
        await queries.advance(db.connection)
        await queries.finish(db.connection, drop=drop, by=admin.id)
        await record(
            db,
            admin=admin,
            action="drop.ended",
            target_type="drop",
            target_id=drop,
            reason=reason,
            before={"state": row["state"]},
            after={"state": "ended"},
            product="hotmess",
        )
        await announce(db, f"drop:{drop}")

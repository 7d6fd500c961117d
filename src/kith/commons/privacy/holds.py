"""Data that has to be kept for a while, whoever asks for it to go: placed by somebody who answers for it, for a written reason, until a day.

The database refuses to begin an erasure meanwhile, and no rule of retention takes such rows. The person is told what stays and why.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import DATA
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, long_day
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "holds.sql")
_ACTOR: Final = service("privacy.holds")
LONGEST: Final = timedelta(days=3 * 365)


async def place(house: House, admin: Admin, person_id: UUID, *, reason: str, told: str, days: int) -> UUID:
    """Keep what there is of a person for so many days. Who asked to be forgotten is told `told`, and when it ends.

    Raises:
        Invalid: a reason or the words for the person are missing, or it is for longer than three years.
        NotFound: there is nobody like that.
        Conflict: there is a hold already, or they are being forgotten.
    """
    if len(reason.strip()) < 10:
        raise Invalid("Please write down why, so that somebody else can judge it later.", field="reason")
    if len(told.strip()) < 10:
        raise Invalid("Please say what the person reads about it.", field="told")
    if not 0 < days <= LONGEST.days:
        raise Invalid("A hold ends within three years.", field="days")
    try:
        async with house.database.session(_ACTOR, "kith") as db:
            if not await queries.is_here(db.connection, person_id=person_id):
                raise NotFound
            until = db.now + timedelta(days=days)
            hold: UUID = await queries.place(
                db.connection,
                person_id=person_id,
                reason=reason.strip(),
                told=told.strip(),
                until=until,
                admin_id=admin.id,
            )
            await record(
                db,
                admin=admin,
                action="legal_hold.placed",
                target_type="person",
                target_id=person_id,
                reason=reason.strip(),
                after={"hold": str(hold), "keep_until": until.isoformat()},
            )
            request = await queries.open_deletion(db.connection, person_id=person_id)
            if request is not None:
                await tell(db, house, person_id, request)
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("There is a hold already.", slug="held") from twice
    return hold


async def tell(db: Session, house: House, person_id: UUID, request: UUID) -> bool:
    """Tell somebody who asked to be forgotten that their data has to be kept, once a request; False when it has not (service, schema `kith`)."""
    row = await queries.in_force(db.connection, person_id=person_id)
    if row is None:
        return False
    await notify(
        db,
        house,
        person_id,
        _stays(row["told"], row["keep_until"]),
        product="Kith",
        topic=DATA,
        purpose="data.held",
        key=f"data:{request}:held:{row['id']}",
    )
    return True


async def refuse_while_held(db: Session, person_id: UUID) -> None:
    """For whoever deletes a part of somebody's data by themselves (service, any schema).

    Raises:
        Conflict: it has to be kept for now.
    """
    row = await queries.in_force(db.connection, person_id=person_id)
    if row is not None:
        raise Conflict(_("We have to keep your data for now: %(why)s", why=row["told"]), slug="held")


async def lift(house: House, admin: Admin, hold: UUID, reason: str) -> None:
    """From now on what was asked for goes on.

    Raises:
        Invalid: no reason.
        Conflict: it was lifted, or there is none.
    """
    if len(reason.strip()) < 5:
        raise Invalid("Please say in a few words why it is lifted.", field="reason")
    async with house.database.session(_ACTOR, "kith") as db:
        person = await queries.lift(db.connection, id=hold, admin_id=admin.id, because=reason.strip())
        if person is None:
            raise Conflict("This hold is over already.", slug="over")
        await record(
            db,
            admin=admin,
            action="legal_hold.lifted",
            target_type="person",
            target_id=person,
            reason=reason.strip(),
            before={"hold": str(hold)},
        )


def _stays(told: str, until: datetime) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(
            subject=_("We have to keep your data for now"),
            text=_(
                "You asked us to forget you. Until %(day)s, or until it is settled, we may not: %(why)s Nothing else is done with it. "
                "After that we delete everything, without your asking again.",
                day=long_day(until),
                why=told,
            ),
            link="/account/data",
        )

    return write

"""Being forgotten: each product does its part through its hooks, the house does its own last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.billing import leaving
from kith.commons.media import files
from kith.commons.privacy import erased, holds
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("privacy")
_TAKEN_UP_AFTER = timedelta(minutes=2)


async def erase_person(house: House, person_id: UUID) -> None:
    """Forget a person: written down first, their key destroyed second, then step by step; each step is a transaction, so a killed erasure
    goes on where it stopped and ends once.

    What stays: the opt-out ledger (by keyed hash), the audit log, consents and strikes of a person nobody can name any more.

    Raises:
        NotFound: there never was such a person.
        Conflict: their data has to be kept for now.
        Unavailable: the store of files cannot be reached; it goes on when it can.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        if not await queries.is_known(db.connection, person_id=person_id):
            raise NotFound
        request = await queries.open_erasure(db.connection, person_id=person_id)
        # From here on nobody acts as this person, whatever is still to do.
        await queries.end_sessions(db.connection, person_id=person_id)
    if request["state"] == "done":
        return
    # Beside the database, so that a backup from before today is followed by this erasure again.
    await erased.note(house, person_id)
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.destroy_key(db.connection, person_id=person_id)
    for product in house.products:
        if product.privacy is not None:
            async with house.database.session(_ACTOR, product.schema) as db:
                if product.slug in await queries.steps_done(db.connection, id=request["id"]):
                    continue
                await product.privacy.erase(house, db, person_id)
                await files.delete_all_of(db, person_id)
                await queries.forget_letters(db.connection, person_id=person_id)
                await queries.step_done(db.connection, id=request["id"], step=product.slug)
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.steps_done(db.connection, id=request["id"])
        await _forget_in_house(db, person_id)
        await queries.finish(db.connection, id=request["id"])
    _log.info("a person was erased", request=str(request["id"]))


async def _forget_in_house(db: Session, person_id: UUID) -> None:
    await queries.end_sessions(db.connection, person_id=person_id)
    await queries.drop_ways_in(db.connection, person_id=person_id)
    await queries.drop_safety_words(db.connection, person_id=person_id)
    await files.delete_all_of(db, person_id)
    await leaving.leave(db, person_id)
    await queries.anonymise(db.connection, person_id=person_id)


async def take_up_erasures(house: House) -> None:
    """Go on with erasures that were interrupted."""
    async with house.database.session(_ACTOR, "kith") as db:
        before = db.now - _TAKEN_UP_AFTER
        people = [row["person_id"] async for row in queries.unfinished_erasures(db.connection, before=before)]
    for person_id in people:
        try:
            await erase_person(house, person_id)
        except Exception as failure:  # one that fails must not keep the others waiting
            metrics.ALERTS.labels("erasure_failed").inc()
            _log.error("an erasure could not be finished", failure=type(failure).__name__)


async def replay_erasures(house: House) -> int:
    """Erase again whoever a restored backup brought back. Returns how many."""
    again = 0
    for person_id in await erased.noted(house):
        async with house.database.session(_ACTOR, "kith") as db:
            back = await queries.is_back(db.connection, person_id=person_id)
        if back:
            async with house.database.session(_ACTOR, "kith") as db:
                await holds.queries.lift_overtaken(db.connection, person_id=person_id)
                await queries.reopen_erasure(db.connection, person_id=person_id)
            await erase_person(house, person_id)
            again += 1
    return again


SCHEDULES = [Schedule(name="kith.privacy.erasures", cron="* * * * *", run=take_up_erasures)]

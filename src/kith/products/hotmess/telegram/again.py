"""A command that waits is answered after all, when an operator says so: once, with what is so at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.crypto import Unreadable
from kith.foundation.errors import Conflict, Unavailable
from kith.foundation.jobs import Job, enqueue
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.hotmess.telegram.answers import ACTOR, answer, schema
from kith.products.hotmess.telegram.asked import Asked, unseal
from kith.products.hotmess.telegram.saying import say

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.jobs import Payload

queries = load(__file__, "again.sql")
_log = logger(__name__)
_JOB: Final = "hotmess.telegram.again"


async def replay(db: Session, event: UUID) -> bool:
    """Queue a command that waits anew (service, HOTMESS's schema); false for what is none.

    Raises:
        Conflict: it was answered already, or whose it was is not kept.
    """
    row = await queries.waiting(db.connection, id=event)
    if row is None:
        return False
    if row["handled_at"] is not None:
        raise Conflict("It has been answered already.", slug="handled")
    if row["asked"] is None:
        raise Conflict("Whom to answer is not kept any more.", slug="not-kept")
    await enqueue(db, _JOB, {"id": str(event)}, once_as=f"{_JOB}:{event}")
    return True


async def answer_again(house: House, event: UUID) -> bool:
    """Answer a command that waits; whether it is answered now. Where that fails again it waits on, and says of what.

    Raises:
        Unavailable: the database is away; nothing was done about it.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.waiting(db.connection, id=event)
    if row is None or row["asked"] is None:
        return False
    try:
        asked = unseal(house, event, row["asked"])
        text = await answer(house, asked.command)
        return await house.database.transact(
            ACTOR, schema(house), lambda db: _answer(house, db, event, asked, text)
        )
    except Unavailable:
        raise
    except Exception as failure:
        kind = "unreadable" if isinstance(failure, Unreadable) else type(failure).__name__
        _log.error("a command could not be answered again", failure=kind)
        async with house.database.session(ACTOR, schema(house)) as db:
            await queries.failed_again(db.connection, id=event, failure=kind)
        return False


async def _answer(house: House, db: Session, event: UUID, asked: Asked, text: str) -> bool:
    if await queries.take(db.connection, id=event) is None:
        return False
    await say(db, house, asked, text)
    return True


async def _run(house: House, payload: Payload) -> None:
    await answer_again(house, UUID(payload["id"]))


JOBS: Final = [Job(name=_JOB, run=_run)]

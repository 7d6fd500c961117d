"""Banning somebody from the house, and letting them back in.

The ban itself (no way in, nothing open) is one transaction, the caller's. What it ends in each product follows at once as a job per product,
each in one transaction with the row that says it is done, so that it happens once whoever is killed. Two minutes later each product
looks once more: a request that was under way at that moment may have left something behind. See decision 0030.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import STANDING
from kith.commons.safety import ban_appeals, letters
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "banning.sql")
_log = logger(__name__)
_ACTOR = service("safety.banning")


class Ban(msgspec.Struct, frozen=True, kw_only=True):
    """A ban with what came of it: `ended` has numbers by product, `waiting` the products that have not ended theirs yet."""

    id: UUID
    person_id: UUID
    banned_by: UUID
    reason: str
    case_id: UUID | None
    since: datetime
    lifted_at: datetime | None
    lifted_by: UUID | None
    lifted_reason: str | None
    ended: dict[str, dict[str, Any]]
    waiting: list[str] | None


async def ban(
    house: House, db: Session, *, admin: Admin, person_id: UUID, reason: str, case_id: UUID | None = None
) -> None:
    """Nobody comes in as this person any more, and what they have under way in any product ends (service, any schema, in the caller's
    transaction). Somebody who is banned stays banned: twice is once. Without a case the person gets a letter with `reason`; with one, the letter
    of the decision that closes the case is theirs.

    Raises:
        Invalid: no reason.
        Conflict: an operator, who is dismissed first.
        NotFound: there is no such person (any more).
    """
    reason = _reason(reason)
    if await queries.is_operator(db.connection, person_id=person_id):
        raise Conflict("They work here. Dismiss them as an operator first.", slug="operator")
    if await queries.shut_out(db.connection, person_id=person_id) is None:
        raise NotFound
    made: UUID | None = await queries.ban(
        db.connection, person_id=person_id, banned_by=admin.id, reason=reason, case_id=case_id
    )
    if made is None:
        return
    await queries.end_ways_in(db.connection, person_id=person_id)
    for product in house.products:
        if product.on_ban is not None:
            await queries.expect(db.connection, ban_id=made, product=product.slug)
            await enqueue(db, _job_name(db.schema), {"ban": str(made), "product": product.slug})
    if case_id is None:
        decision = await ban_appeals.decide(db, admin, person_id, reason)
        await notify(
            db,
            house,
            person_id,
            letters.reasons(
                house,
                letters.CLOSED,
                reason,
                _("The rules of the house"),
                decision,
                follows=letters.FOLLOWS_CLOSING,
                closes=True,
            ),
            product="Kith",
            topic=STANDING,
            purpose="person.banned",
            key=f"ban:{made}",
        )
    await audit.record(
        db,
        admin=admin,
        action="person.banned",
        target_type="person",
        target_id=person_id,
        reason=reason,
        payload={"ban": str(made), "case": None if case_id is None else str(case_id)},
    )


async def lift(
    house: House, db: Session, *, admin: Admin, person_id: UUID, reason: str, told: bool = True
) -> None:
    """Let somebody back in (service, any schema, in the caller's transaction). What was ended stays ended. `told`: by a letter of its own.

    Raises:
        Invalid: no reason.
        Conflict: they are not banned.
    """
    reason = _reason(reason)
    lifted: UUID | None = await queries.lift(
        db.connection, person_id=person_id, lifted_by=admin.id, reason=reason
    )
    if lifted is None:
        raise Conflict("This person is not banned.")
    await queries.let_in(db.connection, person_id=person_id)
    for product in house.products:
        if product.on_ban_lifted is not None:
            await enqueue(db, _job_name(db.schema), {"person": str(person_id), "product": product.slug})
    if told:
        await notify(
            db,
            house,
            person_id,
            _lifted,
            product="Kith",
            topic=STANDING,
            purpose="person.ban_lifted",
            key=f"ban:{lifted}:lifted",
        )
    await audit.record(
        db,
        admin=admin,
        action="person.ban_lifted",
        target_type="person",
        target_id=person_id,
        reason=reason,
        payload={"ban": str(lifted)},
    )


async def of_person(db: Session, person_id: UUID) -> list[Ban]:
    """Every ban of a person, newest first (service)."""
    return to_structs(Ban, [row async for row in queries.of_person(db.connection, person_id=person_id)])


async def take_effect(house: House, ban_id: UUID, slug: str) -> None:
    """End in a product what a ban ends there, in one transaction; nothing when that was done, or the ban was lifted."""
    product = house.product(slug)
    on_ban = product.on_ban
    if on_ban is None:
        return

    async def end(db: Session) -> None:
        row = await queries.take_effect(db.connection, ban_id=ban_id, product=slug)
        if row is None:
            return
        await db.lock("ban", row["person_id"])
        ended = await on_ban(house, db, row["person_id"])
        so_far: dict[str, int] = row["outcome"]
        outcome = so_far | {what: so_far.get(what, 0) + number for what, number in ended.items()}
        await queries.effect_done(db.connection, ban_id=ban_id, product=slug, outcome=outcome)
        if row["again"] and any(ended.values()):
            _log.info("a ban ended something that was under way", product=slug, **ended)

    await house.database.transact(_ACTOR, product.schema, end)


async def reopen(house: House, person_id: UUID, slug: str) -> None:
    """Let somebody into a product again that a lifted ban had closed to them, once; nothing while another ban is in force."""
    product = house.product(slug)
    let_in = product.on_ban_lifted
    if let_in is None:
        return

    async def open_again(db: Session) -> None:
        await db.lock("ban", person_id)
        if [row async for row in queries.closed(db.connection, person_id=person_id, product=slug)]:
            await let_in(house, db, person_id)
            await queries.reopened(db.connection, person_id=person_id, product=slug)

    await house.database.transact(_ACTOR, product.schema, open_again)


async def look_again(house: House) -> None:
    """End what no job has ended, and what was under way when one did; open again what no job has opened."""
    async with house.database.session(_ACTOR, "kith") as db:
        due = [
            (take_effect, row["ban_id"], row["product"]) async for row in queries.due_effects(db.connection)
        ]
        due += [
            (reopen, row["person_id"], row["product"]) async for row in queries.due_reopenings(db.connection)
        ]
    installed = {product.slug for product in house.products}
    for carry_out, subject, slug in due:
        if slug not in installed:
            continue
        try:
            await carry_out(house, subject, slug)
        except Exception as failure:  # one that fails must not keep the others waiting
            metrics.ALERTS.labels("ban_failed").inc()
            _log.error("a ban could not be carried out", product=slug, failure=type(failure).__name__)


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not 3 <= len(reason) <= 4000:
        raise Invalid("Please say in a few words why.", field="reason")
    return reason


def _job_name(schema: str) -> str:
    return f"{schema}.safety.ban"


async def _run(_schema: str, house: House, payload: Payload) -> None:
    if "ban" in payload:
        await take_effect(house, UUID(payload["ban"]), payload["product"])
    else:
        await reopen(house, UUID(payload["person"]), payload["product"])


def job_of(schema: str) -> Job:
    """What bans decided and lifted in a schema's transactions end, and open again, in products."""
    return Job(name=_job_name(schema), run=partial(_run, schema))


SCHEDULES = [Schedule(name="kith.safety.bans", cron="* * * * *", run=look_again)]


def _lifted() -> Notice:
    return Notice(
        subject=_("Your account is open again"),
        text=_("We looked at it again.") + letters.following(letters.FOLLOWS_OPENING),
        link="/sign-in",
    )

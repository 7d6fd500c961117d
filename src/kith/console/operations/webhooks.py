"""What the providers sent: received, repeated and refused by provider; each event, and applying one again, which has its effect once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.billing import events as stripe
from kith.commons.webhooks import seen
from kith.console.operations.frame import (
    ACTOR,
    ASKS,
    ROLES,
    ROOT,
    Requested,
    ago,
    owner,
    owners,
    product_of,
    slug_of,
    ways,
)
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.jobs import enqueue
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.web.console_frame import Do, Table, console_page, only, operator, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.operations import Taken, TakenUp

queries = load(__file__, "webhooks.sql")
PATH: Final = f"{ROOT}/webhooks"
_MOST: Final = 50
_AGAIN: Final = "Apply again"
_TONES: Final = {"applied": "success", "overtaken": "info", "failed": "warning"}


def _box(name: str, whose: str, row: Any, now: datetime) -> tuple[object, ...]:
    return name, whose, row["received"], row["waiting"], ago(row["oldest"], now), row["failed"]


async def _boxes(house: House) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for schema, whose in owners(house).items():
        product = product_of(house, schema)
        async with house.database.session(ACTOR, schema) as db:
            if product is None:
                rows.append(_box("stripe", whose, await queries.stripe(db.connection), db.now))
            rows += [_box(row["provider"], whose, row, db.now) async for row in queries.boxes(db.connection)]
            if product is not None and product.operations.intakes is not None:
                rows += [
                    (one.provider, whose, one.received, one.waiting, ago(one.oldest, db.now), one.failed)
                    for one in await product.operations.intakes(db)
                ]
    return rows


async def _events(house: House) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for schema, whose in owners(house).items():
        product = product_of(house, schema)
        replays = product is not None and product.operations.replay is not None
        applied_too = product is not None and product.operations.replays_applied
        async with house.database.session(ACTOR, schema) as db:
            if product is None:
                rows += [
                    (
                        row["stripe_event_id"],
                        "stripe",
                        whose,
                        row["event_type"],
                        row["received_at"],
                        row["processed_at"] or row["processing_error"] or "not yet",
                        Do(_AGAIN, f"{PATH}/stripe/{row['id']}/again", asks=ASKS),
                    )
                    async for row in queries.stripe_events(db.connection, at_most=_MOST)
                ]
            rows += [
                (
                    row["external_id"][:40],
                    row["provider"],
                    whose,
                    row["kind"],
                    row["received_at"],
                    row["handled_at"] or row["error"] or "not yet",
                    Do(_AGAIN, f"{PATH}/{schema}/{row['id']}/again", asks=ASKS)
                    if replays and (applied_too or row["handled_at"] is None)
                    else "",
                )
                async for row in queries.events(db.connection, at_most=_MOST)
            ]
            if product is not None and product.operations.taken is not None:
                rows += [_taken(whose, schema, one) for one in await product.operations.taken(db, _MOST)]
    return rows


def _taken(whose: str, schema: str, one: Taken) -> tuple[object, ...]:
    act: Do | str = ""
    if one.applied_at is None:
        act = Do(_AGAIN, f"{PATH}/{schema}/taken/{one.id}/again", asks=ASKS) if one.kept else "not kept"
    return (
        one.name,
        one.provider,
        whose,
        one.kind,
        one.received_at,
        one.applied_at or one.error or "not yet",
        act,
    )


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_webhooks(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    await seen.seen(house).write()
    async with house.database.session(ACTOR, "kith") as db:
        calls = [row async for row in seen.queries.of_a_day(db.connection)]
    tables = [
        Table(
            title="Calls",
            lead="Of a day. Refused: not signed by the provider, or nothing it sends. Many of them mean a wrong secret, or somebody who tries.",
            columns=("Webhook", "Received", "Of these repeated", "Refused", "Failed here", "Last"),
            rows=[
                (
                    row["provider"],
                    row["received"],
                    row["repeated"],
                    row["refused"],
                    row["failed"],
                    row["last_at"],
                )
                for row in calls
            ],
            empty="Nobody rang within a day.",
        ),
        Table(
            title="Inboxes",
            columns=("Provider", "Product", "Received in a day", "Not applied", "Oldest", "With an error"),
            rows=await _boxes(house),
            empty="Nothing has come in.",
        ),
        Table(
            title="Events",
            lead="What is not applied first. Applied again, each has its effect once: the provider is asked anew, or what is kept is taken up.",
            columns=("Event", "Provider", "Product", "Kind", "Received", "Applied, or why not", ""),
            rows=await _events(house),
            empty="Nothing has come in.",
        ),
    ]
    return console_page(request, "Webhooks", tables, links=ways(request))


@post(PATH + "/stripe/{event:uuid}/again", include_in_schema=False, status_code=200)
async def apply_stripe(request: Requested, event: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
    async with house_of(request).database.session(ACTOR, "kith") as db:
        row = await queries.stripe_event(db.connection, id=event)
        if row is None:
            raise NotFound
        await enqueue(db, stripe.APPLY_JOB, {"id": str(event), "again": True})
        await audit.record(
            db,
            admin=admin,
            action="stripe_event.applied_again",
            target_type="stripe_event",
            target_id=event,
            reason=reason,
            payload={"kind": row["event_type"]},
        )
    return _applied(request)


@post(PATH + "/{schema:str}/{event:uuid}/again", include_in_schema=False, status_code=200)
async def apply_again(request: Requested, schema: FromPath[str], event: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    owner(house, schema)
    reason = await reason_of(request)
    async with house.database.session(ACTOR, schema) as db:
        row = await queries.event(db.connection, id=event)
        if row is None:
            raise NotFound
        if not await _replay(house, schema, db, event):
            raise Conflict("Events of this kind are applied as they come, and cannot be applied again.")
        await audit.record(
            db,
            admin=admin,
            action="inbox_event.applied_again",
            target_type="inbox_event",
            target_id=event,
            reason=reason,
            payload={"schema": schema, "provider": row["provider"], "kind": row["kind"]},
            product=slug_of(house, schema),
        )
    return _applied(request)


@post(PATH + "/{schema:str}/taken/{event:uuid}/again", include_in_schema=False, status_code=200)
async def take_up(request: Requested, schema: FromPath[str], event: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    owner(house, schema)
    reason = await reason_of(request)
    product = product_of(house, schema)
    if product is None or product.operations.take_up is None:
        raise NotFound
    again, slug = product.operations.take_up, product.slug

    async def act(db: Session) -> TakenUp:
        came = await again(house, db, event)
        await audit.record(
            db,
            admin=admin,
            action="inbox_event.applied_again",
            target_type="inbox_event",
            target_id=event,
            reason=reason,
            payload={"schema": schema, "outcome": came.outcome, "error": came.error},
            product=slug,
        )
        return came

    came = await house.database.transact(ACTOR, schema, act)
    flash_next(request, _TONES[came.outcome], _came(came))
    return Redirect(PATH, status_code=303)


def _came(came: TakenUp) -> str:
    match came.outcome:
        case "applied":
            return _("It has been applied.")
        case "overtaken":
            return _(
                "They or we have written since, so only a STOP or words of danger would have counted. There were none, and it waits no longer."
            )
        case "failed":
            return _("It failed again (%(error)s), and waits on.", error=came.error)


async def _replay(house: House, schema: str, db: Session, event: UUID) -> bool:
    product = product_of(house, schema)
    if product is None or product.operations.replay is None:
        return False
    return await product.operations.replay(db, event)


def _applied(request: Requested) -> Redirect:
    flash_next(request, "success", "It will be applied again in a moment.")
    return Redirect(PATH, status_code=303)


ROUTES = [show_webhooks, apply_stripe, apply_again, take_up]

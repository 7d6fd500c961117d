"""Sending back what is owed: each refund is a row first, one key at Stripe however often it is tried, until a refused one is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.refunds import Owed, RefundState, refund_state, send, tell_operators
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.momento import topics

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.refunds")
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=2)


async def execute_due(house: House) -> None:
    """Every refund that is due goes to Stripe; one that cannot now is tried later, for as long as it takes."""
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        due = [row["id"] async for row in queries.due_refunds(db.connection, at_most=100)]
    for refund_id in due:
        await execute(house, refund_id)


async def execute(house: House, refund_id: UUID) -> None:
    """Send one refund to Stripe, unless somebody else is at it."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        claimed = await queries.claim_refund(
            db.connection, refund=refund_id, next_attempt_at=db.now + FIRST_PAUSE
        )
        if claimed is None:
            return
        pause = min(FIRST_PAUSE * 2 ** min(claimed["attempts"] - 1, 20), LONGEST_PAUSE)
        await queries.put_off_refund(db.connection, refund=refund_id, until=db.now + pause)
    try:
        state = await send(house, _owed(claimed), forget=lambda: _forget(house, refund_id))
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.refund_error(db.connection, refund=refund_id, error=away.slug)
        return
    except PaymentRefused as refused:
        tell_operators("momento", refund_id)
        async with house.database.session(_ACTOR, schema) as db:
            await queries.refund_done(
                db.connection,
                refund=refund_id,
                status="failed",
                stripe_refund_id=None,
                error=refused.detail[:200],
            )
        return
    await _note(house, claimed, state)


async def look_at(house: House, refund_id: UUID) -> None:
    """Stripe rang about a refund: ask how it stands."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        known = await queries.refund_known(db.connection, refund=refund_id)
    if known is None or known["stripe_refund_id"] is None:
        return
    state = await refund_state(house, known["stripe_refund_id"])
    if state.status == "pending":
        return
    async with house.database.session(_ACTOR, schema) as db:
        news = await queries.refund_done(
            db.connection,
            refund=refund_id,
            status=state.status,
            stripe_refund_id=state.refund_id,
            error=state.why or None,
        )
    if news is not None and state.status == "failed":
        tell_operators("momento", refund_id)


def _owed(claimed: Any) -> Owed:
    return Owed(
        id=claimed["id"],
        product="momento",
        person_id=claimed["user_id"],
        charge_id=claimed["stripe_charge_id"],
        amount=claimed["amount_in_cents"],
        round=claimed["round"],
        attempts=claimed["attempts"],
        refund_id=claimed["stripe_refund_id"],
    )


async def _forget(house: House, refund_id: UUID) -> None:
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await queries.forget_refund(db.connection, refund=refund_id)


async def _note(house: House, claimed: Any, state: RefundState) -> None:
    status = "sent" if state.status == "pending" else state.status
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await queries.note_refund(db.connection, refund=claimed["id"], stripe_refund_id=state.refund_id)
        news = await queries.refund_done(
            db.connection,
            refund=claimed["id"],
            status=status,
            stripe_refund_id=state.refund_id,
            error=state.why or None,
        )
        if state.status == "succeeded" and claimed["reason"] in ("guest_cancelled", "resold"):
            await notify(
                db,
                house,
                claimed["user_id"],
                lambda: _on_its_way(claimed["title"], claimed["reason"]),
                product="Momento",
                topic=topics.PAYMENTS,
                purpose="refund.sent",
                key=f"refund:{claimed['id']}" + (f":{claimed['round']}" if claimed["round"] else ""),
            )
    if news is not None and status == "failed":
        tell_operators("momento", claimed["id"])


def _on_its_way(title: str, reason: str) -> Notice:
    text = (
        _(
            "Somebody from the waiting list took your seat at “%(title)s”, so the rest of your money is on its way too.",
            title=title,
        )
        if reason == "resold"
        else _(
            "Your money for “%(title)s” is on its way back. It takes a few days to reach your account.",
            title=title,
        )
    )
    return Notice(subject=_("Money on its way: %(title)s", title=title), text=text)

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
from kith.products.hotmess import topics
from kith.products.hotmess.payments.settling import queries, schema
from kith.web.pages import money

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("hotmess.refunds")
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=2)
_AT_A_TIME: Final = 100


async def execute_due(house: House) -> None:
    """Every refund that is due goes to Stripe; one that cannot now is tried later, for as long as it takes."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        due = [row["id"] async for row in queries.due_refunds(db.connection, at_most=_AT_A_TIME)]
    for refund_id in due:
        await execute(house, refund_id)


async def execute(house: House, refund_id: UUID) -> None:
    """Send one refund to Stripe, unless somebody else is at it."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        claimed = await queries.claim_refund(db.connection, refund=refund_id, until=db.now + FIRST_PAUSE)
        if claimed is None:
            return
        pause = min(FIRST_PAUSE * 2 ** min(claimed["attempts"] - 1, 20), LONGEST_PAUSE)
        again = db.now + pause
        await queries.put_off_refund(db.connection, refund=refund_id, until=again, error=None)
    try:
        state = await send(house, _owed(claimed), forget=lambda: _forget(house, refund_id))
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.put_off_refund(db.connection, refund=refund_id, until=again, error=away.slug)
        return
    except PaymentRefused as refused:
        tell_operators("hotmess", refund_id)
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.refund_done(
                db.connection, refund=refund_id, status="failed", stripe_id=None, error=refused.detail[:200]
            )
        return
    await _note(house, refund_id, state)


async def look_at(house: House, refund_id: UUID) -> None:
    """Stripe rang about a refund: ask how it stands."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        known = await queries.refund_known(db.connection, refund=refund_id)
    if known is not None and known["stripe_refund_id"] is not None:
        await _note(house, refund_id, await refund_state(house, known["stripe_refund_id"]))


def _owed(claimed: Any) -> Owed:
    return Owed(
        id=claimed["id"],
        product="hotmess",
        person_id=claimed["user_id"],
        charge_id=claimed["stripe_charge_id"],
        amount=claimed["amount_pence"],
        round=claimed["round"],
        attempts=claimed["attempts"],
        refund_id=claimed["stripe_refund_id"],
    )


async def _forget(house: House, refund_id: UUID) -> None:
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.forget_refund(db.connection, refund=refund_id)


async def _note(house: House, refund_id: UUID, state: RefundState) -> None:
    status = "sent" if state.status == "pending" else state.status
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.note_refund(db.connection, refund=refund_id, stripe_id=state.refund_id)
        done = await queries.refund_done(
            db.connection,
            refund=refund_id,
            status=status,
            stripe_id=state.refund_id,
            error=state.why or None,
        )
        if done is not None and status == "failed":
            tell_operators("hotmess", refund_id)
        if done is None or status != "succeeded":
            return
        await notify(
            db,
            house,
            done["user_id"],
            lambda: Notice(
                subject=_("%(sum)s on its way back", sum=money(done["amount_pence"], done["currency"])),
                text=_(
                    "We sent %(sum)s of order %(number)s back the way it came. Banks take up to ten days.",
                    sum=money(done["amount_pence"], done["currency"]),
                    number=done["number"],
                ),
                hint=_("Your money comes back."),
            ),
            product="HOTMESS",
            topic=topics.ORDERS,
            purpose="refund.sent",
            key=f"refund:{refund_id}" + (f":{done['round']}" if done["round"] else ""),
        )

"""The line for a full event: joining, leaving, and what is offered when a seat frees."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from kith.commons.billing.checkout import charge_saved_card
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.momento.payments import settling
from kith.products.momento.seats.notices import tell_card_refused, tell_offer
from kith.products.momento.seats.reads import queries as seats

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.waiting")
CHARGE_JOB = "momento.waiting.charge"


async def join(
    house: House,
    person: Person,
    invitation: UUID,
    *,
    charge_saved_card: bool = False,
    together_with: UUID | None = None,
    all_or_none: bool = False,
) -> None:
    """Stand in line. `together_with` is the invitation of somebody who waits already, to wait as a group.

    Raises:
        NotFound: not this person's invitation.
        Conflict: nothing to wait for: seats are free, or it is over.
    """
    await own(house, person, invitation)
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        asked = await seats.locked(db.connection, invitation=invitation)
        if await queries.may_sit_at_once(db.connection, invitation=invitation):
            raise Conflict("A seat is free: you can have it now.", slug="seat-free")
        group: UUID | None = None
        if together_with is not None:
            other = await queries.group_of(db.connection, invitation=invitation, other=together_with)
            if other is None:
                raise NotFound
            group = other["group_id"] or uuid4()
        await queries.join(
            db.connection,
            invitation=invitation,
            group=group,
            all_or_none=all_or_none and group is not None,
            charge_saved_card=charge_saved_card,
        )
        await announce(db, f"event:{asked['event_id']}")


async def leave(house: House, person: Person, invitation: UUID) -> None:
    """Step out of the line, or turn an offer down: the next is asked.

    Raises:
        NotFound: not this person's invitation.
    """
    event = await own(house, person, invitation)
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await queries.leave(db.connection, invitation=invitation)
        await offer(db, house, event)


async def own(house: House, person: Person, invitation: UUID) -> UUID:
    """The event of one's own invitation.

    Raises:
        NotFound: it is somebody else's, or none.
    """
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        row = await seats.mine(db.connection, invitation=invitation)
    if row is None:
        raise NotFound
    return row["event_id"]


async def offer(db: Session, house: House, event: UUID) -> int:
    """Offer what is free to those in line, in the caller's transaction (service); how many offers."""
    entries = [row["entry"] async for row in queries.offer(db.connection, event=event)]
    offered = [row async for row in queries.offered(db.connection, entries=entries)] if entries else []
    for row in offered:
        if row["charge_saved_card"]:
            await enqueue(db, CHARGE_JOB, {"entry": str(row["entry"])})
        else:
            await tell_offer(db, house, row["invitation_id"], row["offer_expires_at"], row["entry"])
    await announce(db, f"event:{event}")
    return len(offered)


async def charge(house: House, payload: Payload) -> None:
    """Charge the saved card of somebody who agreed to it; a card that is refused leaves an ordinary offer."""
    entry = UUID(payload["entry"])
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        found = await queries.to_charge(db.connection, entry=entry)
        if found is None:
            return
        begun = await queries.payment_of(db.connection, hold=found["hold_id"])
        if found["amount_in_cents"] == 0:
            await seats.confirm(db.connection, invitation=found["invitation_id"])
            return
        payment_id: UUID = (
            begun["id"]
            if begun is not None
            else await settling.queries.begin(
                db.connection,
                user_id=found["user_id"],
                event=found["event_id"],
                invitation=found["invitation_id"],
                hold=found["hold_id"],
                amount=found["amount_in_cents"],
                currency=found["currency"],
                seats=found["seats"],
                off_session=True,
            )
        )
        payment = await settling.queries.payment(db.connection, payment=payment_id)
    state = await charge_saved_card(
        house,
        found["user_id"],
        product="momento",
        reference=payment_id,
        amount=found["amount_in_cents"],
        currency=found["currency"],
        title=found["title"],
        key=f"momento-pay-{payment_id}",
    )
    outcome = await settling.apply(house, payment, state)
    if outcome == "failed":
        async with house.database.session(_ACTOR, schema) as db:
            await tell_card_refused(db, house, found["invitation_id"], entry)


async def sweep(house: House) -> None:
    """Lines move on: offers whose time is over go to the next."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        events = [row["event_id"] async for row in queries.events_with_lines(db.connection)]
    for event in events:
        async with house.database.session(_ACTOR, schema) as db:
            await offer(db, house, event)


JOBS = [Job(name=CHARGE_JOB, run=charge, attempts=8)]
SCHEDULES = [Schedule(name="momento.waiting.sweep", cron="* * * * * */10", run=sweep)]

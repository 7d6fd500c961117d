"""Answering an invitation: yes (and paying), no, and giving a seat back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.checkout import checkout_state, expire_checkout, open_checkout
from kith.commons.billing.policy import RefundStep, refund_due
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.momento.payments import settling
from kith.products.momento.seats.notices import tell_given_back, tell_seated
from kith.products.momento.seats.reads import queries
from kith.products.momento.waiting.commands import offer, own

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("momento.seats")
payments = settling.queries

REFUSALS = {
    "full": "Every seat is taken or being paid for right now. You can wait in line: whoever is first in line is asked first.",
    "closed": "It is too late to join this event.",
    "over": "This invitation is not open any more.",
    "busy": "You have a seat at another event at that time. Give that one back first, if you would rather come here.",
    "refused": "This seat cannot be confirmed.",
}


class Answered(msgspec.Struct, frozen=True):
    """What came of a yes: `confirmed`, or `pay` with the address of the payment page."""

    outcome: Literal["confirmed", "pay"]
    pay_at: str | None = None


async def accept(
    house: House, person: Person, invitation: UUID, *, plus_one: str = "", save_card: bool = False
) -> Answered:
    """Say yes: a free seat is confirmed at once, one that costs something is held for ten minutes while it is paid.

    Saying yes again leads to the same payment page. `plus_one` names a companion, who takes a seat.

    Raises:
        NotFound: not this person's invitation.
        Conflict: full, closed, over, busy (the slug says which).
        Invalid: a companion where guests come alone.
        Unavailable, PaymentRefused: Stripe; the seat stays held meanwhile.
    """
    await own(house, person, invitation)
    schema = house.product("momento").schema
    name = " ".join(plus_one.split())[:60] or None

    async def work(db: Session) -> tuple[Any, Any, UUID | None, Any]:
        asked = await queries.locked(db.connection, invitation=invitation)
        if asked["status"] == "confirmed":
            return asked, None, None, None
        if name is not None and not asked["plus_one_allowed"]:
            raise Invalid("This host asks guests to come alone.", field="plus_one")
        await queries.name_companion(db.connection, invitation=invitation, name=name)
        held = await queries.hold(db.connection, invitation=invitation)
        if held["outcome"] != "held":
            raise _refusal(held["outcome"])
        if held["amount_in_cents"] == 0:
            outcome = await queries.confirm(db.connection, invitation=invitation)
            if outcome != "confirmed":
                raise _refusal(outcome)
            await tell_seated(db, house, invitation)
            await announce(db, f"event:{asked['event_id']}")
            return asked, None, None, None
        begun = await payments.open_payment(db.connection, invitation=invitation)
        if begun is not None and begun["status"] == "processing":
            raise Conflict(
                "Your bank is still working on your payment. We tell you as soon as it is through.",
                slug="bank-at-work",
            )
        if begun is not None and begun["amount_in_cents"] == held["amount_in_cents"]:
            return asked, held, begun["id"], None
        payment: UUID = await payments.begin(
            db.connection,
            user_id=asked["user_id"],
            event=asked["event_id"],
            invitation=invitation,
            hold=held["hold_id"],
            amount=held["amount_in_cents"],
            currency=held["currency"],
            seats=2 if name else 1,
            off_session=False,
        )
        return asked, held, payment, begun

    asked, held, payment, replaced = await house.database.transact(_ACTOR, schema, work)
    if held is None or payment is None:
        return Answered("confirmed")
    if replaced is not None and replaced["stripe_checkout_session_id"]:
        await expire_checkout(house, replaced["stripe_checkout_session_id"])
        await settling.settle(house, replaced["id"])
    return Answered("pay", await _page_for(house, asked, held, payment, save_card=save_card))


async def _page_for(house: House, asked: Any, held: Any, payment: UUID, *, save_card: bool) -> str:
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        known = await payments.open_payment(db.connection, invitation=asked["id"])
    if known is not None and known["id"] == payment and known["checkout_url"]:
        state = await checkout_state(house, known["stripe_checkout_session_id"])
        if state.status == "open":
            return known["checkout_url"]
        await settling.settle(house, payment)
        return f"/momento/invitations/{asked['id']}"
    page = await open_checkout(
        house,
        asked["user_id"],
        product="momento",
        reference=payment,
        amount=held["amount_in_cents"],
        currency=held["currency"],
        title=asked["title"],
        success_path=f"/momento/invitations/{asked['id']}/paid",
        cancel_path=f"/momento/invitations/{asked['id']}",
        key=f"momento-pay-{payment}",
        save_card=save_card,
    )
    async with house.database.session(_ACTOR, schema) as db:
        await payments.note_checkout(db.connection, payment=payment, session=page.session_id, url=page.url)
    return page.url


async def came_back(house: House, person: Person, invitation: UUID) -> str:
    """The browser returned from paying: look now, whether the webhook was here or not. How the payment stands.

    Raises:
        NotFound: not this person's invitation.
        Unavailable: Stripe does not answer.
    """
    await own(house, person, invitation)
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        begun = await payments.open_payment(db.connection, invitation=invitation)
    if begun is not None:
        return await settling.settle(house, begun["id"])
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        row = await queries.mine(db.connection, invitation=invitation)
    return "seated" if row["status"] == "confirmed" else "no_seat" if row["late_refusal"] else "open"


async def let_go(house: House, person: Person, invitation: UUID) -> None:
    """Give up a seat held for paying, and close its payment page.

    Raises:
        NotFound: not this person's invitation.
    """
    event = await own(house, person, invitation)
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        begun = await payments.open_payment(db.connection, invitation=invitation)
        await queries.release(db.connection, invitation=invitation)
        await offer(db, house, event)
    if begun is not None and begun["stripe_checkout_session_id"]:
        await expire_checkout(house, begun["stripe_checkout_session_id"])
        await settling.settle(house, begun["id"])


async def decline(house: House, person: Person, invitation: UUID, reason: str = "") -> None:
    """Not this time. The reason is for Momento only.

    Raises:
        NotFound: not this person's invitation.
        Conflict: it was answered or is over.
    """
    event = await own(house, person, invitation)
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await queries.locked(db.connection, invitation=invitation)
        if (
            await queries.decline(db.connection, invitation=invitation, reason=reason.strip()[:400] or None)
            != "UPDATE 1"
        ):
            raise Conflict("This invitation is not open any more.", slug="over")
        await offer(db, house, event)


def refund_if_given_back(asked: Any, amount: int, at: Any) -> int:
    """What a guest gets back of `amount` by the event's policy, in minor units."""
    steps = [RefundStep(step["hours"], step["percent"]) for step in asked["refund_policy"]]
    return refund_due(amount, steps, at, asked["starts_at"])


async def give_back(house: House, person: Person, invitation: UUID, reason: str = "") -> int:
    """Give a confirmed seat back; returns what is owed now, in minor units. Whoever waits is asked. Somebody with a block between
    themselves and the host or another guest gets everything back, however late it is.

    Raises:
        NotFound: not this person's invitation.
        Conflict: there is no seat to give back, or the event has begun.
    """
    event = await own(house, person, invitation)

    async def work(db: Session) -> int:
        asked = await queries.locked(db.connection, invitation=invitation)
        if asked["event_status"] not in ("planned", "confirmed") or asked["starts_at"] <= db.now:
            raise Conflict("This event has begun or is over.", slug="closed")
        paid = await queries.paid_for(db.connection, invitation=invitation)
        due = 0 if paid is None else refund_if_given_back(asked, paid["amount_in_cents"], db.now)
        if paid is not None and await queries.blocked_company(db.connection, event=event, user_id=person.id):
            due = paid["amount_in_cents"]
        outcome = await queries.give_back(
            db.connection, invitation=invitation, refund_in_cents=due, reason=reason.strip()[:400] or None
        )
        if outcome != "given_back":
            raise Conflict("You have no seat here to give back.", slug="over")
        await tell_given_back(db, house, invitation)
        await offer(db, house, event)
        return due

    return await house.database.transact(_ACTOR, house.product("momento").schema, work)


def _refusal(outcome: str) -> Exception:
    if outcome not in REFUSALS:
        return NotFound()
    return Conflict(_(REFUSALS[outcome]), slug=f"seat-{outcome}")

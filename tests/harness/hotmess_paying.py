"""Members of HOTMESS who pay at Stripe's stand-in for what they ordered."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from harness.hotmess import SCHEMA, Member
from harness.members import run
from harness.paying import pay
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.hotmess.payments import opening
from kith.products.hotmess.payments.settling import Outcome, settle
from kith.products.hotmess.tokens import payload, signing
from kith.simulator.standins import StandIns

_ACTOR = service("tests.hotmess")


def person(member: Member) -> Person:
    return Person(member.id, uuid4())


async def sql(house: House, statement: str, *arguments: object) -> list[Any]:
    """Rows of a statement in HOTMESS's schema."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        return await db.connection.fetch(statement, *arguments)


async def order_ticket(house: House, beacon: UUID, buyer: Member) -> tuple[UUID | None, str]:
    [row] = await sql(house, "select order_id, outcome from order_first_hand($1, $2)", beacon, buyer.id)
    return row["order_id"], row["outcome"]


async def open_page(house: House, buyer: Member, order: UUID) -> UUID:
    """Opens Stripe's page for an order; the payment."""
    await opening.page(
        house, person(buyer), order, title="A ticket", success_path="/hotmess/tickets", cancel_path="/hotmess"
    )
    [row] = await run(
        house, "select id from hotmess.payments where order_id = $1 order by created_at desc limit 1", order
    )
    return row["id"]


async def pay_on_page(house: House, standins: StandIns, payment: UUID) -> None:
    """The buyer pays on the open page; nobody has told us yet."""
    [row] = await run(house, "select stripe_checkout_session_id from hotmess.payments where id = $1", payment)
    pay(standins, row["stripe_checkout_session_id"])


async def buy(house: House, standins: StandIns, buyer: Member, order: UUID) -> Outcome:
    """Opens, pays, settles."""
    payment = await open_page(house, buyer, order)
    await pay_on_page(house, standins, payment)
    return await settle(house, payment)


def hash_of(house: House, token: UUID | str) -> bytes:
    """What the database knows of a token."""
    return payload.hash_of(signing.bits_of(house, UUID(str(token))))

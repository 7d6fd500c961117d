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


async def with_ticket(house: House, standins: StandIns, beacon: UUID, member: Member) -> UUID:
    """Somebody buys a ticket at first hand; its id."""
    order, _ = await order_ticket(house, beacon, member)
    assert order is not None
    assert await buy(house, standins, member, order) == "paid"
    [row] = await sql(
        house, "select id from qr_tokens where holder_id = $1 order by created_at desc limit 1", member.id
    )
    return row["id"]


async def for_sale(house: House, beacon: UUID, seller: Member, ticket: UUID, price: int = 1500) -> UUID:
    """A listing that is live, the short way."""
    [row] = await sql(
        house,
        """insert into ticket_listings (beacon_id, seller_id, token_id, title, price_pence, face_value_pence)
           values ($1, $2, $3, 'One ticket', $4, $4) returning id""",
        beacon,
        seller.id,
        ticket,
        price,
    )
    for state in ("pending_review", "live"):
        await sql(house, "update ticket_listings set status = $2 where id = $1", row["id"], state)
    return row["id"]


async def held(house: House, listing: UUID, buyer: Member) -> UUID | None:
    """Keeps a listing for a buyer; the order, None when it cannot be had."""
    [row] = await sql(house, "select order_id, outcome from order_ticket($1, $2)", listing, buyer.id)
    return row["order_id"]


async def at_the_door(house: House, token: UUID, beacon: UUID) -> str:
    """What the door says to a ticket."""
    [row] = await sql(house, "select result from redeem($1, $2)", hash_of(house, token), beacon)
    return row["result"]

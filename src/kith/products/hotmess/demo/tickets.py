"""A night that is sold out, with a line and one ticket that comes free; tickets from member to member for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.products.hotmess.tokens.signing import fresh

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "tickets.sql")
_ACTOR = service("hotmess.demo")
_FULL: Final = "Under the arches"
_PASSED_ON: Final = "Raw Convict label night"
_OFFERS: Final = (
    (1800, "Wrong weekend, my sister marries.", "live"),
    (1980, "Bought two by accident; one is yours.", "live"),
    (1500, "On call that night. Somebody should dance for me.", "live"),
    (1800, "Flu. It hurts more than the flu does.", "pending_review"),
)


async def build(house: House) -> None:
    """Sell the full night out, put people in its line, offer one ticket to Sunny; four offers for the label night, and a ticket for Sunny."""
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        crowd: list[UUID] = [row["user_id"] async for row in queries.crowd(db.connection)]
        sunny: UUID = await queries.member(db.connection, username="sunny")
        full: Any = await queries.beacon(db.connection, title=_FULL)
        await _tickets(db, house, full, [*crowd[:60], *[None] * (full["capacity"] - 60)])
        await queries.wait(db.connection, beacon=full["id"], people=[sunny, *crowd[70:75]])
        listing = await _offer(db, full, crowd[5], 1500, "Twisted my ankle. Dance for two.", "live")
        await queries.offer(db.connection, listing=listing)
        other: Any = await queries.beacon(db.connection, title=_PASSED_ON)
        for buyer in (sunny, *crowd[20:24]):
            await _bought(db, house, other, buyer)
        for seller, (price, proof, state) in zip(crowd[20:24], _OFFERS, strict=True):
            await _offer(db, other, seller, price, proof, state)


async def _tickets(db: Session, house: House, beacon: Any, holders: list[UUID | None]) -> None:
    made = [await fresh(house, db) for _ in holders]
    await queries.tickets(
        db.connection,
        beacon=beacon["id"],
        ids=[one.id for one in made],
        hashes=[one.hash for one in made],
        holders=holders,
        key_id=made[0].key_id,
    )


async def _bought(db: Session, house: House, beacon: Any, buyer: UUID) -> None:
    """A ticket at first hand, paid by card."""
    order: UUID = await queries.order(db.connection, beacon=beacon["id"], buyer=buyer)
    number = uuid4().hex
    payment: UUID = await queries.pay(db.connection, order=order, intent=f"pi_demo_{number}")
    made = await fresh(house, db)
    await queries.settle(
        db.connection,
        payment=payment,
        charge=f"ch_demo_{number}",
        token=made.id,
        hash=made.hash,
        key_id=made.key_id,
    )


async def _offer(db: Session, beacon: Any, seller: UUID, price: int, proof: str, state: str) -> UUID:
    post = await queries.proof(db.connection, beacon=beacon["id"], author=seller, body=proof)
    listing: UUID = await queries.listing(
        db.connection, beacon=beacon["id"], seller=seller, price=price, post=post
    )
    for step in ("pending_review", "live")[: 2 if state == "live" else 1]:
        await queries.move(db.connection, listing=listing, to_state=step)
    if state == "live":
        await queries.vouch(db.connection, listing=listing, beacon=beacon["id"], seller=seller, post=post)
    return listing

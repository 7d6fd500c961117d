"""Offering one's ticket, changing the offer, handing it in, taking it back, buying one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation.actor import service
from kith.foundation.database import Session, constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.hotmess.beacons.form import pence_of
from kith.products.hotmess.listings.price import most
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.payments.settling import schema
from kith.products.hotmess.threads import commands as threads
from kith.products.hotmess.tickets.commands import Ordered, ordered
from kith.web.pages import money

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.listings")


class ListingForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An offer of one's ticket. `price` is in whole units with two digits, such as 16.50; `proof` is written into the night's thread.

    Without one, a proof that its seller posts in that thread counts (`proof_behind` in the schema).
    """

    price: Annotated[str, msgspec.Meta(max_length=12)] = ""
    description: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    proof: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What one's ticket may be sold for, in minor units: `most` is `percent` of its face value. `listing` when it is on offer already;
    `proof` is what one posted as proof in the night's thread, which counts.
    """

    ticket: UUID
    beacon: UUID
    title: str
    face_value_pence: int
    most_pence: int
    percent: int
    currency: str
    listing: UUID | None
    proof: str | None


async def terms(house: House, person: Person, ticket: UUID) -> Terms:
    """What one's own ticket may be sold for; said before anything is written.

    Raises:
        NotFound: not one's own.
        Conflict: used, ended, or the night is not on.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        return await _terms(db, person.id, ticket)


async def _terms(db: Session, person: UUID, ticket: UUID) -> Terms:
    row = await queries.ticket(db.connection, token=ticket, person=person)
    if row is None:
        raise NotFound
    if not row["live"]:
        raise Conflict("This night is not on, so its tickets are not sold.", slug="closed")
    if (
        row["revoked_at"] is not None
        or row["current_uses"]
        or row["expires_at"] <= db.now
        or row["max_uses"] > 1
    ):
        raise Conflict("Only a ticket that was not used can be sold.", slug="used")
    return Terms(
        ticket=ticket,
        beacon=row["beacon_id"],
        title=row["title"],
        face_value_pence=row["face_value_pence"],
        most_pence=most(row["face_value_pence"], row["percent"]),
        percent=row["percent"],
        currency=row["currency"],
        listing=row["listing"],
        proof=row["proof"],
    )


def price_in(form: ListingForm, found: Terms) -> int:
    """The price asked, in minor units.

    Raises:
        Invalid: no number, or above the cap.
    """
    if not form.price.strip():
        raise Invalid("What should it cost?", field="price")
    price = pence_of(form.price)
    if price > found.most_pence:
        raise Invalid(
            _(
                "At most %(most)s: tickets are passed on for no more than %(percent)s %% of what they cost.",
                most=money(found.most_pence, found.currency),
                percent=found.percent,
            ),
            field="price",
        )
    return price


async def _proof(house: House, person: Person, beacon: UUID, text: str) -> UUID | None:
    if not text.strip():
        return None
    try:
        post, _visible = await threads.write(house, person, beacon, text, "proof")
    except Invalid as problem:
        raise Invalid(problem.detail, field="proof") from problem
    return post


async def draft(house: House, person: Person, ticket: UUID, form: ListingForm) -> UUID:
    """A draft of an offer, which nobody else sees; its proof is in the thread at once.

    Raises:
        NotFound: not one's own ticket.
        Invalid: with the field; the price is above the cap.
        Conflict: it is on offer already, used, or the night is not on.
    """
    found = await terms(house, person, ticket)
    if found.listing is not None:
        raise Conflict("You are selling this one already.", slug="listed")
    price = price_in(form, found)
    proof = await _proof(house, person, found.beacon, form.proof)
    async with house.database.session(ACTOR, schema(house)) as db:
        # Two hands at once: the second finds the first one's draft.
        await db.lock("listing", str(ticket))
        if (await _terms(db, person.id, ticket)).listing is not None:
            raise Conflict("You are selling this one already.", slug="listed")
        return await queries.add(
            db.connection,
            beacon=found.beacon,
            seller=person.id,
            token=ticket,
            title=found.title,
            description=form.description.strip(),
            price=price,
            face_value=found.face_value_pence,
            currency=found.currency,
            proof=proof,
        )


async def _own(db: Session, person: Person, listing: UUID) -> Any:
    row = await queries.lock(db.connection, listing=listing)
    if row is None or row["seller_id"] != person.id:
        raise NotFound
    return row


async def change(house: House, person: Person, listing: UUID, form: ListingForm) -> None:
    """Write a draft anew; a proof given now takes the place of the one before.

    Raises:
        NotFound: not one's own.
        Invalid: with the field.
        Conflict: it is no draft any more.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await _own(db, person, listing)
        if row["status"] != "draft":
            raise Conflict("Only a draft can be changed. Take it back first.", slug="not-a-draft")
        found = await _terms(db, person.id, row["token_id"])
    price = price_in(form, found)
    proof = await _proof(house, person, found.beacon, form.proof)
    async with house.database.session(ACTOR, schema(house)) as db:
        changed = await queries.change(
            db.connection, listing=listing, description=form.description.strip(), price=price, proof=proof
        )
        if changed is None:
            raise Conflict("Only a draft can be changed. Take it back first.", slug="not-a-draft")


async def submit(house: House, person: Person, listing: UUID) -> None:
    """Hand a draft in; a moderator looks at it before it is for sale.

    Raises:
        NotFound: not one's own.
        Conflict: no draft, its ticket is used, or its evidence is missing (slug evidence-missing).
    """
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            await acting(db, person.id)
            row = await _own(db, person, listing)
            if row["status"] != "draft":
                raise Conflict("This has been handed in already.", slug="not-a-draft")
            await _terms(db, person.id, row["token_id"])
            if row["missing"] is not None:
                raise missing(row["missing"])
            await queries.move(
                db.connection,
                listing=listing,
                from_state="draft",
                to_state="pending_review",
                notes=None,
                by=person.id,
            )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You are selling this one already.", slug="listed") from twice


def missing(evidence: str) -> Conflict:
    """The problem that says which evidence a listing lacks."""
    text = {
        "proof_post": _(
            "Your proof is missing: post a line in the night's thread, as proof, that you have this ticket, or write it here under “Change it”."
        ),
        "qr_scan": _("Come by the door first and have your proof code scanned."),
    }[evidence]
    return Conflict(text, slug="evidence-missing")


async def remove(house: House, person: Person, listing: UUID) -> None:
    """Take one's offer back; the ticket is one's own again, to use or to offer anew.

    Raises:
        NotFound: not one's own.
        Conflict: it is sold or gone, or somebody is paying for it right now.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await _own(db, person, listing)
        if row["held"] and row["status"] == "live":
            raise Conflict(
                "Somebody is paying for it right now. If they let it go, you can take it back in ten minutes.",
                slug="held",
            )
        if row["status"] not in ("draft", "pending_review", "live"):
            raise Conflict("It is not for sale any more.", slug="not-for-sale")
        await queries.move(
            db.connection,
            listing=listing,
            from_state=row["status"],
            to_state="removed",
            notes=None,
            by=person.id,
        )
        await announce(db, f"beacon:{row['beacon_id']}")


async def buy(house: House, person: Person, listing: UUID) -> Ordered:
    """Hold a ticket for ten minutes; one that costs nothing is one's own at once.

    Raises:
        NotFound: no such listing for them, or not a member.
        Refused: suspended.
        Conflict: slug taken, offered, sold, yourself or closed.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await queries.one(db.connection, listing=listing, viewer=person.id)
        if row is None or row["status"] in ("draft", "pending_review", "removed"):
            raise NotFound
        made = await queries.order_ticket(db.connection, listing=listing, buyer=person.id)
    return await ordered(house, made)


def broken(rule: asyncpg.CheckViolationError) -> Conflict | None:
    """What the database refused about a listing, in words; None when it is no rule of listings."""
    words = {
        "ticket_listings_unused_ticket": "Its ticket was used, given back or sold. It cannot be for sale.",
        "ticket_listings_ticket": "A listing needs its ticket.",
        "ticket_listings_evidence_missing": "Its evidence is missing.",
        "ticket_listings_price_cap": "Its price is above what is allowed now.",
    }.get(constraint_of(rule) or "")
    return None if words is None else Conflict(words, slug="not-allowed")

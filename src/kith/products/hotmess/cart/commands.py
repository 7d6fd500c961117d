"""The cart, the till, and placing an order. The cart keeps nothing back; the till does, for ten minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, ngettext
from kith.foundation.queries import load
from kith.products.hotmess.cart.address import AddressForm, read_address
from kith.products.hotmess.members.commands import acting

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.cart")
WAYS: Final = ("Royal Mail, 2 to 4 days", "Next working day", "International, 5 to 10 days")
"""The names of the ways of sending that the house begins with: rows of `shipping_rates`, in English."""


class CartLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line; `price_pence` for one, as it is now. Without `on_sale` it cannot be had at the moment.

    `free`: units that could be kept now, with those that are kept already; `may`: how many this person may take, None where nothing limits it.
    """

    id: UUID
    product_id: UUID | None
    market_listing_id: UUID | None
    title: str
    quantity: int
    price_pence: int
    currency: str
    on_sale: bool
    free: int
    may: int | None
    href: str
    picture: str | None

    @property
    def too_many(self) -> str:
        """Why the till will refuse so many of it, as a sentence; empty when one person may have them."""
        return "" if self.may is None or self.quantity <= self.may else refusal("limit", self.title, self.may)


class CartGroup(msgspec.Struct, frozen=True):
    """Lines that become one order. `seller` is None for the house's own."""

    seller: UUID | None
    seller_name: str | None
    lines: list[CartLine]

    @property
    def key(self) -> str:
        return "house" if self.seller is None else str(self.seller)

    @property
    def total_pence(self) -> int:
        return sum(line.quantity * line.price_pence for line in self.lines)


class KeptLine(msgspec.Struct, frozen=True, kw_only=True):
    """Units that are kept for somebody until `expires_at`."""

    reservation_id: UUID
    title: str
    quantity: int
    price_pence: int
    currency: str
    grams: int
    expires_at: datetime


class Till(msgspec.Struct, frozen=True):
    """What is kept of one group; `expires_at` is when the first of it is free for others again."""

    seller: UUID | None
    seller_name: str | None
    lines: list[KeptLine]

    @property
    def expires_at(self) -> datetime:
        return min(line.expires_at for line in self.lines)

    @property
    def goods_pence(self) -> int:
        return sum(line.quantity * line.price_pence for line in self.lines)

    @property
    def grams(self) -> int:
        return sum(line.quantity * line.grams for line in self.lines)


class Way(msgspec.Struct, frozen=True):
    """A way of sending and its price for this weight and sum."""

    method: str
    name: str
    price_pence: int


def schema(house: House) -> str:
    return house.product("hotmess").schema


def seller_of(key: str) -> UUID | None:
    """The seller that a group's key names; None for the house.

    Raises:
        NotFound: neither.
    """
    if key == "house":
        return None
    try:
        return UUID(key)
    except ValueError:
        raise NotFound from None


async def mine(house: House, person: Person) -> list[CartGroup]:
    """One's cart, the house's lines first."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return await _groups(db, person.id)


async def _groups(db: Session, person: UUID) -> list[CartGroup]:
    groups: dict[UUID | None, CartGroup] = {}
    async for row in queries.lines(db.connection, person=person):
        group = groups.setdefault(row["seller_id"], CartGroup(row["seller_id"], row["seller_name"], []))
        listing = row["market_listing_id"]
        names = ("id", "product_id", "market_listing_id", "title", "quantity", "price_pence", "currency")
        group.lines.append(
            CartLine(
                **{name: row[name] for name in names},
                on_sale=bool(row["on_sale"]),
                free=row["free"],
                may=row["may"],
                picture=row["picture"],
                href=f"/hotmess/market/{listing}" if listing else f"/hotmess/shop/{row['slug']}",
            )
        )
    return list(groups.values())


async def put(
    house: House,
    person: Person,
    *,
    product: UUID | None = None,
    listing: UUID | None = None,
    quantity: int = 1,
) -> str:
    """Something into the cart, on top of what is in it. The key of its group.

    Raises:
        NotFound: it is not on sale, or one is no member.
        Invalid: the number is not between 1 and 100.
        Conflict: one's own listing.
        Refused: suspended.
    """
    if not 1 <= quantity <= 100:
        raise Invalid("Between 1 and 100 at once.", field="quantity")
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        if product is not None:
            if await queries.product_on_sale(db.connection, product=product) is None:
                raise NotFound
            await queries.put_product(db.connection, person=person.id, product=product, quantity=quantity)
        else:
            found = await queries.listing_on_sale(db.connection, listing=listing, person=person.id)
            if found is None:
                raise NotFound
            if found["owner_id"] == person.id:
                raise Conflict("This is yours.", slug="yourself")
            await queries.put_listing(db.connection, person=person.id, listing=listing, quantity=quantity)
        for group in await _groups(db, person.id):
            if any(
                (product is not None and line.product_id == product)
                or (listing is not None and line.market_listing_id == listing)
                for line in group.lines
            ):
                return group.key
    raise NotFound


async def change(house: House, person: Person, line: UUID, quantity: int) -> None:
    """How many of a line; none takes it out.

    Raises:
        NotFound: not in one's cart.
        Invalid: more than 100.
    """
    if not 0 <= quantity <= 100:
        raise Invalid("Between 1 and 100 at once.", field="quantity")
    async with house.database.session(ACTOR, schema(house)) as db:
        done = (
            await queries.change(db.connection, person=person.id, line=line, quantity=quantity)
            if quantity
            else await queries.drop(db.connection, person=person.id, line=line)
        )
        if done is None:
            raise NotFound


async def to_till(house: House, person: Person, key: str) -> Till:
    """Keep every line of a group for ten minutes, or none. What is kept already stays kept as long as it was.

    Raises:
        NotFound: nothing of that group is in the cart.
        Conflict: something cannot be had; the sentence says what and why.
        Refused: suspended.
    """
    seller = seller_of(key)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        # One person at two tills is one after the other.
        await db.lock("till", person.id)
        group = next((one for one in await _groups(db, person.id) if one.seller == seller), None)
        if group is None:
            raise NotFound
        kept = {
            (row["product_id"], row["market_listing_id"], row["quantity"]): row["id"]
            async for row in queries.kept(db.connection, person=person.id, seller=seller)
        }
        wanted = {(line.product_id, line.market_listing_id, line.quantity) for line in group.lines}
        for what, reservation in kept.items():
            if what not in wanted:
                await queries.release(db.connection, reservation=reservation, person=person.id)
        # Always in one order, so that two carts never wait for each other.
        for line in sorted(group.lines, key=lambda one: str(one.product_id or one.market_listing_id)):
            if (line.product_id, line.market_listing_id, line.quantity) in kept:
                continue
            got = await queries.reserve(
                db.connection,
                person=person.id,
                product=line.product_id,
                listing=line.market_listing_id,
                quantity=line.quantity,
            )
            if got["outcome"] != "reserved":
                raise Conflict(refusal(got["outcome"], line.title, got["free"] or 0), slug=got["outcome"])
        return await _till(db, person.id, seller)


def refusal(outcome: str, title: str, free: int) -> str:
    """Why something cannot be kept, as a sentence."""
    sentences = {
        "sold_out": _(
            "“%(title)s” is sold out. What somebody does not pay for comes back within ten minutes.",
            title=title,
        ),
        "fewer": ngettext(
            "Only %(num)d of “%(title)s” is left.",
            "Only %(num)d of “%(title)s” are left.",
            free,
            title=title,
        ),
        "not_yet": _("“%(title)s” cannot be bought yet: its drop has not begun.", title=title),
        "ended": _("“%(title)s” came with a drop that is over.", title=title),
        "in_line": _("There is a line for “%(title)s”. Stand in it on the drop's page.", title=title),
        "yourself": _("“%(title)s” is yours.", title=title),
    }
    if outcome == "limit":
        if free == 0:
            return _(
                "You have as many of “%(title)s” as one person may have; an order that is not paid yet counts too.",
                title=title,
            )
        return ngettext(
            "You may take one of “%(title)s”, not more.",
            "You may take %(num)d of “%(title)s”, not more.",
            free,
            title=title,
        )
    return sentences.get(outcome) or _("“%(title)s” cannot be had right now.", title=title)


async def why_gone(house: House, person: Person, key: str) -> str:
    """Why nothing of a group is kept any more, as a sentence: it cannot be had, or the ten minutes are over."""
    group = next((one for one in await mine(house, person) if one.key == key), None)
    off = next((line for line in group.lines if not line.on_sale), None) if group is not None else None
    if off is not None:
        return refusal("closed", off.title, 0)
    return _("Your ten minutes are over. Please go to the till again.")


async def till(house: House, person: Person, key: str) -> Till:
    """What is kept of a group.

    Raises:
        NotFound: nothing (any more).
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        return await _till(db, person.id, seller_of(key))


async def _till(db: Session, person: UUID, seller: UUID | None) -> Till:
    rows = [row async for row in queries.kept(db.connection, person=person, seller=seller)]
    if not rows:
        raise NotFound
    names = ("title", "quantity", "price_pence", "currency", "grams", "expires_at")
    lines = [KeptLine(reservation_id=row["id"], **{name: row[name] for name in names}) for row in rows]
    return Till(seller, rows[0]["seller_name"], lines)


async def ways(house: House, found: Till, country: str) -> list[Way]:
    """How it can be sent to a country, and for how much."""
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.ways(db.connection, country=country)]
    best: dict[str, Way] = {}
    for row in rows:
        if row["up_to_grams"] < found.grams or row["currency"] != found.lines[0].currency:
            continue
        is_free = row["free_from_pence"] is not None and row["free_from_pence"] <= found.goods_pence
        best.setdefault(row["method"], Way(row["method"], row["name"], 0 if is_free else row["price_pence"]))
    return list(best.values())


async def place(house: House, person: Person, key: str, form: AddressForm) -> UUID:
    """The order of what is kept, to be paid within what is left of the ten minutes.

    Raises:
        NotFound: nothing is kept (any more).
        Invalid: the address, with the field; or it is not sent there.
        Conflict: a price changed since it was shown, the seller does not sell any more, or the ten minutes are over.
        Refused: suspended.
    """
    address = read_address(form)
    seller = seller_of(key)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await db.lock("till", person.id)
        if seller is not None and not await queries.seller_sells(db.connection, seller=seller):
            raise Conflict(
                "This seller does not sell at the moment. Nothing was charged.", slug="seller-away"
            )
        found = await _till(db, person.id, seller)
        reservations = [line.reservation_id for line in found.lines]
        row = await queries.place(
            db.connection,
            person=person.id,
            reservations=reservations,
            country=address.country,
            method=form.method,
            address=msgspec.to_builtins(address),
        )
        if row["outcome"] == "not_sent_there":
            raise Invalid("We do not send there in that way. Choose another.", field="method")
        if row["outcome"] != "placed":
            raise Conflict("Your ten minutes are over. Please go to the till again.", slug=row["outcome"])
        order: UUID = row["order_id"]
        sums: Any = await queries.sums(db.connection, order=order)
        if form.goods_pence != sums["subtotal_pence"]:
            raise Conflict(
                "A price has changed since you saw it. Nothing was ordered; please look at the new sum.",
                slug="price-changed",
            )
        await queries.ordered(db.connection, person=person.id, reservations=reservations)
    return order

"""The shelves as anybody may see them. What is free is counted when asked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.shop")
COLLECTIONS: Final = {
    "hnhmess": later("Hand-N-Hand"),
    "raw": later("Raw"),
    "hung": later("Hung"),
    "high": later("High"),
    "super": later("Super"),
    "superhung": later("Superhung"),
}
MOST: Final = 200


class DropOfProduct(msgspec.Struct, frozen=True):
    """The drop a thing comes with; `state` is what it is right now."""

    slug: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime


class ProductPicture(msgspec.Struct, frozen=True):
    """A picture's address, that of a small one for lists, and what it shows."""

    address: str
    small: str
    alt: str


class ShopProduct(msgspec.Struct, frozen=True, kw_only=True):
    """A thing on the shelves. `price_pence` includes tax; `stock` in_stock, low_stock, out_of_stock; `left` is said when few are left."""

    id: UUID
    slug: str
    title: str
    description: str
    collection: str
    price_pence: int
    currency: str
    stock: str
    left: int | None
    limited_edition: bool
    per_person_limit: int | None
    xp_reward: int
    images: list[str]
    pictures: list[ProductPicture]
    drop: DropOfProduct | None

    @property
    def can_be_had(self) -> bool:
        return self.stock != "out_of_stock" and (self.drop is None or self.drop.state == "live")


def stock_of(free: int, low_at: int) -> str:
    """The word for so many free units."""
    return "out_of_stock" if free <= 0 else "low_stock" if free <= low_at else "in_stock"


def product_of(row: Any) -> ShopProduct:
    """A row of the shelves as the world sees it."""
    stock = stock_of(row["free"], row["low_stock_at"])
    drop = None
    if row["drop_slug"] is not None:
        drop = DropOfProduct(
            row["drop_slug"],
            row["drop_title"],
            row["drop_state"],
            row["drop_starts_at"],
            row["drop_ends_at"],
        )
    names = ("id", "slug", "title", "description", "collection", "price_pence", "currency")
    more = ("limited_edition", "per_person_limit", "xp_reward", "images")
    facts: dict[str, Any] = row["image_facts"]
    return ShopProduct(
        pictures=[
            ProductPicture(one, facts.get(one, {}).get("small", one), facts.get(one, {}).get("alt", ""))
            for one in row["images"]
        ],
        **{name: row[name] for name in (*names, *more)},
        stock=stock,
        left=row["free"] if stock == "low_stock" else None,
        drop=drop,
    )


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def on_sale(house: House, collection: str = "") -> list[ShopProduct]:
    """The shelves, what drops bring first; at most 200.

    Raises:
        Invalid: there is no such collection.
    """
    if collection and collection not in COLLECTIONS:
        raise Invalid("Choose a collection from the list.", field="collection")
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [
            row async for row in queries.on_sale(db.connection, collection=collection or None, at_most=MOST)
        ]
    return [product_of(row) for row in rows]


async def product(house: House, slug: str) -> ShopProduct:
    """A thing's page.

    Raises:
        NotFound: it is not on the shelves.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, slug=slug)
    if row is None:
        raise NotFound
    return product_of(row)

"""The desk of the shop: products written, put up, archived, restocked. Each is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.products.hotmess.beacons.form import pence_of
from kith.products.hotmess.market.form import whole
from kith.products.hotmess.sellers.commands import slug_of
from kith.products.hotmess.shop.machine import PRODUCT
from kith.products.hotmess.shop.reads import ACTOR, COLLECTIONS, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_VAT = ("standard", "reduced", "zero")


class ProductForm(msgspec.Struct, frozen=True, kw_only=True):
    """A product as an operator writes it; `price` in whole units with two digits, tax included."""

    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    description: Annotated[str, msgspec.Meta(max_length=9000)] = ""
    collection: Annotated[str, msgspec.Meta(max_length=20)] = "hnhmess"
    price: Annotated[str, msgspec.Meta(max_length=12)] = ""
    drop: Annotated[str, msgspec.Meta(max_length=40)] = ""
    per_person_limit: Annotated[str, msgspec.Meta(max_length=6)] = ""
    xp_reward: Annotated[str, msgspec.Meta(max_length=8)] = "0"
    vat_class: Annotated[str, msgspec.Meta(max_length=20)] = "standard"
    weight: Annotated[str, msgspec.Meta(max_length=8)] = "300"
    limited_edition: bool = False


def values_of(form: ProductForm) -> dict[str, Any]:
    """Columns of a product.

    Raises:
        Invalid: with the field.
    """
    title = " ".join(form.title.split())
    if not 2 <= len(title) <= 120:
        raise Invalid("Give it a name of 2 to 120 characters.", field="title")
    if form.collection not in COLLECTIONS:
        raise Invalid("Choose a collection from the list.", field="collection")
    if form.vat_class not in _VAT:
        raise Invalid("Choose a tax class from the list.", field="vat_class")
    limit = form.per_person_limit.strip()
    try:
        drop = UUID(form.drop) if form.drop else None
    except ValueError:
        raise Invalid("Choose a drop from the list.", field="drop") from None
    return {
        "title": title,
        "description": form.description.strip()[:8000],
        "collection": form.collection,
        "price_pence": pence_of(form.price),
        "drop": drop,
        "per_person_limit": whole(limit, "per_person_limit", 1, 1000) if limit else None,
        "xp_reward": whole(form.xp_reward or "0", "xp_reward", 0, 100_000),
        "vat_class": form.vat_class,
        "weight_grams": whole(form.weight, "weight", 0, 100_000),
        "limited_edition": form.limited_edition,
    }


async def add(house: House, admin: Admin, form: ProductForm) -> UUID:
    """A product nobody sees yet.

    Raises:
        Invalid: with the field.
    """
    values = values_of(form)
    slug = slug_of(values["title"])
    for number in range(1, 50):
        try:
            async with house.database.session(ACTOR, schema(house)) as db:
                product: UUID = await queries.add(
                    db.connection, slug=slug if number == 1 else f"{slug}-{number}", by=admin.id, **values
                )
                await record(
                    db,
                    admin=admin,
                    action="product.added",
                    target_type="product",
                    target_id=product,
                    payload={"title": values["title"], "price_pence": values["price_pence"]},
                    product="hotmess",
                )
            return product
        except asyncpg.UniqueViolationError:
            continue
        except asyncpg.ForeignKeyViolationError:
            raise Invalid("Choose a drop from the list.", field="drop") from None
    raise Invalid("Please choose another name; this one is taken many times.", field="title")


async def change(house: House, admin: Admin, product: UUID, form: ProductForm) -> None:
    """Write a product anew. Orders keep what they were; carts show the new price, and nobody pays one they have not seen.

    Raises:
        Invalid: with the field.
        NotFound: there is none.
    """
    values = values_of(form)
    async with house.database.session(ACTOR, schema(house)) as db:
        before = await queries.by_id(db.connection, product=product)
        if before is None:
            raise NotFound
        await queries.change(db.connection, product=product, by=admin.id, **values)
        await record(
            db,
            admin=admin,
            action="product.changed",
            target_type="product",
            target_id=product,
            before={"title": before["title"], "price_pence": before["price_pence"]},
            after={"title": values["title"], "price_pence": values["price_pence"]},
            product="hotmess",
        )


async def move(house: House, admin: Admin, product: UUID, to_state: str) -> None:
    """Put a product up, or archive it.

    Raises:
        NotFound: there is none.
        Conflict: it cannot go there from where it is.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        before = await queries.by_id(db.connection, product=product)
        if before is None:
            raise NotFound
        if not PRODUCT.allows(before["status"], to_state):
            raise Conflict(
                _("That is not possible while it is “%(state)s”.", state=before["status"]), slug="elsewhere"
            )
        await queries.move(db.connection, product=product, to_state=to_state, by=admin.id)
        await record(
            db,
            admin=admin,
            action=f"product.{to_state}",
            target_type="product",
            target_id=product,
            before={"status": before["status"]},
            after={"status": to_state},
            product="hotmess",
        )


async def restock(house: House, admin: Admin, product: UUID, units: str) -> int:
    """Put units on the shelf, or take free ones off (a negative number); how many are free afterwards.

    Raises:
        Invalid: no whole number, or more than 10,000 at once.
        NotFound: there is none.
    """
    text = units.strip().removeprefix("+")
    if not text.removeprefix("-").isdecimal() or not -10_000 <= int(text) <= 10_000:
        raise Invalid("Write how many come (40) or go (-3), at most 10,000 at once.", field="units")
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.by_id(db.connection, product=product) is None:
            raise NotFound
        free: int = await queries.restock(db.connection, product=product, units=int(text))
        await record(
            db,
            admin=admin,
            action="product.restocked",
            target_type="product",
            target_id=product,
            payload={"units": int(text), "free": free},
            product="hotmess",
        )
    return free

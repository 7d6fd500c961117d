"""Products, drops, sellers and market listings of HOTMESS, made the short way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from harness.hotmess import SCHEMA, Member
from kith.foundation.actor import service
from kith.foundation.house import House

_ACTOR = service("tests.hotmess")
ADDRESS = {
    "name": "Ash Doe",
    "line1": "1 Arch Row",
    "city": "London",
    "postcode": "e8 4aa",
    "country": "GB",
    "method": "standard",
}


async def make_product(house: House, units: int = 10, *, drop: UUID | None = None, **columns: Any) -> UUID:
    """A product on the shelves; 25.00 unless told otherwise."""
    row = {"title": "Mesh vest", "collection": "raw", "price_pence": 2500, "drop_id": drop} | columns
    async with house.database.session(_ACTOR, SCHEMA) as db:
        names = ["slug", "status", *row]
        product: UUID = await db.connection.fetchval(
            f"insert into products ({', '.join(names)}) values ({', '.join(f'${n}' for n in range(1, len(names) + 1))}) returning id",
            f"p-{uuid4().hex[:10]}",
            "live",
            *row.values(),
        )
        if units:
            await db.connection.fetchval("select restock($1, null, $2)", product, units)
    return product


async def make_drop(
    house: House, slug: str, *, begins: timedelta, lasts: timedelta = timedelta(hours=1), **columns: Any
) -> UUID:
    """A drop that begins `begins` from now."""
    start = house.clock.now() + begins
    async with house.database.session(_ACTOR, SCHEMA) as db:
        drop: UUID = await db.connection.fetchval(
            "insert into drops (slug, title, start_at, end_at) values ($1, 'Friday drop', $2, $3) returning id",
            slug,
            start,
            start + lasts,
        )
        for column, value in columns.items():
            await db.connection.execute(f"update drops set {column} = $2 where id = $1", drop, value)
    return drop


async def make_seller(
    house: House, owner: Member, name: str = "Ash's things", *, status: str = "approved", ready: bool = True
) -> UUID:
    """A seller; `ready` is whether money can reach them."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        seller: UUID = await db.connection.fetchval(
            "insert into market_sellers (owner_id, display_name, slug) values ($1, $2, $3) returning id",
            owner.id,
            name,
            f"s-{uuid4().hex[:10]}",
        )
        if ready:
            await db.connection.execute(
                """update market_sellers set stripe_account_id = $2, stripe_onboarding_complete = true, stripe_state = 'ready' where id = $1""",
                seller,
                f"acct_{uuid4().hex}",
            )
        if status != "pending":
            await db.connection.execute(
                "update market_sellers set status = 'approved', approved_at = kith.now() where id = $1",
                seller,
            )
    return seller


async def make_listing(
    house: House, seller: UUID, units: int = 3, *, status: str = "live", price: int = 1200
) -> UUID:
    """A market listing, taken through its machine."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        listing: UUID = await db.connection.fetchval(
            "insert into market_listings (seller_id, title, price_pence) values ($1, 'Screen print', $2) returning id",
            seller,
            price,
        )
        await db.connection.fetchval("select restock(null, $1, $2)", listing, units)
        for state in ("pending_review", "live")[: {"draft": 0, "pending_review": 1, "live": 2}[status]]:
            await db.connection.execute(
                "update market_listings set status = $2 where id = $1", listing, state
            )
    return listing


async def to_till(
    program: httpx.AsyncClient, *, quantity: int = 1, key: str = "house", **what: UUID
) -> httpx.Response:
    """Into the cart and to the till."""
    put = await program.post(
        "/api/hotmess/cart", json={name: str(id) for name, id in what.items()} | {"quantity": quantity}
    )
    assert put.status_code == 200, put.text
    return await program.post(f"/api/hotmess/till/{key}")


async def order(
    program: httpx.AsyncClient, goods: int, *, key: str = "house", **address: Any
) -> httpx.Response:
    """Orders what is kept."""
    return await program.post(
        f"/api/hotmess/till/{key}/order", json=ADDRESS | {"goods_pence": goods} | address
    )

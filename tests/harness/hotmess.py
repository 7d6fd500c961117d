"""Members, beacons, tickets, products of HOTMESS, made the short way: as rows, past the pages.

The functions work through a house; `HotmessRows` is a database to attack without one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg

from harness.attacked import Attacked
from kith.foundation.actor import service
from kith.foundation.house import House

SCHEMA = "hotmess"
_ACTOR = service("tests.hotmess")


class Member(msgspec.Struct, frozen=True):
    """Somebody of HOTMESS; `email` signs in."""

    id: UUID
    username: str
    email: str


async def make_member(house: House, username: str = "", *, city: str = "london", **columns: Any) -> Member:
    """A member of age; `columns` are columns of profiles."""
    name = username or f"m{uuid4().hex[:10]}"
    email = f"{name.lower()}{uuid4().hex[:6]}@example.org"
    async with house.database.session(_ACTOR, SCHEMA) as db:
        person: UUID = await db.connection.fetchval(
            "insert into auth.users (email, email_confirmed_at) values ($1, kith.now()) returning id", email
        )
        await db.connection.execute(
            """insert into profiles (user_id, username, birth_date, age_verified_at, city_id)
               select $1, $2, date '1990-05-17', kith.now(), c.id from cities c where c.slug = $3""",
            person,
            name,
            city,
        )
        for column, value in columns.items():
            await db.connection.execute(
                f"update profiles set {column} = $2 where user_id = $1", person, value
            )
    return Member(person, name, email)


async def make_beacon(
    house: House,
    owner: Member,
    title: str = "Friday under the arches",
    *,
    kind: str = "event",
    city: str = "london",
    status: str = "live",
    starts_at: datetime | None = None,
    expires_at: datetime | None = None,
    **columns: Any,
) -> UUID:
    """A beacon, taken through its machine to `status` (draft, pending_review or live); over in a day unless told otherwise."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        beacon: UUID = await db.connection.fetchval(
            """insert into beacons (owner_id, kind, title, city_id, starts_at, expires_at)
               select $1, $2, $3, c.id, $5, coalesce($6, kith.now() + interval '1 day') from cities c where c.slug = $4 returning id""",
            owner.id,
            kind,
            title,
            city,
            starts_at,
            expires_at,
        )
        for column, value in columns.items():
            await db.connection.execute(f"update beacons set {column} = $2 where id = $1", beacon, value)
        for state in ("pending_review", "live")[: {"draft": 0, "pending_review": 1, "live": 2}[status]]:
            await db.connection.execute("update beacons set status = $2 where id = $1", beacon, state)
    return beacon


class HotmessRows(Attacked):
    """HOTMESS's rows, committed at once."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        super().__init__(url, schema)

    def member(self, **columns: Any) -> UUID:
        user: UUID = self.one(
            "insert into auth.users (email) values (%s) returning id", f"{uuid4().hex}@example.org"
        )
        row = {
            "user_id": user,
            "username": f"m{uuid4().hex[:12]}",
            "birth_date": "1990-05-17",
            "age_verified_at": datetime.fromisoformat("2026-11-01T12:00:00+00:00"),
            "city_id": self.one("select id from cities where slug = 'london'"),
        } | columns
        self.db.execute(
            f"insert into profiles ({', '.join(row)}) values ({', '.join(['%s'] * len(row))})",
            list(row.values()),
        )
        return user

    def members(self, count: int) -> list[UUID]:
        """Many at once."""
        rows = self.db.execute(
            """with made as (insert into auth.users (email) select gen_random_uuid() || '@example.org' from generate_series(1, %s) returning id)
               insert into profiles (user_id, birth_date, age_verified_at) select id, '1990-05-17', kith.now() from made returning user_id""",
            (count,),
        ).fetchall()
        return [user for (user,) in rows]

    def beacon(
        self, owner: UUID | None = None, *, city: str = "london", hours: int = 24, **columns: Any
    ) -> UUID:
        """A live beacon."""
        row = {
            "owner_id": owner or self.member(),
            "kind": "event",
            "title": "Friday under the arches",
        } | columns
        row["city_id"] = self.one("select id from cities where slug = %s", city)
        row["expires_at"] = self.one("select kith.now() + make_interval(hours => %s)", hours)
        beacon: UUID = self.insert("beacons", row)
        self.db.execute("update beacons set status = 'pending_review' where id = %s", (beacon,))
        self.db.execute("update beacons set status = 'live' where id = %s", (beacon,))
        return beacon

    def token(
        self, beacon: UUID, holder: UUID | None = None, *, valid: str = "0", hours: int = 20, **columns: Any
    ) -> tuple[UUID, bytes]:
        """A token of a beacon and its hash; valid from `valid` (an interval from now) for `hours`."""
        hashed = hashlib.sha256(uuid4().bytes).digest()
        row = {
            "beacon_id": beacon,
            "scope": "check_in",
            "token_hash": hashed,
            "key_id": "k1",
            "holder_id": holder,
        } | columns
        row["valid_from"] = self.one("select kith.now() + %s::interval", valid)
        row["expires_at"] = self.one(
            "select kith.now() + %s::interval + make_interval(hours => %s)", valid, hours
        )
        return self.insert("qr_tokens", row), hashed

    def redeem(self, hashed: bytes, beacon: UUID, **how: Any) -> dict[str, Any]:
        """One attempt; `how` are named arguments of the atomic call."""
        return _redeem(self.db, hashed, beacon, how)

    def listing(
        self, seller: UUID, beacon: UUID, *, price: int = 2000, live: bool = True, **columns: Any
    ) -> UUID:
        """A listing of a fresh ticket with a face value of 20.00."""
        token, _ = self.token(beacon, seller, face_value_pence=2000, currency="GBP")
        listing: UUID = self.insert(
            "ticket_listings",
            {
                "beacon_id": beacon,
                "seller_id": seller,
                "token_id": token,
                "title": "One ticket",
                "price_pence": price,
                "face_value_pence": 2000,
            }
            | columns,
        )
        if live:
            self.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (listing,))
            self.db.execute("update ticket_listings set status = 'live' where id = %s", (listing,))
        return listing

    def product(self, units: int, *, price: int = 2500, **columns: Any) -> UUID:
        """A product on sale, with so many units."""
        product: UUID = self.insert(
            "products",
            {
                "slug": f"p-{uuid4().hex[:10]}",
                "title": "Vest",
                "collection": "raw",
                "price_pence": price,
                "status": "live",
            }
            | columns,
        )
        self.one("select restock(%s, null, %s)", product, units)
        return product

    def reserve(self, user: UUID, product: UUID, quantity: int = 1) -> tuple[UUID | None, str]:
        row = self.db.execute(
            "select reservation_id, outcome from reserve_stock(%s, %s, null, %s)", (user, product, quantity)
        ).fetchone()
        assert row is not None
        return row[0], row[1]

    def paid(self, order: UUID) -> UUID:
        """A payment begun for an order."""
        return self.one(
            """insert into payments (order_id, user_id, amount_pence, currency)
               select id, user_id, total_pence, currency from orders where id = %s returning id""",
            order,
        )

    def moved(self, offset: str) -> None:
        """The clock of the owner's connection, from now by an interval."""
        self.db.execute("select set_config('kith.clock_offset', %s, false)", (offset,))


def redeeming(hashed: bytes, beacon: UUID, **how: Any) -> Callable[[psycopg.Connection[Any]], str]:
    """An attempt for `at_once`; returns its result."""
    return lambda db: _redeem(db, hashed, beacon, how)["result"]


def _redeem(db: psycopg.Connection[Any], hashed: bytes, beacon: UUID, how: dict[str, Any]) -> dict[str, Any]:
    named = "".join(f", {name} => %({name})s" for name in how)
    cursor = db.execute(
        f"select * from redeem(%(hashed)s, %(beacon)s{named})", {"hashed": hashed, "beacon": beacon} | how
    )
    row = cursor.fetchone()
    assert row is not None
    assert cursor.description is not None
    return dict(zip((column.name for column in cursor.description), row, strict=True))

"""Asking to sell, and the shop front."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation.actor import service
from kith.foundation.database import constraint_of, to_struct
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.members.commands import acting

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.sellers")


class SellerForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A shop front."""

    display_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    bio: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    legal_name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    legal_address: Annotated[str, msgspec.Meta(max_length=600)] = ""
    tax_number: Annotated[str, msgspec.Meta(max_length=60)] = ""


class Seller(msgspec.Struct, frozen=True, kw_only=True):
    """One's own shop front. `stripe_state` is what Stripe said when asked last: incomplete, under_review, ready, paused."""

    id: UUID
    display_name: str
    slug: str
    bio: str
    legal_name: str | None
    legal_address: str | None
    tax_number: str | None
    status: str
    stripe_state: str
    fee_percent: int
    review_notes: str | None
    created_at: datetime

    @property
    def sells(self) -> bool:
        return self.status == "approved" and self.stripe_state == "ready"


class Reputation(msgspec.Struct, frozen=True, kw_only=True):
    """What buyers may know: since which month, how much is offered, orders sent in fives. Nothing of buyers or money."""

    seller_id: UUID
    display_name: str
    slug: str
    bio: str
    member_since: date | None
    live_listings: int
    orders_sent: int


def schema(house: House) -> str:
    return house.product("hotmess").schema


def slug_of(name: str) -> str:
    """The part of an address that a name becomes; `seller` when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-")
    return slug if len(slug) >= 2 else f"seller-{slug}".rstrip("-")


def checked(form: SellerForm) -> dict[str, str | None]:
    """Columns of a shop front.

    Raises:
        Invalid: with the field.
    """
    name, bio = " ".join(form.display_name.split()), form.bio.strip()
    if not 2 <= len(name) <= 60:
        raise Invalid("Give your shop a name of 2 to 60 characters.", field="display_name")
    if len(bio) > 2000:
        raise Invalid("At most 2,000 characters.", field="bio")
    who = " ".join(form.legal_name.split()) or None
    address = (
        "\n".join(" ".join(line.split()) for line in form.legal_address.splitlines() if line.strip()) or None
    )
    number = " ".join(form.tax_number.split()) or None
    if who is not None and not 2 <= len(who) <= 120:
        raise Invalid("Write the name in 2 to 120 characters.", field="legal_name")
    if address is not None and not 5 <= len(address) <= 300:
        raise Invalid("Write the address in 5 to 300 characters.", field="legal_address")
    if number is not None and not 3 <= len(number) <= 40:
        raise Invalid("Write the number in 3 to 40 characters.", field="tax_number")
    return {
        "display_name": name,
        "bio": bio,
        "legal_name": who,
        "legal_address": address,
        "tax_number": number,
    }


async def mine(house: House, person: Person) -> Seller | None:
    """One's own shop front, None before asking."""
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.of_person(db.connection, person=person.id)
    return None if row is None else to_struct(Seller, row)


async def apply(house: House, person: Person, form: SellerForm) -> UUID:
    """Ask to sell; somebody looks at it.

    Raises:
        Invalid: with the field.
        NotFound: not a member.
        Refused: suspended.
        Conflict: one has asked already.
    """
    columns = checked(form)
    slug = slug_of(str(columns["display_name"]))
    for number in range(1, 50):
        try:
            async with house.database.session(ACTOR, schema(house)) as db:
                await acting(db, person.id)
                return await queries.add(
                    db.connection,
                    person=person.id,
                    slug=slug if number == 1 else f"{slug}-{number}",
                    **columns,
                )
        except asyncpg.UniqueViolationError as taken:
            if constraint_of(taken) == "market_sellers_owner_uniq":
                raise Conflict("You have asked already.", slug="asked") from taken
    raise Invalid("Please choose another name; this one is taken many times.", field="display_name")


async def change(house: House, person: Person, form: SellerForm) -> None:
    """Write the shop front anew; its address stays.

    Raises:
        Invalid: with the field.
        NotFound: one sells nothing.
        Refused: suspended.
    """
    columns = checked(form)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        if await queries.change(db.connection, person=person.id, **columns) is None:
            raise NotFound


async def reputation(house: House, slug: str, viewer: UUID | None) -> Reputation:
    """A seller as buyers see them.

    Raises:
        NotFound: there is none, or a block lies between the two.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.reputation(db.connection, slug=slug)
        if row is None:
            raise NotFound
        if viewer is not None and await queries.blocked(db.connection, one=viewer, other=row["owner_id"]):
            raise NotFound
    names = [field.name for field in msgspec.structs.fields(Reputation)]
    return Reputation(**{name: row[name] for name in names})

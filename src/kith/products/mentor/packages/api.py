"""Packages and credit over JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.mentor.bookings.api import WhereToPay
from kith.products.mentor.credit import commands as credit
from kith.products.mentor.credit import reads
from kith.products.mentor.credit.reads import Credit
from kith.products.mentor.packages import commands, offers
from kith.products.mentor.packages.offers import PackageOffered
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class NewPackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many sessions of a length, and the price of all of them in minor units."""

    sessions: int
    minutes: int
    price_cents: int


class PackageMade(msgspec.Struct, frozen=True):
    """The new package."""

    id: UUID


class PackageSwitch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On offer or not."""

    on: bool


class CreditReturned(msgspec.Struct, frozen=True):
    """What goes back to the card, in minor units."""

    back_cents: int


@get("/api/mentor/mentors/{profile:uuid}/packages", tags=["mentor"])
async def on_offer(request: Requested, profile: FromPath[UUID]) -> list[PackageOffered]:
    """What can be bought of a mentor now."""
    person = visitor(request)
    return await offers.on_offer(house_of(request), profile, None if person is None else person.id)


@post("/api/mentor/packages", tags=["mentor"], status_code=201)
async def offer(request: Requested, data: JSONBody[NewPackage]) -> PackageMade:
    """Put a package on offer."""
    made = await commands.offer(
        house_of(request), person_of(request), data.sessions, data.minutes, data.price_cents
    )
    return PackageMade(made)


@post("/api/mentor/packages/{package:uuid}/switch", tags=["mentor"], status_code=204)
async def switch(request: Requested, package: FromPath[UUID], data: JSONBody[PackageSwitch]) -> None:
    """Take a package off offer or put it back."""
    await commands.switch(house_of(request), person_of(request), package, on=data.on)


@post("/api/mentor/packages/{package:uuid}/buy", tags=["mentor"], status_code=200)
async def buy(request: Requested, package: FromPath[UUID]) -> WhereToPay:
    """Where to pay for a package."""
    return WhereToPay(await commands.buy(house_of(request), person_of(request), package))


@get("/api/mentor/credit", tags=["mentor"])
async def mine(request: Requested) -> list[Credit]:
    """One's packages, what is left of each, and its history."""
    return await reads.mine(house_of(request), person_of(request))


@post("/api/mentor/credit/{purchase:uuid}/give-back", tags=["mentor"], status_code=200)
async def give_back(request: Requested, purchase: FromPath[UUID]) -> CreditReturned:
    """Give a package back: untouched within two weeks, or any time when its mentor cannot be booked."""
    return CreditReturned(await credit.give_back(house_of(request), person_of(request), purchase))


ROUTES = [on_offer, offer, switch, buy, mine, give_back]

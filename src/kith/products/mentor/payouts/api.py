"""Earnings and the way to be paid, over JSON."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.params import JSONBody

from kith.products.mentor.payouts import accounts, reads
from kith.products.mentor.payouts.reads import Earnings
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class PayoutCountry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country the mentor lives in, as two letters; used once, when the account is begun."""

    country: str = ""


class WhereToSayWho(msgspec.Struct, frozen=True):
    """Stripe's page for it: good once, for some minutes."""

    url: str


@get("/api/mentor/earnings", tags=["mentor"])
async def earned(request: Requested) -> Earnings:
    """What one earned as a mentor, was paid, and is to be paid."""
    return await reads.earnings(house_of(request), person_of(request))


@post("/api/mentor/payouts/connect", tags=["mentor"], status_code=200)
async def connect(request: Requested, data: JSONBody[PayoutCountry]) -> WhereToSayWho:
    """Begin or go on with the account that payouts go to."""
    return WhereToSayWho(await accounts.connect(house_of(request), person_of(request), data.country))


ROUTES = [earned, connect]

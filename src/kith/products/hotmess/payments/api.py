"""Earnings and the way to be paid, over JSON."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.params import JSONBody

from kith.products.hotmess.payments import accounts, reads
from kith.products.hotmess.payments.reads import SalesEarned
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class SellerCountry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country the seller lives in, as two letters; used once, when the account is begun."""

    country: str = ""


class StripePage(msgspec.Struct, frozen=True):
    """Stripe's page for saying who one is: good once, for some minutes."""

    url: str


@get("/api/hotmess/my/earnings", tags=["hotmess"])
async def earned(request: Requested) -> SalesEarned:
    """What one sold, was paid, and is to be paid."""
    return await reads.earnings(house_of(request), person_of(request))


@post("/api/hotmess/my/earnings/connect", tags=["hotmess"], status_code=200)
async def connect(request: Requested, data: JSONBody[SellerCountry]) -> StripePage:
    """Begin or go on with the account that payouts go to."""
    return StripePage(await accounts.connect(house_of(request), person_of(request), data.country))


ROUTES = [earned, connect]

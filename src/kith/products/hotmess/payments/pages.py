"""The earnings page, and the way to Stripe and back."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from babel import Locale
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.foundation.errors import Invalid, Problem
from kith.foundation.language import _, later, speech
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.payments import accounts, reads
from kith.products.hotmess.payments.accounts import EARNINGS
from kith.web import forms
from kith.web.pages import page
from kith.web.payee import back_from_stripe, to_stripe
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACCOUNT: Final = {
    "none": later("Tell Stripe where your money should go"),
    "incomplete": later("Something is missing before you can be paid"),
    "under_review": later("Stripe is looking at what you sent"),
    "ready": later("You can be paid"),
    "paused": later("Your payouts are paused"),
}


class SellerCountryForm(msgspec.Struct, frozen=True):
    country: Annotated[str, msgspec.Meta(max_length=2)] = ""


async def _show(request: Requested, problem: Problem | None = None) -> Response[Any]:
    found = await reads.earnings(house_of(request), person_of(request))
    names = Locale.parse(str(speech().locale)).territories
    context = {
        "found": found,
        "account_words": _(_ACCOUNT[found.account]),
        "countries": sorted(((code, names[code]) for code in accounts.COUNTRIES), key=lambda one: one[1]),
        "problem": problem,
    }
    return page(
        request,
        "hotmess/earnings.html",
        {**frame(request, "tickets"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get(EARNINGS, include_in_schema=False)
async def earnings(request: Requested) -> Response[Any]:
    if await members.mine(house_of(request), person_of(request)) is None:
        return Redirect(f"/hotmess/join?next={EARNINGS}", status_code=303)
    return await _show(request)


@post(f"{EARNINGS}/connect", include_in_schema=False, status_code=200)
async def connect(request: Requested) -> Response[Any]:
    sent = await forms.read(request, SellerCountryForm)
    there = accounts.connect(house_of(request), person_of(request), sent.country)
    try:
        return await to_stripe(request, there, EARNINGS)
    except Invalid as problem:
        return await _show(request, problem)


@get([f"{EARNINGS}/connected", f"{EARNINGS}/again"], include_in_schema=False)
async def back(request: Requested) -> Redirect:
    """Back from Stripe, done or not: the account says how it stands."""
    return await back_from_stripe(request, accounts.look, EARNINGS)


ROUTES = [earnings, connect, back]

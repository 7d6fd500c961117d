"""The earnings page, and the way to Stripe and back."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from babel import Locale, numbers
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.billing.minor_units import digits_of
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.language import _, later, speech
from kith.products.mentor.frame import frame
from kith.products.mentor.payouts import accounts, reads
from kith.products.mentor.payouts.accounts import EARNINGS
from kith.products.mentor.payouts.reads import Earnings
from kith.web import forms
from kith.web.pages import date_words, page
from kith.web.payee import back_from_stripe, to_stripe
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
STATES: Final = {
    "ahead": later("Booked"),
    "soon": later("To come"),
    "held": later("On hold"),
    "waiting": later("Waits for your account"),
    "sending": later("On its way"),
    "paid": later("Paid"),
}
TONES: Final = {
    "ahead": "neutral",
    "soon": "accent",
    "held": "warning",
    "waiting": "warning",
    "sending": "accent",
    "paid": "success",
}
ACCOUNT: Final = {
    "none": ("info", later("Tell Stripe where your money should go")),
    "incomplete": ("warning", later("Something is missing before you can be paid")),
    "under_review": ("info", later("Stripe is looking at what you sent")),
    "ready": ("success", later("You can be paid")),
    "paused": ("danger", later("Your payouts are paused")),
}


class CountryForm(msgspec.Struct, frozen=True):
    country: Annotated[str, msgspec.Meta(max_length=2)] = ""


async def _show(request: Requested, problem: Problem | None = None) -> Response[Any]:
    found = await reads.earnings(house_of(request), person_of(request))
    tone, words = ACCOUNT[found.account]
    names = Locale.parse(str(speech().locale)).territories
    context = {
        "found": found,
        "states": {name: _(said) for name, said in STATES.items()},
        "tones": TONES,
        "account_tone": tone,
        "account_words": _(words),
        "countries": sorted(((code, names[code]) for code in accounts.COUNTRIES), key=lambda one: one[1]),
        "bars": [
            {
                "label": date_words(week.monday, "d MMM"),
                "value": week.net_cents,
                "text": _in_a_column(week.net_cents, found) if week.net_cents else "–",
            }
            for week in found.weeks
        ],
        "any_weeks": any(week.net_cents for week in found.weeks),
        "problem": problem,
    }
    return page(
        request,
        "mentor/earnings.html",
        {**frame(request, "mentoring"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


def _in_a_column(net_cents: int, found: Earnings) -> str:
    """A sum that fits above a column: without its currency, and in whole units where they are many."""
    digits = digits_of(found.currency)
    value = net_cents / 10**digits
    many = max(week.net_cents for week in found.weeks) >= 1000 * 10**digits
    pattern = "#,##0" if many or not digits else f"#,##0.{'0' * digits}"
    return numbers.format_decimal(value, format=pattern, locale=speech().locale)


@get(EARNINGS, include_in_schema=False)
async def earnings(request: Requested) -> Response[Any]:
    try:
        return await _show(request)
    except NotFound:
        return Redirect("/mentor/mentoring", status_code=303)


@post(f"{EARNINGS}/connect", include_in_schema=False, status_code=200)
async def connect(request: Requested) -> Response[Any]:
    sent = await forms.read(request, CountryForm)
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

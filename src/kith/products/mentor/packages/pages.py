"""A mentor's packages, and buying one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.billing.minor_units import digits_of
from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import _, later
from kith.products.mentor.credit import commands as credit
from kith.products.mentor.frame import frame
from kith.products.mentor.packages import commands, offers
from kith.web import forms
from kith.web.pages import flash_next, money, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_HOME = "/mentor/mentoring/packages"
BOUGHT = {
    "bought": ("success", later("They are yours. Pick a time whenever you like: it is booked at once.")),
    "processing": ("info", later("Your bank is working on it. We write to you as soon as it is through.")),
    "too_late": (
        "warning",
        later("Your payment came when no bookings were taken. All of it is on its way back."),
    ),
    "paid_twice": ("info", later("You had paid already. The second payment is on its way back to you.")),
    "failed": ("danger", later("The payment did not go through. Nothing was charged; you can try again.")),
    "expired": ("warning", later("The payment page was closed before anything was paid.")),
    "open": ("info", later("Nothing has been paid yet.")),
}


class PackageForm(msgspec.Struct, frozen=True):
    """A package as written in the form; the price in whole units."""

    sessions: int
    minutes: int
    price: Annotated[str, msgspec.Meta(max_length=12)]


class SwitchForm(msgspec.Struct, frozen=True):
    on: bool = False


def minor_units(text: str, currency: str) -> int:
    """A price as people write it, in minor units.

    Raises:
        Invalid: no number.
    """
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Invalid("Write the price as a number, such as 225.", field="price") from None
    digits = digits_of(currency)
    scaled = value.scaleb(digits)
    if not value.is_finite() or not 0 <= scaled < 10**9 or scaled != scaled.to_integral_value():
        raise Invalid("Write the price as a number, such as 225.", field="price")
    return int(scaled)


async def _show(
    request: Requested, problem: Problem | None = None, values: dict[str, str] | None = None
) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    row, mine = await commands.mine(house, person)
    context = {
        "row": row,
        "packages": mine,
        "lengths": [
            (str(minutes), _("%(minutes)s minutes", minutes=minutes)) for minutes in row["durations"]
        ],
        "terms": await offers.terms(house),
        "values": values or {"sessions": "5", "minutes": str(row["durations"][-1]), "price": ""},
        "problem": problem,
        "error_of": {} if problem is None or problem.field is None else {problem.field: problem.detail},
    }
    return page(
        request,
        "mentor/packages.html",
        {**frame(request, "mentoring"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get(_HOME, include_in_schema=False)
async def mine(request: Requested) -> Response[Any]:
    try:
        return await _show(request)
    except NotFound:
        return Redirect("/mentor/mentoring", status_code=303)


@post(_HOME, include_in_schema=False, status_code=200)
async def offer(request: Requested) -> Response[Any]:
    sent = await request.form()
    try:
        form = await forms.read(request, PackageForm)
        row, _packages = await commands.mine(house_of(request), person_of(request))
        await commands.offer(
            house_of(request),
            person_of(request),
            form.sessions,
            form.minutes,
            minor_units(form.price, row["currency"]),
        )
    except (Invalid, Conflict) as problem:
        values = {name: str(sent.get(name, "")) for name in ("sessions", "minutes", "price")}
        return await _show(request, problem, values)
    flash_next(request, "success", "On offer. It stands on your page and where people pick a time.")
    return Redirect(_HOME, status_code=303)


@post(_HOME + "/{package:uuid}", include_in_schema=False, status_code=200)
async def switch(request: Requested, package: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, SwitchForm)
    try:
        await commands.switch(house_of(request), person_of(request), package, on=form.on)
    except Conflict as problem:
        return await _show(request, problem)
    flash_next(request, "info", _("It is on offer again.") if form.on else _("It is not on offer any more."))
    return Redirect(_HOME, status_code=303)


@post("/mentor/packages/{package:uuid}/buy", include_in_schema=False, status_code=200)
async def buy(request: Requested, package: FromPath[UUID]) -> Redirect:
    sent = await request.form()
    back = str(sent.get("back", ""))
    back = back if back.startswith("/mentor/mentors/") and "//" not in back else "/mentor/mentors"
    if visitor(request) is None:
        return Redirect(f"/sign-in?next={quote(back)}", status_code=303)
    try:
        return Redirect(await commands.buy(house_of(request), person_of(request), package), status_code=303)
    except NotFound:
        return Redirect(f"/mentor/join?next={quote(back)}", status_code=303)
    except Problem as problem:
        if problem.status not in (402, 409, 503):
            raise
        flash_next(request, "warning", problem.detail)
        return Redirect(back, status_code=303)


@get("/mentor/purchases/{purchase:uuid}/paid", include_in_schema=False)
async def paid(request: Requested, purchase: FromPath[UUID]) -> Redirect:
    try:
        outcome, row = await commands.came_back(house_of(request), person_of(request), purchase)
    except Problem as problem:
        if problem.status != 503:
            raise
        flash_next(request, *BOUGHT["processing"])
        return Redirect("/mentor/payments", status_code=303)
    flash_next(request, *BOUGHT[outcome])
    if outcome == "bought":
        return Redirect(
            f"/mentor/mentors/{row['mentor_profile']}/book?minutes={row['minutes']}", status_code=303
        )
    return Redirect(f"/mentor/mentors/{row['mentor_profile']}", status_code=303)


@post("/mentor/credit/{purchase:uuid}/give-back", include_in_schema=False, status_code=200)
async def give_back(request: Requested, purchase: FromPath[UUID]) -> Redirect:
    house, person = house_of(request), person_of(request)
    try:
        back = await credit.give_back(house, person, purchase)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect("/mentor/payments", status_code=303)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        currency = await db.connection.fetchval(
            "select currency from package_purchases where id = $1", purchase
        )
    flash_next(
        request,
        "info",
        _("%(sum)s is on its way back to your card; it takes a few days.", sum=money(back, currency)),
    )
    return Redirect("/mentor/payments", status_code=303)


ROUTES = [mine, offer, switch, buy, paid, give_back]

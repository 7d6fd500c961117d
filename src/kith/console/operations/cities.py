"""The switchboard: which cities of which product are open for new things, and opening or closing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.console.operations.frame import ACTOR, ASKS, ROLES, ROOT, Requested, ways
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.web import forms
from kith.web.console_frame import Do, Reason, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.operations import Cities, City

PATH: Final = f"{ROOT}/cities"


class Wish(Reason, frozen=True):
    """How a city is to be."""

    city: Annotated[str, msgspec.Meta(max_length=80)] = ""
    state: Literal["open", "closed"] = "closed"


def _row(slug: str, city: City) -> tuple[object, ...]:
    label, state = ("Close", "closed") if city.is_open else ("Open", "open")
    do = Do(label, f"{PATH}/{slug}", asks=ASKS, fields={"city": city.slug, "state": state})
    return city.name, "open" if city.is_open else "closed for new things", city.people, city.note, do


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_cities(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    tables: list[Table] = []
    for product in house.products:
        cities = product.operations.cities
        if cities is None:
            continue
        async with house.database.session(ACTOR, product.schema) as db:
            rows = [_row(product.slug, city) for city in await cities.all(db)]
        tables.append(
            Table(
                title=product.name,
                columns=("City", "State", "People", "Note", ""),
                rows=rows,
                empty="It has no city yet.",
            )
        )
    if not tables:
        tables.append(Table(title="Cities", columns=("City",), rows=(), empty="No product here has cities."))
    return console_page(
        request,
        "Cities",
        tables,
        lead="A closed city takes nobody and nothing new from this moment. Whoever and whatever is there stays, and takes place.",
        links=ways(request),
    )


@post(PATH + "/{slug:str}", include_in_schema=False, status_code=200)
async def put(request: Requested, slug: FromPath[str]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Wish)
    reason = reason_in(form.reason)
    house = house_of(request)
    schema, cities = _cities_of(house, slug)
    is_open = form.state == "open"
    async with house.database.session(ACTOR, schema) as db:
        if form.city not in {city.slug for city in await cities.all(db)}:
            raise NotFound
        if not await cities.put(db, form.city, is_open):
            raise Conflict("It stands so already.")
        await audit.record(
            db,
            admin=admin,
            action="city.opened" if is_open else "city.closed",
            target_type="city",
            reason=reason,
            payload={"city": form.city},
            product=slug,
            before={"open": not is_open},
            after={"open": is_open},
        )
    flash_next(
        request,
        "success",
        _("It is open from this moment.") if is_open else _("It is closed from this moment."),
    )
    return Redirect(PATH, status_code=303)


def _cities_of(house: House, slug: str) -> tuple[str, Cities]:
    """A product's schema and cities.

    Raises:
        NotFound: it is not installed, or has none.
    """
    for product in house.products:
        if product.slug == slug and product.operations.cities is not None:
            return product.schema, product.operations.cities
    raise NotFound


ROUTES = [show_cities, put]

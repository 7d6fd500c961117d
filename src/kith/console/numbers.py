"""Numbers by week: of the whole house, of a product, of a city; as charts, CSV and JSON. Told only where no person can be picked out."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get

from kith.commons.numbers import counting, reads
from kith.commons.numbers.reads import CitySum, Period, Series
from kith.commons.numbers.weeks import span
from kith.console.numbers_figures import figure, ratio, say, together
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.web.console_frame import EVERYBODY, Field, Form, Link, Table, console_page, only, operator
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Measure, Product

Requested = Request[Any, Any, Any]
PATH: Final = "/console/numbers"
_ACTOR: Final = service("console.numbers")
_WEEKS: Final = (8, 13, 26, 52)
_USUAL: Final = 13
# What the whole house is shown of, product by product; of anything else a sum over products says nothing.
_COMPARED: Final = ("signups", "revenue", "reports")


class Wanted(msgspec.Struct, frozen=True):
    """What a reader asks for; no product is all of them, no city is everywhere."""

    products: list[Product]
    product: str
    city: str
    weeks: int

    @property
    def slugs(self) -> list[str]:
        return [one.slug for one in self.products]

    def query(self) -> str:
        return urlencode({"product": self.product, "city": self.city, "weeks": self.weeks})


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number of a week, as it is downloaded, exact: a share is value of base, a mean is value over base (minutes), money is in minor units."""

    product: str
    measure: str
    unit: str
    week: date
    city: str
    currency: str
    value: int
    base: int | None


def _wanted(request: Requested) -> Wanted:
    """Raises `Invalid` with the field."""
    house = house_of(request)
    given = request.query_params
    slug, city, weeks = given.get("product", ""), given.get("city", "").strip(), given.get("weeks", "")
    products = [one for one in house.products if not slug or one.slug == slug]
    if not products:
        raise Invalid("There is no such product.", field="product")
    if len(city) > 120 or "\0" in city:
        raise Invalid("There is no such city.", field="city")
    if weeks and weeks not in map(str, _WEEKS):
        raise Invalid("Choose 8, 13, 26 or 52 weeks.", field="weeks")
    return Wanted(products, slug, city, int(weeks) if weeks else _USUAL)


def _units(wanted: Wanted) -> dict[tuple[str, str], Measure]:
    return {
        (product.slug, measure.key): measure
        for product in wanted.products
        for measure in counting.measures_of(product)
    }


@get(PATH, include_in_schema=False, opt=only(*EVERYBODY))
async def show(request: Requested) -> Response[str]:
    await operator(request)
    wanted = _wanted(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        period = await reads.period(db, wanted.slugs, wanted.weeks)
        series = (
            []
            if period is None
            else await reads.series(db, wanted.slugs, period, wanted.city, compared=bool(wanted.product))
        )
        # Of one product each city is shown beside everywhere.
        apart = wanted.product and not wanted.city
        sums = await reads.by_city(db, wanted.slugs, period) if apart and period is not None else []
        cities = await reads.cities(db, wanted.slugs)
    known = _units(wanted)
    series = [one for one in series if (one.product, one.measure) in known]
    context: dict[str, Any] = {
        "figures": [],
        "compared": [],
        "since": None if period is None else span(period.since)[0],
        "until": None if period is None else span(period.until)[0] - timedelta(days=1),
        "query": wanted.query(),
    }
    tables: list[Table] = []
    if period is not None:
        if wanted.product:
            context["figures"] = _figures(wanted, series, known, period)
            tables = _by_city(wanted, sums, known, period)
        else:
            context["compared"] = _compared(wanted, series, known, period)
    return console_page(
        request,
        "Numbers",
        tables,
        lead=_(
            "Week by week, from Monday (UTC). A week is told once, three days after its end, and never changes."
        ),
        forms=[_form(wanted, house_of(request), cities)],
        template="console/numbers.html",
        more=context,
    )


def _form(wanted: Wanted, house: House, cities: list[str]) -> Form:
    names = [("", _("All products")), *((product.slug, product.name) for product in house.products)]
    # A city of which nothing is told stays chosen, or the page would seem to be about everywhere.
    asked = [wanted.city] if wanted.city and wanted.city not in cities else []
    places = [("", _("Everywhere")), *((city, city) for city in [*asked, *cities])]
    weeks = [(str(number), _("%(weeks)d weeks", weeks=number)) for number in _WEEKS]
    return Form(
        title=_("Show"),
        action=PATH,
        button=_("Show"),
        method="get",
        above=True,
        fields=(
            Field(name="product", label=_("Product"), value=wanted.product, required=False, options=names),
            Field(name="city", label=_("City"), value=wanted.city, required=False, options=places),
            Field(name="weeks", label=_("How far back"), value=str(wanted.weeks), options=weeks),
        ),
    )


def _figures(
    wanted: Wanted, series: list[Series], known: dict[tuple[str, str], Measure], period: Period
) -> list[Any]:
    [product] = wanted.products
    order = list(known)
    here = [one for one in series if one.city == wanted.city]
    here.sort(key=lambda one: (order.index((one.product, one.measure)), one.currency))
    return [
        figure(known[one.product, one.measure], one, period, product.name, key=f"figure-{number}")
        for number, one in enumerate(here, 1)
    ]


def _compared(
    wanted: Wanted, series: list[Series], known: dict[tuple[str, str], Measure], period: Period
) -> list[Any]:
    names = {product.slug: product.name for product in wanted.products}
    found: list[Any] = []
    for key in _COMPARED:
        for currency in sorted({one.currency for one in series if one.measure == key}):
            here = {one.product: one for one in series if (one.measure, one.currency) == (key, currency)}
            parts = [(name, here[slug]) for slug, name in names.items() if slug in here]
            measure = next(measure for (_slug, name), measure in known.items() if name == key)
            found.append(together(measure, parts, period, currency))
    return found


def _by_city(
    wanted: Wanted, sums: list[CitySum], known: dict[tuple[str, str], Measure], period: Period
) -> list[Table]:
    # Money has a currency; a table of places has one column for each measure.
    by_place = {(one.city, one.product, one.measure): one for one in sums if not one.currency}
    shown = [key for key in known if any((product, measure) == key for _city, product, measure in by_place)]
    if not shown:
        return []
    rows: list[list[Any]] = []
    for city in dict.fromkeys(city for city, _product, _measure in by_place):
        here = msgspec.structs.replace(wanted, city=city)
        row: list[Any] = [Link(city, f"{PATH}?{here.query()}")]
        for key in shown:
            one = by_place.get((city, *key))
            value = None if one is None else ratio(known[key].unit, one.value, one.base)
            row.append(
                _("few or none")
                if one is None or value is None
                else f"{say(known[key].unit, value)} ({one.weeks}/{len(period.weeks)})"
            )
        rows.append(row)
    return [
        Table(
            title=_("By city"),
            lead=_("Over the weeks that are told; how many of them stands beside it."),
            columns=(_("City"), *(_(known[key].label) for key in shown)),
            rows=rows,
            empty="",
        )
    ]


async def _lines(request: Requested) -> list[Line]:
    await operator(request)
    wanted = _wanted(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        period = await reads.period(db, wanted.slugs, wanted.weeks)
        found = [] if period is None else await reads.told(db, wanted.slugs, period, wanted.city or None)
    units = {key: measure.unit for key, measure in _units(wanted).items()}
    return [
        Line(
            product=one.product,
            measure=one.measure,
            unit=units[one.product, one.measure],
            week=one.week,
            city=one.city,
            currency=one.currency,
            value=one.value,
            base=one.base,
        )
        for one in found
        if (one.product, one.measure) in units
    ]


@get(PATH + ".csv", include_in_schema=False, opt=only(*EVERYBODY))
async def as_csv(request: Requested) -> Response[str]:
    """The numbers of the page, for a spreadsheet."""
    lines = await _lines(request)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(Line.__struct_fields__)
    for one in lines:
        # A name that begins like a formula would be one to a spreadsheet.
        writer.writerow(
            [
                f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
                for value in msgspec.structs.astuple(one)
            ]
        )
    return Response(
        out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="numbers.csv"'},
    )


@get(PATH + ".json", include_in_schema=False, opt=only(*EVERYBODY))
async def as_json(request: Requested) -> Response[list[Line]]:
    """The numbers of the page, for machines."""
    return Response(
        await _lines(request), headers={"content-disposition": 'attachment; filename="numbers.json"'}
    )


ROUTES = [show, as_csv, as_json]

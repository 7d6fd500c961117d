"""Rendering of pages: one environment for all templates, one base context for all pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import msgspec
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import MediaType, Response

from kith.commons.billing.minor_units import in_whole_units
from kith.foundation.language import _, languages, later, locale_at, speech, tag
from kith.web import cookies
from kith.web.asked_from import asked_from
from kith.web.assets import assets
from kith.web.request import house_of

if TYPE_CHECKING:
    from babel import Locale
    from litestar import Request

    from kith.foundation.house import House

_HERE = Path(__file__).parent
# How a day is written out, in the letters of Unicode's date patterns; each language has its own order and marks.
LONG_DAY = later("EEEE d MMMM")
_DAY_OF_MONTH: Final = re.compile(r"\bd(?= M)")


class Flash(msgspec.Struct, frozen=True):
    """One message of the next page; tone: info, success, warning, danger. At its top, or where the page keeps a place named `at`."""

    tone: str
    text: str
    at: str = ""


class Pages:
    """Templates of the house and its products; each render speaks the language in force."""

    def __init__(self, house: House) -> None:
        self._house = house
        folders = [
            _HERE / "templates",
            _HERE.parent / "console" / "templates",
            _HERE.parent / "simulator" / "templates",
        ]
        folders += [folder for product in house.products for folder in product.templates]
        self.environment = _environment(tuple(folders), house.settings.development)

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        return self.environment.get_template(template).render(context)


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...], follow_changes: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=follow_changes,
    )
    environment.install_gettext_callables(_, _number_of, newstyle=True)  # type: ignore[attr-defined]
    filters: dict[str, Any] = {
        "moment": moment,
        "day": day,
        "clock_time": clock_time,
        "zone_city": zone_city,
        "date_words": date_words,
        "wall_time": wall_time,
        "money": money,
        "tenths": tenths,
    }
    environment.filters.update(filters)
    return environment


def _number_of(singular: str, plural: str, n: int) -> str:
    # Jinja puts the number and the other values into the text itself.
    return speech().texts.ngettext(singular, plural, n)


def moment(value: datetime, zone: str = "UTC", form: str = "medium") -> str:
    """Date and time in the reader's zone and language. The short form leaves no doubt which is the day and which the month."""
    written = locale_at(zone)
    if form == "short":
        date_part = babel_dates.format_date(value.astimezone(ZoneInfo(zone)).date(), "medium", locale=written)
        return f"{date_part}, {clock_time(value, zone)}"
    return babel_dates.format_datetime(value, form, tzinfo=ZoneInfo(zone), locale=written)


def day(value: datetime, zone: str = "UTC", form: str = LONG_DAY) -> str:
    """The day in the reader's zone and language; `form` is a pattern that the catalogs may say otherwise."""
    return _written(value.astimezone(ZoneInfo(zone)).date(), pattern(form), locale_at(zone))


def clock_time(value: datetime, zone: str = "UTC") -> str:
    return babel_dates.format_time(value, "short", tzinfo=ZoneInfo(zone), locale=locale_at(zone))


def zone_city(zone: str) -> str:
    """The city whose clock a zone is, in the reader's language: London, Wien; a zone of no city by its own name."""
    return babel_dates.get_timezone_location(zone, locale=speech().locale, return_city=True)


def pattern(form: str) -> str:
    """A pattern as a catalog says it, or with the dot that languages like German put after the day of a month."""
    return _dotted(_(form), locale_at())


# A page of figures writes the same days and sums in charts, in their tables and at their edges; each takes long to write.
@lru_cache(maxsize=256)
def _dotted(form: str, locale: Locale) -> str:
    return _DAY_OF_MONTH.sub("d.", form) if "d. " in locale.date_formats["long"].pattern else form


@lru_cache(maxsize=4096)
def _written(value: date, form: str, locale: Locale) -> str:
    return babel_dates.format_date(value, form, locale=locale)


@lru_cache(maxsize=4096)
def _priced(minor_units: int, code: str, locale: Locale) -> str:
    return babel_numbers.format_currency(in_whole_units(minor_units, code), code, locale=locale)


def date_words(value: date, form: str = LONG_DAY) -> str:
    """A date in the reader's language; `form` is a pattern that the catalogs may say otherwise."""
    return _written(value, pattern(form), locale_at())


def wall_time(value: datetime, zone: str) -> str:
    """The time of day as the moment carries it, by its own offset, as it is written in the zone, in the reader's language."""
    return babel_dates.format_time(value, "short", tzinfo=value.tzinfo, locale=locale_at(zone))


def money(minor_units: int, currency: str) -> str:
    return _priced(minor_units, currency.upper(), speech().locale)


def tenths(value: float) -> str:
    """A number with one digit after the mark, and the mark of the reader's language."""
    return babel_numbers.format_decimal(value, "0.0", locale=speech().locale)


def page(
    request: Request[Any, Any, Any],
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    product: str = "house",
    status: int = 200,
    flash: Flash | None = None,
) -> Response[str]:
    """A page in the reader's language, with the base context every template expects."""
    house = house_of(request)
    pages = house.part("web.pages", Pages)
    jar: dict[str, str] = request.scope["state"]["cookies"]
    set_cookies: list[str] = request.scope["state"]["set_cookies"]
    token = csrf_token(request)
    flashes = _take_flash(house, jar, set_cookies)
    if flash is not None:
        flashes.append(flash)
    places = (context or {}).get("said_at", ())
    body = pages.render(
        template,
        {
            "product": product,
            "person": request.scope["state"]["person"],
            "impersonation": request.scope["state"].get("impersonation"),
            "unread": request.scope["state"].get("unread", 0),
            "csrf_token": token,
            "locale": tag(),
            "languages": languages(house).names,
            "theme": jar.get("theme", "") if jar.get("theme") in ("light", "dark") else "",
            # What has no place on this page is said at its top.
            "flash": [one if one.at in places else Flash(one.tone, one.text) for one in flashes],
            "nav": [],
            "asset_version": assets(house).version,
            "development": house.settings.development,
            "path": request.url.path,
            "again": _again(request),
            "came_from": request.url.path if request.method == "GET" else "",
            **(context or {}),
        },
    )
    return Response(body, media_type=MediaType.HTML, status_code=status, headers={"content-language": tag()})


def _again(request: Request[Any, Any, Any]) -> str:
    """Where what is shown can be opened once more: its own address, or the page whose form it answers."""
    if request.method != "GET":
        return asked_from(request) or "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def csrf_token(request: Request[Any, Any, Any]) -> str:
    """What this browser's own requests carry; a browser that is new here gets a secret for it."""
    house = house_of(request)
    state = request.scope["state"]
    secret: str = state["cookies"].get(cookies.csrf_name(house), "")
    if not secret:
        secret = cookies.new_csrf_secret()
        state["cookies"][cookies.csrf_name(house)] = secret
        state["set_cookies"].append(cookies.make(house, cookies.csrf_name(house), secret, max_age=None))
    return cookies.csrf_token(house, secret)


def _take_flash(house: House, jar: dict[str, str], set_cookies: list[str]) -> list[Flash]:
    text = jar.pop(cookies.flash_name(house), "")
    if not text:
        return []
    set_cookies.append(cookies.make(house, cookies.flash_name(house), "", max_age=0))
    try:
        return msgspec.json.decode(text, type=list[Flash])[:3]
    except msgspec.MsgspecError:
        return []


def flash_next(request: Request[Any, Any, Any], tone: str, text: str, *, at: str = "") -> None:
    """Show a message on the next page this browser opens; a constant text is looked up in the reader's language here.

    `at` is for whoever comes back to a part of a long page, below its top: the template keeps a place (`said_here(flash, at)`), the page
    names it in `said_at`, and the address ends in `#said-{at}`, which shows and focuses it.
    """
    house = house_of(request)
    value = msgspec.json.encode([Flash(tone, _(text), at)]).decode()
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, cookies.flash_name(house), value, max_age=60)
    )

"""Rendering of pages: one environment for all templates, one base context for all pages."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
from babel import Locale, UnknownLocaleError, negotiate_locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import MediaType, Response

from kith.web import cookies

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.house import House

_HERE = Path(__file__).parent
_LOCALES = _HERE / "locales"
_translations: ContextVar[gettext.NullTranslations] = ContextVar("kith_translations")
_locale: ContextVar[str] = ContextVar("kith_locale", default="en")
_source_language = gettext.NullTranslations()


class Flash(msgspec.Struct, frozen=True):
    """One message shown at the top of the next page; tone: info, success, warning, danger."""

    tone: str
    text: str


class Pages:
    """Templates of the house and its products, and the languages they speak."""

    def __init__(self, house: House) -> None:
        self._house = house
        folders = [
            _HERE / "templates",
            _HERE.parent / "console" / "templates",
            _HERE.parent / "simulator" / "templates",
        ]
        folders += [folder for product in house.products for folder in product.templates]
        self.environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=house.settings.development,
        )
        self.environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
        filters: dict[str, Any] = {"moment": moment, "day": day, "clock_time": clock_time, "money": money}
        self.environment.filters.update(filters)
        self.languages = {"en": _source_language, **_catalogs()}
        self.asset_version = _asset_version()

    def render(self, template: str, context: Mapping[str, Any], locale: str) -> str:
        language = _translations.set(self.languages[locale])
        spoken = _locale.set(locale)
        try:
            return self.environment.get_template(template).render(context)
        finally:
            _translations.reset(language)
            _locale.reset(spoken)

    def locale_of(self, accept_language: str) -> str:
        wanted = [
            part.partition(";")[0].strip().replace("-", "_")
            for part in accept_language.split(",")
            if part.strip()
        ]
        return negotiate_locale(wanted, list(self.languages)) or "en"


def _catalogs() -> dict[str, gettext.NullTranslations]:
    found: dict[str, gettext.NullTranslations] = {}
    for path in sorted(_LOCALES.glob("*/LC_MESSAGES/kith.po")):
        with path.open("rb") as source:
            catalog = read_po(source, locale=path.parts[-3])
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        found[path.parts[-3]] = gettext.GNUTranslations(compiled)
    return found


def _asset_version() -> str:
    newest = max(
        (path.stat().st_mtime_ns for path in (_HERE / "static").rglob("*") if path.is_file()), default=0
    )
    return format(newest // 1_000_000, "x")


def _gettext(message: str) -> str:
    return _translations.get(_source_language).gettext(message)


def _ngettext(singular: str, plural: str, n: int) -> str:
    return _translations.get(_source_language).ngettext(singular, plural, n)


def _babel_locale() -> Locale:
    try:
        return Locale.parse(_locale.get())
    except UnknownLocaleError:
        return Locale("en")


def moment(value: datetime, zone: str = "UTC", form: str = "medium") -> str:
    """Date and time in the reader's zone and language."""
    return babel_dates.format_datetime(value, form, tzinfo=ZoneInfo(zone), locale=_babel_locale())


def day(value: datetime, zone: str = "UTC", form: str = "EEEE d MMMM") -> str:
    return babel_dates.format_date(value.astimezone(ZoneInfo(zone)).date(), form, locale=_babel_locale())


def clock_time(value: datetime, zone: str = "UTC") -> str:
    return babel_dates.format_time(value, "short", tzinfo=ZoneInfo(zone), locale=_babel_locale())


def money(minor_units: int, currency: str) -> str:
    digits = babel_numbers.get_currency_precision(currency)
    return babel_numbers.format_currency(minor_units / 10**digits, currency, locale=_babel_locale())


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
    house: House = request.app.state.house
    pages = house.part("web.pages", Pages)
    jar: dict[str, str] = request.scope["state"]["cookies"]
    set_cookies: list[str] = request.scope["state"]["set_cookies"]
    secret = jar.get(cookies.csrf_name(house), "")
    if not secret:
        secret = cookies.new_csrf_secret()
        jar[cookies.csrf_name(house)] = secret
        set_cookies.append(cookies.make(house, cookies.csrf_name(house), secret, max_age=None))
    flashes = _take_flash(house, jar, set_cookies)
    if flash is not None:
        flashes.append(flash)
    locale = pages.locale_of(jar.get("locale", "") or request.headers.get("accept-language", ""))
    body = pages.render(
        template,
        {
            "product": product,
            "person": request.scope["state"]["person"],
            "csrf_token": cookies.csrf_token(house, secret),
            "locale": locale,
            "theme": jar.get("theme", "") if jar.get("theme") in ("light", "dark") else "",
            "flash": flashes,
            "nav": [],
            "asset_version": pages.asset_version,
            "development": house.settings.development,
            "path": request.url.path,
            **(context or {}),
        },
        locale,
    )
    return Response(body, media_type=MediaType.HTML, status_code=status, headers={"content-language": locale})


def _take_flash(house: House, jar: dict[str, str], set_cookies: list[str]) -> list[Flash]:
    text = jar.pop(cookies.flash_name(house), "")
    if not text:
        return []
    set_cookies.append(cookies.make(house, cookies.flash_name(house), "", max_age=0))
    try:
        return msgspec.json.decode(text, type=list[Flash])[:3]
    except msgspec.MsgspecError:
        return []


def flash_next(request: Request[Any, Any, Any], tone: str, text: str) -> None:
    """Show a message on the next page this browser opens."""
    house: House = request.app.state.house
    value = msgspec.json.encode([Flash(tone, text)]).decode()
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, cookies.flash_name(house), value, max_age=60)
    )

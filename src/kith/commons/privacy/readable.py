"""The pages of an export, for people: sections, dates, plain words. Files that open anywhere, also in years: no script, nothing from the network."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from babel import Locale, dates, numbers

from kith.commons.billing.minor_units import in_whole_units
from kith.commons.privacy.words import CURRENCY_OF, LABELS, MONEY
from kith.foundation.language import _, locale_at, ngettext, tag

A_PAGE: Final = 500
"""Rows of one part on a page; a longer part goes on on pages of its own."""
_WIDE: Final = 6
_ENUM: Final = re.compile(r"^[a-z]+(_[a-z]+)+$")
_STYLE: Final = (
    Path(__file__).with_name("readable.css").read_text(encoding="utf-8").replace("\n", "").replace("  ", "")
)
_UTC: Final = ZoneInfo("UTC")


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the export: its name in the ZIP, what it is, how it was called, its size."""

    name: str
    what: str
    called: str | None
    bytes: int
    at: datetime


class _Part(msgspec.Struct):
    title: str
    page: str
    anchor: str
    count: int = 0


class Pages:
    """Writes `index.html`, a page for each owner, and further pages where a part is long, into a folder."""

    def __init__(self, folder: Path, *, made_at: datetime, zone: ZoneInfo = _UTC) -> None:
        self._folder = folder
        self._zone = zone
        self._made_at = made_at
        self._owners: list[tuple[str, str, list[_Part]]] = []
        self._file: IO[str] | None = None
        self._written: list[Path] = []
        self._table: list[str] | None = None
        self._further = 0

    def begin_owner(self, slug: str, name: str) -> None:
        """What follows belongs to the house or to a product."""
        self._close()
        self._owners.append((slug, name, []))
        self._open(f"{slug}.html", name)

    def begin_part(self, name: str, title: str) -> None:
        slug, _name, parts = self._owners[-1]
        parts.append(_Part(title, f"{slug}.html", name))
        self._further = 1

    def row(self, row: Mapping[str, Any]) -> None:
        part = self._owners[-1][2][-1]
        if part.count and part.count % A_PAGE == 0:
            self._next_page(part)
        if not part.count:
            self._put(f'<section id="{part.anchor}"><h2>{html.escape(part.title)}</h2>')
        shown = {key: value for key, value in row.items() if _is_said(key, value)}
        if part.count % A_PAGE == 0:
            self._table = _columns(row)
            if self._table:
                heads = "".join(f"<th scope=col>{html.escape(label(key))}" for key in self._table)
                self._put(f"<div class=wide><table><thead><tr>{heads}<tbody>")
        part.count += 1
        if self._table:
            cells = "".join(
                f"<td>{_say(key, row[key], row, self._zone) if row.get(key) is not None else ''}"
                for key in self._table
            )
            self._put(f"<tr>{cells}\n")
        else:
            self._put(f"<article>{_pairs(shown, self._zone)}</article>\n")

    def end_part(self) -> None:
        """A part without rows leaves no trace on its page; the index counts it."""
        if not self._owners[-1][2][-1].count:
            return
        self._put("</table></div></section>" if self._table else "</section>")
        self._table = None
        if self._further > 1:
            self._close()
            slug, name, _parts = self._owners[-1]
            self._open(f"{slug}.html", name, again=True)

    def finish(self, files: Sequence[Listed]) -> list[Path]:
        """Write the index, and answer with every page."""
        self._close()
        self._open("index.html", _("Your data"), first=True)
        made = dates.format_datetime(self._made_at, "long", tzinfo=self._zone, locale=locale_at())
        lead = _(
            "Everything Kith and its products hold about you, as of %(when)s. All times are those of %(zone)s; in data.json they are UTC.",
            when=made,
            zone=self._zone.key,
        )
        keep = _(
            "These pages are for reading. The same is in data.json, for programs. Both hold personal things: keep them somewhere safe."
        )
        self._put(f"<p class=lead>{html.escape(lead)}</p><p>{html.escape(keep)}</p>")
        for slug, name, parts in self._owners:
            full = [part for part in parts if part.count]
            self._put(f'<section><h2><a href="{slug}.html">{html.escape(name)}</a></h2>')
            if full:
                rows = "".join(
                    f'<li><a href="{part.page}#{part.anchor}">{html.escape(part.title)}</a> <span>{part.count:,}</span>'
                    for part in full
                )
                self._put(f"<ul class=index>{rows}</ul>")
            empty = len(parts) - len(full)
            if not full:
                self._put(f"<p class=none>{html.escape(_('Nothing.'))}</p>")
            elif empty:
                nothing = ngettext("Nothing in %(num)d more part.", "Nothing in %(num)d more parts.", empty)
                self._put(f"<p class=none>{html.escape(nothing)}</p>")
            self._put("</section>")
        if files:
            self._put(f"<section><h2>{_('Your files')}</h2><ul class=files>")
            for file in files:
                self._put(_file(file, self._zone))
            self._put("</ul></section>")
        self._close()
        return self._written

    def _next_page(self, part: _Part) -> None:
        self._put("</table></div>" if self._table else "")
        self._further += 1
        slug, name, _parts = self._owners[-1]
        further = f"{slug}-{part.anchor}-{self._further}.html"
        self._put(f'<p><a href="{further}">{_("Further")}</a></p></section>')
        self._close()
        self._open(further, name)
        self._put(f"<section><h2>{html.escape(part.title)}</h2>")

    def _open(self, name: str, title: str, *, first: bool = False, again: bool = False) -> None:
        path = self._folder / name
        self._file = path.open("a", encoding="utf-8")
        if again:
            return
        self._written.append(path)
        back = "" if first else f'<p><a href="index.html">{_("Your data")}</a></p>'
        self._put(
            f"<!doctype html><html lang={tag()}><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
            f"<title>{html.escape(title)}</title><style>{_STYLE}</style><main>{back}<h1>{html.escape(title)}</h1>\n"
        )

    def _put(self, text: str) -> None:
        if self._file is not None:
            self._file.write(text)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


@lru_cache(maxsize=4096)
def _day(value: date, written: Locale) -> str:
    return html.escape(dates.format_date(value, "long", locale=written))


def label(column: str) -> str:
    """A column's name in plain words."""
    if column in LABELS:
        return _(LABELS[column])
    words = re.sub(r"(_at|_id|_cents|_pence|_e164|_json|_in)+$", "", column).replace("_", " ")
    return words[:1].upper() + words[1:]


def _is_said(key: str, value: object) -> bool:
    """Whether a person gains by reading it: numbers of rows are for programs."""
    return not (
        value is None
        or value in ("", [], {})
        or isinstance(value, UUID | bytes)
        or key == "id"
        or (key.endswith("_id") and isinstance(value, str | int) and not key.startswith("stripe"))
    )


def _columns(row: Mapping[str, Any]) -> list[str] | None:
    """The columns of a table, when rows are short and flat enough for one."""
    found = [
        key
        for key, value in row.items()
        if not isinstance(value, UUID | bytes)
        and key != "id"
        and (not key.endswith("_id") or key.startswith("stripe"))
    ]
    nested = any(isinstance(row[key], dict | list) for key in found)
    return found if 1 < len(found) <= _WIDE and not nested else None


def _pairs(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    return (
        "<dl>"
        + "".join(
            f"<dt>{html.escape(label(key))}<dd>{_say(key, value, row, zone)}" for key, value in row.items()
        )
        + "</dl>"
    )


def _say(key: str, value: Any, row: Mapping[str, Any], zone: ZoneInfo) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            local = value.astimezone(zone)
            return f"{_day(local.date(), locale_at())}, {local:%H:%M}"
        case date():
            return _day(value, locale_at())
        case int() if MONEY.search(key):
            currency = str(row.get("currency") or CURRENCY_OF.get(key.rsplit("_", 1)[-1], "EUR")).upper()
            return html.escape(
                numbers.format_currency(in_whole_units(value, currency), currency, locale=tag())
            )
        case dict():
            inner = cast("dict[str, Any]", value)
            return _pairs({str(name): one for name, one in inner.items() if _is_said(str(name), one)}, zone)
        case list() | tuple():
            items = cast("Sequence[Any]", value)
            return "<ul>" + "".join(f"<li>{_say(key, one, row, zone)}" for one in items) + "</ul>"
        case str() if _ENUM.match(value):
            return html.escape(value.replace("_", " "))
        case _:
            return html.escape(str(value))


def _file(file: Listed, zone: ZoneInfo) -> str:
    name, title = html.escape(file.name, quote=True), html.escape(file.called or label(file.what))
    picture = file.name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif"))
    shown = f'<img src="{name}" alt="{title}" loading=lazy>' if picture else title
    when = dates.format_date(file.at.astimezone(zone), "long", locale=locale_at())
    return f'<li><a href="{name}">{shown}</a> <span>{html.escape(label(file.what))}, {html.escape(when)}</span>\n'

"""The language of this moment: whom a text is for decides it, wherever in the house the text is made.

A request speaks its reader's language from the edge on, a letter its recipient's. Texts are written in English in the code and looked up
when they are said, in catalogs (`locales/<language>/LC_MESSAGES/kith.po`): the house's, then each product's. What no catalog knows stays English.
"""

from __future__ import annotations

import contextlib
import gettext as standard_gettext
import re
from collections.abc import Generator, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from babel import Locale, negotiate_locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from kith.foundation.house import House

SOURCE: Final = "en"
CATALOG: Final = Path("LC_MESSAGES") / "kith.po"
HOUSE_LOCALES: Final = Path(__file__).parent.parent / "locales"
_BRITISH: Final = Locale("en", "GB")
_AMERICAN: Final = Locale("en", "US")
# The United States and what lives by their customs.
_AMERICA: Final = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
_WEIGHT = re.compile(r"^q=([01](?:\.\d{1,3})?)$")


class Speech(msgspec.Struct, frozen=True):
    """A language: its tag (“de”), the texts it knows, and how it writes names of places and amounts. For days and hours see `locale_at`."""

    tag: str
    texts: standard_gettext.NullTranslations
    locale: Locale


_ENGLISH = Speech(SOURCE, standard_gettext.NullTranslations(), Locale.parse(SOURCE))
_spoken: ContextVar[Speech | None] = ContextVar("kith_language", default=None)


def speech() -> Speech:
    """The language in force, English when nobody asked for one."""
    return _spoken.get() or _ENGLISH


def tag() -> str:
    """The tag of the language in force: “en”, “de”."""
    return speech().tag


def locale_at(zone: str = "UTC") -> Locale:
    """How the language in force writes days and hours where people live by this zone (its IANA name).

    English is written as in Britain (“28 Nov 2026, 22:00”), and in zones of the United States as there (“Nov 28, 2026, 10:00 PM”).
    """
    said = speech()
    if said.tag != SOURCE:
        return said.locale
    return _AMERICAN if _territory(zone) in _AMERICA else _BRITISH


@lru_cache(maxsize=512)
def _territory(zone: str) -> str | None:
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return get_global("zone_territories").get(aliases.get(zone, zone))


def long_day(at: datetime) -> str:
    """A day as a letter says it, in UTC and the reader's language: 1 December 2026."""
    return format_date(at.astimezone(UTC).date(), "long", locale=locale_at())


def stated() -> str | None:
    """The tag of the language somebody asked for, None when nobody did."""
    spoken = _spoken.get()
    return None if spoken is None else spoken.tag


def _(message: str, /, **values: object) -> str:
    """The text in the language in force; `%(name)s` in it becomes the value of that name."""
    said = speech().texts.gettext(message) if message else ""
    return said % values if values else said


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """As `_`, for a number of things; `%(num)d` is the number."""
    return speech().texts.ngettext(singular, plural, n) % {"num": n, **values}


def later(message: str, /) -> str:
    """Marks a constant's text for the catalogs. It stays English until `_` says it."""
    return message


class Languages:
    """The languages of a house: English, and every other that has a catalog of the house itself."""

    def __init__(self, house: House) -> None:
        folders = (HOUSE_LOCALES, *(product.locales for product in house.products))
        self._speeches = {SOURCE: _ENGLISH}
        for path in sorted(HOUSE_LOCALES.glob(f"*/{CATALOG}")):
            name = path.parts[-3]
            files = tuple(
                folder / name / CATALOG for folder in folders if (folder / name / CATALOG).is_file()
            )
            texts = _texts(files, tuple(file.stat().st_mtime_ns for file in files))
            self._speeches[name] = Speech(name, texts, Locale.parse(name))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return tuple(self._speeches)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """(tag, name in the language itself), to choose from."""
        return [
            (tag, said.locale.get_display_name(said.locale) or tag) for tag, said in self._speeches.items()
        ]

    def wanted(self, chosen: str, accept_language: str) -> str | None:
        """The language of a reader: what they chose, else the best of what their browser accepts (a header); None if neither is ours."""
        return chosen if chosen in self._speeches else _negotiate(accept_language, self.tags)

    @contextlib.contextmanager
    def speaking(self, tag: str | None) -> Generator[None]:
        """Within, texts are in this language; in English when it is None or not one of ours."""
        token = _spoken.set(self._speeches.get(tag or ""))
        try:
            yield
        finally:
            _spoken.reset(token)


def languages(house: House) -> Languages:
    """The house's languages, read once a process."""
    return house.part("foundation.languages", Languages)


@lru_cache(maxsize=512)
def _negotiate(accept_language: str, offered: Sequence[str]) -> str | None:
    weighed: list[tuple[float, str]] = []
    for part in accept_language[:200].split(","):
        name, _semicolon, weight = (piece.strip() for piece in part.partition(";"))
        found = _WEIGHT.match(weight)
        heavy = float(found[1]) if found else 1.0
        if name and heavy > 0:
            weighed.append((heavy, name.replace("-", "_")))
    weighed.sort(key=lambda pair: -pair[0])
    return negotiate_locale([name for _weight, name in weighed], list(offered))


@lru_cache(maxsize=32)
def _texts(files: tuple[Path, ...], _changed: tuple[int, ...]) -> standard_gettext.NullTranslations:
    """One set of texts from several catalogs; the first that knows a text says it."""
    merged: Any = None
    for path in files:
        with path.open("rb") as source:
            catalog = read_po(source, locale=path.parts[-3])
        if merged is None:
            merged = catalog
            continue
        for message in catalog:
            if message.id and message.string and not message.fuzzy and merged.get(message.id) is None:
                merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return standard_gettext.GNUTranslations(compiled)

"""The catalogs behind the languages: which texts the code says, and which of them a catalog knows.

An owner is the house or a product. Its texts are found in its templates (`_`, `ngettext`) and its Python: what `_`, `ngettext` and `later` are
given, the sentence of a problem, a limit or a flash, the titles of its problems, a manifest's tagline, links and `spoken` texts, and the rules
of retention that its migrations write.
A product's catalog leaves out what the house's knows already.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import kith
from kith.commons.privacy import retention
from kith.foundation.errors import Problem
from kith.foundation.language import CATALOG, HOUSE_LOCALES
from kith.foundation.product import Product

_SOURCE: Final = Path(kith.__path__[0])
_METHODS: Final = [
    ("**/templates/design/**", "ignore"),  # the component page's examples, for whoever builds pages
    ("**/templates/**.html", "jinja2"),
    ("**.py", "python"),
]
_OPTIONS: Final = {
    "**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
}
_CHANGING: Final = (
    '"Project-Id',
    '"Report-Msgid',
    '"POT-Creation',
    '"PO-Revision',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]")

Id = str | tuple[str, str]
"""A text, or its singular and plural."""


class Owner(msgspec.Struct, frozen=True):
    """Whose texts: the folders to look through, the catalogs' folder, and texts that no reading of code finds."""

    name: str
    folders: tuple[Path, ...]
    locales: Path
    more: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(path.parts[-3] for path in self.locales.glob(f"*/{CATALOG}")))

    def file(self, language: str) -> Path:
        return self.locales / language / CATALOG


def house() -> Owner:
    importlib.import_module("kith.web.app")  # so that every problem of the house is known
    layers = ("foundation", "commons", "web", "console", "simulator")
    rules = [
        text for folder in sorted((_SOURCE / "commons").glob("*/schema")) for text in retention.spoken(folder)
    ]
    more = (*rules, *_titles("kith."))
    return Owner("house", tuple(_SOURCE / layer for layer in layers), HOUSE_LOCALES, more)


def owner_of(product: Product) -> Owner:
    links = (link.label for link in product.console_links)
    rules = retention.spoken(product.schema_folder)
    more = (product.tagline, *links, *product.spoken, *rules, *_titles(f"kith.products.{product.slug}."))
    return Owner(product.slug, (product.locales.parent,), product.locales, more)


def texts(owner: Owner) -> dict[str, Id]:
    """Every text an owner says, by its singular."""
    found: dict[str, Id] = {text: text for text in owner.more if text}
    for folder in owner.folders:
        for _path, _line, said, _comments, _context in extract_from_dir(
            folder, _METHODS, _OPTIONS, keywords=_keywords(), directory_filter=_is_ours
        ):
            if isinstance(said, tuple | list):
                found[said[0]] = (said[0], said[1])
            elif said:
                found.setdefault(said, said)
    return found


def missing(owner: Owner, language: str) -> list[str]:
    """What is wrong with an owner's catalog of a language, in words: texts it does not know, texts with other placeholders."""
    catalog = read(owner, language)
    of_house = None if owner.name == "house" else read(house(), language)
    wrong: list[str] = []
    for singular in sorted(texts(owner)):
        message = catalog.get(singular) or (of_house.get(singular) if of_house is not None else None)
        said = _said(message)
        if not said or not all(said):
            wrong.append(f"{owner.name}/{language} does not say {singular!r}")
        elif any(_placeholders(one) != _placeholders(singular) for one in said):
            wrong.append(f"{owner.name}/{language} has other placeholders in {singular!r}")
    return wrong


def unused(owner: Owner, language: str) -> list[str]:
    """Texts of a catalog that nobody says any more."""
    said = texts(owner)
    return sorted(
        _singular(message)
        for message in read(owner, language)
        if message.id and _singular(message) not in said
    )


def read(owner: Owner, language: str) -> Catalog:
    with owner.file(language).open("rb") as source:
        return read_po(source, locale=language)


def update(owner: Owner, language: str) -> int:
    """Write the owner's catalog anew: what it says stays, new texts wait empty, unused ones go. Returns how many wait."""
    path = owner.file(language)
    known = read(owner, language) if path.is_file() else Catalog(locale=language)
    of_house = None
    if owner.name != "house" and house().file(language).is_file():
        of_house = read(house(), language)
    fresh = Catalog(locale=language, project="Kith", copyright_holder="Kith", charset="utf-8")
    waiting = 0
    for singular, id in sorted(texts(owner).items()):
        if of_house is not None and of_house.get(singular) is not None:
            continue
        said = known.get(singular)
        nothing: Any = "" if isinstance(id, str) else ("", "")
        # A sentence that has got a plural is said anew.
        fits = said is not None and isinstance(said.string, str) == isinstance(id, str)
        string: Any = said.string if said is not None and fits else nothing
        waiting += not all(_said(said if fits else None))
        fresh.add(id, string)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, fresh, width=140, no_location=True, omit_header=False, sort_output=True)
    # What the header says about tools, dates and teams would change the file without a word changing.
    lines = path.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("#", *_CHANGING))]
    path.write_text("".join(kept))
    return waiting


def _said(message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ("",)
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text)) - {"num"}


def _is_ours(folder: str) -> bool:
    return Path(folder).name not in ("standins", "__pycache__", "schema", "locales")


def problems(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every kind of problem that is known so far."""
    yield kind
    for below in kind.__subclasses__():
        yield from problems(below)


def _titles(module: str) -> tuple[str, ...]:
    products = module.startswith("kith.products.")
    of_owner: Iterable[type[Problem]] = (
        kind
        for kind in problems()
        if kind.__module__.startswith(module)
        and (products or not kind.__module__.startswith("kith.products."))
    )
    return tuple(sorted({kind.title for kind in of_owner}))


def _keywords() -> dict[str, Any]:
    """Which argument of which call is a text. Problems are known by their class, so that a product's own count as well."""
    own = {"_": None, "ngettext": (1, 2), "later": None, "flash_next": (3,), "Limit": (4,)}
    return own | {kind.__name__: None for kind in problems()}

"""Where people are in a schema, what an export says of it and what an erasure leaves: `personal_data.tsv`, one beside each owner's privacy hooks.

A line for each column that refers to a person: the part of the export that follows it (or `-` and why none does), what an erasure does, and
why something stays. `tests/arch/test_personal_data.py` walks the catalog and tries an erasure, and holds these files to both.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from kith.foundation.language import _, later

if TYPE_CHECKING:
    from kith.foundation.house import House

Fate = Literal["deleted", "swept", "anonymised", "key destroyed", "kept", "nobody"]
"""What an erasure does: `deleted` at once; `swept`, deleted by a job right after; `anonymised`, the row stays without what tells who it was;
`key destroyed`, it stays and nobody can read it; `kept` as it is; `nobody`, the column only sounds like a person.
"""
NAME: Final = "personal_data.tsv"
STAYS: Final = {
    "shared": later(
        "What happened between you and others, as theirs: with nobody's name in your place, and without your words."
    ),
    "hosted": later(
        "Events you hosted, as a memory of whoever came: without your name, your address and what you wrote about yourself."
    ),
    "places": later("That there was a place, in a town; without its name and address."),
    "books": later(
        "Orders, payments, refunds and payouts, without your name: the law asks for books of ten years."
    ),
    "safety": later(
        "Reports, blocks by others, decisions, holds and strikes, so that everybody else stays safe; without your words and pictures."
    ),
    "consent": later("What you agreed to and when, as proof, under a number that leads to nobody."),
    "number": later("An empty row under a number, so that counts add up; nothing in it says who it was."),
    "ledger": later("XP in a ledger that nobody may change, under a number only."),
    "evidence": later("Links of a chain in which a gap would show; they hold fingerprints instead of words."),
    "sent": later("That texts went out and came in, and when; without numbers and words."),
    "signed_in": later("When sessions began and ended, without device and browser."),
    "opt_out": later(
        "If you ever told us to stop texting you: a scrambled form of your number, so that we never do again."
    ),
    "request": later("Your request and its receipt, so that both of us can show that it was done."),
    "audit": later(
        "The record of what the house did; what it said about you is locked under a key that no longer exists."
    ),
    "work": later("If you worked for the house: what you did as an operator, under a number."),
}
"""Why something stays, in words for people; each answers what stays, too."""


class Place(msgspec.Struct, frozen=True):
    """One column that refers to a person. `export`: the part that follows it, empty where none does, for the reason in `left_out`."""

    schema: str
    table: str
    column: str
    export: str
    left_out: str
    erasure: Fate
    stays: str

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


class Owner(msgspec.Struct, frozen=True):
    """Whose places: the house (`slug` is `house`) or a product, as it calls itself."""

    slug: str
    name: str
    places: tuple[Place, ...]

    def stays(self) -> list[str]:
        """What stays of an erased person and why, in the reader's language, each said once."""
        found = dict.fromkeys(place.stays for place in self.places if place.stays)
        return [_(sentence) for key, sentence in STAYS.items() if key in found]


@cache
def read(file: Path, schema: str) -> tuple[Place, ...]:
    """The places written down in a file; a name with two dots says its schema itself.

    Raises:
        ValueError: a line is not complete.
    """
    places: list[Place] = []
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.reader(list(lines)[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
            reference, export, left_out, erasure, stays = row
            *own, table, column = reference.split(".")
            place = Place(
                own[0] if own else schema,
                table,
                column,
                "" if export == "-" else export,
                left_out,
                msgspec.convert(erasure, Fate),
                stays,
            )
            if bool(place.export) == bool(left_out):
                raise ValueError(
                    f"{file}: {reference} is in a part of the export, or left out because; not both"
                )
            if (erasure in ("anonymised", "kept")) != (stays in STAYS):
                raise ValueError(f"{file}: {reference} stays because of one of {', '.join(STAYS)}")
            places.append(place)
    return tuple(places)


def owners(house: House) -> Sequence[Owner]:
    """The house first, then its products."""
    found = [Owner("house", "Kith", read(Path(__file__).with_name(NAME), "kith"))]
    found += [
        Owner(product.slug, product.name, read(product.schema_folder.parent / NAME, product.schema))
        for product in house.products
        if product.privacy is not None
    ]
    return found

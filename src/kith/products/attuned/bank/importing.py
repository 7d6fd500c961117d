"""Reading a file of cards: CSV or JSON, each line a card or the reasons why not. Pure; the file is not trusted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.attuned.bank.fields import card_of
from kith.products.attuned.bank.verdict import completed, verdict_on
from kith.products.attuned.cards.card import Card, Source, identified
from kith.web import forms

LARGEST: Final = 8_000_000
"""Bytes."""
MOST_CARDS: Final = 10_000
_LONGEST_LINE: Final = 20_000
_OURS: Final = frozenset(
    {
        "activity_id",
        "activity_uid",
        "approved",
        "is_active",
        "archived_at",
        "created_at",
        "updated_at",
        "source",
    }
)
"""What a file does not decide."""


class ReadCard(msgspec.Struct, frozen=True):
    """One line: its card, or why it is refused; `notes` tell what was added to it. `number` counts cards from 1."""

    number: int
    card: Card | None
    refusals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    beginning: str = ""


def read_cards(data: bytes) -> tuple[ReadCard, ...]:
    """Every card of a CSV or JSON file (a list of objects in the shape of `activities`), checked. The same content twice is refused the second time.

    Raises:
        Invalid: it is neither, too large, or has no cards.
    """
    if len(data) > LARGEST:
        raise Invalid("This file is too large: at most 8 MB.", field="file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("This file is not UTF-8 text. Please save it as UTF-8.", field="file") from None
    rows = _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)
    read: list[ReadCard] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if number > MOST_CARDS:
            raise Invalid("At most 10,000 cards at a time, please.", field="file")
        one = _read(number, row)
        if one.card is not None and one.card.activity_uid in seen:
            first = seen[one.card.activity_uid]
            one = ReadCard(
                number,
                None,
                (_("The same as card %(number)s of this file.", number=first),),
                (),
                one.beginning,
            )
        elif one.card is not None:
            seen[one.card.activity_uid] = number
        read.append(one)
    if not read:
        raise Invalid("There are no cards in this file.", field="file")
    return tuple(read)


def _read(number: int, row: Any) -> ReadCard:
    beginning = _beginning(row)
    try:
        card = card_of(row) if isinstance(row, _Line) else _from_object(row)
    except msgspec.ValidationError as mistake:
        return ReadCard(number, None, (forms.explain(mistake).detail,), (), beginning)
    card, notes = completed(card)
    verdict = verdict_on(card)
    if not verdict.ok:
        return ReadCard(number, None, verdict.refusals, notes, beginning)
    return ReadCard(number, card, (), notes, beginning)


class _Line(dict[str, str]):
    """A line of a CSV file."""


def _from_object(row: Any) -> Card:
    if not isinstance(row, dict):
        raise msgspec.ValidationError("Expected `object`")
    values: dict[str, Any] = {key: value for key, value in row.items() if key not in _OURS}  # pyright: ignore[reportUnknownVariableType]
    card = msgspec.convert({key: value for key, value in values.items() if value is not None}, Card)
    return identified(msgspec.structs.replace(card, source=Source.BANK))


def _json_rows(text: str) -> list[Any]:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("This JSON cannot be read.", field="file") from None
    rows = found.get("cards") if isinstance(found, dict) else found  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(rows, list):
        raise Invalid("The JSON has to be a list of cards, or an object with a list “cards”.", field="file")
    return rows  # pyright: ignore[reportUnknownVariableType]


def _csv_rows(text: str) -> Iterator[_Line]:
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().casefold() for name in reader.fieldnames or ()]
    if not {"type", "rating", "intensity", "text"}.issubset(names):
        raise Invalid(
            "The first line has to name at least the columns type, rating, intensity and text.", field="file"
        )
    reader.fieldnames = names
    try:
        for row in reader:
            if any(len(value or "") > _LONGEST_LINE for value in row.values() if not isinstance(value, list)):
                raise Invalid("A line of this file is far too long for a card.", field="file")
            # Cells behind the last column come under None.
            spare = row.pop(None, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
            line = _Line({key: value or "" for key, value in row.items()})
            if spare:
                line["more columns than the first line names"] = ""
            yield line
    except csv.Error:
        raise Invalid(
            "This CSV cannot be read; perhaps a quotation mark is left open.", field="file"
        ) from None


def _beginning(row: Any) -> str:
    if isinstance(row, _Line):
        return row.get("text", "")[:60]
    try:
        return msgspec.convert(row, _Texts).script.steps[0].text[:60]
    except (msgspec.ValidationError, IndexError):
        return msgspec.json.encode(row).decode(errors="replace")[:60]


class _Text(msgspec.Struct):
    text: str


class _Steps(msgspec.Struct):
    steps: list[_Text]


class _Texts(msgspec.Struct):
    script: _Steps

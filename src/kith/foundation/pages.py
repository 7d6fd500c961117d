"""Keyset pages: a cursor is the sort key of the last row seen, opaque to the reader."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _

T = TypeVar("T")
C = TypeVar("C")

LARGEST_PAGE = 100


class Page(msgspec.Struct, Generic[T]):
    """Items in order and, if there are more, the cursor of the next page."""

    items: list[T]
    next: str | None = None


class Cursor(msgspec.Struct, array_like=True, frozen=True):
    """Rows are ordered by (at, id), newest first."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    id: UUID


def encode(cursor: msgspec.Struct) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def decode(text: str | None) -> Cursor | None:
    """The cursor, or None at the first page.

    Raises:
        Invalid: not a cursor of ours.
    """
    return decode_as(text, Cursor)


def decode_as(text: str | None, kind: type[C]) -> C | None:
    """The cursor of a page in another order.

    Raises:
        Invalid: not a cursor of ours.
    """
    if not text:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=kind)
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise Invalid(
            "This page link is not one of ours; start again from the first page.", field="cursor"
        ) from None


def limit_of(wanted: int | None) -> int:
    """The page size to use.

    Raises:
        Invalid: outside 1 to 100.
    """
    size = 20 if wanted is None else wanted
    if not 1 <= size <= LARGEST_PAGE:
        raise Invalid(_("A page holds between 1 and %(most)s items.", most=LARGEST_PAGE), field="limit")
    return size

"""What JOSH's console pages share: who may see what, filters, and the links between pages."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.web.console_frame import Link

Requested = Request[Any, Any, Any]
queries = load(__file__)

ACTOR: Final = service("josh.console")
PRODUCT: Final = "josh"
PERSONAL: Final = ("support", "ops")
"""Who may open what is somebody's own: their page, a text's words, a hold."""


def address(path: str, **query: str | None) -> str:
    """A link within the console; what is None is left out."""
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def next_page(path: str, rows: list[Any], size: int, **query: str | None) -> Link | None:
    """The link to older rows, when one row more than `size` was found; that row is taken off the list."""
    if len(rows) <= size:
        return None
    del rows[size:]
    last = rows[-1]
    cursor = keyset.encode(keyset.Cursor(last["created_at"], last["id"]))
    return Link("Older ones", address(path, **query, cursor=cursor))


def person_cell(role: str, person_id: UUID, first_name: str) -> Link | str:
    """A first name, leading to the person's page for those who may open it."""
    return Link(first_name, f"/console/josh/people/{person_id}") if role in PERSONAL else first_name

"""What the desk's pages share: who may come in, and what of the queue they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from litestar import Request

from kith.commons.safety.queue import QUEUES, VIEWS, Wanted
from kith.foundation import pages as keyset
from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.web.console_frame import EVERYBODY, Link, operator

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin

Requested = Request[Any, Any, Any]
PATH: Final = "/console/queue"
LOOKS: Final = ("queue.own", "queue.all")
"""The rights of whoever reads cases."""
ON_A_PAGE: Final = 50


async def moderator(request: Requested, *needed: str) -> tuple[Admin, frozenset[str]]:
    """The operator who sends a request, whom the page lets in, and their rights.

    Raises:
        NotFound: nobody who may, or has none of the rights that are named: to them the page does not exist.
    """
    admin = await operator(request, *(EVERYBODY if needed else ()))
    if needed and admin.rights.isdisjoint(needed):
        raise NotFound
    return admin, admin.rights


def older(rows: list[Any], at: str, href: str) -> Link | None:
    """The way to the next page, of rows of which one more than a page was asked for; it is taken off. `at` orders them, `href` ends in a cursor."""
    if len(rows) <= ON_A_PAGE:
        return None
    del rows[ON_A_PAGE:]
    return Link(_("Older ones"), href + keyset.encode(keyset.Cursor(rows[-1][at], rows[-1]["id"])))


def wanted_in(sent: Any) -> Wanted:
    """What a query or form asks of the queue; what is not known is left out."""
    product, queue = str(sent.get("product", "")), str(sent.get("queue", ""))
    view, urgency = str(sent.get("view", "")), str(sent.get("urgency", ""))
    return Wanted(
        products=(product,) if product else (),
        queues=(queue,) if queue in QUEUES else (),
        view=view if view in (*VIEWS, "mine") else "waiting",
        urgency=int(urgency) if urgency in ("1", "2", "3", "4", "5") else None,
    )


def kept(wanted: Wanted) -> dict[str, str]:
    """The same as fields of a form or query; what is usual is left out."""
    found = {
        "product": "".join(wanted.products),
        "queue": "".join(wanted.queues),
        "view": "" if wanted.view == "waiting" else wanted.view,
        "urgency": "" if wanted.urgency is None else str(wanted.urgency),
    }
    return {name: value for name, value in found.items() if value}


def address(path: str, wanted: Wanted, **more: str) -> str:
    query = kept(wanted) | more
    return f"{path}?{urlencode(query)}" if query else path

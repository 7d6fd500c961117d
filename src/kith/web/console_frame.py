"""The console's frame: who may see it, its navigation, and pages made of titled tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from kith.commons.audit.commands import Admin, admin_of
from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.web.forms import read
from kith.web.pages import moment, page
from kith.web.request import house_of, visitor

if TYPE_CHECKING:
    from litestar import Request, Response

EVERYBODY = ("support", "ops", "engineering")
SHORTEST_REASON = 5


class Link(msgspec.Struct, frozen=True):
    """A cell that leads somewhere."""

    text: str
    href: str


class Do(msgspec.Struct, frozen=True):
    """A cell with a button. With `asks`, a reason has to be given before it works."""

    label: str
    action: str
    asks: str = ""
    fields: dict[str, str] = {}


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A titled table; rows are lists of cells (text, number, Link or Do), one for each column. `more` leads to its next page."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    empty: str
    lead: str = ""
    more: Link | None = None


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One input of a form; with `options` (value, label) a choice among them. `type` is an input's, or textarea; a checkbox is ticked by "yes"."""

    name: str
    label: str
    type: str = "text"
    value: str = ""
    hint: str = ""
    required: bool = True
    options: Sequence[tuple[str, str]] = ()


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A titled form below the tables, or with `above` over them; `hidden` goes along unseen. One that only looks something up has the method get."""

    title: str
    action: str
    button: str
    fields: Sequence[Field]
    lead: str = ""
    hidden: dict[str, str] = {}
    method: str = "post"
    above: bool = False


class Reason(msgspec.Struct, frozen=True):
    """The form of an act that asks for nothing but a reason."""

    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


async def operator(request: Request[Any, Any, Any], *roles: str) -> Admin:
    """The operator who sends a request.

    Raises:
        NotFound: nobody who may: the console does not exist for others.
    """
    return await admin_of(house_of(request), visitor(request), *roles)


def reason_in(text: str) -> str:
    """A reason somebody else can understand later.

    Raises:
        Invalid: there is none, or hardly any.
    """
    if len(text.strip()) < SHORTEST_REASON:
        raise Invalid(
            "Please give a reason in a few words; it is written down with what you do.", field="reason"
        )
    return text.strip()


async def reason_of(request: Request[Any, Any, Any]) -> str:
    """The reason that is given by a form that asks for nothing else.

    Raises:
        Invalid: as `reason_in`, or it is longer than it can be.
    """
    return reason_in((await read(request, Reason)).reason)


def when(value: datetime | None) -> str:
    return "" if value is None else moment(value, "UTC", "short")


def console_page(
    request: Request[Any, Any, Any],
    title: str,
    tables: Sequence[Table],
    *,
    lead: str = "",
    facts: Sequence[tuple[str, Any]] = (),
    chart: Mapping[str, Any] | None = None,
    links: Sequence[Link] = (),
    forms: Sequence[Form] = (),
    product: str = "house",
    template: str = "console/page.html",
    more: Mapping[str, Any] | None = None,
) -> Response[str]:
    """A page of the console: links and facts on top, then the chart, tables and forms. A `template` of one's own extends the usual one and
    finds `more` beside what that has.
    """
    house = house_of(request)
    here = request.url.path
    groups = [
        {
            "heading": _("House"),
            "links": [
                _link("/console", _("Overview"), "home", here),
                _link("/console/queue", _("Queue"), "shield", here),
                _link("/console/operations", _("Operations"), "refresh", here),
                _link("/console/operations/messages", _("Messages"), "mail", here),
                _link("/console/accounts", _("Locked accounts"), "lock", here),
                _link("/console/bans", _("Bans"), "lock", here),
                _link("/console/features", _("Features"), "flag", here),
                _link("/console/data-requests", _("Requests for data"), "download", here),
                _link("/console/retention", _("What goes by itself"), "clock", here),
                _link("/console/audit", _("Audit"), "shield", here),
                _link("/console/numbers", _("Numbers"), "chart", here),
                _link("/console/operations/invariants", _("Promises"), "check", here),
            ],
        }
    ]
    groups += [
        {
            "heading": installed.name,
            "links": [_link(item.href, _(item.label), "list", here) for item in installed.console_links],
        }
        for installed in house.products
        if installed.console_links
    ]
    shown = [
        {
            "title": table.title,
            "lead": table.lead,
            "empty": table.empty,
            "columns": list(table.columns),
            "rows": [[_cell(cell) for cell in row] for row in table.rows],
            "more": table.more,
        }
        for table in tables
    ]
    context = {
        "title": title,
        "lead": lead,
        "facts": [
            {"label": label, "value": when(value) if isinstance(value, datetime) else value}
            for label, value in facts
        ],
        "tables": shown,
        "chart": chart,
        "links": links,
        "forms": forms,
        "side_nav": groups,
        **(more or {}),
    }
    return page(request, template, context, product=product)


def _link(href: str, label: str, icon: str, here: str) -> dict[str, Any]:
    return {"href": href, "label": label, "icon": icon, "current": href == here}


def _cell(cell: Any) -> dict[str, Any]:
    if isinstance(cell, Link):
        return {"kind": "link", "text": cell.text, "href": cell.href}
    if isinstance(cell, Do):
        return {
            "kind": "do",
            "label": cell.label,
            "action": cell.action,
            "asks": cell.asks,
            "fields": cell.fields,
        }
    if isinstance(cell, datetime):
        return {"kind": "text", "text": when(cell)}
    return {"kind": "text", "text": "" if cell is None else str(cell)}

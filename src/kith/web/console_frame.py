"""The console's frame: who may see it, its navigation, and pages made of titled tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar.exceptions import HTTPException

from kith.commons.audit.commands import Admin, admin_of
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.language import _
from kith.web.forms import read
from kith.web.pages import moment, page
from kith.web.request import house_of, visitor

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request, Response

    from kith.foundation.house import House

EVERYBODY = ("support", "ops", "engineering")
_ADMITS = "admits"
_WHO = "operator"
_ROOT = "/console"
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


class Admittance(msgspec.Struct, frozen=True):
    """Whom a page lets in: operators of these roles who have one of these rights. Empty asks for nothing of the kind."""

    roles: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()

    def lets_in(self, admin: Admin) -> bool:
        return (not self.roles or admin.role in self.roles) and (
            not self.rights or not admin.rights.isdisjoint(self.rights)
        )


def only(*roles: str) -> dict[str, Any]:
    """The `opt` of a page that these roles open. `operator` asks it, and no page of the console shows others a link there."""
    return {_ADMITS: Admittance(roles=roles)}


def only_with(*rights: str) -> dict[str, Any]:
    """The same for a page that takes one of these rights of `kith.moderation_rights`."""
    return {_ADMITS: Admittance(rights=rights)}


def about_person(person: UUID, product: str) -> list[Link]:
    """The ways from a product's page about somebody to what the house can do; a page shows those that its reader may go."""
    return [
        Link("See what they see", f"{_ROOT}/impersonation?person={person}&product={product}"),
        Link("Where their data is", f"{_ROOT}/people/{person}/data"),
        Link("Keep their data", f"{_ROOT}/legal-holds?person={person}#form-1"),
        Link("Close their account", f"{_ROOT}/bans?person={person}#form-1"),
    ]


async def operator(request: Request[Any, Any, Any], *roles: str) -> Admin:
    """The operator who sends a request: one whom the page lets in, and of these roles where some are named.

    Raises:
        NotFound: nobody who may: the console does not exist for others.
        LookupError: neither the page nor the caller says who may, which is a mistake of ours.
    """
    admits: Admittance | None = request.route_handler.opt.get(_ADMITS)
    if admits is None and not roles:
        raise LookupError(f"{request.url.path} does not say whom it lets in.")
    admin = await admin_of(house_of(request), visitor(request), *roles)
    if admits is not None and not admits.lets_in(admin):
        raise NotFound
    request.scope["state"][_WHO] = admin
    return admin


def opens(request: Request[Any, Any, Any], href: str) -> bool:
    """Whether the operator of this request may open a page, by what its route says; anything outside the console, everybody may."""
    path = href.partition("?")[0].partition("#")[0]
    if path != _ROOT and not path.startswith(f"{_ROOT}/"):
        return True
    try:
        handler = request.app.asgi_router.handle_routing(path, "GET")[1]
    except HTTPException:
        return False
    admits: Admittance | None = handler.opt.get(_ADMITS)
    return admits is None or admits.lets_in(request.scope["state"][_WHO])


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
    """A moment as operators read it, in UTC, and saying so: they look at nights in many cities."""
    return "" if value is None else f"{moment(value, 'UTC', 'short')} UTC"


def _fact(value: Any) -> Any:
    return when(value) if value is None or isinstance(value, datetime) else value


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
    problem: Problem | None = None,
) -> Response[str]:
    """A page of the console: links and facts on top, then the chart, tables and forms. A `template` of one's own extends the usual one and
    finds `more` beside what that has. What the operator may not open is no link: it is left out on top and in the navigation, and plain in a table.
    `problem` is why a form of the page was refused (see `filled`): said on top, at its field too, and the answer's status.
    """
    house = house_of(request)
    here = request.url.path
    links = [link for link in links if opens(request, link.href)]
    groups = [
        {"heading": heading, "links": [_link(*one, here) for one in found]}
        for heading, places in _navigation(house)
        if (found := [one for one in places if opens(request, one[0])])
    ]
    shown = [
        {
            "title": table.title,
            "lead": table.lead,
            "empty": table.empty,
            "columns": list(table.columns),
            "rows": [[_cell(request, cell) for cell in row] for row in table.rows],
            "more": table.more,
        }
        for table in tables
    ]
    context = {
        "title": title,
        "lead": lead,
        "facts": [{"label": label, "value": _fact(value)} for label, value in facts],
        "tables": shown,
        "chart": chart,
        "links": links,
        "forms": forms,
        "side_nav": groups,
        "problem": problem,
        **(more or {}),
    }
    return page(
        request, template, context, product=product, status=200 if problem is None else problem.status
    )


async def filled(request: Request[Any, Any, Any], form: Form) -> Form:
    """The form as it was sent, to be shown again when it is refused; files have to be chosen anew."""
    sent = await request.form()
    return msgspec.structs.replace(
        form,
        fields=tuple(
            one if one.type == "file" else msgspec.structs.replace(one, value=str(sent.get(one.name, "")))
            for one in form.fields
        ),
    )


def _navigation(house: House) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Headings, and under each the places: address, label, icon."""
    ours = [
        ("/console", _("Overview"), "home"),
        ("/console/queue", _("Queue"), "shield"),
        ("/console/operations", _("Operations"), "refresh"),
        ("/console/operations/messages", _("Messages"), "mail"),
        ("/console/accounts", _("Locked accounts"), "lock"),
        ("/console/bans", _("Bans"), "lock"),
        ("/console/features", _("Features"), "flag"),
        ("/console/data-requests", _("Requests for data"), "download"),
        ("/console/legal-holds", _("Legal holds"), "lock"),
        ("/console/retention", _("What goes by itself"), "clock"),
        ("/console/audit", _("Audit"), "shield"),
        ("/console/numbers", _("Numbers"), "chart"),
        ("/console/operations/invariants", _("Promises"), "check"),
    ]
    products = [
        (product.name, [(link.href, _(link.label), "list") for link in product.console_links])
        for product in house.products
    ]
    return [(_("House"), ours), *products]


def _link(href: str, label: str, icon: str, here: str) -> dict[str, Any]:
    return {"href": href, "label": label, "icon": icon, "current": href == here}


def _cell(request: Request[Any, Any, Any], cell: Any) -> dict[str, Any]:
    if isinstance(cell, Link):
        if not opens(request, cell.href):
            return {"kind": "text", "text": cell.text}
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

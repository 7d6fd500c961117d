"""The queue: what waits, by severity and age, in every product; taking the next; what was decided lately; appeals; numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from kith.commons.safety import actions, appeals, deciding, queue, team
from kith.commons.safety.queue import QUEUES, Waiting, Wanted
from kith.commons.safety.statement import category_words
from kith.console.moderation.frame import (
    LOOKS,
    ON_A_PAGE,
    PATH,
    Requested,
    address,
    kept,
    moderator,
    older,
    wanted_in,
)
from kith.foundation import pages as keyset
from kith.foundation.language import _, later
from kith.web.console_frame import Link, Table, console_page, only_with, when
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin

_SEVERITIES: Final = {
    5: later("Danger"),
    4: later("Grave"),
    3: later("Serious"),
    2: later("Ordinary"),
    1: later("Slight"),
}
_TONES: Final = {5: "danger", 4: "warning", 3: "accent", 2: "neutral", 1: "neutral"}
_VIEWS: Final = {
    "waiting": later("Waiting"),
    "mine": later("Mine"),
    "escalated": later("Passed up"),
    "taken": later("Taken by somebody"),
}
_STATES: Final = {
    "open": later("waiting"),
    "queued": later("waiting"),
    "escalated": later("passed up"),
    "assigned": later("taken"),
}


def severity_words(urgency: int) -> tuple[str, str]:
    """What a severity is called, and its tone."""
    return _(_SEVERITIES[urgency]), _TONES[urgency]


def kinds(request: Requested, product: str, kind: str) -> str:
    hooks = next((one.moderation for one in house_of(request).products if one.slug == product), None)
    found = None if hooks is None else hooks.kinds.get(kind)
    return _(found) if found else kind.replace("_", " ").capitalize()


def names(request: Requested) -> dict[str, str]:
    """What installed products are called."""
    return {product.slug: product.name for product in house_of(request).products}


def _row(request: Requested, one: Waiting, wanted: Wanted) -> dict[str, Any]:
    words, tone = severity_words(one.urgency)
    shown = "appealed" if one.appealed else one.state
    state = _("appealed") if shown == "appealed" else _(_STATES.get(one.state, one.state))
    return {
        "id": str(one.id),
        "href": address(f"{PATH}/{one.id}", wanted),
        "product": names(request).get(one.product, one.product),
        "about": kinds(request, one.product, one.content_type),
        "category": _(category_words(one.category)),
        "severity": words,
        "tone": tone,
        "queue": one.queue,
        "reports": one.report_count,
        "weight": f"{one.weight:.1f}",
        "since": when(one.opened_at),
        "since_iso": one.opened_at.isoformat(),
        "state": state,
        "taken_by": one.assigned_email or "",
        "free": one.state != "assigned",
    }


def _options(request: Requested) -> dict[str, list[tuple[str, str]]]:
    return {
        "product": [("", _("All products")), *names(request).items()],
        "queue": [("", _("All queues")), *((name, name.capitalize()) for name in QUEUES)],
        "view": [(name, _(words)) for name, words in _VIEWS.items()],
        "urgency": [("", _("Every severity")), *((str(n), _(words)) for n, words in _SEVERITIES.items())],
    }


@get(PATH, include_in_schema=False, opt=only_with("numbers", *LOOKS))
async def show(request: Requested, cursor: FromQuery[str | None] = None) -> Response[str]:
    admin, may = await moderator(request)
    house = house_of(request)
    if not may & {"queue.own", "queue.all"}:
        return await _numbers(request)
    wanted = wanted_in(request.query_params)
    found = await queue.page(house, admin, wanted, cursor)
    links = [
        Link(_("Decided lately"), f"{PATH}/decided"),
        Link(_("Numbers"), f"{PATH}/numbers"),
    ]
    if "appeals" in may:
        links.insert(0, Link(_("Appeals"), f"{PATH}/appeals"))
    if "standing" in may:
        links.append(Link(_("Holds and strikes"), f"{PATH}/standing"))
    if "team" in may:
        links.append(Link(_("Roles and queues"), f"{PATH}/team"))
    more = {
        "rows": [_row(request, one, wanted) for one in found.items],
        "wanted": kept(wanted),
        "options": _options(request),
        "older": None if found.next is None else address(PATH, wanted, cursor=found.next),
        "first_page": cursor is None,
        "works": bool(found.items) or await team.works_on_any(house, admin),
        "path": PATH,
    }
    return console_page(request, _("Queue"), [], links=links, template="console/queue.html", more=more)


@post(PATH + "/next", include_in_schema=False, status_code=200)
async def take_next(request: Requested) -> Redirect:
    admin, _may = await moderator(request, "decide")
    return await to_next(request, admin, wanted_in(await request.form()))


async def to_next(request: Requested, admin: Admin, wanted: Wanted, told: str = "") -> Redirect:
    """Take the next case of what is looked at, and go there; back to the queue when nobody waits. `told`: said on the way."""
    house = house_of(request)
    severities = (5, 1) if wanted.urgency is None else (wanted.urgency, wanted.urgency)
    case = await deciding.claim_next(
        house,
        admin,
        queue.installed(house, wanted.products),
        list(wanted.queues or QUEUES),
        severities,
    )
    if case is None:
        flash_next(request, "success", told or "Nobody is waiting for us.")
        return Redirect(address(PATH, wanted), status_code=303)
    if told:
        flash_next(request, "success", told)
    return Redirect(address(f"{PATH}/{case}", wanted), status_code=303)


async def _numbers(request: Requested) -> Response[str]:
    found = await queue.numbers(house_of(request))
    table = Table(
        title=_("Waiting"),
        lead=_("In every queue, by severity as it counts. A thousand stands for a thousand or more."),
        columns=(_("Product"), _("Queue"), _("Severity"), _("Cases"), _("The oldest since")),
        rows=[
            (
                names(request)[one.product],
                one.queue,
                severity_words(one.urgency)[0],
                one.waiting,
                one.oldest,
            )
            for one in found
        ],
        empty=_("Nobody is waiting for us."),
    )
    return console_page(request, _("Numbers of the queue"), [table])


@get(PATH + "/numbers", include_in_schema=False, opt=only_with("numbers"))
async def show_numbers(request: Requested) -> Response[str]:
    await moderator(request)
    return await _numbers(request)


@get(PATH + "/decided", include_in_schema=False, opt=only_with(*LOOKS))
async def decided(request: Requested, cursor: FromQuery[str | None] = None) -> Response[str]:
    admin, _may = await moderator(request)
    house, after = house_of(request), keyset.decode(cursor)
    async with house.database.session(deciding.ACTOR, "kith") as db:
        rows = [
            row
            async for row in queue.queries.decided(
                db.connection,
                admin=admin.id,
                products=queue.installed(house),
                queues=list(QUEUES),
                before=None if after is None else after.at,
                before_id=None if after is None else after.id,
                at_most=ON_A_PAGE + 1,
            )
        ]
    more = older(rows, "created_at", f"{PATH}/decided?cursor=")
    table = Table(
        title=_("Decided lately"),
        columns=(
            _("About"),
            _("Product"),
            _("Category"),
            _("What"),
            _("Why"),
            _("By"),
            _("When"),
            _("Until"),
        ),
        rows=[
            (
                Link(kinds(request, row["product"], row["content_type"]), f"{PATH}/{row['case_id']}"),
                names(request)[row["product"]],
                _(category_words(row["category"])),
                _(actions.label_of(house, row["product"], row["action"]))
                + (f" ({_('taken back')})" if row["reversed"] else ""),
                row["reason"],
                row["decided_by"],
                row["created_at"],
                row["lasts_until"],
            )
            for row in rows
        ],
        empty=_("Nothing yet."),
        more=more,
    )
    return console_page(request, _("Decided lately"), [table], links=[Link(_("The queue"), PATH)])


@get(PATH + "/appeals", include_in_schema=False, opt=only_with("appeals"))
async def open_appeals(request: Requested) -> Response[str]:
    admin, _may = await moderator(request)
    house = house_of(request)
    async with house.database.session(deciding.ACTOR, "kith") as db:
        rows = [
            row
            async for row in appeals.queries.open_ones(
                db.connection,
                products=queue.installed(house),
                queues=list(QUEUES),
                admin=admin.id,
                at_most=100,
            )
        ]
    table = Table(
        title=_("Appeals"),
        lead=_("The oldest first. Answered by somebody else than who decided, so your own are not here."),
        columns=(_("Decision"), _("Product"), _("Reason given then"), _("Since")),
        rows=[
            (
                Link(
                    _(actions.label_of(house, row["product"], row["action"])),
                    f"{PATH}/appeals/{row['decision_id']}",
                ),
                names(request)[row["product"]],
                row["reason"],
                row["created_at"],
            )
            for row in rows
        ],
        empty=_("Nobody appeals against anything."),
    )
    return console_page(request, _("Appeals"), [table], links=[Link(_("The queue"), PATH)])


ROUTES = [show, take_next, show_numbers, decided, open_appeals]

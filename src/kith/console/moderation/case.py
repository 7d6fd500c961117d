"""A case: what was reported beside the person's history, the decision with its reason, passing it up, taking a decision back."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.safety import actions, deciding, queue
from kith.commons.safety.deciding import Decided
from kith.commons.safety.queue import CaseFile
from kith.commons.safety.statement import category_words, rule_of
from kith.console.moderation.frame import LOOKS, PATH, Requested, address, kept, moderator, wanted_in
from kith.console.moderation.listing import kinds, names, severity_words, to_next
from kith.foundation.errors import Problem
from kith.foundation.language import _, later, ngettext
from kith.foundation.moderation import Action
from kith.web import forms
from kith.web.console_frame import console_page, only_with, reason_in, when
from kith.web.media import file_response
from kith.web.pages import flash_next
from kith.web.request import house_of

_HOLDS: Final = {
    "none": later("not set aside"),
    "soft_hold": later("set aside softly"),
    "hard_hold": later("set aside entirely"),
}


class LookedAt(msgspec.Struct, frozen=True, kw_only=True):
    """What of the queue is looked at goes along with every form."""

    product: Annotated[str, msgspec.Meta(max_length=40)] = ""
    queue: Annotated[str, msgspec.Meta(max_length=40)] = ""
    view: Annotated[str, msgspec.Meta(max_length=40)] = ""
    urgency: Annotated[str, msgspec.Meta(max_length=2)] = ""


class CaseDecision(LookedAt, frozen=True, kw_only=True):
    action: Annotated[str, msgspec.Meta(max_length=40)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=5000)] = ""
    facts: Annotated[str, msgspec.Meta(max_length=5000)] = ""
    ground: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    days: Annotated[str, msgspec.Meta(max_length=3)] = ""
    next: Annotated[str, msgspec.Meta(max_length=3)] = ""


class Handover(LookedAt, frozen=True, kw_only=True):
    escalate: Annotated[str, msgspec.Meta(max_length=3)] = ""
    handover: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())  # pyright: ignore[reportUnknownVariableType]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)  # pyright: ignore[reportUnknownArgumentType]


def _facts(snapshot: dict[str, Any] | None) -> list[tuple[str, str]]:
    return [
        (name.replace("_", " ").capitalize(), _value(value))
        for name, value in (snapshot or {}).items()
        if value not in (None, "", [], {})
    ]


def _days(number: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", number)


def _more(request: Requested, found: CaseFile, offered: list[Action], sent: CaseDecision) -> dict[str, Any]:
    house = house_of(request)
    wanted = wanted_in(request.query_params)
    products = names(request)
    called = {slug: queue.labels(house, slug) for slug in products}
    severity, tone = severity_words(found.urgency)
    return {
        "path": PATH,
        "wanted": kept(wanted),
        "back": address(PATH, wanted),
        "here": address(f"{PATH}/{found.id}", wanted),
        "case": found,
        "about": kinds(request, found.product, found.content_type),
        "of_product": products[found.product],
        "category": _(category_words(found.category)),
        "severity": severity,
        "tone": tone,
        "since": when(found.opened_at),
        "until": when(found.claim_expires_at),
        "snapshot": _facts(found.snapshot),
        "told": [
            {
                "category": _(category_words(one.category)),
                "words": one.words,
                "snapshot": _facts(one.snapshot) if one.snapshot != found.snapshot else [],
                "weight": "" if one.weight is None else f"{one.weight:.2f}",
                "at": when(one.at),
                "evidence": one.evidence,
            }
            for one in found.told
        ],
        "shown_products": [products.get(product, product) for product in found.products],
        "hold": _(_HOLDS[found.hold]),
        "history": [
            {
                "href": None if one.case_id is None else f"{PATH}/{one.case_id}",
                "product": products.get(one.product, one.product),
                "what": _(called.get(one.product, {}).get(one.action, one.action)),
                "reason": one.reason,
                "at": when(one.at),
                "reversed": one.reversed,
            }
            for one in found.history
        ],
        "before": [
            (products.get(product, product), number, upheld)
            for product, number, upheld in found.reported_before
        ],
        "strikes": [
            (products.get(one.product, one.product), one.strike_type, one.points, when(one.window_end))
            for one in found.strikes
        ],
        "decisions": [
            {
                "id": one.id,
                "what": _(called[found.product].get(one.action, one.action)),
                "reason": one.reason,
                "by": one.decided_by or "",
                "at": when(one.at),
                "until": when(one.lasts_until),
                "appeal": one.appeal_state,
                "reversed": one.reversed,
                "reversible": not one.reversed and not one.is_reversal and one.appeal_state != "open",
            }
            for one in found.decisions
        ],
        "offered": [
            {"key": action.key, "label": _(action.label), "letter": action.letter} for action in offered
        ],
        "offered_keys": [(action.letter, _(action.label)) for action in offered if action.letter]
        if found.mine
        else [],
        "spans": [
            ("", _("As usual")),
            *((str(days), _days(days)) for days in actions.LASTS),
            ("0", _("Until somebody lifts it")),
        ],
        "rule": _(rule_of(found.category)),
        "sent": sent,
    }


async def _show(
    request: Requested, case: UUID, problem: Problem | None = None, sent: CaseDecision | None = None
) -> Response[str]:
    admin, may = await moderator(request, *LOOKS)
    found, offered = await queue.case_file(house_of(request), admin, case)
    more = _more(request, found, offered, sent or CaseDecision(next="yes"))
    more["may_reverse"] = "reverse" in may
    more["may_decide"] = "decide" in may
    more["problem"] = (
        None if problem is None else {"field": problem.field or "action", "text": problem.detail}
    )
    title = f"{more['category']}: {more['about']}"
    answer = console_page(request, title, [], template="console/case.html", more=more)
    if problem is not None:
        answer.status_code = problem.status
    return answer


@get(PATH + "/{case:uuid}", include_in_schema=False, opt=only_with(*LOOKS))
async def show(request: Requested, case: FromPath[UUID]) -> Response[str]:
    return await _show(request, case)


@get(PATH + "/{case:uuid}/picture", include_in_schema=False, opt=only_with(*LOOKS))
async def picture(request: Requested, case: FromPath[UUID]) -> Response[bytes]:
    admin, _may = await moderator(request, *LOOKS)
    return await file_response(request, await queue.picture(house_of(request), admin, case))


@post(PATH + "/{case:uuid}/claim", include_in_schema=False, status_code=200)
async def claim(request: Requested, case: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "decide")
    await deciding.claim(house_of(request), admin, case)
    return Redirect(address(f"{PATH}/{case}", wanted_in(await request.form())), status_code=303)


@post(PATH + "/{case:uuid}/release", include_in_schema=False, status_code=200)
async def release(request: Requested, case: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "decide")
    form = await forms.read(request, Handover)
    escalate = form.escalate == "yes"
    await deciding.release(house_of(request), admin, case, escalate=escalate, handover=form.handover)
    flash_next(request, "success", _("Passed up.") if escalate else _("Back in the queue."))
    return Redirect(address(PATH, wanted_in(await request.form())), status_code=303)


@post(PATH + "/{case:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, case: FromPath[UUID]) -> Response[Any] | Redirect:
    admin, _may = await moderator(request, "decide")
    form = await forms.read(request, CaseDecision)
    decided = Decided(
        action=form.action,
        reason=form.reason,
        facts=form.facts,
        ground=form.ground,
        days=int(form.days) if form.days.isdigit() else None,
    )
    try:
        await deciding.decide(house_of(request), admin, case, decided)
    except Problem as problem:
        if problem.status != 422:
            raise
        return await _show(request, case, problem, form)
    told = "Decided. Everybody whom it concerns is told."
    wanted = wanted_in(await request.form())
    if form.next == "yes":
        return await to_next(request, admin, wanted, told)
    flash_next(request, "success", told)
    return Redirect(address(PATH, wanted), status_code=303)


@post(PATH + "/decisions/{decision:uuid}/reverse", include_in_schema=False, status_code=200)
async def reverse(request: Requested, decision: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "reverse")
    form = await forms.read(request, Reason)
    await deciding.reverse(house_of(request), admin, decision, reason_in(form.reason))
    flash_next(request, "success", "Taken back, and whoever it concerns is told.")
    return Redirect(f"{PATH}/decided", status_code=303)


ROUTES = [show, picture, claim, release, decide, reverse]

"""What was decided about oneself in any product: the reasons, as a page and as JSON, and the appeal.

The letter's link opens its decision without signing in, for a month, and for good where it closed the account: whoever cannot sign in reads
why, and appeals, all the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.safety import actions, appeals, deciding, letters
from kith.commons.safety.deciding import ACTOR
from kith.commons.safety.letters import PAGE
from kith.foundation.errors import NotFound, Problem, SignInNeeded
from kith.foundation.language import _
from kith.foundation.rate_limits import Limit, take
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_KEY_WORKS: Final = timedelta(days=30)
_WORDS: Final = Limit("decisions.words", 20, timedelta(hours=1))


class AppealForm(msgspec.Struct, frozen=True):
    words: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    key: Annotated[str, msgspec.Meta(max_length=60)] = ""


def _label(request: Requested, product: str, action: str) -> str:
    if action in letters.CLOSING:
        return _(letters.CLOSED)
    return _(actions.label_of(house_of(request), product, action))


async def _whose(request: Requested, decision: UUID, key: str) -> UUID:
    """Who reads: whoever is signed in, or whom the decision is about, when the letter's key fits.

    Raises:
        SignInNeeded: nobody is signed in, and there is no key.
        NotFound: the key does not fit, or has run out.
    """
    person = visitor(request)
    if not key:
        if person is None:
            raise SignInNeeded("Please sign in first.")
        return person.id
    house = house_of(request)
    if not letters.is_key_of(house, decision, key):
        raise NotFound
    async with house.database.session(ACTOR, "kith") as db:
        row = await deciding.queries.decision(db.connection, id=decision)
        if row is None or row["person_id"] is None:
            raise NotFound
        if row["action"] not in letters.CLOSING and db.now - row["created_at"] > _KEY_WORKS:
            raise NotFound
        return row["person_id"]


@get(PAGE, include_in_schema=False)
async def listed(request: Requested) -> Response[str]:
    rows = await appeals.about(house_of(request), person_of(request).id)
    names = {product.slug: product.name for product in house_of(request).products}
    shown = [
        {
            "id": row["id"],
            "what": _label(request, row["product"], row["action"]),
            "product": names.get(row["product"], "Kith"),
            "at": row["created_at"],
            "appeal": row["appeal_state"],
            "reversed": row["reversed"],
        }
        for row in rows
    ]
    return page(request, "account/decisions.html", {"rows": shown})


async def _show(
    request: Requested, decision: UUID, key: str, problem: Problem | None = None, words: str = ""
) -> Response[str]:
    house = house_of(request)
    person = await _whose(request, decision, key)
    async with house.database.session(ACTOR, "kith") as db:
        row = await appeals.decision_about(db, person, decision)
        said = []
        if row["appeal_id"] is not None:
            said = [one async for one in appeals.queries.said(db.connection, appeal=row["appeal_id"])]
        in_time = db.now - row["created_at"] < timedelta(days=appeals.DAYS)
    may_write = not row["open_again"] and (
        row["appeal_state"] == "open" or (row["appeal_state"] is None and in_time and not row["reversed"])
    )
    names = {product.slug: product.name for product in house.products}
    context = {
        "decision": row,
        "what": _("Your account is open")
        if row["open_again"]
        else _label(request, row["product"], row["action"]),
        "closed": row["action"] in letters.CLOSING and not row["open_again"],
        "of_product": names.get(row["product"], "Kith"),
        "said": said,
        "may_write": may_write,
        "key": key,
        "words": words,
        "error": "" if problem is None else problem.detail,
    }
    answer = page(
        request, "account/decision.html", context, status=200 if problem is None else problem.status
    )
    if key:
        answer.headers["referrer-policy"] = "no-referrer"
        answer.headers["x-robots-tag"] = "noindex"
    return answer


@get(PAGE + "/{decision:uuid}", include_in_schema=False)
async def show(request: Requested, decision: FromPath[UUID], key: FromQuery[str] = "") -> Response[str]:
    return await _show(request, decision, key)


@post(PAGE + "/{decision:uuid}/appeal", include_in_schema=False, status_code=200)
async def appeal(request: Requested, decision: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, AppealForm)
    house = house_of(request)
    person = await _whose(request, decision, form.key)
    await take(house, _WORDS, str(person))
    try:
        await appeals.appeal(house, person, decision, form.words)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(request, decision, form.key, problem, form.words)
    flash_next(request, "success", "Sent. Somebody who did not decide it looks at it.")
    back = f"{PAGE}/{decision}" + (f"?key={form.key}" if form.key else "")
    return Redirect(back, status_code=303)


@get("/api/my/decisions/{decision:uuid}/statement", tags=["house"])
async def reasons(request: Requested, decision: FromPath[UUID]) -> dict[str, Any]:
    """The statement of reasons, in the fields of the European transparency database."""
    person = person_of(request)
    async with house_of(request).database.session(ACTOR, "kith") as db:
        row = await appeals.decision_about(db, person.id, decision)
    return dict(row["statement"] or {})


ROUTES = [listed, show, appeal, reasons]

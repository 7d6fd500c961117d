"""Who was there: a guest's own evening, what they say of others, and how to contradict."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Problem
from kith.products.momento.attendance import commands, reads
from kith.products.momento.attendance.weighing import Outcome
from kith.products.momento.frame import frame
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class WordForm(msgspec.Struct, frozen=True):
    profile: UUID
    says: Outcome


class ReasonForm(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_REASON)] = ""


async def _page(
    request: Requested, event: UUID, problem: Problem | None = None, reason: str = ""
) -> Response[str]:
    house = house_of(request)
    found, guests = await reads.for_guest(house, person_of(request), event)
    now = house.clock.now()
    context = {
        "event": found,
        "guests": guests,
        "begun": now >= found["starts_at"],
        "can_say": found["starts_at"] <= now <= found["ends_at"] + commands.SAID_FOR,
        "may_be_absent": now >= commands.absent_from(found),
        "can_dispute": found["status"] in ("no_show", "late")
        and now <= found["ends_at"] + commands.DISPUTED_FOR,
        "disputed_until": found["ends_at"] + commands.DISPUTED_FOR,
        "reason": reason,
        "error": "" if problem is None else problem.detail,
    }
    return page(
        request,
        "momento/attendance.html",
        {**frame(request, "invitations"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/events/{event:uuid}/attendance", include_in_schema=False)
async def show(request: Requested, event: FromPath[UUID]) -> Response[str]:
    return await _page(request, event)


@post("/momento/events/{event:uuid}/attendance", include_in_schema=False, status_code=200)
async def say(request: Requested, event: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, WordForm)
    await commands.say_as_guest(house_of(request), person_of(request), event, form.profile, form.says)
    return Redirect(f"/momento/events/{event}/attendance#guests", status_code=303)


@post("/momento/events/{event:uuid}/attendance/dispute", include_in_schema=False, status_code=200)
async def dispute(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, ReasonForm)
    try:
        await commands.dispute(house_of(request), person_of(request), event, form.reason)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _page(request, event, problem, form.reason)
    flash_next(
        request, "success", "Thank you. Somebody of our team looks at it; until then it counts for nothing."
    )
    return Redirect(f"/momento/events/{event}/attendance", status_code=303)


ROUTES = [show, say, dispute]

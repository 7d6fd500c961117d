"""A guest's pages: what one was asked to, and the invitation itself."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Problem
from kith.foundation.language import _, later
from kith.products.momento.events.reads import map_of
from kith.products.momento.frame import frame
from kith.products.momento.seats import commands, reads
from kith.products.momento.seats.calendar_file import calendar_file
from kith.products.momento.waiting import commands as waiting
from kith.products.momento.wallet.offers import wallets
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
PAID = {
    "seated": ("success", later("Your seat is confirmed. How good that you are coming.")),
    "processing": ("info", later("Your bank is working on it. We write to you as soon as it is through.")),
    "no_seat": (
        "warning",
        later("Your payment arrived when no seat was free any more. All of it is on its way back to you."),
    ),
    "paid_twice": ("info", later("You had paid already. The second payment is on its way back to you.")),
    "failed": ("danger", later("The payment did not go through. Nothing was charged; you can try again.")),
    "expired": ("warning", later("The payment page was closed before anything was paid.")),
    "open": ("info", later("Nothing has been paid yet.")),
}

REFUND_STATES = {
    "due": later("on its way"),
    "sent": later("on its way"),
    "succeeded": later("back on your card"),
    "failed": later("did not arrive; we are on it"),
}


class Answer(msgspec.Struct, frozen=True):
    """All small forms of the page; each uses its own fields."""

    plus_one: Annotated[str, msgspec.Meta(max_length=60)] = ""
    save_card: bool = False
    charge_saved_card: bool = False
    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


@get("/momento/invitations", include_in_schema=False)
async def invitations(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    lines = await reads.my_invitations(house, person)
    now = house.clock.now()
    over = [
        line
        for line in lines
        if line.event_status in ("completed", "cancelled") or (line.ends_at and line.ends_at < now)
    ]
    current = [line for line in lines if line not in over]
    context = {
        "asked": [line for line in reversed(current) if line.status != "confirmed"],
        "coming": [line for line in reversed(current) if line.status == "confirmed"],
        "past": [line for line in over if line.status == "confirmed"],
    }
    return page(
        request, "momento/invitations.html", {**frame(request, "invitations"), **context}, product="momento"
    )


async def _show(request: Requested, invitation: UUID, problem: Problem | None = None) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    seen = await reads.invitation(house, person, invitation)
    mine, event = seen.invitation, seen.event
    now = house.clock.now()
    back = None
    if mine.paid_in_cents and event.starts_at is not None and mine.status == "confirmed":
        steps = {"refund_policy": event.refund_policy, "starts_at": event.starts_at}
        back = commands.refund_if_given_back(steps, mine.paid_in_cents, now)
    context = {
        "seen": seen,
        "mine": mine,
        "event": event,
        "map": map_of(seen.stops),
        "open": mine.status in ("sent", "payment_failed")
        and mine.expires_at > now
        and not event.over
        and bool(event.starts_at and event.starts_at > now),
        "begun": bool(event.starts_at and event.starts_at <= now),
        "full": seen.free < 1,
        "named": [guest for guest in seen.guests if guest.shown],
        "unnamed": sum(guest.seats for guest in seen.guests if not guest.shown),
        "policy": sorted(event.refund_policy, key=lambda step: -step["hours"]),
        "back": back,
        "refunds": await reads.given_back(house, person, invitation),
        "refund_states": {name: _(said) for name, said in REFUND_STATES.items()},
        "wallets": wallets(house.settings),
        "problem": problem,
        "now": now,
    }
    return page(
        request,
        "momento/invitation.html",
        {**frame(request, "invitations"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/invitations/{invitation:uuid}", include_in_schema=False)
async def show(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    return await _show(request, invitation)


@post("/momento/invitations/{invitation:uuid}/accept", include_in_schema=False, status_code=200)
async def accept(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Answer)
    try:
        answered = await commands.accept(
            house_of(request),
            person_of(request),
            invitation,
            plus_one=sent.plus_one,
            save_card=sent.save_card,
        )
    except Problem as problem:
        if problem.status not in (402, 409, 422, 503):
            raise
        return await _show(request, invitation, problem)
    if answered.pay_at is not None:
        return Redirect(answered.pay_at, status_code=303)
    flash_next(request, *PAID["seated"])
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


@get("/momento/invitations/{invitation:uuid}/paid", include_in_schema=False)
async def paid(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    try:
        outcome = await commands.came_back(house_of(request), person_of(request), invitation)
    except Problem as problem:
        if problem.status != 503:
            raise
        outcome = "processing"
    flash_next(request, *PAID[outcome])
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


@post("/momento/invitations/{invitation:uuid}/let-go", include_in_schema=False, status_code=200)
async def let_go(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    await commands.let_go(house_of(request), person_of(request), invitation)
    flash_next(request, "info", "Your seat is free for somebody else now.")
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


@post("/momento/invitations/{invitation:uuid}/decline", include_in_schema=False, status_code=200)
async def decline(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Answer)
    await commands.decline(house_of(request), person_of(request), invitation, sent.reason)
    flash_next(request, "info", "Thanks for saying so. The host can ask somebody else now.")
    return Redirect("/momento/invitations", status_code=303)


@post("/momento/invitations/{invitation:uuid}/give-back", include_in_schema=False, status_code=200)
async def give_back(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Answer)
    due = await commands.give_back(house_of(request), person_of(request), invitation, sent.reason)
    text = (
        _("Your seat is free for somebody else now, and your money is on its way back.")
        if due
        else _("Your seat is free for somebody else now.")
    )
    flash_next(request, "info", text)
    return Redirect("/momento/invitations", status_code=303)


@post("/momento/invitations/{invitation:uuid}/wait", include_in_schema=False, status_code=200)
async def wait(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Answer)
    try:
        await waiting.join(
            house_of(request), person_of(request), invitation, charge_saved_card=sent.charge_saved_card
        )
    except Conflict as conflict:
        flash_next(request, "info", conflict.detail)
    else:
        flash_next(request, "success", "You are in line. We write to you when a seat is yours.")
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


@post("/momento/invitations/{invitation:uuid}/leave-line", include_in_schema=False, status_code=200)
async def leave_line(request: Requested, invitation: FromPath[UUID]) -> Response[Any]:
    await waiting.leave(house_of(request), person_of(request), invitation)
    flash_next(request, "info", "You are not in line any more.")
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


@get("/momento/invitations/{invitation:uuid}/event.ics", include_in_schema=False)
async def calendar(request: Requested, invitation: FromPath[UUID]) -> Response[bytes]:
    seen = await reads.invitation(house_of(request), person_of(request), invitation)
    return Response(
        calendar_file(seen, house_of(request).settings.public_url),
        media_type="text/calendar; charset=utf-8",
        headers={
            "content-disposition": 'attachment; filename="momento.ics"',
            "cache-control": "private, no-store",
        },
    )


ROUTES = [invitations, show, accept, paid, let_go, decline, give_back, wait, leave_line, calendar]

"""A member's pages."""

from __future__ import annotations

import secrets
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.identity import sessions
from kith.commons.safety import commands as safety
from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import _, later
from kith.products.josh.dashboard import commands, magic_links, reads
from kith.products.josh.linkups.activities import find
from kith.products.josh.linkups.wording import activity_named, activity_shown, moment_shown
from kith.products.josh.profiles.factors import FACTORS, plain_words
from kith.products.josh.profiles.fingerprint import from_stored
from kith.products.josh.subscription import checkout
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of
from kith.web.sign_in import remember

Requested = Request[Any, Any, Any]
_ACTOR = service("josh.dashboard")
_STATES = {
    "draft": later("Being put together"),
    "broadcasting": later("Asking around"),
    "locked": later("All set"),
    "completed": later("Took place"),
    "expired": later("Did not come together"),
    "canceled": later("Called off"),
}


class Form(msgspec.Struct, frozen=True):
    """All small forms of these pages; each uses its own fields."""

    token: Annotated[str, msgspec.Meta(max_length=200)] = ""
    answer: Annotated[str, msgspec.Meta(max_length=20)] = ""
    factor: Annotated[str, msgspec.Meta(max_length=40)] = ""
    key: Annotated[str, msgspec.Meta(max_length=80)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    person: UUID | None = None


def _page(request: Requested, template: str, context: dict[str, Any]) -> Response[str]:
    here = request.url.path
    links = (
        ("/josh/home", _("Home")),
        ("/josh/profile", _("You")),
        ("/josh/contacts", _("People")),
        ("/josh/subscription", _("Membership")),
    )
    nav = [{"href": href, "label": label, "current": here == href} for href, label in links]
    number = house_of(request).settings.twilio_number
    return page(
        request,
        template,
        {"nav": nav, "number": number, "home_href": "/josh/home", **context},
        product="josh",
    )


def _said(item: reads.LinkUpSummary) -> dict[str, Any]:
    known = find(item.activity)
    return {
        "id": item.id,
        "activity": _(known.name) if known is not None else "LinkUp",
        "state": item.state,
        "state_said": _(_STATES[item.state]),
        "when": moment_shown(item.event_time or item.starts_at, item.time_zone),
        "venue": item.venue,
        "taken": item.seats_taken,
        "total": item.max_size,
        "mine": item.mine,
    }


@get("/josh/home", include_in_schema=False)
async def home(request: Requested, cursor: FromQuery[str | None] = None) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        row = await reads.queries.me(db.connection, user_id=person.id)
        if row is None:
            return Redirect("/josh/join", status_code=303)
        invites = [
            {
                "id": invite["id"],
                "activity": activity_shown(activity_named(invite["brief"])),
                "when": moment_shown(invite["starts_at"], invite["time_zone"]),
                "people": f"{invite['min_size']}–{invite['max_size']}",
            }
            async for invite in reads.queries.my_invites(db.connection, user_id=person.id)
        ]
    listed = await reads.my_linkups(house, person, keyset.decode(cursor), 10)
    items = [_said(item) for item in listed.items]
    context = {
        "me": dict(row),
        "invites": invites,
        "ahead": [item for item in items if item["state"] in ("locked", "broadcasting")],
        "behind": [item for item in items if item["state"] not in ("locked", "broadcasting")],
        "older": f"/josh/home?cursor={listed.next}" if listed.next else None,
    }
    return _page(request, "josh/home.html", context)


@get("/josh/linkups/{linkup_id:uuid}", include_in_schema=False)
async def linkup(request: Requested, linkup_id: FromPath[UUID]) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        found = await reads.linkup(db, person, linkup_id)
    context = {
        "linkup": found,
        "activity": activity_shown(found.activity),
        "when": moment_shown(found.event_time or found.starts_at, found.time_zone),
        "state_said": _(_STATES[found.state]),
    }
    return _page(request, "josh/linkup.html", context)


def _back_to(linkup_id: UUID) -> Redirect:
    return Redirect(f"/josh/linkups/{linkup_id}", status_code=303)


@post("/josh/linkups/{linkup_id:uuid}/cancel", include_in_schema=False, status_code=200)
async def cancel(request: Requested, linkup_id: FromPath[UUID]) -> Redirect:
    await commands.cancel(house_of(request), person_of(request), linkup_id)
    flash_next(request, "info", "Done. We tell the others.")
    return Redirect("/josh/home", status_code=303)


@post("/josh/linkups/{linkup_id:uuid}/attended", include_in_schema=False, status_code=200)
async def attended(request: Requested, linkup_id: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Form)
    await commands.say_attended(house_of(request), person_of(request), linkup_id, form.answer)
    return _back_to(linkup_id)


@post("/josh/linkups/{linkup_id:uuid}/again", include_in_schema=False, status_code=200)
async def again(request: Requested, linkup_id: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Form)
    await commands.say_again(house_of(request), person_of(request), linkup_id, again=form.answer == "yes")
    return _back_to(linkup_id)


@post("/josh/linkups/{linkup_id:uuid}/choose", include_in_schema=False, status_code=200)
async def choose(request: Requested, linkup_id: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Form)
    if form.person is None or form.answer not in ("yes", "no"):
        raise NotFound
    await commands.choose(
        house_of(request), person_of(request), linkup_id, {form.person: form.answer == "yes"}
    )
    flash_next(request, "success", "Noted, and private. If you both say yes, you both get a text.")
    return _back_to(linkup_id)


@post("/josh/invites/{invite_id:uuid}/reply", include_in_schema=False, status_code=200)
async def reply(request: Requested, invite_id: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Form)
    await commands.answer_invite(house_of(request), person_of(request), invite_id, yes=form.answer == "yes")
    flash_next(request, "success", "Thank you. What comes of it reaches you by text.")
    return Redirect("/josh/home", status_code=303)


@get("/josh/profile", include_in_schema=False)
async def profile(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        row = await reads.queries.profile(db.connection, user_id=person.id)
    factors = {} if row is None else from_stored(row["fingerprint"]).factors
    shown = [
        {
            "name": meaning.name.value,
            "title": _(meaning.title),
            "known": meaning.name in factors,
            "words": _sentence(_(plain_words(meaning.name, factors[meaning.name].range_value)))
            if meaning.name in factors
            else "",
            "sure": _sure(factors[meaning.name].confidence)
            if meaning.name in factors
            else _("We do not know yet"),
            "thirds": [
                ("low", _sentence(_(meaning.low))),
                ("mid", _sentence(_(meaning.mid))),
                ("high", _sentence(_(meaning.high))),
            ],
        }
        for meaning in FACTORS
    ]
    likes = (
        []
        if row is None
        else [
            _(known.name)
            for entry in row["activity_patterns"]
            if (known := find(entry["activity_key"])) is not None
        ]
    )
    boundaries: dict[str, Any] = {} if row is None else row["boundaries"] or {}
    no_thanks: list[str] = boundaries.get("no_thanks", [])
    context = {
        "factors": shown,
        "likes": likes,
        "no_thanks": no_thanks,
        "state": "empty" if row is None else row["state"],
    }
    return _page(request, "josh/profile.html", context)


def _sentence(words: str) -> str:
    # Texts say the same in the middle of a sentence; `capitalize` would make German nouns small.
    return words[:1].upper() + words[1:]


def _sure(confidence: float) -> str:
    if confidence > 0.6:
        return _("Quite sure")
    return _("A fair guess") if confidence > 0.4 else _("Only a hunch")


@post("/josh/profile/correct", include_in_schema=False, status_code=200)
async def correct(request: Requested) -> Redirect:
    house = house_of(request)
    form = await forms.read(request, Form)
    await commands.correct(house, person_of(request), form.factor, form.answer, house.clock.now())
    flash_next(request, "success", "Thank you, that counts from now on.")
    return Redirect("/josh/profile", status_code=303)


@get("/josh/contacts", include_in_schema=False)
async def contacts(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        found = await reads.contacts(db)
    return _page(request, "josh/contacts.html", {"contacts": found})


async def _met(request: Requested, other: UUID | None) -> UUID:
    house, person = house_of(request), person_of(request)
    if other is not None:
        async with house.database.session(_ACTOR, house.product("josh").schema) as db:
            if await reads.queries.met(db.connection, user_id=person.id, other=other):
                return other
    raise NotFound


@post("/josh/people/block", include_in_schema=False, status_code=200)
async def block(request: Requested) -> Redirect:
    form = await forms.read(request, Form)
    other = await _met(request, form.person)
    person = person_of(request)
    async with house_of(request).database.session(person.actor, "kith") as db:
        await safety.block(db, person.id, other)
    flash_next(request, "success", "You will not meet again. They are not told.")
    return Redirect("/josh/home", status_code=303)


@post("/josh/people/report", include_in_schema=False, status_code=200)
async def report(request: Requested) -> Redirect:
    form = await forms.read(request, Form)
    other = await _met(request, form.person)
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await safety.report(
            db,
            product="josh",
            reporter=person.id,
            reported=other,
            category="report",
            content_type="person",
            content_id=other,
            details={"comments": form.reason},
            key=f"josh:web:{form.key or secrets.token_hex(8)}",
        )
        await safety.block(db, person.id, other)
    flash_next(
        request,
        "success",
        "Thank you for telling us. A person reads this today, and you will not meet again.",
    )
    return Redirect("/josh/home", status_code=303)


@post("/josh/pause", include_in_schema=False, status_code=200)
async def pause(request: Requested) -> Redirect:
    form = await forms.read(request, Form)
    await commands.pause(house_of(request), person_of(request), paused=form.answer == "pause")
    return Redirect("/josh/home", status_code=303)


@get("/josh/subscription", include_in_schema=False)
async def subscription(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        row = await reads.queries.me(db.connection, user_id=person.id)
    if row is None:
        return Redirect("/josh/join", status_code=303)
    return _page(request, "josh/subscription.html", {"me": dict(row), "key": secrets.token_hex(12)})


@post("/josh/subscription/pay", include_in_schema=False, status_code=200)
async def pay(request: Requested) -> Redirect:
    form = await forms.read(request, Form)
    url = await checkout.checkout_url(
        house_of(request), person_of(request).id, form.key or secrets.token_hex(12)
    )
    return Redirect(url, status_code=303)


@post("/josh/subscription/manage", include_in_schema=False, status_code=200)
async def manage(request: Requested) -> Redirect:
    return Redirect(await checkout.portal_url(house_of(request), person_of(request).id), status_code=303)


@get("/josh/subscription/done", include_in_schema=False)
async def paid(request: Requested) -> Redirect:
    await checkout.after_checkout(house_of(request), person_of(request).id)
    flash_next(request, "success", "Thank you. Your membership is set.")
    return Redirect("/josh/subscription", status_code=303)


@get("/josh/l/{token:str}", include_in_schema=False)
async def show_link(request: Requested, token: FromPath[str]) -> Response[str]:
    """Shows one button; link scanners that open it burn nothing."""
    context = {"action": "/josh/l", "token": token, "purpose": _("your LinkUps")}
    return page(request, "sign_in/confirm_link.html", context, product="josh")


@post("/josh/l", include_in_schema=False, status_code=200)
async def use_link(request: Requested) -> Redirect:
    house = house_of(request)
    form = await forms.read(request, Form)
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        user_id, then = await magic_links.use(db, form.token)
    async with house.database.session(_ACTOR, "kith") as db:
        signed_in = await sessions.start(db, house, user_id, "link", request.headers.get("user-agent", ""))
    remember(request, signed_in)
    return Redirect(then, status_code=303)


ROUTES = [
    home,
    linkup,
    cancel,
    attended,
    again,
    choose,
    reply,
    profile,
    correct,
    contacts,
    block,
    report,
    pause,
    subscription,
    pay,
    manage,
    paid,
    show_link,
    use_link,
]

"""Connecting calendars in a browser. The settings page shows the same part (`mentor/partials/calendars.html`)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import NotFound, Problem
from kith.products.mentor.calendars import accounts, reads
from kith.products.mentor.calendars.api import ask_now
from kith.products.mentor.calendars.invitations import feed
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.frame import frame
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
HOME = "/mentor/calendars"


class CalDavForm(msgspec.Struct, frozen=True):
    """The form for a calendar server."""

    url: Annotated[str, msgspec.Meta(max_length=500)] = ""
    user: Annotated[str, msgspec.Meta(max_length=200)] = ""
    password: Annotated[str, msgspec.Meta(max_length=500)] = ""
    write_back: bool = False


class Answer(msgspec.Struct, frozen=True):
    """A button with a yes or a no."""

    answer: Annotated[str, msgspec.Meta(max_length=10)] = ""


async def partial_context(request: Requested) -> dict[str, Any]:
    """What `mentor/partials/calendars.html` needs: for the settings page and for our own."""
    house, person = house_of(request), person_of(request)
    return {
        "calendars": await reads.calendars_of(house, person.id),
        "offered": accounts.offered(house),
        "feed_url": await feed.address_of(house, person.id),
    }


@get(HOME, include_in_schema=False)
async def home(request: Requested) -> Response[str]:
    """Connected calendars, and how to connect more."""
    return await _page(request)


@get(f"{HOME}/{{provider:str}}/connect", include_in_schema=False)
async def connect(request: Requested, provider: FromPath[str], write: FromQuery[str] = "yes") -> Redirect:
    """Off to the provider. A link, for it changes nothing here."""
    url = accounts.begin(
        house_of(request), person_of(request).id, _oauth(provider), write_back=write == "yes"
    )
    return Redirect(url, status_code=303)


@get(f"{HOME}/{{provider:str}}/callback", include_in_schema=False)
async def callback(
    request: Requested, provider: FromPath[str], code: FromQuery[str] = "", error: FromQuery[str] = ""
) -> Redirect:
    """Back from the provider."""
    house, person = house_of(request), person_of(request)
    known = _oauth(provider)
    if error or not code:
        flash_next(request, "info", "No calendar was connected. You can do it any time.")
        return Redirect(HOME, status_code=303)
    try:
        await accounts.finish(house, person.id, known, request.query_params.get("state", ""), code)
    except Problem as problem:
        flash_next(request, "danger", problem.detail)
    else:
        flash_next(request, "success", "Your calendar is connected. We are reading it now.")
    return Redirect(HOME, status_code=303)


@post(f"{HOME}/caldav", include_in_schema=False, status_code=200)
async def connect_caldav(request: Requested) -> Response[Any]:
    """Connect a calendar server; what went wrong is said at its field."""
    form = await forms.read(request, CalDavForm)
    errors = [
        {"field": name, "text": text}
        for name, text in (
            ("url", "Where is your calendar? Your program's settings call it the CalDAV address."),
            ("user", "What is your name there?"),
            ("password", "The server wants a password."),
        )
        if not getattr(form, name)
    ]
    if not errors:
        try:
            await accounts.connect_caldav(
                house_of(request),
                person_of(request).id,
                url=form.url,
                user=form.user,
                password=form.password,
                write_back=form.write_back,
            )
        except Problem as problem:
            errors = [{"field": problem.field or "url", "text": problem.detail}]
    if errors:
        return await _page(request, form=form, errors=errors)
    flash_next(request, "success", "Your calendar is connected. We are reading it now.")
    return Redirect(HOME, status_code=303)


@post(f"{HOME}/{{account_id:uuid}}/disconnect", include_in_schema=False, status_code=200)
async def disconnect(request: Requested, account_id: FromPath[UUID]) -> Redirect:
    """Take a calendar out."""
    await accounts.disconnect(house_of(request), person_of(request).id, account_id)
    flash_next(request, "success", "The calendar is disconnected, and we have forgotten what was in it.")
    return Redirect(HOME, status_code=303)


@post(f"{HOME}/{{account_id:uuid}}/write-back", include_in_schema=False, status_code=200)
async def write_back(request: Requested, account_id: FromPath[UUID]) -> Redirect:
    """Put bookings into a calendar, or not."""
    form = await forms.read(request, Answer)
    try:
        await accounts.set_write_back(
            house_of(request), person_of(request).id, account_id, write_back=form.answer == "yes"
        )
    except NotFound:
        raise
    except Problem as problem:
        flash_next(request, "warning", problem.detail)
    return Redirect(HOME, status_code=303)


@post(f"{HOME}/{{account_id:uuid}}/sync", include_in_schema=False, status_code=200)
async def sync(request: Requested, account_id: FromPath[UUID]) -> Redirect:
    """Read a calendar again."""
    await ask_now(request, account_id)
    flash_next(request, "info", "We are reading your calendar again. That takes a few seconds.")
    return Redirect(HOME, status_code=303)


@post(f"{HOME}/feed", include_in_schema=False, status_code=200)
async def make_feed(request: Requested) -> Redirect:
    """A feed, or a new address for it."""
    await feed.rotate(house_of(request), person_of(request).id)
    flash_next(
        request, "success", "Here is your new address. An older one does not work any more.", at="feed"
    )
    return Redirect(f"{HOME}#said-feed", status_code=303)


async def _page(
    request: Requested, *, form: CalDavForm | None = None, errors: list[dict[str, str]] | None = None
) -> Response[str]:
    context = {
        **await partial_context(request),
        "said_at": ("feed",),
        "form": form or CalDavForm(write_back=True),
        "errors": errors or [],
        "said": {error["field"]: error["text"] for error in errors or []},
    }
    return page(
        request,
        "mentor/calendars/home.html",
        {**frame(request, "mentoring"), **context},
        product="mentor",
        status=422 if errors else 200,
    )


def _oauth(provider: str) -> OAuthProvider:
    if provider == "google":
        return "google"
    if provider == "microsoft":
        return "microsoft"
    raise NotFound


ROUTES = [home, connect, callback, connect_caldav, disconnect, write_back, sync, make_feed]

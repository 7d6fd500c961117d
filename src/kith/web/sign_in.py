"""Signing in and out in a browser: code, link, passkey. `auth_api` is the same over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect

from kith.commons.identity import codes, links, passkeys, sessions
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.house import House
from kith.foundation.language import _
from kith.web import cookies, forms
from kith.web.edge import client_address
from kith.web.local_path import local_path
from kith.web.pages import flash_next, page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
_ACTOR = service("identity.web")


class AddressForm(msgspec.Struct, frozen=True):
    address: Annotated[str, msgspec.Meta(max_length=200)] = ""
    next: str = ""


class CodeForm(msgspec.Struct, frozen=True):
    challenge: Annotated[str, msgspec.Meta(max_length=600)] = ""
    code: Annotated[str, msgspec.Meta(max_length=20)] = ""
    address: Annotated[str, msgspec.Meta(max_length=200)] = ""
    next: str = ""


class TokenForm(msgspec.Struct, frozen=True):
    token: Annotated[str, msgspec.Meta(max_length=200)] = ""


def lets_newcomers_in(house: House, next_path: str) -> bool:
    """Whether the way goes on to a product that anybody with an e-mail address may join."""
    return any(
        product.open_to_newcomers and f"{next_path}/".startswith(f"/{product.slug}/")
        for product in house.products
    )


def remember(request: Requested, signed_in: SignedIn) -> None:
    """Set the session's cookies on the answer."""
    request.scope["state"]["set_cookies"].extend(cookies.sign_in(house_of(request), signed_in))


async def renew_name(request: Requested) -> None:
    """After somebody said what they are called: the session's tokens carry the name that every page's header shows."""
    house = house_of(request)
    held = request.scope["state"]["cookies"].get(cookies.refresh_name(house))
    renewed = await sessions.renew(house, held) if held else None
    if renewed is not None:
        remember(request, renewed)


def agent_of(request: Requested) -> str:
    """What the sender's program calls itself, shown to the person in the list of their sessions."""
    return request.headers.get("user-agent", "")


def client_of(request: Requested) -> str:
    """The sender's network address."""
    return client_address(house_of(request), request.scope)  # pyright: ignore[reportArgumentType]


@get("/sign-in", include_in_schema=False)
async def start(request: Requested, next: FromQuery[str] = "") -> Response[Any]:
    if visitor(request) is not None:
        return Redirect(local_path(next), status_code=303)
    return _start_page(request, next)


@post("/sign-in", include_in_schema=False, status_code=200)
async def send(request: Requested) -> Response[Any]:
    form = await forms.read(request, AddressForm)
    try:
        challenge = await codes.request_code(
            house_of(request),
            form.address,
            client_of(request),
            newcomers=lets_newcomers_in(house_of(request), form.next),
        )
    except Problem as problem:
        if problem.status >= 500:
            raise
        return _start_page(request, form.next, form.address, problem)
    return _code_page(request, challenge.token, form.address, form.next)


def _start_page(
    request: Requested, next_path: str, address: str = "", problem: Problem | None = None
) -> Response[str]:
    context = {
        "address": address,
        "error": "" if problem is None else problem.detail,
        "next": next_path,
        "newcomers": lets_newcomers_in(house_of(request), next_path),
        "passkeys": True,
        # Another language is no reason to lead somewhere else.
        "again": f"/sign-in?{urlencode({'next': next_path})}" if next_path else "/sign-in",
    }
    return page(request, "sign_in/start.html", context, status=200 if problem is None else problem.status)


def _code_page(
    request: Requested, challenge: str, address: str, next_path: str, error: str = ""
) -> Response[str]:
    context = {
        "address": address,
        "challenge": challenge,
        "next": next_path,
        "minutes": 10,
        "error": error,
        "resend_seconds": 30,
    }
    return page(request, "sign_in/code.html", context, status=422 if error else 200)


@post("/sign-in/resend", include_in_schema=False, status_code=200)
async def resend(request: Requested) -> Response[Any]:
    form = await forms.read(request, CodeForm)
    try:
        challenge = await codes.request_code(
            house_of(request),
            form.address,
            client_of(request),
            newcomers=lets_newcomers_in(house_of(request), form.next),
        )
    except Problem as problem:
        if problem.status >= 500:
            raise
        return _code_page(request, form.challenge, form.address, form.next, problem.detail)
    return _code_page(request, challenge.token, form.address, form.next)


@post("/sign-in/code", include_in_schema=False, status_code=200)
async def enter_code(request: Requested) -> Response[Any]:
    form = await forms.read(request, CodeForm)
    try:
        signed_in = await codes.verify_code(
            house_of(request),
            form.challenge,
            form.code,
            client=client_of(request),
            user_agent=agent_of(request),
        )
    except Invalid as wrong:
        return _code_page(request, form.challenge, form.address, form.next, wrong.detail)
    remember(request, signed_in)
    return Redirect(local_path(form.next), status_code=303)


@get("/sign-in/link/{token:str}", include_in_schema=False)
async def show_link(request: Requested, token: FromPath[str]) -> Response[str]:
    return page(
        request, "sign_in/confirm_link.html", {"action": "/sign-in/link", "token": token, "purpose": ""}
    )


@post("/sign-in/link", include_in_schema=False, status_code=200)
async def use_link(request: Requested) -> Response[Any]:
    form = await forms.read(request, TokenForm)
    signed_in, next_path = await links.use_link(house_of(request), form.token, agent_of(request))
    remember(request, signed_in)
    return Redirect(local_path(next_path), status_code=303)


@post("/sign-in/link/send", include_in_schema=False, status_code=200)
async def send_link(request: Requested) -> Response[str]:
    form = await forms.read(request, AddressForm)
    await links.send_link(house_of(request), form.address, local_path(form.next), client_of(request))
    return page(request, "sign_in/link_sent.html", {"address": form.address, "minutes": 15})


@post("/sign-in/passkey/options", include_in_schema=False, status_code=200)
async def passkey_options(request: Requested) -> dict[str, Any]:
    return await passkeys.sign_in_options(house_of(request), client_of(request))


@post("/sign-in/passkey", include_in_schema=False, status_code=200)
async def passkey_sign_in(request: Requested, data: JSONBody[dict[str, Any]]) -> dict[str, bool]:
    signed_in = await passkeys.sign_in(house_of(request), data, agent_of(request))
    remember(request, signed_in)
    return {"signed_in": True}


@post("/sign-out", include_in_schema=False, status_code=200)
async def sign_out(request: Requested) -> Redirect:
    person = visitor(request)
    if person is not None:
        async with house_of(request).database.session(_ACTOR, "kith") as db:
            await sessions.revoke(db, person.id, person.session_id, "signed_out")
    request.scope["state"]["set_cookies"].extend(cookies.forget(house_of(request)))
    flash_next(request, "info", "You are signed out. See you soon.")
    return Redirect("/", status_code=303)


@get("/sign-in/demo/{person_id:uuid}", include_in_schema=False)
async def show_demo(request: Requested, person_id: FromPath[UUID]) -> Response[str]:
    """Development only: become somebody of the demo city."""
    if not house_of(request).settings.development:
        raise NotFound
    context = {
        "action": f"/sign-in/demo/{person_id}?next={local_path(request.query_params.get('next', ''), '/')}",
        "token": "",
        "purpose": _("looking around as somebody of the demo city"),
    }
    return page(request, "sign_in/confirm_link.html", context)


@post("/sign-in/demo/{person_id:uuid}", include_in_schema=False, status_code=200)
async def become_demo(request: Requested, person_id: FromPath[UUID]) -> Redirect:
    house = house_of(request)
    if not house.settings.development:
        raise NotFound
    async with house.database.session(_ACTOR, "kith") as db:
        signed_in = await sessions.start(db, house, person_id, "demo", agent_of(request))
    remember(request, signed_in)
    return Redirect(local_path(request.query_params.get("next", ""), "/"), status_code=303)


ROUTES = [
    start,
    send,
    resend,
    enter_code,
    show_link,
    use_link,
    send_link,
    passkey_options,
    passkey_sign_in,
    sign_out,
    show_demo,
    become_demo,
]

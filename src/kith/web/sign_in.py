"""Signing in and out: code, link, passkey; pages and their JSON twins under /api/auth."""

from __future__ import annotations

import re
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.response import Redirect

from kith.commons.identity import codes, passkeys, sessions
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound, Problem, SignInNeeded
from kith.web import cookies, forms
from kith.web.edge import client_address
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_ACTOR = service("identity.web")
_LOCAL_PATH = re.compile(r"^/(?![/\\])[^\s\\]{0,500}$")


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


def local_path(wanted: str, otherwise: str = "/account") -> str:
    """A path of this site to go on to; never another site's address."""
    return wanted if _LOCAL_PATH.match(wanted) else otherwise


def remember(request: Requested, signed_in: SignedIn) -> None:
    """Set the session's cookies on the answer."""
    request.scope["state"]["set_cookies"].extend(cookies.sign_in(house_of(request), signed_in))


def _agent(request: Requested) -> str:
    return request.headers.get("user-agent", "")


def _client(request: Requested) -> str:
    return client_address(house_of(request), request.scope)  # pyright: ignore[reportArgumentType]


@get("/sign-in", include_in_schema=False)
async def start(request: Requested, next: str = "") -> Response[Any]:  # noqa: A002 - the query's name
    if visitor(request) is not None:
        return Redirect(local_path(next), status_code=303)
    return page(request, "sign_in/start.html", {"address": "", "error": "", "next": next, "passkeys": True})


@post("/sign-in", include_in_schema=False, status_code=200)
async def send(request: Requested) -> Response[Any]:
    form = await forms.read(request, AddressForm)
    try:
        challenge = await codes.request_code(house_of(request), form.address, _client(request))
    except Problem as problem:
        if problem.status >= 500:
            raise
        context = {"address": form.address, "error": problem.detail, "next": form.next, "passkeys": True}
        return page(request, "sign_in/start.html", context, status=problem.status)
    return _code_page(request, challenge.token, form.address, form.next)


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
        challenge = await codes.request_code(house_of(request), form.address, _client(request))
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
            house_of(request), form.challenge, form.code, client=_client(request), user_agent=_agent(request)
        )
    except Invalid as wrong:
        return _code_page(request, form.challenge, form.address, form.next, wrong.detail)
    remember(request, signed_in)
    return Redirect(local_path(form.next), status_code=303)


@get("/sign-in/link/{token:str}", include_in_schema=False)
async def show_link(request: Requested, token: str) -> Response[str]:
    return page(
        request, "sign_in/confirm_link.html", {"action": "/sign-in/link", "token": token, "purpose": ""}
    )


@post("/sign-in/link", include_in_schema=False, status_code=200)
async def use_link(request: Requested) -> Response[Any]:
    form = await forms.read(request, TokenForm)
    signed_in, next_path = await codes.use_link(house_of(request), form.token, _agent(request))
    remember(request, signed_in)
    return Redirect(local_path(next_path), status_code=303)


@post("/sign-in/link/send", include_in_schema=False, status_code=200)
async def send_link(request: Requested) -> Response[str]:
    form = await forms.read(request, AddressForm)
    await codes.send_link(house_of(request), form.address, local_path(form.next), _client(request))
    return page(request, "sign_in/link_sent.html", {"address": form.address, "minutes": 15})


@post("/sign-in/passkey/options", include_in_schema=False, status_code=200)
async def passkey_options(request: Requested) -> dict[str, Any]:
    return await passkeys.sign_in_options(house_of(request))


@post("/sign-in/passkey", include_in_schema=False, status_code=200)
async def passkey_sign_in(request: Requested, data: dict[str, Any]) -> dict[str, bool]:
    signed_in = await passkeys.sign_in(house_of(request), data, _agent(request))
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
async def show_demo(request: Requested, person_id: UUID) -> Response[str]:
    """Development only: become somebody of the demo city."""
    if not house_of(request).settings.development:
        raise NotFound
    context = {
        "action": f"/sign-in/demo/{person_id}",
        "token": "",
        "purpose": "looking around as somebody of the demo city",
    }
    return page(request, "sign_in/confirm_link.html", context)


@post("/sign-in/demo/{person_id:uuid}", include_in_schema=False, status_code=200)
async def become_demo(request: Requested, person_id: UUID) -> Redirect:
    house = house_of(request)
    if not house.settings.development:
        raise NotFound
    async with house.database.session(_ACTOR, "kith") as db:
        signed_in = await sessions.start(db, house, person_id, "demo", _agent(request))
    remember(request, signed_in)
    return Redirect(local_path(request.query_params.get("next", ""), "/"), status_code=303)


class CodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    address: Annotated[str, msgspec.Meta(max_length=200)]


class CodeRequested(msgspec.Struct, frozen=True):
    challenge: str
    channel: str
    resend_after: int = 30


class CodeAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    challenge: Annotated[str, msgspec.Meta(max_length=600)]
    code: Annotated[str, msgspec.Meta(max_length=20)]


class RefreshRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    refresh_token: Annotated[str, msgspec.Meta(max_length=200)]


class Tokens(msgspec.Struct, frozen=True):
    """As Supabase answers: a bearer token of fifteen minutes and the token that renews it once."""

    access_token: str
    refresh_token: str
    user_id: UUID
    token_type: str = "bearer"  # noqa: S105 - the kind of token
    expires_in: int = 900


class WhoAmI(msgspec.Struct, frozen=True):
    user_id: UUID
    session_id: UUID
    display_name: str


def _tokens(signed_in: SignedIn) -> Tokens:
    return Tokens(signed_in.access_token, signed_in.refresh_token, signed_in.person.id)


@post("/api/auth/code", tags=["auth"], status_code=202)
async def api_send(request: Requested, data: CodeRequest) -> CodeRequested:
    """Send a six-digit code to an e-mail address or phone number. Known and unknown addresses answer alike."""
    challenge = await codes.request_code(house_of(request), data.address, _client(request))
    return CodeRequested(challenge.token, challenge.channel)


@post("/api/auth/verify", tags=["auth"], status_code=200)
async def api_verify(request: Requested, data: CodeAnswer) -> Tokens:
    """Exchange a code for tokens."""
    return _tokens(
        await codes.verify_code(
            house_of(request), data.challenge, data.code, client=_client(request), user_agent=_agent(request)
        )
    )


@post("/api/auth/refresh", tags=["auth"], status_code=200)
async def api_refresh(request: Requested, data: RefreshRequest) -> Tokens:
    """Exchange a refresh token for new tokens. It works once; using it again ends the session."""
    renewed = await sessions.renew(house_of(request), data.refresh_token)
    if renewed is None:
        raise SignInNeeded("This session has ended. Please sign in again.")
    return _tokens(renewed)


@get("/api/auth/session", tags=["auth"])
async def api_session(request: Requested) -> WhoAmI:
    """Who is signed in."""
    person = person_of(request)
    return WhoAmI(person.id, person.session_id, person.display_name)


@delete("/api/auth/session", tags=["auth"], status_code=204)
async def api_sign_out(request: Requested) -> None:
    """End this session."""
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await sessions.revoke(db, person.id, person.session_id, "signed_out")


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
    api_send,
    api_verify,
    api_refresh,
    api_session,
    api_sign_out,
]

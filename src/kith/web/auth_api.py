"""Signing in and out over JSON, and the sessions and passkeys of whoever is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody

from kith.commons.identity import codes, links, passkeys, sessions
from kith.commons.identity.passkeys import PasskeyInfo
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.errors import NotFound, SignInNeeded
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.local_path import local_path
from kith.web.request import house_of, person_of
from kith.web.sign_in import agent_of, client_of

Requested = Request[Any, Any, Any]
_ACTOR = service("identity.api")
_SECRET: dict[str, Any] = {HANDS_OUT_SECRETS: True}


class CodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An e-mail address, or a phone number with its country code."""

    address: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]


class CodeRequested(msgspec.Struct, frozen=True):
    """The challenge goes back with the code. Another code can be had after `resend_after` seconds."""

    challenge: str
    channel: str
    resend_after: int = 30


class CodeAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    challenge: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class LinkRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An e-mail address, and the path of this site that the link goes on to."""

    address: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]
    next: Annotated[str, msgspec.Meta(max_length=500)] = "/account"


class LinkToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class RefreshRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    refresh_token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


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


class Place(msgspec.Struct, frozen=True):
    """One place in which the person is signed in; `current` is the one that asks."""

    id: UUID
    method: str
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


class Places(msgspec.Struct, frozen=True):
    items: list[Place]


class Ended(msgspec.Struct, frozen=True):
    """How many sessions were ended."""

    ended: int


class Passkeys(msgspec.Struct, frozen=True):
    items: list[PasskeyInfo]


class NewPasskey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The browser's answer to the options, as PublicKeyCredential.toJSON() gives it, and what to call the passkey."""

    credential: dict[str, Any]
    name: Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f]*$")] = "Passkey"


class PasskeyAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The browser's answer to the options, as PublicKeyCredential.toJSON() gives it."""

    credential: dict[str, Any]


class PasskeyAdded(msgspec.Struct, frozen=True):
    id: UUID


def _tokens(signed_in: SignedIn) -> Tokens:
    return Tokens(signed_in.access_token, signed_in.refresh_token, signed_in.person.id)


@post("/api/auth/code", tags=["auth"], status_code=202)
async def send_code(request: Requested, data: JSONBody[CodeRequest]) -> CodeRequested:
    """Send a six-digit code to an e-mail address or phone number. Known and unknown addresses answer alike."""
    challenge = await codes.request_code(house_of(request), data.address, client_of(request))
    return CodeRequested(challenge.token, challenge.channel)


@post("/api/auth/verify", tags=["auth"], status_code=200, opt=_SECRET)
async def verify_code(request: Requested, data: JSONBody[CodeAnswer]) -> Tokens:
    """Exchange a code for tokens. Wrong, run-out and unknown codes read alike."""
    return _tokens(
        await codes.verify_code(
            house_of(request),
            data.challenge,
            data.code,
            client=client_of(request),
            user_agent=agent_of(request),
        )
    )


@post("/api/auth/link", tags=["auth"], status_code=202)
async def send_link(request: Requested, data: JSONBody[LinkRequest]) -> None:
    """Mail a one-use link. Known and unknown addresses answer alike."""
    await links.send_link(house_of(request), data.address, local_path(data.next), client_of(request))


@post("/api/auth/link/use", tags=["auth"], status_code=200, opt=_SECRET)
async def use_link(request: Requested, data: JSONBody[LinkToken]) -> Tokens:
    """Exchange a link's token for tokens. It works once."""
    signed_in, _ = await links.use_link(house_of(request), data.token, agent_of(request))
    return _tokens(signed_in)


@post("/api/auth/refresh", tags=["auth"], status_code=200, opt=_SECRET)
async def refresh(request: Requested, data: JSONBody[RefreshRequest]) -> Tokens:
    """Exchange a refresh token for new tokens. It works once; using it again ends the session."""
    renewed = await sessions.renew(house_of(request), data.refresh_token)
    if renewed is None:
        raise SignInNeeded("This session has ended. Please sign in again.")
    return _tokens(renewed)


@post("/api/auth/sign-out", tags=["auth"], status_code=204)
async def sign_out(request: Requested) -> None:
    """End this session."""
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await sessions.revoke(db, person.id, person.session_id, "signed_out")


@get("/api/auth/session", tags=["auth"])
async def session(request: Requested) -> WhoAmI:
    """Who is signed in."""
    person = person_of(request)
    return WhoAmI(person.id, person.session_id, person.display_name)


@get("/api/auth/sessions", tags=["auth"])
async def list_sessions(request: Requested) -> Places:
    """Where this person is signed in, last used first."""
    person = person_of(request)
    async with house_of(request).database.session(person.actor, "kith") as db:
        found = await sessions.of_person(db, person.id)
    return Places(
        [
            Place(
                one.id,
                one.method,
                one.user_agent,
                one.created_at,
                one.last_used_at,
                one.expires_at,
                one.id == person.session_id,
            )
            for one in found
        ]
    )


@delete("/api/auth/sessions/{session_id:uuid}", tags=["auth"], status_code=204)
async def end_session(request: Requested, session_id: FromPath[UUID]) -> None:
    """Sign out in one place. Nothing can be changed there any more; what is open can be read for at most fifteen minutes."""
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        if not await sessions.revoke(db, person.id, session_id):
            raise NotFound


@delete("/api/auth/sessions", tags=["auth"], status_code=200)
async def end_all_sessions(request: Requested) -> Ended:
    """Sign out everywhere, here too."""
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        return Ended(await sessions.revoke_all(db, person.id, "revoked"))


@get("/api/auth/passkeys", tags=["auth"])
async def list_passkeys(request: Requested) -> Passkeys:
    """This person's passkeys, oldest first."""
    person = person_of(request)
    async with house_of(request).database.session(person.actor, "kith") as db:
        return Passkeys(await passkeys.of_person(db, person.id))


@post("/api/auth/passkeys/options", tags=["auth"], status_code=200, opt=_SECRET)
async def passkey_options(request: Requested) -> dict[str, Any]:
    """What navigator.credentials.create needs (PublicKeyCredentialCreationOptionsJSON), good for five minutes."""
    return await passkeys.registration_options(house_of(request), person_of(request))


@post("/api/auth/passkeys", tags=["auth"], status_code=201)
async def add_passkey(request: Requested, data: JSONBody[NewPasskey]) -> PasskeyAdded:
    """Keep the passkey that the browser made."""
    return PasskeyAdded(
        await passkeys.register(house_of(request), person_of(request), data.credential, data.name)
    )


@delete("/api/auth/passkeys/{passkey_id:uuid}", tags=["auth"], status_code=204)
async def remove_passkey(request: Requested, passkey_id: FromPath[UUID]) -> None:
    """Take a passkey away."""
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await passkeys.remove(db, person.id, passkey_id)


@post("/api/auth/passkeys/sign-in/options", tags=["auth"], status_code=200, opt=_SECRET)
async def passkey_sign_in_options(request: Requested) -> dict[str, Any]:
    """What navigator.credentials.get needs (PublicKeyCredentialRequestOptionsJSON), good for five minutes."""
    return await passkeys.sign_in_options(house_of(request), client_of(request))


@post("/api/auth/passkeys/sign-in", tags=["auth"], status_code=200, opt=_SECRET)
async def passkey_sign_in(request: Requested, data: JSONBody[PasskeyAnswer]) -> Tokens:
    """Exchange the browser's answer for tokens."""
    return _tokens(await passkeys.sign_in(house_of(request), data.credential, agent_of(request)))


ROUTES = [
    send_code,
    verify_code,
    send_link,
    use_link,
    refresh,
    sign_out,
    session,
    list_sessions,
    end_session,
    end_all_sessions,
    list_passkeys,
    passkey_options,
    add_passkey,
    remove_passkey,
    passkey_sign_in_options,
    passkey_sign_in,
]

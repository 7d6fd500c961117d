"""A person's own account: devices, passkeys, consents, blocks, download, deletion."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.commons.consent import commands as consent
from kith.commons.identity import passkeys, sessions
from kith.commons.identity.languages import language_of
from kith.commons.identity.sessions import SessionInfo
from kith.commons.privacy.requests import PAGE
from kith.commons.safety import commands as safety
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import _, later, tag
from kith.web.devices import is_carried, name_of
from kith.web.pages import flash_next, moment, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACTOR = service("identity.account")
_BACK = "/account"

_CONSENT_LABELS = {
    "sms": (
        later("Texts from %(product)s"),
        later("%(product)s will stop texting you, which pauses everything that needs a text."),
    ),
    "age": (later("Being 18 or older"), later("You cannot use %(product)s without it.")),
    "terms": (later("%(product)s's terms"), later("You cannot use %(product)s without them.")),
    "privacy": (later("%(product)s's privacy notice"), later("You cannot use %(product)s without it.")),
    "marketing": (later("News from %(product)s"), later("You will not get our news any more.")),
}


@get("/account", include_in_schema=False)
async def show(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, "kith") as db:
        own_sessions = await sessions.of_person(db, person.id)
        own_passkeys = await passkeys.of_person(db, person.id)
        history = await consent.history(db, person.id)
        blocked = await safety.blocks_of(db, person.id)
    async with house.database.session(_ACTOR, "kith") as db:
        spoken = await language_of(db, person.id)
    context = {
        "sessions": [_session(one, person.session_id) for one in own_sessions],
        "passkeys": [
            {
                "id": one.id,
                "name": one.name,
                "added": _when(one.created_at),
                "last_used": _when(one.last_used_at) if one.last_used_at else "",
            }
            for one in own_passkeys
        ],
        "consents": _consents(house, history),
        "blocks": [
            {"id": one.id, "name": _("Somebody you blocked"), "since": _when(one.created_at)}
            for one in blocked
        ],
        "spoken": spoken or tag(),
    }
    return page(request, "account/index.html", context)


def _when(value: datetime) -> str:
    return moment(value, "UTC", "medium")


_METHODS = {"code": later("Code"), "link": later("Link"), "passkey": later("Passkey"), "demo": later("Demo")}


def _session(session: SessionInfo, current: UUID) -> dict[str, Any]:
    return {
        "id": session.id,
        "device": name_of(session.user_agent),
        "place": _(_METHODS[session.method]),
        "last_seen": _when(session.last_used_at),
        "current": session.id == current,
        "mobile": is_carried(session.user_agent),
    }


def _consents(house: Any, history: list[consent.ConsentRecord]) -> list[dict[str, Any]]:
    names = {product.slug: product.name for product in house.products}
    newest: dict[tuple[str, str], list[consent.ConsentRecord]] = {}
    for record in history:
        newest.setdefault((record.product, record.kind), []).append(record)
    shown: list[dict[str, Any]] = []
    for (product, kind), records in newest.items():
        label, consequence = _CONSENT_LABELS[kind]
        name = names.get(product, product)
        shown.append(
            {
                "purpose": f"{product}.{kind}",
                "label": _(label, product=name),
                "granted": records[0].granted,
                "since": _when(records[0].recorded_at),
                "required": kind in ("age", "terms", "privacy"),
                "consequence": _(consequence, product=name),
                "history": [
                    {
                        "title": _("Agreed") if record.granted else _("Withdrawn"),
                        "at": _when(record.recorded_at),
                        "at_iso": record.recorded_at.isoformat(),
                        "text": record.body,
                    }
                    for record in records
                ],
            }
        )
    return shown


def _back(request: Requested, text: str, anchor: str) -> Redirect:
    """Back to the account page, which says `text`."""
    flash_next(request, "success", text)
    return Redirect(f"{_BACK}#{anchor}", status_code=303)


@post("/account/sessions/{session_id:uuid}/revoke", include_in_schema=False, status_code=200)
async def revoke(request: Requested, session_id: FromPath[UUID]) -> Redirect:
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        if not await sessions.revoke(db, person.id, session_id):
            raise NotFound
    return _back(
        request,
        _(
            "Signed out there. Nothing can be changed from there any more; what is open closes within fifteen minutes."
        ),
        "sessions",
    )


@post("/account/sessions/revoke-others", include_in_schema=False, status_code=200)
async def revoke_others(request: Requested) -> Redirect:
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await sessions.revoke_all(db, person.id, "revoked", except_session=person.session_id)
    return _back(request, _("Signed out everywhere else."), "sessions")


@post("/account/passkeys/options", include_in_schema=False, status_code=200)
async def passkey_options(request: Requested) -> dict[str, Any]:
    return await passkeys.registration_options(house_of(request), person_of(request))


@post("/account/passkeys", include_in_schema=False, status_code=201)
async def add_passkey(request: Requested, data: JSONBody[dict[str, Any]]) -> dict[str, bool]:
    mobile = "Mobile" in request.headers.get("user-agent", "")
    name = _("Passkey on a phone") if mobile else _("Passkey")
    await passkeys.register(house_of(request), person_of(request), data, name)
    return {"added": True}


@post("/account/passkeys/{passkey_id:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_passkey(request: Requested, passkey_id: FromPath[UUID]) -> Redirect:
    person = person_of(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await passkeys.remove(db, person.id, passkey_id)
    return _back(request, _("The passkey is gone."), "passkeys")


@post("/account/consents/{purpose:str}/{change:str}", include_in_schema=False, status_code=200)
async def change_consent(request: Requested, purpose: FromPath[str], change: FromPath[str]) -> Redirect:
    """Withdraw or grant again; products are told through the consent's newest row."""
    house, person = house_of(request), person_of(request)
    product, _dot, kind = purpose.partition(".")
    if change not in ("withdraw", "grant"):
        raise NotFound
    async with house.database.session(_ACTOR, "kith") as db:
        known = {(record.product, record.kind) for record in await consent.history(db, person.id)}
        if (product, kind) not in known:
            raise NotFound
        await consent.record_consents(
            db, person.id, product, (kind,), source="web", granted=change == "grant", language=tag()
        )
    for installed in house.products:
        if installed.slug == product and installed.on_consent is not None:
            await installed.on_consent(house, person.id, kind, change == "grant")
    return _back(request, _("Noted. Thank you for telling us."), "consents")


@post("/account/blocks/{block_id:uuid}/remove", include_in_schema=False, status_code=200)
async def unblock(request: Requested, block_id: FromPath[UUID]) -> Redirect:
    person = person_of(request)
    async with house_of(request).database.session(person.actor, "kith") as db:
        if not await safety.unblock(db, person.id, block_id):
            raise NotFound
    return _back(request, _("You can meet again."), "blocks")


@get("/account/export", include_in_schema=False)
async def show_export(request: Requested) -> Redirect:
    person_of(request)
    return Redirect(PAGE, status_code=303)


ROUTES = [
    show,
    revoke,
    revoke_others,
    passkey_options,
    add_passkey,
    remove_passkey,
    change_consent,
    unblock,
    show_export,
]

"""The browsers in which one gets pushes, over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody

from kith.commons.messaging import browsers, push
from kith.commons.messaging.browsers import Browser
from kith.foundation.errors import NotFound
from kith.web.devices import name_of
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class NewBrowser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What PushSubscription.toJSON() gives: the https address at the push service, and the keys (65 and 16 bytes) in base64url."""

    endpoint: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    p256dh: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    auth: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class PushedTo(msgspec.Struct, frozen=True):
    """A browser that gets pushes; `name` in the reader's language, `last_used_at`: when a push last arrived there."""

    id: UUID
    name: str
    endpoint: str
    created_at: datetime
    last_used_at: datetime | None


class PushedToAll(msgspec.Struct, frozen=True):
    items: list[PushedTo]


class PublicKey(msgspec.Struct, frozen=True):
    """Uncompressed point of P-256 in base64url, for `applicationServerKey`; null where this house sends no pushes."""

    public_key: str | None


def _shown(one: Browser) -> PushedTo:
    return PushedTo(one.id, name_of(one.user_agent), one.endpoint, one.created_at, one.last_used_at)


@get("/api/notifications/push/key", tags=["house"])
async def key(request: Requested) -> PublicKey:
    """The key with which a browser subscribes to our pushes (VAPID, RFC 8292)."""
    return PublicKey(push.public_key(house_of(request)))


@get("/api/notifications/push/browsers", tags=["house"])
async def listed(request: Requested) -> PushedToAll:
    """The browsers in which one gets pushes, newest first."""
    found = await browsers.of_person(house_of(request), person_of(request))
    return PushedToAll([_shown(one) for one in found])


@post("/api/notifications/push/browsers", tags=["house"], status_code=200)
async def add(request: Requested, data: JSONBody[NewBrowser]) -> PushedTo:
    """Get pushes in this browser, for as long as this session lasts. The same endpoint again changes its keys; after ten browsers the oldest goes."""
    added = await browsers.add(
        house_of(request), person_of(request), endpoint=data.endpoint, p256dh=data.p256dh, auth=data.auth
    )
    return _shown(added)


@delete("/api/notifications/push/browsers/{browser_id:uuid}", tags=["house"], status_code=204)
async def remove(request: Requested, browser_id: FromPath[UUID]) -> None:
    """No more pushes in this browser."""
    if not await browsers.remove(house_of(request), person_of(request), browser_id):
        raise NotFound


@post("/api/notifications/push/try", tags=["house"], status_code=202)
async def try_one(request: Requested) -> None:
    """Send a push to every browser of one's own, to see that it works; six times an hour."""
    await browsers.send_one_to_try(house_of(request), person_of(request))


ROUTES = [key, listed, add, remove, try_one]

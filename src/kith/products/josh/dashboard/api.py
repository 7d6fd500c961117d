"""A member's JOSH over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.foundation.errors import NotFound
from kith.foundation.pages import Page
from kith.products.josh.dashboard import commands, reads
from kith.products.josh.profiles.fingerprint import FactorAsRead, as_read, from_stored
from kith.products.josh.subscription import checkout
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """A member and how they stand."""

    id: UUID
    first_name: str
    state: str
    paused: bool
    region: str | None
    profile_state: str | None
    may_participate: bool
    may_initiate: bool
    subscription: str


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With whom to share one's number: true or false by person."""

    choices: Annotated[dict[UUID, bool], msgspec.Meta(min_length=1, max_length=20)]


class InviteReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accept: bool


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which factor is wrong, and which third is right: low, mid or high."""

    factor: Annotated[str, msgspec.Meta(max_length=40)]
    toward: Annotated[str, msgspec.Meta(max_length=4)]


class CheckoutRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same key leads to the same payment page."""

    key: Annotated[str, msgspec.Meta(min_length=8, max_length=80)]


class Checkout(msgspec.Struct, frozen=True):
    url: str


@get("/api/josh/me", tags=["josh"])
async def me(request: Requested) -> Me:
    """The member who asks."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        row = await reads.queries.me(db.connection, user_id=person.id)
    if row is None:
        raise NotFound
    return Me(
        id=row["id"],
        first_name=row["first_name"],
        state=row["state"],
        paused=row["paused_at"] is not None,
        region=row["region"],
        profile_state=row["profile_state"],
        may_participate=bool(row["eligible_to_participate"]),
        may_initiate=bool(row["eligible_to_initiate"]),
        subscription=row["subscription"] or "none",
    )


@get("/api/josh/linkups", tags=["josh"])
async def linkups(
    request: Requested, cursor: FromQuery[str | None] = None, limit: FromQuery[int | None] = None
) -> Response[Page[reads.LinkUpSummary]]:
    """The member's LinkUps, newest first, by pages."""
    at = keyset.decode(cursor)
    items, following = await reads.my_linkups_as_json(
        house_of(request), person_of(request), at, keyset.limit_of(limit)
    )
    body = f'{{"items":{items},"next":{msgspec.json.encode(following).decode()}}}'
    return Response(body.encode(), media_type="application/json")  # pyright: ignore[reportArgumentType, reportReturnType]


@get("/api/josh/linkups/{linkup_id:uuid}", tags=["josh"])
async def linkup(request: Requested, linkup_id: FromPath[UUID]) -> reads.LinkUpDetail:
    """One LinkUp with its people by first name."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        return await reads.linkup(db, person, linkup_id)


@post("/api/josh/linkups/{linkup_id:uuid}/choices", tags=["josh"], status_code=204)
async def choose(request: Requested, linkup_id: FromPath[UUID], data: JSONBody[Choices]) -> None:
    """Private choices after a LinkUp; a mutual yes exchanges numbers, a no is never told."""
    await commands.choose(house_of(request), person_of(request), linkup_id, data.choices)


@post("/api/josh/linkups/{linkup_id:uuid}/cancel", tags=["josh"], status_code=204)
async def cancel(request: Requested, linkup_id: FromPath[UUID]) -> None:
    """Take back one's place, or call the LinkUp off as its initiator."""
    await commands.cancel(house_of(request), person_of(request), linkup_id)


@post("/api/josh/invites/{invite_id:uuid}/reply", tags=["josh"], status_code=204)
async def reply(request: Requested, invite_id: FromPath[UUID], data: JSONBody[InviteReply]) -> None:
    """Answer an invite as a text would; what came of it arrives by text."""
    await commands.answer_invite(house_of(request), person_of(request), invite_id, yes=data.accept)


@get("/api/josh/contacts", tags=["josh"])
async def contacts(request: Requested) -> list[reads.Contact]:
    """Numbers exchanged with the member."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        return await reads.contacts(db)


@get("/api/josh/profile", tags=["josh"])
async def profile(request: Requested) -> dict[str, FactorAsRead]:
    """The friend fingerprint as documented, with freshness in days."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        row = await reads.queries.profile(db.connection, user_id=person.id)
    return {} if row is None else as_read(from_stored(row["fingerprint"]), house.clock.now().date())


@post("/api/josh/profile/corrections", tags=["josh"], status_code=204)
async def correct(request: Requested, data: JSONBody[Correction]) -> None:
    """Say what is wrong about oneself; the last word on a factor counts."""
    house = house_of(request)
    await commands.correct(house, person_of(request), data.factor, data.toward, house.clock.now())


@post("/api/josh/pause", tags=["josh"], status_code=204)
async def pause(request: Requested) -> None:
    """Be asked to nothing until further notice."""
    await commands.pause(house_of(request), person_of(request), paused=True)


@post("/api/josh/resume", tags=["josh"], status_code=204)
async def resume(request: Requested) -> None:
    """Be asked again."""
    await commands.pause(house_of(request), person_of(request), paused=False)


@post("/api/josh/subscription/checkout", tags=["josh"], status_code=201)
async def start_checkout(request: Requested, data: JSONBody[CheckoutRequest]) -> Checkout:
    """Where to pay for a membership."""
    return Checkout(await checkout.checkout_url(house_of(request), person_of(request).id, data.key))


ROUTES = [
    me,
    linkups,
    linkup,
    choose,
    cancel,
    reply,
    contacts,
    profile,
    correct,
    pause,
    resume,
    start_checkout,
]

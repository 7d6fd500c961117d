"""Profiles as JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post, put
from litestar.params import FromPath, JSONBody

from kith.products.momento.profiles import commands, reads
from kith.products.momento.profiles.form import Joining, ProfileChange
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Joined(msgspec.Struct, frozen=True):
    """The profile that was just made."""

    id: UUID


class Interests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one is interested in, by id; at most twenty."""

    interests: Annotated[
        list[Annotated[int, msgspec.Meta(ge=1, le=2_147_483_647)]], msgspec.Meta(max_length=100)
    ]


@post("/api/momento/profile", tags=["momento"], status_code=201)
async def join(request: Requested, data: JSONBody[Joining]) -> Joined:
    """Make one's profile."""
    return Joined(await commands.join(house_of(request), person_of(request), data))


@get("/api/momento/profile", tags=["momento"])
async def mine(request: Requested) -> reads.MyProfile:
    """One's own profile."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        return await reads.mine(db)


@put("/api/momento/profile", tags=["momento"], status_code=204)
async def change(request: Requested, data: JSONBody[ProfileChange]) -> None:
    """Write one's profile anew."""
    await commands.change(house_of(request), person_of(request), data)


@get("/api/momento/interests", tags=["momento"])
async def interests(
    request: Requested, q: Annotated[str, msgspec.Meta(max_length=60)] = ""
) -> list[reads.Interest]:
    """Interests that fit what was typed, at most twelve; without `q`, all of them."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        return await (reads.suggested(db, q) if q.strip() else reads.catalogue(db))


@put("/api/momento/profile/interests", tags=["momento"], status_code=204)
async def choose_interests(request: Requested, data: JSONBody[Interests]) -> None:
    """Be interested in exactly these."""
    await commands.choose_interests(house_of(request), person_of(request), data.interests)


@get("/api/momento/people/{profile:uuid}", tags=["momento"])
async def person(request: Requested, profile: FromPath[UUID]) -> reads.SeenPerson:
    """Somebody one shares an event or a memory with."""
    house, viewer = house_of(request), person_of(request)
    async with house.database.session(viewer.actor, commands.schema(house)) as db:
        return await reads.person(db, profile)


@get("/api/momento/likes", tags=["momento"])
async def likes(request: Requested) -> list[reads.SeenPerson]:
    """Whom one likes, newest first; at most five hundred."""
    house, viewer = house_of(request), person_of(request)
    async with house.database.session(viewer.actor, commands.schema(house)) as db:
        return await reads.liked(db)


@put("/api/momento/likes/{profile:uuid}", tags=["momento"], status_code=204)
async def like(request: Requested, profile: FromPath[UUID]) -> None:
    """Like somebody; nobody is told."""
    await commands.like(house_of(request), person_of(request), profile)


@delete("/api/momento/likes/{profile:uuid}", tags=["momento"], status_code=204)
async def unlike(request: Requested, profile: FromPath[UUID]) -> None:
    """Not like somebody any more."""
    await commands.unlike(house_of(request), person_of(request), profile)


ROUTES = [join, mine, change, interests, choose_interests, person, likes, like, unlike]

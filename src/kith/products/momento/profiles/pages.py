"""The front door, making a profile, changing it, interests, people, likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.consent.texts import current
from kith.foundation.errors import Conflict, Invalid, Problem
from kith.foundation.language import _, tag
from kith.products.momento.frame import frame
from kith.products.momento.photos.face_card import PALETTES
from kith.products.momento.places.catalogue import CITIES
from kith.products.momento.places.closed import closed_cities
from kith.products.momento.profiles import commands, reads
from kith.products.momento.profiles.form import MOST_INTERESTS, Joining, ProfileChange
from kith.products.momento.spoken import interest_said
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor
from kith.web.sign_in import renew_name

Requested = Request[Any, Any, Any]
_JOINING = tuple(field.name for field in msgspec.structs.fields(Joining))
_CHANGE = tuple(field.name for field in msgspec.structs.fields(ProfileChange))


class InterestsForm(msgspec.Struct, frozen=True):
    interests: list[Annotated[int, msgspec.Meta(ge=1, le=2_147_483_647)]] = []
    q: Annotated[str, msgspec.Meta(max_length=60)] = ""
    act: Literal["save", "search"] = "save"


def _page(
    request: Requested,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    *,
    first_field: str = "first_name",
) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or first_field, "text": problem.detail}]
    return page(
        request,
        template,
        {
            **frame(request, "profile"),
            "errors": errors,
            "error_of": {error["field"]: error["text"] for error in errors},
            **context,
        },
        product="momento",
        status=200 if problem is None else problem.status,
    )


async def _has_profile(request: Requested) -> bool:
    house, person = house_of(request), visitor(request)
    if person is None:
        return False
    async with house.database.session(person.actor, commands.schema(house)) as db:
        return await reads.has_profile(db)


@get("/momento", include_in_schema=False)
async def front_door(request: Requested) -> Response[Any]:
    """Visitors read what Momento is; members go on to what they are asked to."""
    if await _has_profile(request):
        return Redirect("/momento/invitations", status_code=303)
    return page(
        request,
        "momento/front_door.html",
        {**frame(request, ""), "nav": [], "cities": list(CITIES)},
        product="momento",
    )


async def _join_page(
    request: Requested, values: Mapping[str, str], problem: Problem | None = None
) -> Response[str]:
    closed = await closed_cities(house_of(request))
    context = {
        "nav": [],
        "values": {name: values.get(name, "") for name in _JOINING},
        "cities": [(name, name) for name in CITIES if name not in closed],
        "texts": {kind: current("momento", kind, tag()).body for kind in ("age", "terms", "privacy")},
    }
    return _page(request, "momento/join.html", context, problem)


@get("/momento/join", include_in_schema=False)
async def join_form(request: Requested) -> Response[Any]:
    person = visitor(request)
    if person is None:
        return Redirect(f"/sign-in?next={quote('/momento/join')}", status_code=303)
    if await _has_profile(request):
        return Redirect("/momento/profile", status_code=303)
    return await _join_page(request, {"first_name": person.display_name})


@post("/momento/join", include_in_schema=False, status_code=200)
async def join(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    sent = await request.form()
    try:
        await commands.join(house, person, await forms.read(request, Joining))
    except (Invalid, Conflict) as problem:
        if isinstance(problem, Conflict) and await _has_profile(request):
            return Redirect("/momento/profile", status_code=303)
        return await _join_page(request, {name: str(sent.get(name, "")) for name in _JOINING}, problem)
    await renew_name(request)
    flash_next(request, "success", "Welcome to Momento. What do you like?")
    return Redirect("/momento/profile/interests", status_code=303)


async def _mine(request: Requested) -> reads.MyProfile | None:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        return await reads.mine(db) if await reads.has_profile(db) else None


def _said(interests: Sequence[str]) -> list[str]:
    return sorted((interest_said(name) for name in interests), key=str.casefold)


@get("/momento/profile", include_in_schema=False)
async def profile(request: Requested) -> Response[Any]:
    """One's own profile as others see it, with the ways to change it."""
    mine = await _mine(request)
    if mine is None:
        return Redirect("/momento/join", status_code=303)
    return _page(request, "momento/profile.html", {"mine": mine, "interests": _said(mine.interests)})


def _edit_page(
    request: Requested, values: Mapping[str, str], problem: Problem | None = None
) -> Response[str]:
    context = {
        "values": values,
        "cities": [(name, name) for name in CITIES],
        "palettes": [(key, _(palette.name), "") for key, palette in PALETTES.items()],
    }
    return _page(request, "momento/profile_edit.html", context, problem)


@get("/momento/profile/edit", include_in_schema=False)
async def edit(request: Requested) -> Response[Any]:
    mine = await _mine(request)
    if mine is None:
        return Redirect("/momento/join", status_code=303)
    known = msgspec.structs.asdict(mine) | {"city": mine.location}
    return _edit_page(request, {name: known[name] or "" for name in _CHANGE})


@post("/momento/profile/edit", include_in_schema=False, status_code=200)
async def save(request: Requested) -> Response[Any]:
    sent = await request.form()
    try:
        await commands.change(house_of(request), person_of(request), await forms.read(request, ProfileChange))
    except Invalid as problem:
        return _edit_page(request, {name: str(sent.get(name, "")) for name in _CHANGE}, problem)
    flash_next(request, "success", "Your profile is up to date.")
    return Redirect("/momento/profile", status_code=303)


def _searched(interest: reads.Interest) -> str:
    """What a search looks in: the words the reader sees, and the English ones."""
    return f"{interest_said(interest.name)} {_(interest.theme)} {interest.name} {interest.theme}".casefold()


async def _interests_page(
    request: Requested, picked: list[int] | None, words: str, problem: Problem | None = None
) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        everything = await reads.catalogue(db)
        mine = await reads.my_interests(db) if picked is None else picked
    plain = words.strip().casefold()
    # What is picked stays on the page while one searches, so that saving forgets nothing.
    shown = [
        interest
        for interest in everything
        if not plain or plain in _searched(interest) or interest.id in mine
    ]
    themes = [
        (
            _(theme),
            sorted(
                ((interest.id, interest_said(interest.name)) for interest in group),
                key=lambda one: one[1].casefold(),
            ),
        )
        for theme, group in groupby(shown, key=lambda interest: interest.theme)
    ]
    context = {"themes": themes, "picked": set(mine), "most": MOST_INTERESTS, "q": words.strip()[:60]}
    return _page(request, "momento/interests.html", context, problem, first_field="interests")


@get("/momento/profile/interests", include_in_schema=False)
async def interests(request: Requested, q: FromQuery[str] = "") -> Response[Any]:
    if not await _has_profile(request):
        person_of(request)
        return Redirect("/momento/join", status_code=303)
    return await _interests_page(request, None, q)


@post("/momento/profile/interests", include_in_schema=False, status_code=200)
async def choose_interests(request: Requested) -> Response[Any]:
    sent = await forms.read(request, InterestsForm)
    if sent.act == "search":
        return await _interests_page(request, sent.interests, sent.q)
    try:
        await commands.choose_interests(house_of(request), person_of(request), sent.interests)
    except Invalid as problem:
        return await _interests_page(request, sent.interests, "", problem)
    flash_next(request, "success", "Good to know. We will think of you.")
    return Redirect("/momento/profile", status_code=303)


@get("/momento/people/{profile_id:uuid}", include_in_schema=False)
async def person(request: Requested, profile_id: FromPath[UUID]) -> Response[Any]:
    house, viewer = house_of(request), person_of(request)
    async with house.database.session(viewer.actor, commands.schema(house)) as db:
        seen = await reads.person(db, profile_id)
        mine = await reads.mine(db)
    if seen.id == mine.id:
        return Redirect("/momento/profile", status_code=303)
    return _page(request, "momento/person.html", {"seen": seen, "interests": _said(seen.interests)})


@post("/momento/people/{profile_id:uuid}/like", include_in_schema=False, status_code=200)
async def like(request: Requested, profile_id: FromPath[UUID]) -> Redirect:
    await commands.like(house_of(request), person_of(request), profile_id)
    return Redirect(f"/momento/people/{profile_id}", status_code=303)


@post("/momento/people/{profile_id:uuid}/unlike", include_in_schema=False, status_code=200)
async def unlike(request: Requested, profile_id: FromPath[UUID]) -> Redirect:
    await commands.unlike(house_of(request), person_of(request), profile_id)
    return Redirect("/momento/likes", status_code=303)


@get("/momento/likes", include_in_schema=False)
async def likes(request: Requested) -> Response[Any]:
    house, viewer = house_of(request), person_of(request)
    async with house.database.session(viewer.actor, commands.schema(house)) as db:
        liked = await reads.liked(db)
    return _page(
        request, "momento/likes.html", {"liked": [(seen, _said(seen.interests)[:3]) for seen in liked]}
    )


ROUTES = [
    front_door,
    join_form,
    join,
    profile,
    edit,
    save,
    interests,
    choose_interests,
    person,
    like,
    unlike,
    likes,
]

"""One's own progress, over JSON too; the choice not to be ranked; what others see of a mentor's game."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.products.mentor.directory import reads as directory
from kith.products.mentor.frame import frame
from kith.products.mentor.game.achievements.catalogue import BY_SLUG
from kith.products.mentor.game.awards.words import AWARDS
from kith.products.mentor.game.leaderboards.leagues import TIERS
from kith.products.mentor.game.leaderboards.pages import TABS
from kith.products.mentor.game.progress import reads
from kith.products.mentor.game.progress.reads import Progress, PublicGame
from kith.products.mentor.game.streaks.calendar import draw
from kith.products.mentor.game.xp.rules import EVENTS
from kith.products.mentor.profiles import commands as profiles
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class VisibilityForm(msgspec.Struct, frozen=True):
    shown: bool = False


class Visibility(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one is on the leaderboards."""

    shown: bool


@get("/mentor/progress", include_in_schema=False)
async def progress(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    if await profiles.mine(house, person) is None:
        return Redirect("/mentor/join?next=/mentor/progress", status_code=303)
    found, streak, today = await reads.progress(house, person)
    context = {
        "found": found,
        "calendar": draw(streak, today),
        "amounts": await reads.amounts(house),
        "events": EVENTS,
        "words": BY_SLUG,
        "award_words": AWARDS,
        "tiers": TIERS,
        "tabs": TABS,
        "tab": "progress",
    }
    looked_at_by_themselves = request.scope["state"].get("impersonation") is None
    if looked_at_by_themselves and any(one.new for one in found.achievements):
        await reads.mark_seen(house, person)
    return page(
        request, "mentor/progress.html", {**frame(request, "leaderboard"), **context}, product="mentor"
    )


@post("/mentor/progress/visibility", include_in_schema=False, status_code=200)
async def visibility(request: Requested) -> Redirect:
    sent = await forms.read(request, VisibilityForm)
    await reads.opt_out(house_of(request), person_of(request), out=not sent.shown)
    if sent.shown:
        flash_next(request, "success", "You are on the leaderboards again.")
    else:
        flash_next(request, "success", "You are on no leaderboard any more. You keep your XP.")
    return Redirect("/mentor/progress", status_code=303)


@get("/api/mentor/progress", tags=["mentor"])
async def progress_by_program(request: Requested) -> Progress:
    """One's own XP, level, streak, achievements and awards."""
    found, _streak, _today = await reads.progress(house_of(request), person_of(request))
    return found


@put("/api/mentor/progress/visibility", tags=["mentor"], status_code=204)
async def visibility_by_program(request: Requested, data: JSONBody[Visibility]) -> None:
    """Be on the leaderboards or not."""
    await reads.opt_out(house_of(request), person_of(request), out=not data.shown)


@get("/api/mentor/mentors/{profile:uuid}/game", tags=["mentor"])
async def of_mentor(request: Requested, profile: FromPath[UUID]) -> PublicGame:
    """A mentor's level, achievements and awards, unless they keep them to themselves."""
    house, person = house_of(request), visitor(request)
    row = await directory.mentor_page(house, None if person is None else person.id, profile)
    found = await reads.public(house, row["user_id"])
    if found is None:
        raise NotFound
    return found


ROUTES = [progress, visibility, progress_by_program, visibility_by_program, of_mentor]

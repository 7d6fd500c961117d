"""MentorJoining, one's profile, and the mentor's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import msgspec
from litestar import Request, Response, get, patch, post
from litestar.params import JSONBody
from litestar.response import Redirect

from kith.commons.consent.texts import current
from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import tag
from kith.products.mentor.availability.pages import ZONES
from kith.products.mentor.bookings import reads as sessions
from kith.products.mentor.bookings.pages import STATES, TONES
from kith.products.mentor.frame import frame
from kith.products.mentor.profiles import commands
from kith.products.mentor.profiles.form import CURRENCIES, MemberChange, MentorJoining, MentorOffer
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor
from kith.web.sign_in import renew_name

Requested = Request[Any, Any, Any]
_JOINING: Final = tuple(field.name for field in msgspec.structs.fields(MentorJoining))
_TO_MENTOR: Final = "/mentor/mentoring"
_CHANGE: Final = tuple(field.name for field in msgspec.structs.fields(MemberChange))
_OFFER: Final = tuple(field.name for field in msgspec.structs.fields(MentorOffer))


class JoinForm(MentorJoining, frozen=True, kw_only=True):
    """As the page sends it: with the address that somebody was on the way to."""

    next: str = ""


def _page(
    request: Requested,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    *,
    current_link: str = "profile",
    first_field: str = "full_name",
) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or first_field, "text": problem.detail}]
    return page(
        request,
        template,
        {
            **frame(request, current_link),
            "errors": errors,
            "error_of": {error["field"]: error["text"] for error in errors},
            "zones": ZONES,
            **context,
        },
        product="mentor",
        status=200 if problem is None else problem.status,
    )


def _onwards(address: str) -> str:
    """Where to go after joining: a page of Mentor, nothing else."""
    return address if address.startswith("/mentor/") and "//" not in address else "/mentor/mentors"


async def _join_page(
    request: Requested, values: Mapping[str, str], onwards: str, problem: Problem | None = None
) -> Response[str]:
    context = {
        "may_mentor": await commands.may_begin_mentoring(house_of(request), person_of(request)),
        "values": {name: values.get(name, "") for name in _JOINING},
        "next": onwards,
        "texts": {kind: current("mentor", kind, tag()).body for kind in ("age", "terms", "privacy")},
    }
    return _page(request, "mentor/join.html", context, problem)


@get("/mentor/join", include_in_schema=False)
async def join_form(request: Requested) -> Response[Any]:
    onwards = _onwards(request.query_params.get("next", ""))
    person = visitor(request)
    if person is None:
        return Redirect(f"/sign-in?next={quote('/mentor/join?next=' + onwards)}", status_code=303)
    if await commands.mine(house_of(request), person) is not None:
        return Redirect(onwards, status_code=303)
    values = {"full_name": person.display_name, "timezone": "Europe/Berlin"}
    if onwards == _TO_MENTOR:
        values["mentors"] = "yes"
    return await _join_page(request, values, onwards)


@post("/mentor/join", include_in_schema=False, status_code=200)
async def join(request: Requested) -> Response[Any]:
    sent = await request.form()
    onwards = _onwards(str(sent.get("next", "")))
    try:
        form = await forms.read(request, JoinForm)
        await commands.join(house_of(request), person_of(request), form)
    except Invalid as problem:
        return await _join_page(
            request, {name: str(sent.get(name, "")) for name in _JOINING}, onwards, problem
        )
    except Conflict:
        return Redirect(onwards, status_code=303)
    await renew_name(request)
    flash_next(request, "success", "Welcome to Mentor.")
    return Redirect("/mentor/mentoring/offer" if form.mentors else onwards, status_code=303)


async def _mine(request: Requested) -> Any:
    row = await commands.mine(house_of(request), person_of(request))
    if row is None:
        raise NotFound
    return row


async def show_profile(request: Requested, problem: Problem | None = None) -> Response[Any]:
    """One's profile; `problem` is of the picture."""
    row = await commands.mine(house_of(request), person_of(request))
    if row is None:
        return Redirect("/mentor/join", status_code=303)
    values = {
        "full_name": row["full_name"] or "",
        "timezone": row["timezone"] or "UTC",
        "bio": row["bio"] or "",
        "goals": "\n".join(row["goals"] or ()),
        "interests": ", ".join(row["interests"] or ()),
        "current_level": row["current_level"] or "",
    }
    return _page(
        request, "mentor/profile.html", {"values": values, "mine": row}, problem, first_field="picture"
    )


@get("/mentor/profile", include_in_schema=False)
async def profile(request: Requested) -> Response[Any]:
    return await show_profile(request)


@post("/mentor/profile", include_in_schema=False, status_code=200)
async def change(request: Requested) -> Response[Any]:
    sent = await request.form()
    row = await _mine(request)
    try:
        await commands.change(house_of(request), person_of(request), await forms.read(request, MemberChange))
    except Invalid as problem:
        values = {name: str(sent.get(name, "")) for name in _CHANGE}
        return _page(request, "mentor/profile.html", {"values": values, "mine": row}, problem)
    flash_next(request, "success", "Saved.")
    return Redirect("/mentor/profile", status_code=303)


@post("/mentor/mentoring/begin", include_in_schema=False, status_code=200)
async def begin(request: Requested) -> Redirect:
    await commands.begin_mentoring(house_of(request), person_of(request))
    return Redirect("/mentor/mentoring/offer", status_code=303)


@get("/mentor/mentoring", include_in_schema=False)
async def mentoring(request: Requested) -> Response[Any]:
    row = await commands.mine(house_of(request), person_of(request))
    if row is None:
        return Redirect("/mentor/join?next=/mentor/mentoring", status_code=303)
    lines = [
        line
        for line in await sessions.my_sessions(house_of(request), person_of(request))
        if line.role == "mentor"
    ]
    context = {
        "mine": row,
        "may_begin": row["mentors"]
        or await commands.may_begin_mentoring(house_of(request), person_of(request)),
        "to_answer": [line for line in reversed(lines) if line.state == "requested"],
        "ahead": [line for line in reversed(lines) if line.state in ("confirmed", "running")][:8],
        "states": STATES,
        "tones": TONES,
        "zone": row["mentor_zone"] or row["timezone"] or "UTC",
    }
    return _page(request, "mentor/mentoring.html", context, current_link="mentoring")


def _offer_values(row: Any) -> dict[str, str]:
    return {
        "headline": row["headline"] or "",
        "bio": row["mentor_bio"] or "",
        "expertise": ", ".join(row["expertise_areas"]),
        "skills": ", ".join(row["skills"]),
        "rate": f"{row['hourly_rate'] / 100:.2f}"
        if row["hourly_rate"] % 100
        else str(row["hourly_rate"] // 100),
        "currency": row["currency"],
        "languages": ", ".join(row["languages"]),
        "certifications": "\n".join(row["certifications"]),
        "years": "" if row["years_experience"] is None else str(row["years_experience"]),
        "is_active": "yes" if row["is_active"] else "",
    }


@get("/mentor/mentoring/offer", include_in_schema=False)
async def offer_form(request: Requested) -> Response[Any]:
    row = await _mine(request)
    if not row["mentors"]:
        return Redirect("/mentor/mentoring", status_code=303)
    context = {
        "values": _offer_values(row),
        "mine": row,
        "currencies": [(one, one.upper()) for one in CURRENCIES],
    }
    return _page(request, "mentor/offer.html", context, current_link="mentoring", first_field="headline")


@post("/mentor/mentoring/offer", include_in_schema=False, status_code=200)
async def offer(request: Requested) -> Response[Any]:
    sent = await request.form()
    row = await _mine(request)
    try:
        await commands.offer(house_of(request), person_of(request), await forms.read(request, MentorOffer))
    except Invalid as problem:
        context = {
            "values": {name: str(sent.get(name, "")) for name in _OFFER},
            "mine": row,
            "currencies": [(one, one.upper()) for one in CURRENCIES],
        }
        return _page(
            request, "mentor/offer.html", context, problem, current_link="mentoring", first_field="headline"
        )
    flash_next(request, "success", "Saved. The directory follows at once.")
    return Redirect("/mentor/mentoring", status_code=303)


@post("/api/mentor/profile", tags=["mentor"], status_code=201)
async def join_by_program(request: Requested, data: JSONBody[MentorJoining]) -> None:
    """Join Mentor: name, time zone, and the three consents."""
    await commands.join(house_of(request), person_of(request), data)


@patch("/api/mentor/profile", tags=["mentor"], status_code=204)
async def change_by_program(request: Requested, data: JSONBody[MemberChange]) -> None:
    """One's profile anew."""
    await commands.change(house_of(request), person_of(request), data)


@post("/api/mentor/mentoring", tags=["mentor"], status_code=204)
async def begin_by_program(request: Requested) -> None:
    """Become a mentor; nobody finds the page before it is switched on."""
    await commands.begin_mentoring(house_of(request), person_of(request))


@patch("/api/mentor/mentoring", tags=["mentor"], status_code=204)
async def offer_by_program(request: Requested, data: JSONBody[MentorOffer]) -> None:
    """What one offers, anew."""
    await commands.offer(house_of(request), person_of(request), data)


ROUTES = [
    join_form,
    join,
    profile,
    change,
    begin,
    mentoring,
    offer_form,
    offer,
    join_by_program,
    change_by_program,
    begin_by_program,
    offer_by_program,
]

"""Reviewing a session, reading and answering reviews; over JSON too."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import Invalid, NotFound, Problem
from kith.products.mentor.directory import reads as directory
from kith.products.mentor.frame import frame
from kith.products.mentor.reviews import commands
from kith.products.mentor.reviews.commands import ReviewPage
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
Cursor = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=commands.LONGEST)]


class ReviewForm(msgspec.Struct, frozen=True):
    rating: int = 0
    feedback: Words = ""
    private: bool = False


class ReplyForm(msgspec.Struct, frozen=True):
    reply: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_REPLY)] = ""


class NewReview(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """1 to 5, and words; not public: only the two and operators read it, it counts all the same."""

    rating: int
    feedback: Words = ""
    is_public: bool = True


class NewReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer, in public."""

    reply: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_REPLY)]


async def _show(request: Requested, booking: UUID, problem: Problem | None = None) -> Response[Any]:
    found = await commands.reviewing(house_of(request), person_of(request), booking)
    context = {"found": found, "booking": booking, "problem": problem}
    return page(
        request,
        "mentor/review.html",
        {**frame(request, "sessions"), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get("/mentor/sessions/{booking:uuid}/review", include_in_schema=False)
async def show(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    return await _show(request, booking)


@post("/mentor/sessions/{booking:uuid}/review", include_in_schema=False, status_code=200)
async def write(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, ReviewForm)
    try:
        await commands.write(
            house_of(request),
            person_of(request),
            booking,
            sent.rating,
            sent.feedback,
            is_public=not sent.private,
        )
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return await _show(request, booking, problem)
    flash_next(
        request, "success", "Thank you. It is shown when both of you have written, or after two weeks."
    )
    return Redirect(f"/mentor/sessions/{booking}/review", status_code=303)


async def _about(request: Requested, problem: Invalid | None = None) -> Response[Any]:
    rows = await commands.about(house_of(request), person_of(request))
    return page(
        request,
        "mentor/reviews.html",
        {**frame(request, "mentoring"), "rows": rows, "problem": problem},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get("/mentor/reviews", include_in_schema=False)
async def about(request: Requested) -> Response[Any]:
    return await _about(request)


@post("/mentor/reviews/{review:uuid}/reply", include_in_schema=False, status_code=200)
async def answer(request: Requested, review: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, ReplyForm)
    try:
        await commands.reply(house_of(request), person_of(request), review, sent.reply)
    except Invalid as problem:
        return await _about(request, problem)
    flash_next(request, "success", "Your answer stands under the review.")
    return Redirect("/mentor/reviews", status_code=303)


@post("/api/mentor/sessions/{booking:uuid}/review", tags=["mentor"], status_code=204)
async def write_by_program(request: Requested, booking: FromPath[UUID], data: JSONBody[NewReview]) -> None:
    """Review a session, once, within two weeks of it."""
    await commands.write(
        house_of(request), person_of(request), booking, data.rating, data.feedback, is_public=data.is_public
    )


@get("/mentor/mentors/{profile:uuid}/reviews", include_in_schema=False)
async def of_mentor(request: Requested, profile: FromPath[UUID], cursor: Cursor = "") -> Response[Any]:
    """Everything said in public about a mentor, page by page, with the average and how it is made up."""
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    row = await directory.mentor_page(house, viewer, profile)
    found = await commands.of_mentor(house, row["user_id"], viewer, cursor=cursor)
    here = f"/mentor/mentors/{profile}/reviews"
    context = {
        "mentor": row,
        "found": found,
        "first": not cursor,
        "older": f"{here}?cursor={found.next}" if found.next else None,
        "signed_in": person is not None,
    }
    return page(
        request, "mentor/all_reviews.html", {**frame(request, "mentors"), **context}, product="mentor"
    )


@get("/api/mentor/mentors/{profile:uuid}/reviews", tags=["mentor"])
async def listed(request: Requested, profile: FromPath[UUID], cursor: Cursor = "") -> ReviewPage:
    """What mentees say in public, the latest first, ten at a time, with the average and how it is made up."""
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    row = await directory.mentor_page(house, viewer, profile)
    return await commands.of_mentor(house, row["user_id"], viewer, cursor=cursor)


@post("/api/mentor/reviews/{review:uuid}/reply", tags=["mentor"], status_code=204)
async def answer_by_program(request: Requested, review: FromPath[UUID], data: JSONBody[NewReply]) -> None:
    """Answer a public review about oneself, once."""
    await commands.reply(house_of(request), person_of(request), review, data.reply)


ROUTES = [show, write, about, answer, of_mentor, write_by_program, listed, answer_by_program]

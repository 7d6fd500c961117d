"""Reviews as operators read them; hiding one and showing it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.products.mentor.operators.frame import (
    ACTOR,
    BOOKINGS,
    MOST,
    PEOPLE,
    REVIEWS,
    ROLES,
    Reason,
    Requested,
    queries,
    schema,
)
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of


@get(REVIEWS, include_in_schema=False, opt=only(*ROLES))
async def show_reviews(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        newest = [row async for row in queries.latest_reviews(db.connection, hidden=False, at_most=MOST)]
        hidden = [row async for row in queries.latest_reviews(db.connection, hidden=True, at_most=MOST)]
    columns = ("Review", "Stars", "Words", "Read by", "When")
    tables = [
        Table(
            title="Newest",
            lead="Those that can be read already; what is still blind is blind here too.",
            columns=columns,
            rows=_rows(newest),
            empty="Nobody has reviewed anybody yet.",
        ),
        Table(title="Hidden", columns=columns, rows=_rows(hidden), empty="None."),
    ]
    return console_page(request, "Reviews", tables, product="mentor")


def _rows(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            Link(f"{row['reviewer_name']} about {row['reviewee_name']}", f"{REVIEWS}/{row['id']}"),
            row["rating"],
            (row["feedback"] or "")[:160],
            "everybody" if row["is_public"] else "the two",
            row["created_at"],
        )
        for row in rows
    ]


@get(REVIEWS + "/{review:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_review(request: Requested, review: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.review(db.connection, review=review)
    if row is None:
        raise NotFound
    hidden = row["hidden_at"] is not None
    facts = [
        ("Stars", row["rating"]),
        ("State", "Hidden" if hidden else "Shown"),
        ("Read by", "everybody" if row["is_public"] else "the two"),
        ("In the average", "yes" if row["counted_at"] and not hidden else "no"),
        ("Written", row["created_at"]),
    ]
    words = Table(
        title="Words",
        columns=("Who", "What"),
        rows=[
            (name, text)
            for name, text in (
                (row["reviewer_name"], row["feedback"]),
                (row["reviewee_name"], row["reply"]),
            )
            if text
        ],
        empty="Stars without words.",
    )
    form = Form(
        title="Show it again" if hidden else "Hide it",
        lead="It is read again, and counts in the average as before."
        if hidden
        else "Nobody but its writer reads it any more, and it leaves the average. You can show it again.",
        action=f"{REVIEWS}/{review}/{'show' if hidden else 'hide'}",
        button="Show it again" if hidden else "Hide it",
        fields=(Field(name="reason", label="Reason, for the log"),),
    )
    return console_page(
        request,
        f"{row['reviewer_name']} about {row['reviewee_name']}",
        [words],
        facts=facts,
        links=[
            Link("All reviews", REVIEWS),
            Link(row["reviewer_name"], f"{PEOPLE}/{row['reviewer_user_id']}"),
            Link(row["reviewee_name"], f"{PEOPLE}/{row['reviewee_user_id']}"),
            Link("The session", f"{BOOKINGS}/{row['booking_id']}"),
        ],
        forms=[form],
        product="mentor",
    )


@post(REVIEWS + "/{review:uuid}/hide", include_in_schema=False, status_code=200)
async def hide(request: Requested, review: FromPath[UUID]) -> Redirect:
    return await _decide(request, review, hidden=True)


@post(REVIEWS + "/{review:uuid}/show", include_in_schema=False, status_code=200)
async def show(request: Requested, review: FromPath[UUID]) -> Redirect:
    return await _decide(request, review, hidden=False)


async def _decide(request: Requested, review: UUID, *, hidden: bool) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.review(db.connection, review=review) is None:
            raise NotFound
        change = queries.hide if hidden else queries.show
        if not await change(db.connection, review=review):
            raise Conflict(_("This review is hidden already.") if hidden else _("This review is not hidden."))
        await audit.record(
            db,
            admin=admin,
            action="mentor.review.hidden" if hidden else "mentor.review.shown",
            target_type="review",
            target_id=review,
            reason=reason,
            product="mentor",
        )
    flash_next(
        request,
        "success",
        _("Hidden, and out of the average.") if hidden else _("Shown again, and back in the average."),
    )
    return Redirect(f"{REVIEWS}/{review}", status_code=303)


ROUTES = [show_reviews, show_review, hide, show]

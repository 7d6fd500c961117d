"""The queue of reports about people of Mentor: what was reported as it was, and a decision with a reason, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.commons.safety import commands as safety
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.products.mentor import topics
from kith.products.mentor.operators import suspending
from kith.products.mentor.operators.frame import (
    ACTOR,
    MOST,
    PEOPLE,
    REPORTS,
    ROLES,
    Requested,
    queries,
    schema,
)
from kith.products.mentor.profiles import pictures
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session

_DECISIONS: Final = {
    "nothing": "Nothing to do",
    "remove": "Hide the review (it can be shown again)",
    "strike": "A strike (counts for ninety days)",
    "suspend": "Suspend",
}
_STRIKE_LASTS: Final = timedelta(days=90)
_STRIKE_POINTS: Final = 2
_REMOVABLE: Final = ("review",)


class Decision(msgspec.Struct, frozen=True):
    decision: Literal["nothing", "remove", "strike", "suspend"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(REPORTS, include_in_schema=False)
async def show_queue(request: Requested) -> Response[str]:
    await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.open_reports(db.connection, at_most=MOST)]
    table = Table(
        title="Waiting",
        lead="Who was reported most often first, then the oldest. Take one before you work on it, so that nobody does it twice.",
        columns=("About", "Whom", "Category", "Reports about them", "Since", "State"),
        rows=[
            (
                Link(row["kind"], f"{REPORTS}/{row['id']}"),
                row["name"],
                row["category"].capitalize(),
                row["others"],
                row["created_at"],
                "Taken" if row["status"] == "reviewing" else Do("Take", f"{REPORTS}/{row['id']}/take"),
            )
            for row in rows
        ],
        empty="Nobody is waiting for us.",
    )
    return console_page(request, "Reports", [table], product="mentor")


@post(REPORTS + "/{report:uuid}/take", include_in_schema=False, status_code=200)
async def take(request: Requested, report: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.take_report(db.connection, report=report) is None:
            raise Conflict("Somebody else has taken this one, or it is decided.")
        await audit.record(
            db,
            admin=admin,
            action="mentor.report.taken",
            target_type="report",
            target_id=report,
            product="mentor",
        )
    return Redirect(f"{REPORTS}/{report}", status_code=303)


@get(REPORTS + "/{report:uuid}", include_in_schema=False)
async def show_report(request: Requested, report: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.report(db.connection, report=report)
        if row is None:
            raise NotFound
        # Reading what was private between two people is itself written down.
        await audit.record(
            db,
            admin=admin,
            action="mentor.report.opened",
            target_type="report",
            target_id=report,
            product="mentor",
        )
        others = [
            found
            async for found in queries.reports_about(db.connection, person=row["reported_id"], at_most=50)
        ]
    details: dict[str, Any] = row["details"]
    snapshot: dict[str, Any] = details.get("snapshot") or {}
    tables = [
        Table(
            title="As it was when it was reported",
            columns=("What", "Value"),
            rows=[(name.replace("_", " ").capitalize(), str(value)) for name, value in snapshot.items()],
            empty="Nothing was kept.",
        ),
        Table(
            title="What the reporter says",
            columns=("Words",),
            rows=[(details["comments"],)] if details.get("comments") else [],
            empty="No words.",
        ),
        Table(
            title="Other reports about this person",
            columns=("About", "Category", "State", "When"),
            rows=[
                (
                    Link(other["kind"], f"{REPORTS}/{other['id']}"),
                    other["category"].capitalize(),
                    other["status"],
                    other["created_at"],
                )
                for other in others
                if other["id"] != report
            ],
            empty="None.",
        ),
    ]
    links = [Link("All that wait", REPORTS)]
    if row["reported_id"] is not None:
        links.append(Link(row["name"], f"{PEOPLE}/{row['reported_id']}"))
    return console_page(
        request,
        f"{row['name']}: {row['category'].capitalize()}",
        tables,
        facts=[
            ("About", row["kind"]),
            ("Category", row["category"].capitalize()),
            ("State", row["status"]),
            ("Reported", row["created_at"]),
        ],
        links=links,
        forms=[_form(report, row)] if row["status"] != "resolved" else (),
        product="mentor",
    )


def _form(report: UUID, row: Any) -> Form:
    possible = {
        "remove": _may_remove(row),
        "strike": row["reported_id"] is not None,
        "suspend": row["reported_id"] is not None,
    }
    return Form(
        title="Decide",
        lead="Whoever reported is told that we looked and acted or not, nothing more. It is written down with your reason.",
        action=f"{REPORTS}/{report}",
        button="Decide",
        fields=(
            Field(
                name="decision",
                label="Decision",
                options=tuple(choice for choice in _DECISIONS.items() if possible.get(choice[0], True)),
            ),
            Field(name="reason", label="Reason"),
        ),
    )


@post(REPORTS + "/{report:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, report: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Decision)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row: Any = await queries.report(db.connection, report=report)
        if row is None:
            raise NotFound
        if await queries.close_report(db.connection, report=report) is None:
            raise Conflict("This has been decided already.")
        person: UUID | None = row["reported_id"]
        if form.decision in ("strike", "suspend") and person is None:
            raise Conflict("Whoever was reported has left.")
        if form.decision == "remove":
            await _remove(db, row)
        elif form.decision == "strike" and person is not None:
            await safety.strike(
                db,
                person,
                product="mentor",
                kind=row["category"],
                points=_STRIKE_POINTS,
                reason=reason,
                until=db.now + _STRIKE_LASTS,
                key=f"mentor:report:{report}",
            )
        elif form.decision == "suspend" and person is not None:
            await suspending.suspend(db, house, admin, person, reason)
        await audit.record(
            db,
            admin=admin,
            action="mentor.report.decided",
            target_type="report",
            target_id=report,
            reason=reason,
            payload={"decision": form.decision, "person": str(person or "")},
            product="mentor",
        )
        if row["reporter_id"] is not None:
            await notify(
                db,
                house,
                row["reporter_id"],
                lambda: _answer(acted=form.decision != "nothing"),
                product="Mentor",
                topic=topics.STANDING,
                purpose="report.decided",
                key=f"report-decided:{report}",
            )
    flash_next(request, "success", "Decided, and whoever reported is told that we looked.")
    return Redirect(REPORTS, status_code=303)


def _may_remove(row: Any) -> bool:
    """A review, or the picture that a reported person showed."""
    snapshot: dict[str, Any] = row["details"].get("snapshot") or {}
    return row["kind"] in _REMOVABLE or (row["kind"] == "person" and "picture" in snapshot)


async def _remove(db: Session, row: Any) -> None:
    """Hide the review, or take down the picture, that was reported; gone already is as good.

    Raises:
        Conflict: it is not something that can be hidden.
    """
    if not _may_remove(row):
        raise Conflict("There is nothing to hide here.")
    if row["kind"] == "person":
        await pictures.take_down_reported(db, UUID(row["details"]["snapshot"]["picture"]))
    else:
        await queries.hide(db.connection, review=UUID(row["details"]["id"]))


def _answer(*, acted: bool) -> Notice:
    text = (
        _(
            "Thank you for telling us. We looked at it and did something about it. We keep to ourselves what; you would want the same."
        )
        if acted
        else _(
            "Thank you for telling us. We looked at it closely and found nothing we should act on. If it happens again, tell us again."
        )
    )
    return Notice(
        subject=_("About your report"),
        text=text,
        link="/mentor",
        hint=_("An answer to your report."),
    )


ROUTES = [show_queue, take, show_report, decide]

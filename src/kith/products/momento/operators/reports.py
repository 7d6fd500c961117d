"""The queue of reports: what was reported as it was, and a decision with a reason."""

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
from kith.commons.safety.reporting import CATEGORIES
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.momento import topics
from kith.products.momento.operators import suspending
from kith.products.momento.operators.frame import ACTOR, MOST, ROLES, Requested, queries, schema
from kith.products.momento.photos.commands import take_down
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session

PATH: Final = "/console/momento/reports"
_DECISIONS: Final = {
    "nothing": "Nothing to do",
    "remove": "Remove what was reported",
    "strike": "A strike (counts for ninety days)",
    "suspend": "Suspend",
    "ban": "Ban for good",
}
_STRIKE_LASTS: Final = timedelta(days=90)
_REMOVABLE: Final = ("message", "photo", "post")


class Decision(msgspec.Struct, frozen=True):
    decision: Literal["nothing", "remove", "strike", "suspend", "ban"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False)
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
                Link(row["kind"], f"{PATH}/{row['id']}"),
                row["name"],
                _category(row["category"]),
                row["others"],
                row["created_at"],
                "Taken" if row["status"] == "reviewing" else Do("Take", f"{PATH}/{row['id']}/take"),
            )
            for row in rows
        ],
        empty="Nobody is waiting for us.",
    )
    return console_page(request, "Reports", [table], product="momento")


def _category(name: str) -> str:
    return CATEGORIES.get(name, name.capitalize())


@post(PATH + "/{report:uuid}/take", include_in_schema=False, status_code=200)
async def take(request: Requested, report: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.take_report(db.connection, report=report) is None:
            raise Conflict("Somebody else has taken this one, or it is decided.")
        await audit.record(
            db,
            admin=admin,
            action="momento.report.taken",
            target_type="report",
            target_id=report,
            product="momento",
        )
    return Redirect(f"{PATH}/{report}", status_code=303)


@get(PATH + "/{report:uuid}", include_in_schema=False)
async def show_report(request: Requested, report: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.report(db.connection, report=report)
        if row is None:
            raise NotFound
        # Reading what was private between two people is itself written down.
        await audit.record(
            db,
            admin=admin,
            action="momento.report.opened",
            target_type="report",
            target_id=report,
            product="momento",
        )
        others = [
            found
            async for found in queries.reports_about(db.connection, person=row["reported_id"], at_most=50)
        ]
    details = row["details"]
    snapshot = details.get("snapshot") or {
        name: details[name] for name in ("content", "written_at") if name in details
    }
    facts = [
        ("About", row["kind"]),
        ("Category", _category(row["category"])),
        ("State", row["status"]),
        ("Reported", row["created_at"]),
    ]
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
                (Link(o["kind"], f"{PATH}/{o['id']}"), _category(o["category"]), o["status"], o["created_at"])
                for o in others
                if o["id"] != report
            ],
            empty="None.",
        ),
    ]
    links = [Link("All that wait", PATH)]
    if row["reported_id"] is not None:
        links.append(Link(row["name"], f"/console/momento/people/{row['reported_id']}"))
    return console_page(
        request,
        f"{row['name']}: {_category(row['category'])}",
        tables,
        facts=facts,
        links=links,
        forms=[_form(report, row["kind"])] if row["status"] != "resolved" else (),
        product="momento",
    )


def _form(report: UUID, kind: str) -> Form:
    return Form(
        title="Decide",
        lead="Whoever reported is told that we looked and acted or not, nothing more. It is written down with your reason.",
        action=f"{PATH}/{report}",
        button="Decide",
        fields=(
            Field(
                name="decision",
                label="Decision",
                options=tuple(
                    choice for choice in _DECISIONS.items() if choice[0] != "remove" or kind in _REMOVABLE
                ),
            ),
            Field(name="reason", label="Reason"),
        ),
    )


@post(PATH + "/{report:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, report: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Decision)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.report(db.connection, report=report)
        if row is None:
            raise NotFound
        if await queries.close_report(db.connection, report=report) is None:
            raise Conflict("This has been decided already.")
        if form.decision == "remove":
            await _remove(db, row, admin.id)
        elif form.decision == "strike":
            await safety.strike(
                db,
                row["reported_id"],
                product="momento",
                kind=row["category"],
                points=2,
                reason=reason,
                until=db.now + _STRIKE_LASTS,
                key=f"momento:report:{report}",
            )
        elif form.decision in ("suspend", "ban"):
            await suspending.suspend(
                db, house, admin, row["reported_id"], reason, for_good=form.decision == "ban"
            )
        await audit.record(
            db,
            admin=admin,
            action="momento.report.decided",
            target_type="report",
            target_id=report,
            reason=reason,
            payload={"decision": form.decision, "person": str(row["reported_id"])},
            product="momento",
        )
        if row["reporter_id"] is not None:
            await notify(
                db,
                house,
                row["reporter_id"],
                lambda: _answer(acted=form.decision != "nothing"),
                product="Momento",
                topic=topics.STANDING,
                purpose="report.decided",
                key=f"report-decided:{report}",
            )
    flash_next(request, "success", "Decided, and whoever reported is told that we looked.")
    return Redirect(PATH, status_code=303)


async def _remove(db: Session, row: Any, admin: UUID) -> None:
    """Take away what was reported.

    Raises:
        Conflict: it is not something that can be removed.
    """
    subject = UUID(row["details"].get("id") or row["details"].get("post"))
    if row["kind"] == "message":
        await queries.remove_message(db.connection, message=subject)
    elif row["kind"] == "photo":
        await take_down(db, subject)
    elif row["kind"] == "post":
        event = await queries.remove_post(db.connection, post=subject)
        if event is not None:
            await announce(db, f"event:{event}")
    else:
        raise Conflict("There is nothing to remove here.")


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
        link="/momento",
        hint=_("An answer to your report."),
    )


ROUTES = [show_queue, take, show_report, decide]

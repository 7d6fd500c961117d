"""The queue of disputed attendance: what everybody says, and a decision with a reason."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.momento import topics
from kith.products.momento.attendance import commands as attendance
from kith.products.momento.attendance.weighing import weigh
from kith.products.momento.operators.frame import ACTOR, MOST, ROLES, Requested, queries, schema
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

_PATH: Final = "/console/momento/attendance"
_NAMES: Final = {
    "attended": "Was there",
    "late": "Came late",
    "no_show": "Was not there",
    "disputed": "Disputed",
}
_METHODS: Final = {
    "position": "by their phone’s position",
    "code": "with the host’s code",
    "host_list": "the host ticked them off",
    "reports": "other guests said so",
    "operator": "decided here",
}


class Decision(msgspec.Struct, frozen=True):
    status: Literal["attended", "late", "no_show"]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(_PATH, include_in_schema=False, opt=only(*ROLES))
async def show_queue(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.disputed(db.connection, at_most=MOST)]
    table = Table(
        title="Waiting for a decision",
        lead="Longest waiting first. Until decided, none of these counts for or against anybody.",
        columns=("Guest", "Event", "Written down", "Why", "Since"),
        rows=[
            (
                Link(row["name"], f"{_PATH}/{row['id']}"),
                row["title"],
                _NAMES[row["disputed_from"]],
                "the guest contradicts" if row["by_guest"] else "check-in and host disagree",
                row["disputed_at"],
            )
            for row in rows
        ],
        empty="Nobody disagrees.",
    )
    return console_page(request, "Attendance", [table], product="momento")


@get(_PATH + "/{attendance_id:uuid}", include_in_schema=False, opt=only(*ROLES))
async def show_one(request: Requested, attendance_id: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, id=attendance_id)
        if row is None:
            raise NotFound
        told = [event async for event in queries.timeline(db.connection, id=attendance_id)]
        _frame, evidence = await attendance.evidence_of(db, row["event_id"], row["profile_id"])
    heard = Counter(evidence.others)
    words = [
        (
            "The host",
            "nothing" if evidence.host is None else _NAMES[evidence.host.outcome],
            None if evidence.host is None else evidence.host.at,
        ),
        (
            "Other guests",
            ", ".join(f"{_NAMES[name]}: {count}" for name, count in sorted(heard.items())) or "nothing",
            None,
        ),
        (
            "The guest",
            row["dispute_reason"] or "nothing",
            row["disputed_at"] if row["dispute_reason"] else None,
        ),
    ]
    verdict = weigh(evidence)
    facts = [
        ("State", _NAMES[row["status"]]),
        ("Written down before", _NAMES.get(row["disputed_from"], "")),
        ("How", _METHODS[row["method"]]),
        ("Checked in", row["checked_in_at"] or "not by themselves"),
        ("Phone at a stop", "yes" if row["with_position"] else "not known"),
        ("Cannot be contested", "yes" if row["incontestable"] else "no"),
        ("The evidence says", "nobody knows" if verdict.outcome is None else _NAMES[verdict.outcome]),
    ]
    return console_page(
        request,
        f"{row['name']} at “{row['title']}”",
        [
            Table(title="What is said", columns=("Who", "What", "When"), rows=words, empty="Nothing."),
            Table(
                title="What happened",
                columns=("When", "What", "From", "To"),
                rows=[
                    (each["created_at"], each["event_type"], each["from_state"], each["to_state"])
                    for each in told
                ],
                empty="Nothing.",
            ),
        ],
        facts=facts,
        links=[Link("All that wait", _PATH)],
        forms=[_form(attendance_id)] if row["status"] == "disputed" else (),
        product="momento",
    )


def _form(attendance_id: UUID) -> Form:
    return Form(
        title="Decide",
        lead="The guest is told what you decide, not why. It is written down with your reason.",
        action=f"{_PATH}/{attendance_id}",
        button="Decide",
        fields=(
            Field(
                name="status",
                label="What counts",
                value="attended",
                options=tuple((name, _NAMES[name]) for name in ("attended", "late", "no_show")),
            ),
            Field(name="reason", label="Reason"),
        ),
    )


@post(_PATH + "/{attendance_id:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, attendance_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Decision)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, id=attendance_id)
        if row is None:
            raise NotFound
        await attendance.queries.lock(db.connection, event=row["event_id"])
        row = await queries.one(db.connection, id=attendance_id)
        if row["status"] != "disputed":
            raise Conflict("This has been decided already.")
        await attendance.queries.resolve(db.connection, id=attendance_id, status=form.status)
        await audit.record(
            db,
            admin=admin,
            action="momento.attendance.decided",
            target_type="attendance",
            target_id=attendance_id,
            reason=reason,
            payload={"before": row["disputed_from"], "after": form.status},
            product="momento",
        )
        if row["event_status"] == "completed" and form.status != "no_show":
            await attendance.queries.connect(db.connection, event=row["event_id"])
        await notify(
            db,
            house,
            row["user_id"],
            lambda: _decided(row["title"], row["event_id"], came=form.status != "no_show"),
            product="Momento",
            topic=topics.STANDING,
            purpose="attendance.decided",
            key=f"attendance-decided:{attendance_id}:{row['disputed_at'].isoformat()}",
        )
        await announce(db, attendance.topic(row["event_id"]))
    flash_next(request, "success", "Decided, and the guest is told.")
    return Redirect(_PATH, status_code=303)


def _decided(title: str, event: UUID, *, came: bool) -> Notice:
    text = (
        _("We looked at it: you were at “%(title)s”, and so it is written down.", title=title)
        if came
        else _(
            "We looked at it. By all we know, you were not at “%(title)s”, so it stays written down like that.",
            title=title,
        )
    )
    return Notice(
        subject=_("About “%(title)s”", title=title),
        text=text,
        link=f"/momento/events/{event}/attendance",
        hint=_("An answer about an event of yours."),
    )


ROUTES = [show_queue, show_one, decide]

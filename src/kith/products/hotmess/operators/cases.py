"""The moderators' queue, a case with its decision, appeals, and who works on which queue."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit.commands import record
from kith.foundation.errors import NotFound
from kith.products.hotmess.moderation import commands, transparency
from kith.products.hotmess.moderation.commands import ACTOR, queries, schema
from kith.products.hotmess.moderation.statement import ACTIONS, possible
from kith.products.hotmess.operators.frame import ADMINS, MODERATORS, MOST, Requested
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/cases"
_PUBLISHED_AT_ONCE: Final = 1000
_QUEUES: Final = (("general", "General"), ("safety", "Safety"), ("market", "Market"))


class CaseDecision(msgspec.Struct, frozen=True):
    action: Annotated[str, msgspec.Meta(max_length=20)]
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    facts: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    ground: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class AppealAnswer(msgspec.Struct, frozen=True):
    outcome: Literal["ask", "upheld", "reversed"]
    words: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class QueueForm(msgspec.Struct, frozen=True):
    admin: UUID
    queue: Literal["general", "safety", "market"]


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


def _said(snapshot: dict[str, Any] | None) -> str:
    return "; ".join(f"{name}: {value}" for name, value in (snapshot or {}).items())


@get(PATH, include_in_schema=False)
async def queue(request: Requested) -> Response[str]:
    admin = await operator(request, *MODERATORS)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.queue(db.connection, admin=admin.id, at_most=MOST)]
        appeals = [row async for row in queries.open_appeals(db.connection, admin=admin.id, at_most=MOST)]
        members = [row async for row in queries.queue_members(db.connection)]
        decided = [row async for row in queries.closed(db.connection, admin=admin.id, at_most=30)]
    tables = [
        Table(
            title="Cases",
            lead="The most severe first, then the oldest. Take one before you work on it; it is yours for thirty minutes.",
            columns=("About", "Category", "Severity", "Queue", "Reports", "Since", "State", ""),
            rows=[
                (
                    Link(row["content_type"], f"{PATH}/{row['id']}"),
                    row["category"],
                    row["severity"],
                    row["queue"],
                    row["report_count"],
                    row["opened_at"],
                    "appealed" if row["appealed"] else row["state"],
                    Do("Take", f"{PATH}/{row['id']}/claim"),
                )
                for row in rows
            ],
            empty="Nobody is waiting for us.",
        ),
        Table(
            title="Appeals",
            lead="Answered by somebody else than who decided.",
            columns=("Decision", "Reason given then", "Since"),
            rows=[
                (
                    Link(row["action"], f"{PATH}/appeals/{row['decision_id']}"),
                    row["reason"],
                    row["created_at"],
                )
                for row in appeals
            ],
            empty="None.",
        ),
        Table(
            title="Decided lately",
            columns=("About", "Category", "What", "Why", "By", "When"),
            rows=[
                (
                    Link(row["content_type"], f"{PATH}/{row['case_id']}"),
                    row["category"],
                    ACTIONS[row["action"]],
                    row["reason"],
                    row["decided_by"],
                    row["created_at"],
                )
                for row in decided
            ],
            empty="Nothing yet.",
        ),
    ]
    forms_shown: list[Form] = []
    if admin.role in ADMINS:
        tables.append(
            Table(
                title="Who works on which queue",
                lead="Operators of role ops work on all.",
                columns=("Operator", "Queues", ""),
                rows=[
                    (
                        row["email"],
                        row["queues"] or "none",
                        Do("Take off all", f"{PATH}/queues/{row['id']}/leave", asks="Why?"),
                    )
                    for row in members
                ],
                empty="There is nobody of role support.",
            )
        )
        if members:
            forms_shown.append(
                Form(
                    title="Let somebody work on a queue",
                    action=f"{PATH}/queues",
                    button="Add",
                    fields=(
                        Field(
                            name="admin",
                            label="Operator",
                            options=tuple((str(row["id"]), row["email"]) for row in members),
                        ),
                        Field(name="queue", label="Queue", options=_QUEUES),
                    ),
                )
            )
    links = (
        [Link("Statements for the transparency database", f"{PATH}/transparency.json")]
        if admin.role in ADMINS
        else []
    )
    return console_page(request, "Cases", tables, links=links, forms=forms_shown, product="hotmess")


@post(PATH + "/queues", include_in_schema=False, status_code=200)
async def join_queue(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, QueueForm)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.join_queue(db.connection, admin=form.admin, queue=form.queue)
        await record(
            db,
            admin=admin,
            action="queue.joined",
            target_type="operator",
            target_id=form.admin,
            payload={"queue": form.queue},
            product="hotmess",
        )
    return Redirect(PATH, status_code=303)


@post(PATH + "/queues/{who:uuid}/leave", include_in_schema=False, status_code=200)
async def leave_queues(request: Requested, who: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.leave_queues(db.connection, admin=who)
        await record(
            db,
            admin=admin,
            action="queue.left",
            target_type="operator",
            target_id=who,
            reason=reason,
            product="hotmess",
        )
    flash_next(request, "success", "Taken off, and written down.")
    return Redirect(PATH, status_code=303)


@post(PATH + "/{case:uuid}/claim", include_in_schema=False, status_code=200)
async def claim(request: Requested, case: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    await commands.claim(house_of(request), admin, case)
    return Redirect(f"{PATH}/{case}", status_code=303)


@post(PATH + "/{case:uuid}/release", include_in_schema=False, status_code=200)
async def release(request: Requested, case: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    sent = await request.form()
    await commands.release(house_of(request), admin, case, escalate=sent.get("escalate") == "yes")
    return Redirect(PATH, status_code=303)


@get(PATH + "/{case:uuid}", include_in_schema=False)
async def one(request: Requested, case: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *MODERATORS)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.case(db.connection, case_id=case)
        if row is None or not await queries.works_on(db.connection, admin=admin.id, case_id=case):
            raise NotFound
        reports = [found async for found in queries.reports(db.connection, case_id=case)]
        history = [found async for found in queries.history(db.connection, person=row["person_id"])]
        await record(
            db, admin=admin, action="case.opened", target_type="case", target_id=case, product="hotmess"
        )
    mine = row["assigned_to"] == admin.id and row["state"] == "assigned"
    tables = [
        Table(
            title="What was reported",
            lead="As it was then. Who reported it is not shown.",
            columns=("As", "Words", "What it was", "Weight", "When"),
            rows=[
                (
                    found["report_type"],
                    found["description"],
                    _said(found["snapshot"]),
                    found["weight"],
                    found["created_at"],
                )
                for found in reports
            ],
            empty="Nothing.",
        ),
        Table(
            title="What was decided about this member before",
            columns=("What", "Why", "When"),
            rows=[(found["action"], found["reason"], found["created_at"]) for found in history],
            empty="Nothing.",
        ),
    ]
    decide_form = Form(
        title="Decide",
        lead="Whoever it concerns gets what happened and which rule; reporters hear that we looked, nothing more.",
        action=f"{PATH}/{case}",
        button="Decide",
        fields=(
            Field(
                name="action",
                label="What is done",
                options=tuple((name, ACTIONS[name]) for name in possible(row["content_type"])),
            ),
            Field(name="reason", label="Reason, for the record"),
            Field(name="facts", label="What happened", type="textarea", required=False),
            Field(name="ground", label="Which rule it is against", required=False),
        ),
    )
    back = [
        Form(title="Give it back", action=f"{PATH}/{case}/release", button="Back to the queue", fields=()),
        Form(
            title="Ask somebody more experienced",
            action=f"{PATH}/{case}/release",
            button="Escalate",
            fields=(),
            hidden={"escalate": "yes"},
        ),
    ]
    take = Form(title="Take it", action=f"{PATH}/{case}/claim", button="Take", fields=())
    facts = [
        ("About", row["content_type"]),
        ("Member", row["username"]),
        ("Category", row["category"]),
        ("Severity", row["severity"]),
        ("State", row["state"]),
        ("Reports", row["report_count"]),
    ]
    return console_page(
        request,
        f"{row['category'].capitalize()}: {row['content_type']}",
        tables,
        facts=facts,
        links=[Link("All cases", PATH)],
        forms=[decide_form, *back] if mine else [take] if row["state"] != "closed" else (),
        product="hotmess",
    )


@post(PATH + "/{case:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, case: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    form = await forms.read(request, CaseDecision)
    await commands.decide(house_of(request), admin, case, form.action, form.reason, form.facts, form.ground)
    flash_next(request, "success", "Decided. Everybody whom it concerns is told.")
    return Redirect(PATH, status_code=303)


@get(PATH + "/appeals/{decision:uuid}", include_in_schema=False)
async def appeal(request: Requested, decision: FromPath[UUID]) -> Response[str]:
    admin = await operator(request, *MODERATORS)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.decision(db.connection, id=decision)
        if row is None or row["appeal_id"] is None:
            raise NotFound
        if not await queries.works_on(db.connection, admin=admin.id, case_id=row["case_id"]):
            raise NotFound
        said = [found async for found in queries.said(db.connection, appeal=row["appeal_id"])]
    reasons: dict[str, Any] = row["statement"] or {}
    table = Table(
        title="What was said",
        columns=("Who", "Words", "When"),
        rows=[("We" if one["from_house"] else "They", one["body"], one["created_at"]) for one in said],
        empty="Nothing.",
    )
    form = Form(
        title="Answer",
        lead="They read it. Reversing takes the decision back, and with it what it did.",
        action=f"{PATH}/appeals/{row['appeal_id']}/answer",
        button="Answer",
        fields=(
            Field(
                name="outcome",
                label="What comes of it",
                options=(
                    ("ask", "Ask back"),
                    ("upheld", "The decision stands"),
                    ("reversed", "Take it back"),
                ),
            ),
            Field(name="words", label="Words", type="textarea"),
        ),
    )
    facts = [
        ("Decided", row["action"]),
        ("Reason", row["reason"]),
        ("What happened", reasons.get("facts")),
        ("Which rule", reasons.get("ground")),
        ("Appeal", row["appeal_state"]),
    ]
    return console_page(
        request,
        "An appeal",
        [table],
        facts=facts,
        links=[Link("All cases", PATH)],
        forms=[form] if row["appeal_state"] == "open" else (),
        product="hotmess",
    )


@post(PATH + "/appeals/{made:uuid}/answer", include_in_schema=False, status_code=200)
async def answer(request: Requested, made: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    form = await forms.read(request, AppealAnswer)
    await commands.answer_appeal(house_of(request), admin, made, form.words, outcome=form.outcome)
    flash_next(request, "success", "Sent.")
    return Redirect(PATH, status_code=303)


@get(PATH + "/transparency.json", include_in_schema=False)
async def published(request: Requested) -> Response[bytes]:
    admin = await operator(request, *ADMINS)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        found = queries.to_publish(
            db.connection, actions=list(transparency.SHARED), at_most=_PUBLISHED_AT_ONCE
        )
        rows = [row async for row in found]
        await record(
            db,
            admin=admin,
            action="decisions.exported",
            target_type="decision",
            payload={"count": len(rows)},
            product="hotmess",
        )
    statements = [
        transparency.entry(
            row["id"],
            row["action"],
            row["content_type"],
            row["statement"],
            reported=row["reported"],
            at=row["created_at"],
        )
        for row in rows
    ]
    content = msgspec.json.format(msgspec.json.encode({"statements": statements}))
    headers = {"content-disposition": 'attachment; filename="statements.json"'}
    return Response(content, media_type="application/json", headers=headers)


ROUTES = [published, queue, join_queue, leave_queues, claim, release, one, decide, appeal, answer]

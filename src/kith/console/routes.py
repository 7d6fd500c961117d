"""The house's own pages of the console."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.billing import events as stripe_events
from kith.commons.messaging import outbox
from kith.console import accounts, data_requests, flags, impersonation, numbers
from kith.console import audit as audit_pages
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.jobs import enqueue
from kith.foundation.queries import load
from kith.web import forms
from kith.web.console_frame import EVERYBODY, Do, Table, console_page, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
jobs = load(__file__, "jobs.sql")
_ACTOR = service("console")
_MOST = 100


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""
    schema: Annotated[str, msgspec.Meta(max_length=60)] = ""


def _schemas(house: House) -> list[str]:
    return ["kith", *(product.schema for product in house.products)]


@get("/console", include_in_schema=False)
async def overview(request: Requested) -> Response[str]:
    admin = await operator(request, *EVERYBODY)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.overview(db.connection)
        incidents = [found async for found in queries.incidents(db.connection)]
        reports = [found async for found in queries.reports(db.connection)]
    facts = [
        ("People", row["people"]),
        ("Signed in", row["sessions"]),
        ("Open incidents", row["open_incidents"]),
        ("Open reports", row["open_reports"]),
        ("On hold", row["holds"]),
        ("Messages given up", row["messages_failed"]),
    ]
    tables = [
        Table(
            title="Incidents",
            lead="The most severe first. Details are opened from the person's page, with a reason.",
            columns=("Kind", "Product", "Severity", "Since", ""),
            rows=[
                (
                    i["incident_type"],
                    i["product"],
                    i["severity"],
                    i["created_at"],
                    Do("Resolve", f"/console/incidents/{i['id']}/resolve", "What was done"),
                )
                for i in incidents
            ],
            empty="Nobody is in danger that we know of.",
        ),
        Table(
            title="Reports",
            columns=("Kind", "Product", "Since", ""),
            rows=[
                (
                    r["report_type"],
                    r["product"],
                    r["created_at"],
                    Do("Resolve", f"/console/reports/{r['id']}/resolve", "What was decided"),
                )
                for r in reports
            ],
            empty="No open reports.",
        ),
    ]
    return console_page(request, "Overview", tables, lead=f"You are here as {admin.role}.", facts=facts)


async def _resolve(request: Requested, kind: str, target: UUID) -> Redirect:
    admin = await operator(request, "support", "ops")
    form = await forms.read(request, Reason)
    if len(form.reason) < 5:
        raise Invalid("Please say in a few words what was done.", field="reason")
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        resolve = queries.resolve_incident if kind == "incident" else queries.resolve_report
        await resolve(db.connection, id=target)
        await audit.record(
            db, admin=admin, action=f"{kind}.resolved", target_type=kind, target_id=target, reason=form.reason
        )
    flash_next(request, "success", "Resolved, and written down.")
    return Redirect("/console", status_code=303)


@post("/console/incidents/{target:uuid}/resolve", include_in_schema=False, status_code=200)
async def resolve_incident(request: Requested, target: UUID) -> Redirect:
    return await _resolve(request, "incident", target)


@post("/console/reports/{target:uuid}/resolve", include_in_schema=False, status_code=200)
async def resolve_report(request: Requested, target: UUID) -> Redirect:
    return await _resolve(request, "report", target)


@get("/console/jobs", include_in_schema=False)
async def show_jobs(request: Requested) -> Response[str]:
    await operator(request, "ops", "engineering")
    house = house_of(request)
    waiting: list[Any] = []
    held: list[Any] = []
    schedules: list[Any] = []
    for schema in _schemas(house):
        async with house.database.session(_ACTOR, schema) as db:
            waiting += [
                (row["entrypoint"], schema, row["status"], row["jobs"], row["oldest"])
                async for row in jobs.queues(db.connection)
            ]
            held += [
                (
                    row["entrypoint"],
                    schema,
                    row["attempts"],
                    row["updated"],
                    Do("Run again", f"/console/jobs/{row['id']}/again", fields={"schema": schema}),
                )
                async for row in jobs.held(db.connection)
            ]
            schedules += [
                (row["entrypoint"], row["expression"], row["last_run"], row["next_run"])
                async for row in jobs.schedules(db.connection)
            ]
    tables = [
        Table(
            title="Given up",
            lead="Failed for the last time; running one again is safe.",
            columns=("Job", "Schema", "Tries", "Last", ""),
            rows=held,
            empty="No job has been given up.",
        ),
        Table(
            title="Waiting and running",
            columns=("Job", "Schema", "State", "How many", "Oldest"),
            rows=waiting,
            empty="Nothing is waiting.",
        ),
        Table(
            title="Recurring",
            columns=("Job", "When", "Last run", "Next run"),
            rows=schedules,
            empty="No worker has run yet.",
        ),
    ]
    return console_page(request, "Jobs", tables)


@post("/console/jobs/{job_id:int}/again", include_in_schema=False, status_code=200)
async def run_again(request: Requested, job_id: int) -> Redirect:
    admin = await operator(request, "ops", "engineering")
    house = house_of(request)
    schema = (await forms.read(request, Reason)).schema
    if schema not in _schemas(house):
        raise Invalid("There is no such schema.", field="schema")
    async with house.database.session(_ACTOR, schema) as db:
        await jobs.run_again(db.connection, id=job_id)
    async with house.database.session(_ACTOR, "kith") as db:
        await audit.record(
            db,
            admin=admin,
            action="job.run_again",
            target_type="job",
            payload={"id": job_id, "schema": schema},
        )
    flash_next(request, "success", "It is back in the queue.")
    return Redirect("/console/jobs", status_code=303)


@get("/console/messages", include_in_schema=False)
async def messages(request: Requested) -> Response[str]:
    await operator(request, *EVERYBODY)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        failed = [row async for row in outbox.queries.failed_messages(db.connection, at_most=_MOST)]
    table = Table(
        title="Given up",
        columns=("Purpose", "Channel", "Tries", "Why", "Since", ""),
        rows=[
            (
                row["purpose"],
                row["channel"],
                row["attempts"],
                row["last_error"],
                row["created_at"],
                Do("Send again", f"/console/messages/{row['id']}/again"),
            )
            for row in failed
        ],
        empty="Every message of the house has left.",
    )
    return console_page(request, "Messages", [table], lead="The house's own mails, pushes and codes.")


@post("/console/messages/{message_id:uuid}/again", include_in_schema=False, status_code=200)
async def send_again(request: Requested, message_id: UUID) -> Redirect:
    admin = await operator(request, "support", "ops", "engineering")
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await outbox.queries.try_again(db.connection, id=message_id)
        await enqueue(db, outbox.deliver_job(outbox.HOUSE_SCHEMA), {"id": str(message_id)})
        await audit.record(
            db, admin=admin, action="message.sent_again", target_type="message", target_id=message_id
        )
    return Redirect("/console/messages", status_code=303)


@get("/console/stripe", include_in_schema=False)
async def stripe(request: Requested) -> Response[str]:
    await operator(request, "ops", "engineering")
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        before = db.now + timedelta(days=1)
        rows = [
            row
            async for row in stripe_events.queries.events_page(db.connection, before=before, at_most=_MOST)
        ]
    table = Table(
        title="Newest events",
        lead="Applying one again looks at Stripe anew; nothing is ever charged by it.",
        columns=("Event", "Type", "Received", "Applied", "Error", ""),
        rows=[
            (
                row["stripe_event_id"],
                row["event_type"],
                row["received_at"],
                row["processed_at"],
                row["processing_error"],
                Do("Apply again", f"/console/stripe/{row['id']}/again"),
            )
            for row in rows
        ],
        empty="Stripe has told us nothing yet.",
    )
    return console_page(request, "Stripe events", [table])


@post("/console/stripe/{event_id:uuid}/again", include_in_schema=False, status_code=200)
async def apply_again(request: Requested, event_id: UUID) -> Redirect:
    admin = await operator(request, "ops", "engineering")
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await enqueue(db, stripe_events.APPLY_JOB, {"id": str(event_id), "again": True})
        await audit.record(
            db,
            admin=admin,
            action="stripe_event.applied_again",
            target_type="stripe_event",
            target_id=event_id,
        )
    flash_next(request, "success", "It will be applied again in a moment.")
    return Redirect("/console/stripe", status_code=303)


def routes(_house: House) -> list[Any]:
    return [
        overview,
        resolve_incident,
        resolve_report,
        show_jobs,
        run_again,
        messages,
        send_again,
        stripe,
        apply_again,
        *audit_pages.ROUTES,
        *data_requests.ROUTES,
        *accounts.ROUTES,
        *flags.ROUTES,
        *impersonation.ROUTES,
        *numbers.ROUTES,
    ]

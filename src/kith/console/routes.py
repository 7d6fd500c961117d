"""The house's own pages of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.console import accounts, data_requests, flags, impersonation
from kith.console import audit as audit_pages
from kith.console.operations import routes as operations
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.queries import load
from kith.web import forms
from kith.web.console_frame import EVERYBODY, Do, Table, console_page, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
_ACTOR = service("console")


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


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


def routes(_house: House) -> list[Any]:
    return [
        overview,
        resolve_incident,
        resolve_report,
        *operations.ROUTES,
        *audit_pages.ROUTES,
        *data_requests.ROUTES,
        *accounts.ROUTES,
        *flags.ROUTES,
        *impersonation.ROUTES,
    ]

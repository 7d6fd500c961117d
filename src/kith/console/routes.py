"""The house's own pages of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from kith.console import (
    accounts,
    bans,
    data_requests,
    flags,
    impersonation,
    legal_holds,
    numbers,
    person_data,
    retention,
)
from kith.console import audit as audit_pages
from kith.console import invariants as promises
from kith.console.moderation import frame as moderation
from kith.console.moderation import routes as moderation_pages
from kith.console.operations import routes as operations
from kith.foundation.actor import service
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.web.console_frame import EVERYBODY, Link, console_page, only, operator
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
_ACTOR = service("console")
_HERE_AS = {
    "support": "You are here as support: for people who need help, and for the queues you were added to.",
    "ops": "You are here as operations: for every queue, for appeals, and for what waits or failed.",
    "engineering": "You are here as engineering: for how the house runs. Cases are for others.",
}


@get("/console", include_in_schema=False, opt=only(*EVERYBODY))
async def overview(request: Requested) -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.overview(db.connection)
    facts = [
        ("People", row["people"]),
        ("Signed in", row["sessions"]),
        ("Open incidents", row["open_incidents"]),
        ("Open reports", row["open_reports"]),
        ("On hold", row["holds"]),
        ("Messages given up", row["messages_failed"]),
    ]
    links = [Link(_("The moderators' queue"), moderation.PATH)]
    return console_page(request, "Overview", [], lead=_HERE_AS[admin.role], facts=facts, links=links)


def routes(_house: House) -> list[Any]:
    return [
        *promises.ROUTES,
        overview,
        *operations.ROUTES,
        *audit_pages.ROUTES,
        *data_requests.ROUTES,
        *person_data.ROUTES,
        *legal_holds.ROUTES,
        *retention.ROUTES,
        *accounts.ROUTES,
        *bans.ROUTES,
        *flags.ROUTES,
        *impersonation.ROUTES,
        *numbers.ROUTES,
        *moderation_pages.ROUTES,
    ]

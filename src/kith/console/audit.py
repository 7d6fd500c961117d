"""The audit: searched, and how its chains stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect, Stream

from kith.commons.audit import commands as audit
from kith.commons.audit import heads, searching, verifying
from kith.commons.audit.searching import Wanted
from kith.console import audit_entry
from kith.console.audit_entry import PATH, ROLES
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator
from kith.web.live import stream
from kith.web.pages import Pages, flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.audit")
_PAGE: Final = 100


def _day(text: str, field: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise Invalid("Give the day as 2026-11-29.", field=field) from None


def _wanted(sent: dict[str, str]) -> Wanted:
    """Raises `Invalid` with the field."""
    target = None
    if sent["target"]:
        try:
            target = UUID(sent["target"])
        except ValueError:
            raise Invalid("That is not the number of anything.", field="target") from None
    until = _day(sent["until"], "until")
    return Wanted(
        action=sent["action"],
        product=sent["product"],
        actor=sent["actor"],
        target=target,
        request=sent["request_id"],
        words=sent["words"],
        since=_day(sent["since"], "since"),
        until=None if until is None else until + timedelta(days=1),
    )


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def search(request: Requested, before: FromQuery[str] = "") -> Response[str]:
    await operator(request)
    house = house_of(request)
    names = ("action", "product", "actor", "target", "request_id", "words", "since", "until")
    sent = {name: request.query_params.get(name, "").strip()[:200] for name in names}
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else searching.NEWEST
    async with house.database.session(_ACTOR, "kith") as db:
        rows = await searching.search(db, _wanted(sent), before=start, at_most=_PAGE)
        standing = await verifying.standing(db)
    published = await heads.heads(house)
    given = {name: value for name, value in sent.items() if value}
    more = None
    if len(rows) == _PAGE:
        more = Link("Older", f"{PATH}?{urlencode(given | {'before': str(rows[-1]['sequence'])})}")
    table = Table(
        title="What was done",
        columns=("No.", "What", "Product", "To", "By", "Why", "When"),
        rows=[
            (
                Link(str(row["sequence"]), f"{PATH}/{row['sequence']}"),
                row["action"],
                row["product"],
                row["target_type"],
                row["actor"].partition(":")[0],
                row["reason"],
                row["created_at"],
            )
            for row in rows
        ],
        empty="Nothing like that was done." if given else "Nothing has been done yet.",
        more=more,
    )
    products = [("", "All"), *((product.slug, product.name) for product in house.products)]
    form = Form(
        title="Look for",
        action=PATH,
        button="Search",
        method="get",
        above=True,
        fields=(
            Field(
                name="action",
                label="What was done",
                value=sent["action"],
                required=False,
                hint="How it begins: case., data_request., operator.appointed",
            ),
            Field(name="product", label="Product", value=sent["product"], required=False, options=products),
            Field(
                name="actor",
                label="By",
                value=sent["actor"],
                required=False,
                hint="house, member, ops, support, or somebody's number",
            ),
            Field(name="target", label="To (its number)", value=sent["target"], required=False),
            Field(
                name="words",
                label="Words in the reason",
                value=sent["words"],
                required=False,
                hint="Whole words; with * behind, how one begins: refund*",
            ),
            Field(name="request_id", label="Request", value=sent["request_id"], required=False),
            Field(name="since", label="From", type="date", value=sent["since"], required=False),
            Field(name="until", label="To (day)", type="date", value=sent["until"], required=False),
        ),
    )
    return console_page(
        request,
        "Audit",
        [table],
        lead="Whatever was done here to people and their things, by whom and why.",
        forms=[form],
        template="console/audit.html",
        more={"standing": standing, "head": published[-1] if published else None},
    )


@post(PATH + "/verify", include_in_schema=False, status_code=200)
async def verify(request: Requested) -> Redirect:
    admin = await operator(request, *ROLES)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await audit.record(db, admin=admin, action="audit.verification_asked", target_type="audit")
        await verifying.ask(db)
    flash_next(request, "success", "All of it is being verified; this page follows.")
    return Redirect(PATH, status_code=303)


@get(PATH + "/live", include_in_schema=False, opt=only(*ROLES))
async def live(request: Requested) -> Stream:
    """How the chains stand, anew with every step of a verification."""
    await operator(request)
    house = house_of(request)

    async def render() -> str | None:
        async with house.database.session(_ACTOR, "kith") as db:
            standing = await verifying.standing(db)
        return house.part("web.pages", Pages).render("console/_audit_standing.html", {"standing": standing})

    return stream(request, "kith", verifying.TOPIC, render)


ROUTES = [search, verify, live, *audit_entry.ROUTES]

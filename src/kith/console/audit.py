"""The audit: searched, read entry by entry, its chain verified. What is sealed is opened for a reason, which is written down as well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from kith.commons.audit import commands as audit
from kith.commons.audit import sealed, searching
from kith.commons.audit.searching import Wanted
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, operator, reason_in, when
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/audit"
_ACTOR = service("console.audit")
_PAGE: Final = 100
_ROLES: Final = ("ops", "engineering")


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


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


@get(PATH, include_in_schema=False)
async def search(request: Requested, before: FromQuery[str] = "") -> Response[str]:
    await operator(request, *_ROLES)
    house = house_of(request)
    names = ("action", "product", "actor", "target", "request_id", "words", "since", "until")
    sent = {name: request.query_params.get(name, "").strip()[:200] for name in names}
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else searching.NEWEST
    async with house.database.session(_ACTOR, "kith") as db:
        rows = await searching.search(db, _wanted(sent), before=start, at_most=_PAGE)
        broken = await audit.broken_links(db)
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
                when(row["created_at"]),
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
            Field(name="words", label="Words in the reason", value=sent["words"], required=False),
            Field(name="request_id", label="Request", value=sent["request_id"], required=False),
            Field(name="since", label="From", type="date", value=sent["since"], required=False),
            Field(name="until", label="To (day)", type="date", value=sent["until"], required=False),
        ),
    )
    state = (
        "The chain holds." if not broken else f"The chain is broken at {', '.join(map(str, broken[:10]))}."
    )
    return console_page(request, "Audit", [table], lead=state, forms=[form])


def _is_sealed(state: Any) -> bool:
    return isinstance(state, dict) and "sealed" in state


def _told(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    was, became = before or {}, after or {}
    return [
        (name, str(was.get(name, "")), str(became.get(name, "")))
        for name in sorted(was.keys() | became.keys())
    ]


def _page(
    request: Requested, row: Any, holds: bool, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Response[str]:
    closed = _is_sealed(before) or _is_sealed(after)
    if closed:
        before, after = (
            {"sealed": "under a person's key"} if _is_sealed(one) else one for one in (before, after)
        )
    number = row["sequence"]
    numbers = [
        ("Why", row["reason"]),
        ("Of what", row["target_id"]),
        ("Operator", row["actor"].partition(":")[2]),
        ("Person", row["actor_id"]),
        ("Request", row["request_id"]),
        ("Hash", row["hash"]),
        ("Hash before it", row["previous_hash"]),
    ]
    tables = [
        Table(
            title="The entry",
            columns=("What", "Value"),
            rows=[(name, str(value)) for name, value in numbers if value],
            empty="Nothing.",
        ),
        Table(
            title="Before and after",
            columns=("What", "Before", "After"),
            rows=_told(before, after),
            empty="Nothing was changed, or nothing was kept of it.",
        ),
        Table(
            title="With it",
            columns=("What", "Value"),
            rows=[(name, str(value)) for name, value in row["payload"].items()],
            empty="Nothing.",
        ),
    ]
    facts = [
        ("What", row["action"]),
        ("Product", row["product"] or "house"),
        ("To", row["target_type"]),
        ("By", row["actor"].partition(":")[0]),
        ("When", row["created_at"]),
    ]
    links = [Link("All entries", PATH)]
    if row["target_id"]:
        links.append(Link("Everything done to this", f"{PATH}?target={row['target_id']}"))
    if row["request_id"]:
        links.append(
            Link("Everything of this request", f"{PATH}?{urlencode({'request_id': row['request_id']})}")
        )
    opening = Form(
        title="Open what is sealed",
        lead="It tells of a person. That you opened it, and why, is written down.",
        action=f"{PATH}/{number}/open",
        button="Open",
        fields=(Field(name="reason", label="Why do you need to know?"),),
    )
    return console_page(
        request,
        f"Entry {number}",
        tables,
        lead="The chain holds here."
        if holds
        else "This entry is not what it was, or one before it is missing.",
        facts=facts,
        links=links,
        forms=[opening] if closed else (),
    )


@get(PATH + "/{sequence:int}", include_in_schema=False)
async def one(request: Requested, sequence: FromPath[int]) -> Response[str]:
    await operator(request, *_ROLES)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        found = await searching.entry(db, sequence) if 0 < sequence < searching.NEWEST else None
    if found is None:
        raise NotFound
    row, holds = found
    return _page(request, row, holds, row["before"], row["after"])


@post(PATH + "/{sequence:int}/open", include_in_schema=False, status_code=200)
async def open_sealed(request: Requested, sequence: FromPath[int]) -> Response[str]:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, Reason)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        found = await searching.entry(db, sequence) if 0 < sequence < searching.NEWEST else None
        if found is None:
            raise NotFound
        row, holds = found
        before = await sealed.opened(db, house, row["before"])
        after = await sealed.opened(db, house, row["after"])
        await audit.record(
            db,
            admin=admin,
            action="audit.opened",
            target_type="audit_entry",
            target_id=row["id"],
            reason=reason,
            payload={"sequence": sequence},
        )
    return _page(request, row, holds, before, after)


ROUTES = [search, one, open_sealed]

"""One entry of the audit: what changed, and opening what is sealed for a reason, which is written down as well."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.params import FromPath

from kith.commons.audit import commands as audit
from kith.commons.audit import sealed, searching
from kith.commons.audit.differences import ABSENT, Difference, differences
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_of
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/audit"
ROLES: Final = ("ops", "engineering")
_ACTOR = service("console.audit")


def _is_sealed(state: Any) -> bool:
    return isinstance(state, dict) and "sealed" in state


def _changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Difference]:
    if before is None and after is None:
        return []
    return differences(ABSENT if before is None else before, ABSENT if after is None else after)


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
        ("Chain", f"{row['chain']}, link {row['link']}"),
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
            title="With it",
            columns=("What", "Value"),
            rows=[
                (" › ".join(one.path), one.after) for one in differences({}, row["payload"]) if row["payload"]
            ],
            empty="Nothing.",
        ),
    ]
    facts = [
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
        f"Entry {number}: {row['action']}",
        tables,
        lead="The chain holds here."
        if holds
        else "This entry is not what it was, or one before it is missing.",
        facts=facts,
        links=links,
        forms=[opening] if closed else (),
        template="console/audit_entry.html",
        more={"differences": _changes(before, after)},
    )


@get(PATH + "/{sequence:int}", include_in_schema=False, opt=only(*ROLES))
async def one(request: Requested, sequence: FromPath[int]) -> Response[str]:
    await operator(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        found = await searching.entry(db, sequence) if 0 < sequence < searching.NEWEST else None
    if found is None:
        raise NotFound
    row, holds = found
    return _page(request, row, holds, row["before"], row["after"])


@post(PATH + "/{sequence:int}/open", include_in_schema=False, status_code=200)
async def open_sealed(request: Requested, sequence: FromPath[int]) -> Response[str]:
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
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


ROUTES = [one, open_sealed]

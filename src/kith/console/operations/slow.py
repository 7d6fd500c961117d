"""Queries: how long each took in the last day, what runs at this moment, and what the server itself keeps where it does."""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.console.operations.frame import (
    ACTOR,
    ASKS,
    ROLES,
    ROOT,
    Requested,
    duration,
    ways,
)
from kith.foundation.actor import itself
from kith.foundation.errors import Conflict
from kith.foundation.queries import load, name_of
from kith.foundation.query_times import share_within
from kith.web.console_frame import Do, Field, Form, Table, console_page, only, operator, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

queries = load(__file__, "slow.sql")
PATH: Final = f"{ROOT}/queries"
_MOST: Final = 60
_HOURS: Final = (("1", "the last hour"), ("24", "the last day"), ("168", "the last week"))
_ITSELF: Final = itself("console.queries")
_VALUES: Final = re.compile(r"'(?:[^']|'')*'|\b[0-9][0-9.]*\b")


def words_of(statement: str) -> str:
    """A statement without the values that stand in it: its name, or how it begins."""
    named = name_of(statement)
    if named is not None:
        return named
    return " ".join(_VALUES.sub("…", statement).split())[:120]


def _times(row: Any) -> tuple[object, ...]:
    counts = row["counts"]
    return (
        row["name"],
        row["calls"],
        duration(row["seconds"]),
        duration(row["seconds"] / row["calls"]),
        duration(share_within(counts, 0.5)),
        duration(share_within(counts, 0.95)),
        duration(row["longest"]),
    )


async def _of_the_server(db: Any) -> list[tuple[object, ...]] | None:
    """What pg_stat_statements keeps; None where it is not installed."""
    schema = await queries.statements(db.connection)
    if schema is None:
        return None
    quoted = '"' + schema.replace('"', '""') + '"'
    rows = await db.connection.fetch(
        f"select query, calls, total_exec_time, mean_exec_time, max_exec_time from {quoted}.pg_stat_statements "  # noqa: S608
        "where query is not null order by total_exec_time desc limit 40"
    )
    return [
        (
            words_of(row["query"]),
            row["calls"],
            *(duration(row[name] / 1000) for name in ("total_exec_time", "mean_exec_time", "max_exec_time")),
        )
        for row in rows
    ]


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_queries(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    hours = request.query_params.get("hours", "24")
    spans = dict(_HOURS)
    hours = hours if hours in spans else "24"
    await house.database.write_times()
    async with house.database.session(ACTOR, "kith") as db:
        times = [row async for row in queries.times(db.connection, hours=int(hours), at_most=_MOST)]
    async with house.database.session(_ITSELF, "pg_catalog") as db:
        running = [row async for row in queries.running(db.connection)]
        kept = await _of_the_server(db)
    tables = [
        Table(
            title="At this moment",
            lead="What runs, and transactions that are open for more than five seconds. Values are left out.",
            columns=("What", "Where", "State", "For", "Waits for", "Held up by", ""),
            rows=[
                (
                    words_of(row["query"]),
                    row["application_name"],
                    row["state"],
                    duration(row["seconds"]),
                    row["waits"],
                    row["blocked_by"] or "",
                    Do("Stop it", f"{PATH}/{row['pid']}/stop", asks=ASKS) if row["state"] == "active" else "",
                )
                for row in running
            ],
            empty="Nothing runs.",
        ),
        Table(
            title="Named queries",
            lead=f"Of {spans[hours]}, by the time they took together. Half and 95 of 100: rounded up to the next step.",
            columns=(
                "Query",
                "Calls",
                "Together",
                "On average",
                "Half within",
                "95 of 100 within",
                "Longest",
            ),
            rows=[_times(row) for row in times],
            empty="Nothing has been measured yet. Each process writes once a minute.",
        ),
    ]
    if kept is not None:
        tables.append(
            Table(
                title="Kept by the server",
                lead="From pg_stat_statements.",
                columns=("Statement", "Calls", "Together", "On average", "Longest"),
                rows=kept,
                empty="Nothing yet.",
            )
        )
    span = Form(
        title="Look at",
        action=PATH,
        button="Show",
        method="get",
        above=True,
        fields=(Field(name="hours", label="Time", value=hours, options=_HOURS),),
    )
    return console_page(request, "Queries", tables, links=ways(request), forms=[span])


@post(PATH + "/{pid:int}/stop", include_in_schema=False, status_code=200)
async def stop(request: Requested, pid: FromPath[int]) -> Redirect:
    """End what one of the house's connections is doing; whoever waits for it is told to try again."""
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
    house = house_of(request)
    async with house.database.session(ACTOR, "kith") as db:
        await audit.record(
            db, admin=admin, action="query.stopped", target_type="query", reason=reason, payload={"pid": pid}
        )
        async with house.database.session(_ITSELF, "pg_catalog") as own:
            if not await queries.stop(own.connection, pid=pid):
                raise Conflict("It has ended already.")
    flash_next(request, "success", "It is stopped, and written down.")
    return Redirect(PATH, status_code=303)


ROUTES = [show_queries, stop]

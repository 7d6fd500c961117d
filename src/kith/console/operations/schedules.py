"""Recurring work: when it ran, when it will, what fails; and having it run now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
    ago,
    duration,
    owner,
    owners,
    slug_of,
    ways,
)
from kith.foundation.errors import Conflict
from kith.foundation.queries import load
from kith.web.console_frame import Do, Table, console_page, only, operator, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "schedules.sql")
PATH: Final = f"{ROOT}/schedules"
LATE: Final = 120.0
"""Seconds after which work that has not begun means that no worker takes it."""


def _ended(row: Any) -> str:
    if row["failures"]:
        return f"{row['failure']}, {row['failures']} times in a row"
    return "" if row["ended_at"] is None else f"well, in {duration(row['seconds'])}"


def _next(row: Any) -> str:
    late = (row["now"] - row["next_run"]).total_seconds()
    if row["status"] == "picked":
        return "runs"
    return f"late by {duration(late)}" if late > LATE else f"in {ago(row['now'], row['next_run'])}"


async def _rows(house: House) -> list[tuple[str, str, Any]]:
    rows: list[tuple[str, str, Any]] = []
    for schema, whose in owners(house).items():
        async with house.database.session(ACTOR, schema) as db:
            rows += [(schema, whose, row) async for row in queries.schedules(db.connection)]
    return rows


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_schedules(request: Requested) -> Response[str]:
    await operator(request)
    rows = await _rows(house_of(request))
    tables = [
        Table(
            title="Failing",
            lead="They are tried again by themselves. Why is in the log of the worker, under their name.",
            columns=("Work", "Product", "What goes wrong", "Last failure", ""),
            rows=[
                (row["entrypoint"], whose, _ended(row), row["failed_at"], _run_now(schema, row))
                for schema, whose, row in rows
                if row["failures"]
            ],
            empty="Everything that recurs ended well the last time.",
        ),
        Table(
            title="All recurring work",
            columns=("Work", "Product", "When", "Last run", "Ended", "Next", ""),
            rows=[
                (
                    row["entrypoint"],
                    whose,
                    row["expression"],
                    row["last_run"],
                    _ended(row),
                    _next(row),
                    _run_now(schema, row),
                )
                for schema, whose, row in rows
            ],
            empty="No worker has run yet. Start one: ./kith up, or kith worker beside the web.",
        ),
    ]
    return console_page(request, "Schedules", tables, links=ways(request))


def _run_now(schema: str, row: Any) -> Do:
    return Do("Run now", f"{PATH}/{schema}/{row['id']}/now", asks=ASKS)


@post(PATH + "/{schema:str}/{schedule:int}/now", include_in_schema=False, status_code=200)
async def run_now(request: Requested, schema: FromPath[str], schedule: FromPath[int]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    owner(house, schema)
    reason = await reason_of(request)
    async with house.database.session(ACTOR, schema) as db:
        name = await queries.run_now(db.connection, id=schedule)
        if name is None:
            raise Conflict("It runs at this moment, or recurs no more.")
        await audit.record(
            db,
            admin=admin,
            action="schedule.run_now",
            target_type="schedule",
            reason=reason,
            payload={"schema": schema, "name": name},
            product=slug_of(house, schema),
        )
    flash_next(request, "success", "A worker takes it within seconds.")
    return Redirect(PATH, status_code=303)


ROUTES = [show_schedules, run_now]

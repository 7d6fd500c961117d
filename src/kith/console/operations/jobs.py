"""Jobs by product: what waits, how long it took in the last hour, what was given up, and running it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import asyncpg
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
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import ngettext
from kith.foundation.queries import load
from kith.web import forms
from kith.web.console_frame import Do, Reason, Table, console_page, only, operator, reason_in, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from datetime import datetime

queries = load(__file__, "jobs.sql")
PATH: Final = f"{ROOT}/jobs"
_MOST: Final = 100


def _lately(row: Any, name: str) -> str:
    if row is None or row[f"{name}_half"] is None:
        return ""
    return f"{duration(row[f'{name}_half'])} / {duration(row[f'{name}_most'])}"


def _row(name: str, whose: str, row: Any, lately: Any, now: datetime) -> tuple[object, ...]:
    return (
        name,
        whose,
        row["waiting"] if row else 0,
        row["running"] if row else 0,
        ago(row["oldest"], now) if row else "",
        _lately(lately, "waited"),
        _lately(lately, "ran"),
        lately["done"] if lately else 0,
        lately["again"] if lately else 0,
    )


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_jobs(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    queued: list[tuple[object, ...]] = []
    given_up: list[tuple[object, ...]] = []
    by_kind: list[tuple[object, ...]] = []
    for schema, whose in owners(house).items():
        async with house.database.session(ACTOR, schema) as db:
            now = await db.connection.fetchval("select now()")
            kinds = {row["entrypoint"]: row async for row in queries.waiting(db.connection)}
            lately = {row["entrypoint"]: row async for row in queries.lately(db.connection)}
            queued += [
                _row(name, whose, kinds.get(name), lately.get(name), now)
                for name in sorted(kinds.keys() | lately.keys())
            ]
            by_kind += [
                (
                    name,
                    whose,
                    row["given_up"],
                    Do("Run all again", f"{PATH}/{schema}/again", asks=ASKS, fields={"kind": name}),
                )
                for name, row in kinds.items()
                if row["given_up"]
            ]
            given_up += [
                (
                    row["entrypoint"],
                    whose,
                    row["attempts"] + 1,
                    row["failure"],
                    row["updated"],
                    Do("Run again", f"{PATH}/{schema}/{row['id']}/again", asks=ASKS),
                    Do("Throw away", f"{PATH}/{schema}/{row['id']}/away", asks=ASKS),
                )
                async for row in queries.given_up(db.connection, at_most=_MOST)
            ]
    tables = [
        Table(
            title="Given up, by kind",
            lead="They failed for the last time. Running one again is safe: each bears being run twice.",
            columns=("Job", "Product", "How many", ""),
            rows=by_kind,
            empty="No job has been given up.",
        ),
        Table(
            title="Given up, one by one",
            columns=("Job", "Product", "Tries", "What went wrong", "Last", "Again", "Away"),
            rows=given_up,
            empty="Nothing waits for you here.",
        ),
        Table(
            title="Queues",
            lead="Waited and ran: half of them and 95 of 100, in the last hour. Waiting counts planned delays too.",
            columns=(
                "Job",
                "Product",
                "Waiting",
                "Running",
                "Oldest due",
                "Waited",
                "Ran",
                "Done",
                "Tried again",
            ),
            rows=queued,
            empty="Nothing waits, and nothing ran in the last hour.",
        ),
    ]
    return console_page(request, "Jobs", tables, links=ways(request))


class Kind(Reason, frozen=True):
    kind: str = ""


@post(PATH + "/{schema:str}/again", include_in_schema=False, status_code=200)
async def run_all(request: Requested, schema: FromPath[str]) -> Redirect:
    """All of a kind that were given up, or all of the schema."""
    admin = await operator(request, *ROLES)
    form = await forms.read(request, Kind)
    reason = reason_in(form.reason)
    house = house_of(request)
    owner(house, schema)
    async with house.database.session(ACTOR, schema) as db:
        back = {
            row["entrypoint"]: row["jobs"]
            async for row in queries.run_all_again(db.connection, entrypoint=form.kind or None)
        }
        if not back:
            raise Conflict("None of them is given up any more.")
        await audit.record(
            db,
            admin=admin,
            action="jobs.run_again",
            target_type="job",
            reason=reason,
            payload={"schema": schema, "jobs": back},
            product=slug_of(house, schema),
        )
    words = ngettext("One is back in the queue.", "%(num)d are back in the queue.", sum(back.values()))
    flash_next(request, "success", words)
    return Redirect(PATH, status_code=303)


@post(PATH + "/{schema:str}/{job:int}/{what:str}", include_in_schema=False, status_code=200)
async def act(request: Requested, schema: FromPath[str], job: FromPath[int], what: FromPath[str]) -> Redirect:
    """Run one again (`again`), or throw it away (`away`)."""
    admin = await operator(request, *ROLES)
    house = house_of(request)
    owner(house, schema)
    query, action, done = _acts(what)
    reason = await reason_of(request)
    try:
        async with house.database.session(ACTOR, schema) as db:
            row = await query(db.connection, id=job)
            if row is None:
                raise Conflict("This job is not given up any more.")
            await audit.record(
                db,
                admin=admin,
                action=action,
                target_type="job",
                reason=reason,
                payload={"schema": schema, "id": row["id"], "kind": row["entrypoint"]},
                product=slug_of(house, schema),
            )
    except asyncpg.UniqueViolationError:
        raise Conflict("One just like it waits or runs already.") from None
    flash_next(request, "success", done)
    return Redirect(PATH, status_code=303)


def _acts(what: str) -> tuple[Any, str, str]:
    if what == "again":
        return queries.run_again, "job.run_again", "It is back in the queue."
    if what == "away":
        return queries.throw_away, "job.thrown_away", "It is gone, and written down."
    raise NotFound


ROUTES = [show_jobs, run_all, act]

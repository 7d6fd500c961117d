"""Whether the catalog of the connected database keeps its promises now, and what each role may do, by schema."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from litestar import Response, get

from kith.console.operations.frame import ACTOR, ROLES, ROOT, Requested, owners, ways
from kith.foundation.catalog import LINTS, SEARCH_PATH, Broken, of_schemas
from kith.foundation.queries import load
from kith.web.console_frame import Table, console_page, only, operator
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "policies.sql")
PATH: Final = f"{ROOT}/policies"
_NAMED: Final = 20
_AFTER: Final = 300.0


class _Known:
    """What the last try found, by this process's own clock."""

    def __init__(self, _house: House) -> None:
        self.at = 0.0
        self.found: list[Broken] | None = None


async def lately_broken(house: House) -> list[Broken]:
    """Promises that did not hold when they were tried last, at most five minutes ago: trying takes up to a second."""
    known = house.part("console.policies", _Known)
    if known.found is None or time.monotonic() - known.at > _AFTER:
        await broken(house)
    return known.found or []


async def broken(house: House) -> list[Broken]:
    """Promises of the catalog that do not hold now, and what breaks each."""
    async with house.database.session(ACTOR, SEARCH_PATH) as db:
        found = await _broken(db, house)
    known = house.part("console.policies", _Known)
    known.at, known.found = time.monotonic(), found
    return found


async def _broken(db: Session, house: House) -> list[Broken]:
    schemas = list(owners(house))
    if not await queries.is_supabase(db.connection):
        schemas.append("auth")
    found = [
        Broken(
            lint.promise,
            of_schemas([row[0] for row in await db.connection.fetch(lint.statement)], schemas),
        )
        for lint in LINTS
    ]
    return [one for one in found if one.names]


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_policies(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    not_kept = {one.promise: one.names for one in await broken(house)}
    async with house.database.session(ACTOR, SEARCH_PATH) as db:
        schemas = owners(house)
        rows = [row async for row in queries.tables(db.connection) if row["schema"] in schemas]
        unused = [row async for row in queries.indexes(db.connection)]
    tables = [
        Table(
            title="Not kept",
            lead="Run kith migrate first. What is left was changed by hand: change it back by a migration.",
            columns=("Promise", "How many", "What breaks it"),
            rows=[
                (promise, len(names), ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""))
                for promise, names in not_kept.items()
            ],
            empty="Every promise is kept.",
        ),
        Table(
            title="Who may what",
            columns=(
                "Schema",
                "Whose",
                "Tables",
                "With row-level security",
                "Policies",
                "Views",
                "Anybody reads",
                "Members read",
                "Members write",
            ),
            rows=[
                (
                    row["schema"],
                    schemas[row["schema"]],
                    row["tables"],
                    row["closed"],
                    row["policies"],
                    row["views"],
                    row["anybody"],
                    row["members"],
                    row["writes"],
                )
                for row in rows
            ],
            empty="There is nothing.",
        ),
        Table(
            title="Indexes nobody uses",
            lead="Of a megabyte or more, since statistics began. A policy or a foreign key may need one that no query has used yet.",
            columns=("Table", "Index", "Megabytes"),
            rows=[(row["relation"], row["name"], f"{row['bytes'] / 1048576:.1f}") for row in unused],
            empty="Every larger index is used.",
        ),
        Table(
            title="Kept",
            columns=("Promise",),
            rows=[(lint.promise,) for lint in LINTS if lint.promise not in not_kept],
            empty="None.",
        ),
    ]
    lead = f"Tried just now on the connected database: {len(LINTS) - len(not_kept)} of {len(LINTS)} promises hold."
    return console_page(request, "Policies", tables, lead=lead, links=ways(request))


ROUTES = [show_policies]

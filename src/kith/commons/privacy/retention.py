"""What goes by itself: the rules lie in `kith.retention_rules`, this keeps to them, product by product, and tells what will go when."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "retention.sql")
_log = logger(__name__)
_ACTOR: Final = service("privacy.retention")
BATCH: Final = 1000
_BATCHES: Final = 500
"""Batches of one rule in one run; what is left is for the next."""


_SAID: Final = re.compile(
    r"^ *\((?:current_schema\(\)|'kith'), '\w+', '((?:[^']|'')+)', '((?:[^']|'')+)', '(?:contract|consent|law|interest)'",
    re.MULTILINE,
)


def spoken(schema_folder: Path) -> tuple[str, ...]:
    """What and why of every rule that the migrations of a folder write, for the catalogs of whoever owns it."""
    files = [file for file in sorted(schema_folder.glob("*.sql")) if not file.name.endswith(".rollback.sql")]
    return tuple(
        said.replace("''", "'")
        for file in files
        if "retention_rules" in (text := file.read_text(encoding="utf-8"))
        for rule in _SAID.findall(text)
        for said in rule
    )


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule. `action`: delete, blank (the row stays, emptied), call (a function of the schema), elsewhere (a schedule of the product's own)."""

    id: UUID
    schema_name: str
    table_name: str
    what: str
    why: str
    basis: str
    keep_for: timedelta
    action: str
    last_run_at: datetime | None


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule is about to do: rows it is about and rows that are due (of the first 100,000), when the next is, and what went in 30 days."""

    rule: Rule
    waiting: int
    due: int
    next_at: datetime | None
    gone: int


async def rules(house: House) -> list[Rule]:
    """The rules of the house and of the products that are installed, the house's first."""
    schemas = ["kith", *(product.schema for product in house.products)]
    async with house.database.session(_ACTOR, "kith") as db:
        return to_structs(Rule, [row async for row in queries.rules(db.connection, schemas=schemas)])


async def outlook(house: House) -> list[Outlook]:
    """Every rule with what it will do."""
    found: list[Outlook] = []
    for rule in await rules(house):
        async with house.database.session(_ACTOR, "kith") as db:
            row: Any = await queries.outlook(db.connection, id=rule.id)
        found.append(
            Outlook(
                rule=rule,
                waiting=row["waiting"],
                due=row["due"],
                next_at=row["next_at"],
                gone=row["gone"],
            )
        )
    return found


async def run(house: House) -> None:
    """Let go of what is due by every rule, a thousand rows a transaction. A rule that fails keeps no other waiting."""
    for rule in await rules(house):
        try:
            for _batch in range(_BATCHES):
                async with house.database.session(_ACTOR, "kith") as db:
                    went: int = await queries.run(db.connection, id=rule.id, at_most=BATCH)
                if rule.action == "call" or went < BATCH:
                    break
        except Exception as failure:  # the others are still to be kept to
            metrics.ALERTS.labels("retention_failed").inc()
            _log.error(
                "a retention rule could not be kept",
                table=f"{rule.schema_name}.{rule.table_name}",
                failure=type(failure).__name__,
            )


SCHEDULES: Final = [Schedule(name="kith.retention", cron="*/10 * * * *", run=run)]

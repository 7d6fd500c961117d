"""Reading rulesets, and publishing another version of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.rulesets.checks import Checks

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.rulesets")
HOUSE: Final = "house"
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def schema(house: House) -> str:
    return house.product("hotmess").schema


def checks_of(row: Any) -> Checks:
    """The checks of a ruleset's row; what a later version of the program wrote into it is left alone."""
    return msgspec.convert(row["checks"], Checks)


async def current(db: Session, slug: str = HOUSE) -> Any:
    """The version in force (row: id, version, name, body, checks).

    Raises:
        NotFound: there is no such ruleset.
    """
    row = await queries.current(db.connection, slug=slug)
    if row is None:
        raise NotFound
    return row


async def of_beacon(db: Session, beacon: UUID) -> Any:
    """The version a beacon stands under.

    Raises:
        NotFound: there is no such beacon.
    """
    row = await queries.of_beacon(db.connection, beacon=beacon)
    if row is None:
        raise NotFound
    return row


async def one(house: House, ruleset: UUID) -> Any:
    """One version, for whoever wants to read what a beacon stands under.

    Raises:
        NotFound: there is none.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, id=ruleset)
    if row is None:
        raise NotFound
    return row


async def versions(house: House) -> list[Any]:
    """Every version of every ruleset, newest first; at most 200."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return [row async for row in queries.versions(db.connection, at_most=200)]


def read_checks(words: str, links: str, domains: str, most_pence: int | None) -> Checks:
    """Checks as an operator writes them: words and domains on lines of their own.

    Raises:
        Invalid: with the field.
    """
    listed = tuple(dict.fromkeys(" ".join(line.split()) for line in words.splitlines() if line.strip()))
    if len(listed) > 500 or any(len(word) > 80 for word in listed):
        raise Invalid("At most 500 words or phrases, each of at most 80 characters.", field="words")
    hosts = tuple(dict.fromkeys(line.strip().lower() for line in domains.splitlines() if line.strip()))
    if any(not _DOMAIN.fullmatch(host) for host in hosts):
        raise Invalid("Write each domain on its own line, such as soundcloud.com.", field="domains")
    if links not in ("none", "known", "any"):
        raise Invalid("Choose what links are allowed.", field="links")
    if most_pence is not None and not 0 <= most_pence <= 100_000_000:
        raise Invalid("Write the price as a number.", field="most")
    return Checks(listed, links, hosts, most_pence)  # type: ignore[arg-type]


async def publish(house: House, admin: Admin, slug: str, name: str, body: str, checks: Checks) -> int:
    """Put another version in force; what stands under an older one keeps it. Returns the version.

    Raises:
        Invalid: with the field.
    """
    if not _SLUG.fullmatch(slug):
        raise Invalid("A ruleset is named with small letters, digits and hyphens.", field="slug")
    if not 1 <= len(name.strip()) <= 80:
        raise Invalid("Give it a name of at most 80 characters.", field="name")
    if not 1 <= len(body.strip()) <= 20_000:
        raise Invalid("Write the rules, in at most 20,000 characters.", field="body")
    async with house.database.session(_ACTOR, schema(house)) as db:
        await db.lock("ruleset", slug)
        row = await queries.publish(
            db.connection,
            slug=slug,
            name=name.strip(),
            body=body.strip(),
            checks={k: v for k, v in msgspec.to_builtins(checks).items() if v is not None},
            by=admin.id,
        )
        await record(
            db,
            admin=admin,
            action="ruleset.published",
            target_type="ruleset",
            target_id=row["id"],
            payload={"slug": slug, "version": row["version"]},
            product="hotmess",
        )
    return row["version"]

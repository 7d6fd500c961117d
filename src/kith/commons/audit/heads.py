"""The heads of the audit's chain: published, so that whoever keeps one sees when the log was rewritten, by whomever. Nothing here needs a right."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from kith.foundation.actor import ANONYMOUS
from kith.foundation.database import to_structs
from kith.foundation.jobs import Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "heads.sql")
FILE: Final = "audit-heads.json"


class AuditHead(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the audit: how many entries, the numbers of the first and last, and the SHA-256 (hex) that covers them and all before."""

    month: date
    entries: int
    first_sequence: int
    last_sequence: int
    head: str


class AuditCheck(msgspec.Struct, frozen=True):
    """What a verification found: entries at which the chain breaks, and kept heads that the log does not bear out any more."""

    broken: list[int]
    rewritten: list[AuditHead]

    @property
    def holds(self) -> bool:
        return not self.broken and not self.rewritten


async def heads(house: House) -> list[AuditHead]:
    """Every month's head, the first month first."""
    async with house.database.session(ANONYMOUS, "kith") as db:
        return to_structs(AuditHead, [row async for row in queries.heads(db.connection)])


async def verify(house: House, kept: list[AuditHead]) -> AuditCheck:
    """Walk the whole chain, and compare it with heads that somebody kept."""
    async with house.database.session(ANONYMOUS, "kith") as db:
        broken = [row["sequence"] async for row in queries.breaks(db.connection)]
        rewritten = [
            head
            for head in kept
            if await queries.hash_at(db.connection, sequence=head.last_sequence) != head.head
        ]
    return AuditCheck(broken, rewritten)


def read(file: Path) -> list[AuditHead]:
    """Heads from a file as `publish` writes it, or as /api/audit/heads answers.

    Raises:
        ValueError: it holds something else.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[AuditHead])
    except msgspec.MsgspecError as wrong:
        raise ValueError(f"{file} does not hold heads of an audit: {wrong}") from None


def write(file: Path, found: list[AuditHead]) -> None:
    """Heads into a file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    os.replace(beside, file)


async def publish(house: House) -> None:
    """Write the heads beside the house's data, for a copy that leaves this machine."""
    write(house.settings.data_folder / FILE, await heads(house))


SCHEDULES = [Schedule(name="kith.audit.publish_heads", cron="7 * * * *", run=publish)]

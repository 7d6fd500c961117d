"""The heads of the audit's chains: published, so that whoever keeps one sees when the log was rewritten, by whomever. Nothing here needs a right."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from kith.foundation.actor import ANONYMOUS, service
from kith.foundation.database import Session, to_structs
from kith.foundation.jobs import Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "heads.sql")
_ACTOR: Final = service("audit.heads")
FILE: Final = "audit-heads.json"


class ChainEnd(msgspec.Struct, frozen=True, kw_only=True):
    """The last entry of one of the chains: its place there, and its SHA-256 (hex), which covers the whole chain before it."""

    chain: int
    link: int
    hash: str


class AuditHead(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the audit: how many entries, the numbers of the first and last, the ends of the chains, and the SHA-256 (hex) over those, which
    covers all of it and all before. Heads kept from when there was one chain name no ends; theirs is the hash of the last entry.
    """

    month: date
    entries: int
    first_sequence: int
    last_sequence: int
    head: str
    chains: list[ChainEnd] = []

    @property
    def joined(self) -> str:
        """What `head` must be for these ends."""
        return hashlib.sha256(b"".join(bytes.fromhex(end.hash) for end in self.chains)).hexdigest()


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
    """Walk the chains from their beginning, and compare them with heads that somebody kept."""
    async with house.database.session(_ACTOR, "kith") as db:
        broken = [row["sequence"] async for row in queries.breaks(db.connection)]
        rewritten = [head for head in kept if not await _borne_out(db, head)]
    return AuditCheck(broken, rewritten)


async def _borne_out(db: Session, head: AuditHead) -> bool:
    if not head.chains:
        return await queries.hash_at(db.connection, sequence=head.last_sequence) == head.head
    for end in head.chains:
        if await queries.hash_of(db.connection, chain=end.chain, link=end.link) != end.hash:
            return False
    return head.joined == head.head


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
    """Close the months that are over, and write the heads beside the house's data, for a copy that leaves this machine."""
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.close_months(db.connection)
    write(house.settings.data_folder / FILE, await heads(house))


SCHEDULES = [Schedule(name="kith.audit.publish_heads", cron="7 * * * *", run=publish)]

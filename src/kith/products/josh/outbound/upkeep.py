"""Bodies do not stay for ever, and not under one key for ever: retention and key rotation, in chunks, while texting goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load
from kith.products.josh.outbound.delivery import OUTBOUND

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "upkeep.sql")
_log = logger(__name__)

CHUNK: Final = 500
_BEFORE_ALL: Final = UUID(int=0)


class Rotation(msgspec.Struct, frozen=True):
    """How many bodies a run sealed anew, and how many opened with none of the keys at hand."""

    resealed: int
    unreadable: int


async def forget_bodies(house: House) -> int:
    """Null the bodies older than `body_retention_days`; how many. Each chunk is a transaction of its own."""
    schema = house.product("josh").schema
    created_before = house.clock.now() - timedelta(days=house.settings.body_retention_days)
    forgotten = 0
    for forget in (queries.forget_message_bodies, queries.forget_job_bodies):
        while True:
            async with house.database.session(OUTBOUND, schema) as db:
                gone: int = await forget(db.connection, created_before=created_before, at_most=CHUNK)
            forgotten += gone
            if gone < CHUNK:
                break
    return forgotten


async def rotate_keys(house: House) -> Rotation:
    """Seal every body that an older key sealed with the newest one. Safe to stop anywhere and to run twice at once.

    Rows in use are left for the next run. What opens with none of our keys stays as it is and raises an alert.
    """
    schema = house.product("josh").schema
    resealed = unreadable = 0
    for table, find, write in (
        ("sms_messages", queries.old_message_keys, queries.reseal_messages),
        ("sms_outbound_jobs", queries.old_job_keys, queries.reseal_jobs),
    ):
        after: UUID | None = _BEFORE_ALL
        while after is not None:
            after, done, lost = await _rotate_chunk(house, schema, table, find, write, after)
            resealed += done
            unreadable += lost
    if unreadable:
        _log.error("bodies open with none of the keys", count=unreadable)
        ALERTS.labels("josh.keys.unreadable").inc()
    return Rotation(resealed, unreadable)


async def _rotate_chunk(
    house: House, schema: str, table: str, find: Any, write: Any, after: UUID
) -> tuple[UUID | None, int, int]:
    """One chunk: where the next begins (None: nowhere), rows sealed anew, rows that do not open."""
    ring = house.keyring
    async with house.database.session(OUTBOUND, schema) as db:
        rows = [
            row
            async for row in find(db.connection, key_version=ring.current_version, after=after, at_most=CHUNK)
        ]
        fresh: dict[UUID, Sealed] = {}
        for row in rows:
            bound_to = f"{table}:{row['id']}:{row['direction']}"
            old = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
            try:
                fresh[row["id"]] = ring.seal(ring.open(old, bound_to), bound_to)
            except Unreadable:
                continue
        if fresh:
            await write(
                db.connection,
                ids=list(fresh),
                ciphertexts=[sealed.ciphertext for sealed in fresh.values()],
                ivs=[sealed.iv for sealed in fresh.values()],
                tags=[sealed.tag for sealed in fresh.values()],
                key_version=ring.current_version,
            )
    following = rows[-1]["id"] if len(rows) == CHUNK else None
    return following, len(fresh), len(rows) - len(fresh)

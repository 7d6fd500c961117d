"""Connections of a pool: no reset when they go back, JSON as objects, and each named query's time taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import asyncpg
import msgspec

from kith.foundation.queries import name_of

_Bare: Any = asyncpg.Connection


class MeasuredConnection(_Bare):  # pyright: ignore[reportUntypedBaseClass]
    """`measured`, where it is set, hears the name and the seconds of each named query."""

    measured: Callable[[str, float], None] | None = None

    def get_reset_query(self) -> str:
        # Identity is set on every acquisition and transactions end before release, so the reset round trip buys nothing.
        return ""

    async def _execute(self, query: str, *arguments: Any, **options: Any) -> Any:
        # What fetch, fetchrow, fetchval and execute with arguments have in common.
        execute: Any = _Bare._execute
        name = name_of(query)
        if name is None or self.measured is None:
            return await execute(self, query, *arguments, **options)
        started = time.perf_counter()
        try:
            return await execute(self, query, *arguments, **options)
        finally:
            self.measured(name, time.perf_counter() - started)


def _encode_jsonb(value: object) -> bytes:
    return b"\x01" + msgspec.json.encode(value)


def _decode_jsonb(data: bytes) -> Any:
    return msgspec.json.decode(data[1:])


async def prepare(connection: Any) -> None:
    """Let a new connection speak JSON."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=_encode_jsonb,
        decoder=_decode_jsonb,
        format="binary",
    )
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=msgspec.json.encode, decoder=msgspec.json.decode, format="binary"
    )

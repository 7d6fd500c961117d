"""Requests that may be sent twice and have effect once: the first answer is kept for a day and given again.

A key is claimed before the work and its answer kept after it, each in a transaction of its own. Where the process dies in between, nobody
knows whether the work was done; the key then stays claimed and says so, since doing it a second time would be worse. Answers are sealed:
they hold what only the asker may read.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.language import _
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "idempotency.sql")
_ACTOR = service("idempotency")

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
# Longer than any request takes.
STILL_WORKING = timedelta(seconds=60)


class Answer(msgspec.Struct, frozen=True):
    """An HTTP answer: status, content type, body."""

    status: int
    content_type: str
    body: bytes


def read_key(header: str) -> str:
    """The key a request carries.

    Raises:
        Invalid: empty, longer than 255 characters, or not printable ASCII.
    """
    key = header.strip()
    if not 0 < len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Invalid(
            _(
                "An %(header)s has between 1 and %(longest)s visible characters; a random UUID is best.",
                header=HEADER,
                longest=LONGEST_KEY,
            ),
            field=HEADER,
        )
    return key


def request_hash(query: bytes, body: bytes) -> bytes:
    """SHA-256 of what was asked; the same key with another hash is a mistake of the sender."""
    return hashlib.sha256(len(query).to_bytes(4) + query + body).digest()


async def begin(house: House, scope: str, key: str, asked: bytes) -> Answer | None:
    """The answer given before; None for the first with this key, who does the work and then calls `keep` or `release`.

    `scope` names who asks, and for what.

    Raises:
        Invalid: the key was used for a different request.
        Conflict: the first request with this key is under way, or nobody knows what became of it.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        if await queries.claim(db.connection, scope=scope, key=key, request_hash=asked):
            return None
        row = await queries.earlier(db.connection, scope=scope, key=key)
        now = db.now
    if row is not None and row["request_hash"] != asked:
        raise Invalid(
            _(
                "This %(header)s was used for a different request. Use a new key for a new request.",
                header=HEADER,
            ),
            field=HEADER,
            slug="idempotency-key-reused",
        )
    if row is None or (row["status"] is None and now - row["created_at"] < STILL_WORKING):
        raise Conflict(
            "The same request is being worked on. Ask again in a moment.", slug="in-progress", retry_after=1
        )
    if row["status"] is None:
        raise _unknown()
    return Answer(row["status"], row["content_type"] or "", _open(house, scope, key, row["answer"]))


async def keep(house: House, scope: str, key: str, answer: Answer) -> None:
    """Give this answer to whoever asks again with the same key."""
    sealed = house.keyring.seal(answer.body.decode("latin-1"), _binding(scope, key))
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.keep(
            db.connection,
            scope=scope,
            key=key,
            status=answer.status,
            content_type=answer.content_type,
            answer=msgspec.msgpack.encode(sealed),
        )


async def release(house: House, scope: str, key: str) -> None:
    """The request changed nothing, so the same key may be tried again."""
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.release(db.connection, scope=scope, key=key)


def _open(house: House, scope: str, key: str, sealed: bytes) -> bytes:
    try:
        opened = house.keyring.open(msgspec.msgpack.decode(sealed, type=Sealed), _binding(scope, key))
    except Unreadable:
        raise _unknown() from None
    return opened.encode("latin-1")


def _binding(scope: str, key: str) -> str:
    return f"idempotency_keys:{scope}:{key}"


def _unknown() -> Conflict:
    return Conflict(
        "We cannot tell whether the first request with this key went through. Please look, before you send it with a new key.",
        slug="outcome-unknown",
    )

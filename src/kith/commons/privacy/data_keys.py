"""A key for each owner of sensitive data: what they say is sealed under it, and without it nobody reads it, in backups neither.

A schema that uses this has a table `data_keys` (owner, wrapped key, version of the house's key that wraps it). Values are AES-256-GCM, bound to their
owner and place (`profiles.boundaries`), so that they open nowhere else. Why: docs/decisions/0017.
"""

from __future__ import annotations

import base64
import os
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "data_keys.sql")
_log = logger(__name__)
_ACTOR = service("privacy.data_keys")
_IV: Final = 12
_TAG: Final = 16
_LIFETIME: Final = 60.0
"""Seconds that a process remembers an unwrapped key."""
_MOST: Final = 4096
_CHUNK: Final = 500
_TEXT: Final = "sealed:"


class DataKey:
    """An owner's key. `place` names table and column; what was sealed for one place or owner opens in no other.

    Every `open…` raises Unreadable when the value was changed or is somebody else's.
    """

    __slots__ = ("_cipher", "owner")

    def __init__(self, owner: str, key: bytes) -> None:
        self.owner = owner
        self._cipher = AESGCM(key)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """IV, ciphertext and tag."""
        iv = os.urandom(_IV)
        return iv + self._cipher.encrypt(iv, content, self._bound(place))

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:_IV], sealed[_IV:], self._bound(place))
        except (InvalidTag, ValueError):
            raise Unreadable("the value was changed or belongs somewhere else") from None

    def seal(self, value: object, place: str) -> dict[str, str]:
        """A value as it lies in a JSON column: {"sealed": base64}."""
        content = msgspec.json.encode(value, order="sorted")
        return {"sealed": base64.b64encode(self.seal_bytes(content, place)).decode()}

    def open(self, column: Mapping[str, Any] | None, place: str) -> Any:
        """The value of a JSON column; None when nothing is in it."""
        if not column:
            return None
        return msgspec.json.decode(self.open_bytes(base64.b64decode(column["sealed"]), place))

    def seal_text(self, text: str, place: str) -> str:
        """A text as it lies in a text column; empty stays empty."""
        if not text:
            return ""
        return _TEXT + base64.b64encode(self.seal_bytes(text.encode(), place)).decode()

    def open_text(self, column: str, place: str) -> str:
        if not column:
            return ""
        return self.open_bytes(base64.b64decode(column.removeprefix(_TEXT)), place).decode()

    def _bound(self, place: str) -> bytes:
        return f"{self.owner}|{place}".encode()


class _Remembered:
    """Unwrapped keys of this process: few, and not for long."""

    def __init__(self, house: House) -> None:
        self._keys: OrderedDict[tuple[str, str], tuple[float, DataKey]] = OrderedDict()

    def get(self, schema: str, owner: str) -> DataKey | None:
        found = self._keys.get((schema, owner))
        if found is None:
            return None
        if found[0] < time.monotonic():
            del self._keys[schema, owner]
            return None
        return found[1]

    def put(self, schema: str, key: DataKey) -> None:
        self._keys[schema, key.owner] = (time.monotonic() + _LIFETIME, key)
        self._keys.move_to_end((schema, key.owner))
        while len(self._keys) > _MOST:
            self._keys.popitem(last=False)

    def forget(self, schema: str, owner: str) -> None:
        self._keys.pop((schema, owner), None)


def _remembered(house: House) -> _Remembered:
    return house.part("privacy.data_keys", _Remembered)


async def key_of(house: House, schema: str, owner: str) -> DataKey:
    """The owner's key, made if there is none, in a transaction of its own."""
    known = _remembered(house).get(schema, owner)
    if known is not None:
        return known
    async with house.database.session(_ACTOR, schema) as db:
        return await key_within(house, db, owner)


async def key_within(house: House, db: Session, owner: str) -> DataKey:
    """As `key_of`, in the caller's transaction (service): a key that is not kept seals nothing that is."""
    known = _remembered(house).get(db.schema, owner)
    if known is not None:
        return known
    row = await queries.find(db.connection, owner=owner)
    if row is None:
        sealed = _wrap(house, owner, AESGCM.generate_key(256))
        row = await queries.add(db.connection, owner=owner, **_columns(sealed))
        if row is None:
            row = await queries.find(db.connection, owner=owner)
    key = DataKey(owner, _unwrap(house, owner, row))

    async def remember() -> None:
        _remembered(house).put(db.schema, key)

    db.after_commit(remember)
    return key


async def existing_key(house: House, db: Session, owner: str) -> DataKey | None:
    """The owner's key, None when it is gone (service)."""
    row = await queries.find(db.connection, owner=owner)
    return None if row is None else DataKey(owner, _unwrap(house, owner, row))


def forget(house: House, schema: str, owner: str) -> None:
    """No longer remember an owner's key in this process; deleting the row is the caller's."""
    _remembered(house).forget(schema, owner)


class Rotation(msgspec.Struct, frozen=True):
    """How many data keys a run wrapped anew, and how many opened with none of the house's keys."""

    rewrapped: int
    unreadable: int


async def rotate(house: House, schema: str) -> Rotation:
    """Wrap with the house's newest key every data key that an older one wraps. Safe to stop anywhere and to run twice at once."""
    rewrapped = unreadable = 0
    after = ""
    while True:
        async with house.database.session(_ACTOR, schema) as db:
            rows = [
                row
                async for row in queries.wrapped_by_older(
                    db.connection,
                    key_version=house.keyring.current_version,
                    after=after,
                    at_most=_CHUNK,
                )
            ]
            for row in rows:
                owner: str = row["owner"]
                try:
                    sealed = _wrap(house, owner, _unwrap(house, owner, row))
                except Unreadable:
                    unreadable += 1
                    continue
                await queries.rewrap(db.connection, owner=owner, **_columns(sealed))
                rewrapped += 1
        if len(rows) < _CHUNK:
            break
        after = rows[-1]["owner"]
    if unreadable:
        _log.error("data keys open with none of the keys", count=unreadable)
        ALERTS.labels("privacy.data_keys.unreadable").inc()
    return Rotation(rewrapped, unreadable)


def _wrap(house: House, owner: str, key: bytes) -> Sealed:
    return house.keyring.seal(base64.b64encode(key).decode(), f"data_keys:{owner}")


def _unwrap(house: House, owner: str, row: Any) -> bytes:
    sealed = Sealed(row["wrapped_ciphertext"], row["wrapped_iv"], row["wrapped_tag"], row["key_version"])
    return base64.b64decode(house.keyring.open(sealed, f"data_keys:{owner}"))


def _columns(sealed: Sealed) -> dict[str, Any]:
    return {
        "ciphertext": sealed.ciphertext,
        "iv": sealed.iv,
        "tag": sealed.tag,
        "key_version": sealed.key_version,
    }

"""What a backup says of itself: when and from what it was made, how much is in it, and which keys open it. The keys are not in it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from kith.foundation.settings import Settings

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
FILES: Final = "files/"
FILES_LIST: Final = "files.jsonl"
ERASURES: Final = "erasures.txt"


class BackupFailed(Exception):
    """A backup could not be made or restored; a sentence for whoever asked."""


class FileEntry(msgspec.Struct, frozen=True):
    """A file of the store: where it lies there, its size in bytes, its SHA-256 (hex)."""

    key: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` by `schema.table`; `migrations` that had run, by schema; `postgres` and `dumped_with` are major versions; `waiting` messages had not
    gone out; `keys`: fingerprints by the setting that holds the key; `sums`: SHA-256 (hex) of the archive's other parts.
    """

    format: int
    made_at: datetime
    postgres: int
    dumped_with: int
    products: list[str]
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    files: int
    file_bytes: int
    erasures: int
    waiting: int
    keys: dict[str, str]
    sums: dict[str, str]


def fingerprints(settings: Settings) -> dict[str, str]:
    """Of every key that what is stored needs, a fingerprint that does not tell the key."""
    found = {f"KITH_KEYS (version {version})": key for version, key in settings.keys.items()}
    if settings.pepper:
        found["KITH_PEPPER"] = settings.pepper
    return {
        name: hmac.digest(key, b"kith.backup.fingerprint", hashlib.sha256)[:8].hex()
        for name, key in found.items()
    }


def missing_keys(wanted: Mapping[str, str], settings: Settings) -> list[str]:
    """Names of keys that a backup was sealed with and these settings do not have."""
    here = fingerprints(settings)
    return [name for name, fingerprint in wanted.items() if here.get(name) != fingerprint]

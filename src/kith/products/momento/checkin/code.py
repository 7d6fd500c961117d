"""The host's rotating code: an HMAC over the event and a window of thirty seconds, as six characters that can be typed."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

WINDOW: Final = timedelta(seconds=30)
LENGTH: Final = 6
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _window(at: datetime) -> int:
    return (at - _EPOCH) // WINDOW


def _code(secret: bytes, event: UUID, window: int) -> str:
    digest = hmac.digest(secret, event.bytes + window.to_bytes(8), hashlib.sha256)
    number = int.from_bytes(digest[:8])
    return "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(LENGTH))


def code_at(secret: bytes, event: UUID, at: datetime) -> str:
    """The code on the host's page at a moment (aware)."""
    return _code(secret, event, _window(at))


def changes_at(at: datetime) -> datetime:
    """When the code of a moment is replaced."""
    return _EPOCH + (_window(at) + 1) * WINDOW


def fits(secret: bytes, event: UUID, typed: str, at: datetime) -> bool:
    """Whether somebody typed or scanned the code of now, or of the window before: a page takes a moment to open."""
    given = "".join(typed.split()).upper().encode()
    window = _window(at)
    # Both are compared, always, so that the time taken tells nothing.
    now, before = (
        hmac.compare_digest(given, _code(secret, event, each).encode()) for each in (window, window - 1)
    )
    return now or before

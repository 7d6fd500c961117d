"""What the channels are given, and how they say that a message did not leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec


class Given(msgspec.Struct, frozen=True):
    """One message: its row's id, where it goes, and what it says (by channel)."""

    id: UUID
    recipient: str
    body: dict[str, Any]


class NotNow(Exception):
    """The provider cannot take it now; worth another try."""


class NotWanted(Exception):
    """The recipient cannot or does not want to receive it; no further try."""

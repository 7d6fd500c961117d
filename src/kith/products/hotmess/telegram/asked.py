"""What somebody asked the bot. While its answer waits it is kept sealed, since whose it is has to be known to answer; then that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation.crypto import Sealed
from kith.products.hotmess.telegram.commands import Command

if TYPE_CHECKING:
    from kith.foundation.house import House


class Asked(msgspec.Struct, frozen=True):
    """A command from a chat, by Telegram's numbers of both."""

    update_id: str
    chat: str
    command: Command


def seal(house: House, event: UUID, asked: Asked) -> dict[str, Any]:
    """What was asked, sealed for one row of the inbox."""
    return msgspec.to_builtins(house.keyring.seal(msgspec.json.encode(asked).decode(), _bound_to(event)))


def unseal(house: House, event: UUID, sealed: dict[str, Any]) -> Asked:
    """What was asked.

    Raises:
        Unreadable: it does not open with the keys at hand.
    """
    opened = house.keyring.open(msgspec.convert(sealed, Sealed), _bound_to(event))
    return msgspec.json.decode(opened, type=Asked)


def _bound_to(event: UUID) -> str:
    return f"inbox:{event}:asked"

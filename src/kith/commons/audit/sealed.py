"""What the audit keeps of a person, sealed under that person's own key: readable until they are forgotten, and the chain holds after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.privacy.person_keys import open_sealed, seal
from kith.foundation.crypto import Unreadable

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_BOUND_TO: Final = "audit_log"
GONE: Final = {"forgotten": "whoever this told of was erased"}


async def sealed(db: Session, house: House, person: UUID, state: dict[str, Any]) -> dict[str, Any]:
    """A state for `before` or `after` that tells of a person (service).

    Raises:
        KeyDestroyed: they were erased.
    """
    text = msgspec.json.encode(state).decode()
    return {"person": str(person), "sealed": await seal(db, house, person, text, _BOUND_TO)}


async def opened(db: Session, house: House, state: dict[str, Any] | None) -> dict[str, Any] | None:
    """The state again, as it is when it was not sealed; `GONE` when its person was erased (service)."""
    if state is None or set(state) != {"person", "sealed"}:
        return state
    try:
        return msgspec.json.decode(
            await open_sealed(db, house, UUID(state["person"]), state["sealed"], _BOUND_TO)
        )
    except Unreadable:
        return GONE

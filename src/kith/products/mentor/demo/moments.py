"""The past of the demo is written at the moments at which it happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kith.foundation.database import Session


async def let_it_be(db: Session, moment: datetime, now: datetime) -> None:
    """Let it be another moment for the rest of what follows."""
    await db.connection.execute(
        f"set local kith.clock_offset = '{(moment - now).total_seconds():.0f} seconds'"
    )

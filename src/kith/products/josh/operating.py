"""What those who run the house see of JOSH: its texts, which have an outbox and an intake of their own, and its regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.operations import ChannelState, IntakeState, Operations
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "operating.sql")


async def channels(db: Session) -> list[ChannelState]:
    row = await queries.texts_out(db.connection)
    return [
        ChannelState(
            channel="texts",
            waiting=row["waiting"],
            oldest=row["oldest"],
            sent=row["sent"],
            failed=row["failed"],
            href="/console/josh/failed-texts",
        )
    ]


async def intakes(db: Session) -> list[IntakeState]:
    row = await queries.texts_in(db.connection)
    return [
        IntakeState(
            provider="twilio",
            received=row["received"],
            waiting=row["waiting"],
            oldest=row["oldest"],
            failed=0,
        )
    ]


OPERATIONS = Operations(channels=channels, intakes=intakes)

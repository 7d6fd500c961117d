"""What those who run the house see of JOSH: its texts, which have an outbox and an intake of their own, and its regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kith.commons.billing.our_books import movements
from kith.foundation.operations import (
    ChannelState,
    Cities,
    City,
    IntakeState,
    Money,
    MoneyRow,
    Operations,
    Taken,
)
from kith.foundation.queries import load
from kith.products.josh.conversation.again import handle_again
from kith.products.josh.subscription.sync import sync

if TYPE_CHECKING:
    from datetime import datetime

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
            failed=row["failed"],
        )
    ]


async def taken(db: Session, at_most: int) -> list[Taken]:
    return [
        Taken(
            id=row["id"],
            provider="twilio",
            name=row["sid"],
            kind="text",
            received_at=row["created_at"],
            applied_at=row["handled_at"],
            error=row["handling_error"],
            kept=row["kept"],
        )
        async for row in queries.texts_taken(db.connection, at_most=at_most)
    ]


async def regions(db: Session) -> list[City]:
    words = {"open": "", "waitlisted": "who registers waits in line", "closed": "nobody registers"}
    return [
        City(
            slug=row["slug"],
            name=row["name"],
            is_open=row["state"] == "open",
            people=row["people"],
            note=words[row["state"]],
        )
        async for row in queries.regions(db.connection)
    ]


async def put_region(db: Session, slug: str, is_open: bool) -> bool:
    """Open: people come in, from the waiting list too, and LinkUps begin. Otherwise who registers waits, and no LinkUp begins."""
    state = "open" if is_open else "waitlisted"
    return await queries.put_region(db.connection, slug=slug, state=state) is not None


async def money(db: Session, _since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return await movements("subscription", queries.subscriptions(db.connection, keys=keys))


OPERATIONS = Operations(
    money=Money(rows=money, look_at={"subscription": sync}),
    channels=channels,
    intakes=intakes,
    taken=taken,
    take_up=handle_again,
    cities=Cities(all=regions, put=put_region),
)

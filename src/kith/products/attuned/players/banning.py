"""What a ban of the house ends in Attuned. It closes nothing that a lifted ban would have to open: one gets in by signing in only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.commons.privacy.data_keys import forget
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.attuned import topics
from kith.products.attuned.connections.commands import queries as parting
from kith.products.attuned.connections.commands import topic
from kith.products.attuned.players.player import Player
from kith.products.attuned.subscriptions.leaving import end_plans

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "banning.sql")


async def end_for_ban(house: House, db: Session, person: UUID) -> dict[str, int]:
    """They part from everybody, as silently as anybody parts; evenings that run end with that; a plan bought on the web ends at Stripe by a
    job, and of one bought in a store they are told that only they can end it.
    """
    connections = [row["id"] async for row in queries.connections(db.connection, user=person)]
    for connection in connections:
        await parting.end(db.connection, connection=connection, user=person, anonymous=None)
        forget(house, db.schema, f"connection:{connection}")
        await announce(db, topic(connection))
    owner = Player(user_id=person).owner
    await queries.withdraw(db.connection, player=owner)
    evenings = [row["session_id"] async for row in queries.end_evenings(db.connection, user=person)]
    await queries.forget_devices(db.connection, user=person)
    await end_plans(db, person)
    if await queries.store_plan(db.connection, user=person):
        await notify(
            db,
            house,
            person,
            _store,
            product="Attuned",
            topic=topics.PLAN,
            purpose="person.banned.store",
            key=f"attuned:{person}:banned:store:{db.now:%Y-%m-%d}",
        )
    return {"connections_ended": len(connections), "evenings_ended": len(evenings)}


def _store() -> Notice:
    return Notice(
        subject=_("End your plan in the store"),
        text=_(
            "You have a plan for Attuned that you bought in an app store. We cannot end it for you: please do so in the store's settings, "
            "so that it does not renew."
        ),
    )

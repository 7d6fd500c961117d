"""Momento's part in an export and an erasure. Photos lie beside the data as files; the house adds and deletes those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.product import PrivacyHooks, export_part
from kith.foundation.queries import load
from kith.products.momento.memory.commands import note_of
from kith.products.momento.profiles.departure import leave_plans

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_PARTS: Final = {
    "user": later("Who you are in Momento"),
    "profile": later("What others may see of you, and your likes"),
    "host_profile": later("You as a host"),
    "interests": later("What you like"),
    "photos": later("Your photos and Face Cards"),
    "pictures_permitted": later("When the camera was opened"),
    "places": later("Places you added"),
    "events_hosted_by": later("Events you planned"),
    "helped": later("Where you helped"),
    "invitations": later("Your invitations and answers"),
    "seats_taken": later("Seats you have"),
    "holds": later("Seats kept for you while you paid"),
    "waiting": later("Lines you stood in"),
    "payments": later("What you paid"),
    "refunds": later("What you got back"),
    "attendance": later("Where you were"),
    "said_of_attendance": later("What you said about who came"),
    "posts": later("What you wrote on boards"),
    "ratings": later("How you rated"),
    "memories": later("Whom you met"),
    "conversations": later("Your conversations"),
    "messages": later("What you wrote to others"),
    "told": later("What Momento wrote to you"),
}


def _opened(house: House, memory: dict[str, Any]) -> dict[str, Any]:
    return memory | {"private_notes": note_of(house, memory["id"], memory["private_notes"])}


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """Call off and give back what is still to come, forget everything personal; memories of others say “Someone”."""
    await leave_plans(db, house, person_id)
    await queries.erase(db.connection, id=person_id)
    await queries.forget_places(db.connection, id=person_id)


HOOKS = PrivacyHooks(
    parts=[
        export_part(queries, name, title, opened=_opened if name == "memories" else None)
        for name, title in _PARTS.items()
    ],
    erase=erase,
)

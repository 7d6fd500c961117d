"""Momento's part in an export and an erasure. Photos lie beside the data as files; the house adds and deletes those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.product import PrivacyHooks
from kith.foundation.queries import load
from kith.products.momento.memory.commands import note_of
from kith.products.momento.profiles.departure import leave_plans

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_ONE: Final = ("user", "profile", "host_profile")
_MANY: Final = (
    "interests",
    "photos",
    "pictures_permitted",
    "places",
    "events_hosted_by",
    "helped",
    "invitations",
    "seats_taken",
    "holds",
    "waiting",
    "payments",
    "refunds",
    "attendance",
    "said_of_attendance",
    "posts",
    "ratings",
    "memories",
    "conversations",
    "messages",
    "told",
)
LEFT_OUT: Final = {
    "user_internal_metrics.user_id": "what the house worked out to choose by; it is shown to nobody",
    "connections.connected_profile_id": "memories of others, who would be named by them",
    "attendance_reports.about_profile_id": "what others said, who would be named by it",
    "attendance.reported_by_profile_id": "who said so about somebody else, in that person's row",
    "ratings.rated_host_id": "what guests wrote is on the host's page, without who",
    "event_posts.removed_by": "a host's decision about somebody else's words; it is in the audit log",
    "event_aliases.profile_id": "in `posts`, as the name they wrote under",
    "stored_files.owner_id": "the files themselves lie beside, with a list",
}
"""References to a person that no query below follows, each with the reason; a test holds this list complete."""


async def export(house: House, db: Session, person_id: UUID) -> dict[str, Any]:
    """Everything Momento holds about a person."""
    found: dict[str, Any] = {}
    for part in _ONE:
        row = await getattr(queries, part)(db.connection, id=person_id)
        found[part] = None if row is None else dict(row)
    for part in _MANY:
        found[part] = [dict(row) async for row in getattr(queries, part)(db.connection, id=person_id)]
    for memory in found["memories"]:
        memory["private_notes"] = note_of(house, memory["id"], memory["private_notes"])
    return found


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """Call off and give back what is still to come, forget everything personal; memories of others say “Someone”."""
    await leave_plans(db, house, person_id)
    await queries.erase(db.connection, id=person_id)


HOOKS = PrivacyHooks(export=export, erase=erase)

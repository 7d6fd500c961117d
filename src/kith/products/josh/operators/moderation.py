"""JOSH's part in the moderators' queue. What somebody texted stays sealed: a case leads to the text, which opens for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.language import _, later
from kith.foundation.moderation import Case, Moderation
from kith.products.josh.operators.frame import queries

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def _name(_house: House, db: Session, person: UUID) -> str | None:
    row = await queries.person(db.connection, id=person)
    return None if row is None else row["first_name"]


def _texts(_case: Case, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    texts = [details.get("message_id"), *details.get("further_message_ids", ())]
    return [(_("Read the text"), f"/console/josh/texts/{text}/words") for text in texts if text]


MODERATION: Final = Moderation(
    name_of=_name,
    person_page=lambda person: f"/console/josh/people/{person}",
    evidence=_texts,
    kinds={
        "person": later("A person"),
        "text": later("A text"),
        "incident": later("An incident"),
    },
)

"""What waits for a moderator: what two mentees tell of mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.identity.person import Person
from kith.products.mentor.safety.commands import report

if TYPE_CHECKING:
    from kith.foundation.house import House


async def tell(house: House, mentors: tuple[UUID, UUID], mentees: tuple[UUID, UUID]) -> None:
    """Report two mentors (profiles), each by a mentee (people)."""
    first, second = mentors
    one, other = (Person(mentee, mentee) for mentee in mentees)
    await report(house, one, "person", first, "false", "Her page says fifteen years. She told me it was two.")
    await report(house, other, "person", second, "harassment", "He keeps asking me out, by every message.")

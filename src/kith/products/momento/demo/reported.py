"""What waits for a moderator: two who met at a table, and what one tells of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.identity.person import Person
from kith.products.momento.safety.commands import report

if TYPE_CHECKING:
    from kith.foundation.house import House


async def tell(house: House, host: UUID, guest: UUID, guests: tuple[UUID, UUID]) -> None:
    """Report a host and a guest of theirs (profiles), each by one of the guests (people)."""
    first, second = (Person(one, one) for one in guests)
    await report(
        house, first, "person", host, "harassment", "He went on about my accent all evening, and laughed."
    )
    await report(house, second, "person", guest, "spam", "She sold insurance to half the table.")

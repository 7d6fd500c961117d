"""Who is signed in."""

from __future__ import annotations

from uuid import UUID

import msgspec

from kith.foundation.actor import ANONYMOUS, Actor, member


class Person(msgspec.Struct, frozen=True):
    """A signed-in person: their id, the session they use, and the name the header shows."""

    id: UUID
    session_id: UUID
    display_name: str = ""

    @property
    def actor(self) -> Actor:
        return member(self.id)


def actor_of(person: Person | None) -> Actor:
    """The database actor of whoever sends a request."""
    return ANONYMOUS if person is None else person.actor

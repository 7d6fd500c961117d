"""On whose behalf a database session runs."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

import msgspec

Role = Literal["anon", "authenticated", "service_role", "none"]


class Actor(msgspec.Struct, frozen=True):
    """A database role and, for a member, the person; for the service, the named purpose."""

    role: Role
    person_id: UUID | None = None
    purpose: str = ""


ANONYMOUS = Actor("anon")


def member(person_id: UUID) -> Actor:
    """A signed-in person: sees what the policies let that person see."""
    return Actor("authenticated", person_id)


def itself(purpose: str) -> Actor:
    """Whoever this program signs in to the database as, without a role: may read no table, but sees what its own connections do."""
    return Actor("none", None, purpose)


def service(purpose: str) -> Actor:
    """The house itself, past the policies, for one named purpose such as `josh.inbound`."""
    if not purpose:
        raise ValueError("A service session names its purpose.")
    return Actor("service_role", None, purpose)

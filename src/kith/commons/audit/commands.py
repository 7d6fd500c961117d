"""Operators and the record of what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.identity.addresses import read_address
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("audit.roles")
ROLES: Final = ("support", "ops", "engineering")


class Admin(msgspec.Struct, frozen=True):
    """An operator; role: support, ops or engineering. `rights`: what the role may in the moderators' queue, where it was asked for."""

    id: UUID
    email: str
    role: str
    rights: frozenset[str] = frozenset()


async def admin_of(house: House, person: Person | None, *roles: str) -> Admin:
    """The operator somebody is, if they have one of these roles (any, when none is named).

    Raises:
        NotFound: they are none: the console does not exist for others.
    """
    if person is None:
        raise NotFound
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.admin_of(db.connection, person_id=person.id)
    if row is None or (roles and row["role"] not in roles):
        raise NotFound
    return Admin(row["id"], row["email"], row["role"], frozenset(row["rights"]))


async def appoint(db: Session, email: str, role: str) -> Admin:
    """Make somebody an operator, or give them another role; an account is made for an address that has none (service, schema `kith`).

    Raises:
        Invalid: not an e-mail address, or no role of ours.
    """
    address = read_address(email)
    if address.channel != "email":
        raise Invalid("Operators sign in with an e-mail address.", field="email")
    if role not in ROLES:
        raise Invalid(_("A role is one of %(roles)s.", roles=", ".join(ROLES)), field="role")
    await db.lock("operator", address.value)
    person_id = await queries.confirm_person(db.connection, email=address.value)
    if person_id is None:
        person_id = await queries.add_person(db.connection, email=address.value)
    admin_id = await queries.appoint(db.connection, person_id=person_id, email=address.value, role=role)
    await record(
        db,
        admin=None,
        action="operator.appointed",
        target_type="operator",
        target_id=admin_id,
        payload={"role": role},
    )
    return Admin(admin_id, address.value, role)


async def dismiss(db: Session, email: str) -> bool:
    """End somebody's work as an operator; their account stays. False when they were none."""
    admin_id = await queries.dismiss(db.connection, email=email.strip().lower())
    if admin_id is None:
        return False
    await record(db, admin=None, action="operator.dismissed", target_type="operator", target_id=admin_id)
    return True


async def record(
    db: Session,
    *,
    admin: Admin | None,
    action: str,
    target_type: str,
    target_id: UUID | None = None,
    reason: str | None = None,
    payload: dict[str, Any] | None = None,
    product: str | None = None,
    actor_id: UUID | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write one line of the audit log, in the transaction of what it tells of. `admin` None is the house itself, or `actor_id`, a person.

    `before` and `after` hold nothing personal, unless sealed under that person's key.
    """
    await queries.record(
        db.connection,
        admin_id=None if admin is None else admin.id,
        actor=f"{admin.role}:{admin.id}" if admin is not None else "house" if actor_id is None else "member",
        actor_id=actor_id,
        before=before,
        after=after,
        product=product,
        action=action,
        target_type=target_type,
        target_id=target_id,
        reason=reason,
        payload=payload or {},
    )


async def broken_links(db: Session) -> list[int]:
    """Sequence numbers of audit rows at which the chain does not hold."""
    return [row["sequence"] async for row in queries.breaks(db.connection)]

"""Setting switches: by operators, with a reason, written down in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit import commands as audit
from kith.commons.flags.switches import queries
from kith.commons.identity.addresses import read_address
from kith.foundation.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.product import Switch

MOST_PEOPLE: Final = 500


def switch_of(house: House, key: str) -> tuple[Switch, str]:
    """A switch and the slug of its product.

    Raises:
        NotFound: no product of this house has one of that name.
    """
    for product in house.products:
        for switch in product.switches:
            if switch.key == key:
                return switch, product.slug
    raise NotFound


async def put(
    db: Session, house: House, admin: Admin, key: str, *, enabled: bool, percent: int, seen: int, reason: str
) -> None:
    """Set a switch on or off, for all or a share of people (service). `seen` is the version that the operator looked at.

    Raises:
        NotFound: no such switch.
        Invalid: no percentage.
        Conflict: somebody else changed it meanwhile.
    """
    switch, product = switch_of(house, key)
    if not 0 <= percent <= 100:
        raise Invalid("A share is between 0 and 100 percent.", field="percent")
    version = await queries.put(
        db.connection,
        key=key,
        description=switch.description,
        product=product,
        enabled=enabled,
        rollout_percent=percent,
        admin=admin.id,
        seen=seen,
    )
    if version is None:
        raise Conflict("Somebody else changed this feature meanwhile. Please look at it again.")
    await _note(db, admin, product, "flag.set", reason, {"flag": key, "enabled": enabled, "percent": percent})


async def name_person(db: Session, house: House, admin: Admin, key: str, address: str, reason: str) -> None:
    """On for somebody, whatever the share (service).

    Raises:
        NotFound: no such switch.
        Invalid: nobody signs in with that address, or five hundred are named already.
        Conflict: named already.
    """
    switch, product = switch_of(house, key)
    person: UUID | None = await queries.person_at(db.connection, address=read_address(address).value)
    if person is None:
        raise Invalid("Nobody signs in with that address.", field="address")
    await queries.keep(
        db.connection,
        key=key,
        description=switch.description,
        product=product,
        enabled=switch.on,
        rollout_percent=100,
    )
    if await queries.named(db.connection, key=key) >= MOST_PEOPLE:
        raise Invalid("Five hundred people are named already. Use a share instead.", field="address")
    if await queries.name_person(db.connection, key=key, person_id=person, admin=admin.id) is None:
        raise Conflict("This person is named already.")
    await _note(db, admin, product, "flag.person_named", reason, {"flag": key}, person)


async def unname_person(db: Session, house: House, admin: Admin, key: str, person: UUID, reason: str) -> None:
    """No longer on for somebody by name (service).

    Raises:
        NotFound: no such switch.
        Conflict: they are not named.
    """
    _switch, product = switch_of(house, key)
    if await queries.unname_person(db.connection, key=key, person_id=person) is None:
        raise Conflict("This person is not named.")
    await _note(db, admin, product, "flag.person_unnamed", reason, {"flag": key}, person)


async def _note(
    db: Session,
    admin: Admin,
    product: str,
    action: str,
    reason: str,
    payload: dict[str, Any],
    person: UUID | None = None,
) -> None:
    await audit.record(
        db,
        admin=admin,
        action=action,
        target_type="flag" if person is None else "person",
        target_id=person,
        reason=reason,
        payload=payload,
        product=product,
    )

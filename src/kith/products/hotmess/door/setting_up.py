"""Gates, and who works at them; looking at a double admission."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.audit.commands import record
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.hotmess.door.commands import ACTOR, door, queries, schema
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.tokens.commands import queries as tokens

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House


async def add_gate(house: House, person: Person, beacon: UUID, name: str) -> UUID:
    """Another gate, by a supervisor.

    Raises:
        NotFound: not theirs.
        Invalid: no name, or one that is taken.
    """
    words = " ".join(name.split())
    if not 1 <= len(words) <= 40:
        raise Invalid("A gate has a name of at most 40 characters.", field="name")
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await door(db, beacon, person.id, "supervisor")
        gate: UUID | None = await queries.add_gate(db.connection, beacon=beacon, name=words)
        if gate is None:
            raise Invalid("There is a gate of that name.", field="name")
    return gate


async def set_gate(house: House, person: Person, beacon: UUID, gate: UUID, *, is_open: bool) -> None:
    """Open or close a gate; who is inside may always leave by it.

    Raises:
        NotFound: not theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await door(db, beacon, person.id, "supervisor")
        if await queries.set_gate(db.connection, beacon=beacon, gate=gate, is_open=is_open) is None:
            raise NotFound


async def add_staff(house: House, person: Person, beacon: UUID, username: str, role: str) -> None:
    """Somebody works the door from now on; only the beacon's owner says who. Written down.

    Raises:
        NotFound: not their beacon.
        Invalid: nobody has that name, or no such role.
    """
    if role not in ("steward", "supervisor"):
        raise Invalid("A role is steward or supervisor.", field="role")
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        place = await door(db, beacon, person.id, "supervisor")
        if place["owner_id"] != person.id:
            raise NotFound
        who: UUID | None = await tokens.member(db.connection, username=username.strip())
        if who is None:
            raise Invalid("Nobody here has that name.", field="username")
        if who == person.id:
            raise Invalid("You may do everything here already.", field="username")
        await queries.add_staff(db.connection, beacon=beacon, person=who, role=role, by=person.id)
        await record(
            db,
            admin=None,
            actor_id=person.id,
            action="door.staff_added",
            target_type="beacon",
            target_id=beacon,
            payload={"person": str(who), "role": role},
            product="hotmess",
        )


async def drop_staff(house: House, person: Person, beacon: UUID, who: UUID) -> None:
    """They work there no more, and their phones scan no more. Written down.

    Raises:
        NotFound: not their beacon.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        place = await door(db, beacon, person.id, "supervisor")
        if place["owner_id"] != person.id:
            raise NotFound
        await queries.drop_staff(db.connection, beacon=beacon, person=who)
        await record(
            db,
            admin=None,
            actor_id=person.id,
            action="door.staff_dropped",
            target_type="beacon",
            target_id=beacon,
            payload={"person": str(who)},
            product="hotmess",
        )


async def resolve(house: House, person: Person, beacon: UUID, conflict: UUID, words: str) -> None:
    """A supervisor looked at a double admission and says what it was.

    Raises:
        NotFound: not theirs.
        Invalid: nothing said.
        Conflict: it was looked at.
    """
    said = words.strip()
    if not 3 <= len(said) <= 500:
        raise Invalid("Say what it was, in a few words.", field="resolution")
    async with house.database.session(ACTOR, schema(house)) as db:
        await door(db, beacon, person.id, "supervisor")
        if (
            await queries.resolve(
                db.connection, beacon=beacon, conflict=conflict, person=person.id, words=said
            )
            is None
        ):
            raise Conflict("Somebody has looked at this already.", slug="resolved")

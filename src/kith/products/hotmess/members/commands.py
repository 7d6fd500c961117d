"""Joining HOTMESS, changing one's profile, saying yes to the operator's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.commons.consent.commands import record_consents
from kith.foundation.actor import service
from kith.foundation.database import Session, constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound, Refused
from kith.foundation.language import tag
from kith.foundation.queries import load
from kith.products.hotmess.members import form as forms
from kith.products.hotmess.members.form import HotmessJoining, HotmessProfileChange

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.members")
_TAKEN = "Somebody has that name already."


class City(msgspec.Struct, frozen=True):
    """A city of HOTMESS; `timezone` is an IANA name."""

    slug: str
    name: str
    timezone: str


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def mine(house: House, person: Person | None) -> Any | None:
    """One's own profile (a row of `queries.mine`), None before joining or without anybody."""
    if person is None:
        return None
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.mine(db.connection, person=person.id)
    return None if row is None or row["status"] == "erased" else row


async def zone(house: House, person: Person | None) -> str:
    """By whose clock somebody reads hours that are of no city: their own city's, London's for whoever is no member."""
    row = await mine(house, person)
    return "Europe/London" if row is None else row["timezone"]


async def acting(db: Session, person: UUID) -> Any:
    """The profile of somebody who may do things here (service session); the one question every writing command asks.

    Raises:
        NotFound: not a member.
        Refused: suspended or banned.
    """
    row = await queries.mine(db.connection, person=person)
    if row is None or row["status"] == "erased":
        raise NotFound
    if row["status"] != "active":
        raise Refused("Your account is suspended. Under What we decided you find why, and how to appeal.")
    return row


async def membership(house: House) -> Any:
    """The operator's text in force: version, body, published_at."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return await queries.membership(db.connection)


async def cities(house: House, person: UUID | None = None) -> list[City]:
    """Every open city, by name, and the one that a member lives in."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return [
            City(row["slug"], row["name"], row["timezone"])
            async for row in queries.cities(db.connection, person=person)
        ]


async def join(house: House, person: Person, form: HotmessJoining) -> UUID:
    """Make the signed-in person a member, with what they agreed to, all or nothing.

    Raises:
        Invalid: something is not acceptable; somebody under 18 leaves no trace.
        Conflict: they are a member.
    """
    name = forms.name_of(form.username)
    forms.check_age(form.birth_date, house.clock.now().date())
    forms.check_consents(form)
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            text = await queries.membership(db.connection)
            if text["version"] != form.membership_version:
                raise Invalid(
                    "What membership means was changed a moment ago. Please read it again.",
                    field="membership_consent",
                )
            profile: UUID | None = await queries.add(
                db.connection,
                person=person.id,
                username=name,
                username_public=form.username_public,
                birth_date=form.birth_date,
                city=form.city,
                membership_version=form.membership_version,
            )
            if profile is None:
                raise Invalid("Please choose a city from the list.", field="city")
            await record_consents(
                db, person.id, "hotmess", ("age", "terms", "privacy"), source="web", language=tag()
            )
    except asyncpg.UniqueViolationError as twice:
        if constraint_of(twice) == "profiles_username_uniq":
            raise Invalid(_TAKEN, field="username") from twice
        raise Conflict("You are a member already.", slug="profile-exists") from twice
    except asyncpg.CheckViolationError as young:
        # The calendar of the last island on earth has the last word.
        raise Invalid(
            "HOTMESS is for people who are 18 or older. Come back when you are.", field="birth_date"
        ) from young
    return profile


async def change(house: House, person: Person, form: HotmessProfileChange) -> None:
    """Write one's profile anew.

    Raises:
        Invalid: with the field.
        NotFound: not a member.
    """
    name = forms.name_of(form.username)
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            if await queries.mine(db.connection, person=person.id) is None:
                raise NotFound
            changed = await queries.change(
                db.connection,
                person=person.id,
                username=name,
                username_public=form.username_public,
                leaderboard_opt_out=not form.leaderboard,
                city=form.city,
            )
            if changed is None:
                raise Invalid("Please choose a city from the list.", field="city")
    except asyncpg.UniqueViolationError as twice:
        raise Invalid(_TAKEN, field="username") from twice


async def agree(house: House, person: Person, version: int) -> None:
    """Say yes to the operator's text as it is now.

    Raises:
        Conflict: it has been changed since it was shown.
        NotFound: not a member.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        if (await queries.membership(db.connection))["version"] != version:
            raise Conflict("The text was changed a moment ago. Please read it again.")
        await queries.agree(db.connection, person=person.id, version=version)


async def membership_versions(house: House) -> list[Any]:
    """Every version of the operator's text, newest first; at most 50."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return [row async for row in queries.membership_versions(db.connection)]


async def publish_membership(house: House, admin: Admin, body: str) -> int:
    """Put the operator's text in force as a new version; members are asked for their yes anew.

    Raises:
        Invalid: shorter than 20 or longer than 8,000 characters.
    """
    text = body.strip()
    if not 20 <= len(text) <= 8000:
        raise Invalid("Please write between 20 and 8,000 characters.", field="body")
    async with house.database.session(ACTOR, schema(house)) as db:
        await db.lock("membership", "hotmess")
        version: int = await queries.publish(db.connection, body=text, published_by=admin.id)
        await record(
            db,
            admin=admin,
            action="membership.published",
            target_type="membership",
            payload={"version": version},
            product="hotmess",
        )
    return version

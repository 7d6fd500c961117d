"""Joining Momento, changing one's profile and interests, liking somebody in secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg

from kith.commons.consent.commands import record_consents
from kith.commons.identity import names
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import tag
from kith.products.momento.photos.face_cards import renew_later
from kith.products.momento.profiles import form as forms
from kith.products.momento.profiles import reads
from kith.products.momento.profiles.form import Joining, ProfileChange

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = reads.queries
_ACTOR = service("momento.profiles")
_TOO_MANY = "Twenty interests at most: those that say most about you."


def schema(house: House) -> str:
    return house.product("momento").schema


async def join(house: House, person: Person, form: Joining) -> UUID:
    """Make the signed-in person's profile, with their consents, all or nothing.

    Raises:
        Invalid: something is not acceptable; somebody under 18 leaves no trace.
        Conflict: they have a profile.
    """
    shown = forms.newcomer(form, house.clock.now())
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            reach = await queries.ways_to_reach(db.connection, user_id=person.id)
            if reach is None:
                raise NotFound
            await queries.add_user(
                db.connection,
                user_id=person.id,
                email=reach["email"],
                phone=reach["phone"],
                last_name=form.last_name.strip() or None,
                birth_date=form.birth_date,
            )
            profile: UUID = await queries.add_profile(
                db.connection,
                user_id=person.id,
                first_name=shown.first_name,
                preferred_name=shown.preferred_name,
                bio=shown.bio,
                gender=shown.gender,
                occupation=shown.occupation,
                location=shown.city.name,
                latitude=shown.city.latitude,
                longitude=shown.city.longitude,
                time_zone=shown.city.time_zone,
            )
            await names.note_first(db, person.id, shown.preferred_name or shown.first_name)
            await record_consents(
                db, person.id, "momento", ("age", "terms", "privacy"), source="web", language=tag()
            )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have a profile already.", slug="profile-exists") from twice
    return profile


async def change(house: House, person: Person, form: ProfileChange) -> None:
    """Write one's profile anew; the Face Card follows.

    Raises:
        Invalid: something is not acceptable.
        NotFound: no profile yet.
    """
    shown = forms.profile(form)
    async with house.database.session(person.actor, schema(house)) as db:
        profile = await queries.change(
            db.connection,
            first_name=shown.first_name,
            preferred_name=shown.preferred_name,
            bio=shown.bio,
            gender=shown.gender,
            occupation=shown.occupation,
            location=shown.city.name,
            latitude=shown.city.latitude,
            longitude=shown.city.longitude,
            time_zone=shown.city.time_zone,
            palette=form.palette,
        )
    if profile is None:
        raise NotFound
    async with house.database.session(_ACTOR, schema(house)) as db:
        await renew_later(db, profile)


async def choose_interests(house: House, person: Person, wanted: Sequence[int]) -> None:
    """Be interested in exactly these.

    Raises:
        Invalid: more than twenty, or one that is not in the catalogue.
        NotFound: no profile yet.
    """
    ids = sorted(set(wanted))
    if len(ids) > forms.MOST_INTERESTS:
        raise Invalid(_TOO_MANY, field="interests")
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            if not await reads.has_profile(db):
                raise NotFound
            # Two choices at once come one after the other, each whole.
            await db.lock("interests", person.id)
            known = {row["id"] async for row in queries.known_interests(db.connection, ids=ids)}
            if len(known) != len(ids):
                raise Invalid("Please pick interests from the list.", field="interests")
            before = set(await reads.my_interests(db))
            await queries.drop_interests(db.connection, ids=sorted(before - known))
            await queries.add_interests(db.connection, ids=sorted(known - before))
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "profile_interests_at_most_20":
            raise Invalid(_TOO_MANY, field="interests") from refusal
        raise


async def like(house: House, person: Person, profile: UUID) -> None:
    """Like somebody one may look at; nobody is told, and nothing anybody else sees changes.

    Raises:
        NotFound: one may not look at them, or that is oneself.
        Conflict: one likes five hundred people already.
    """
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            seen = await reads.person(db, profile)
            if seen.id == await queries.my_profile_id(db.connection):
                raise NotFound
            await queries.like(db.connection, profile=profile)
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "social_profiles_likes":
            raise Conflict("You like five hundred people already. Let go of one first.") from refusal
        raise


async def unlike(house: House, person: Person, profile: UUID) -> None:
    """Not like somebody any more; the same answer whether one did, and whether they exist."""
    async with house.database.session(person.actor, schema(house)) as db:
        await queries.unlike(db.connection, profile=profile)

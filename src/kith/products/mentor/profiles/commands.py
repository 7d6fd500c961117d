"""MentorJoining, changing one's profile, mentoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

from kith.commons.consent.commands import record_consents
from kith.commons.flags.switches import is_on
from kith.commons.identity import names
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later, tag
from kith.foundation.queries import load
from kith.products.mentor.profiles.form import (
    CURRENCIES,
    MemberChange,
    MentorJoining,
    MentorOffer,
    listed,
    name_of,
    rate_of,
    zone_of,
)
from kith.products.mentor.switches import NEW_MENTORS

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.profiles")
_NEEDED: Final = (
    ("age_consent", later("Mentor is for adults. Please confirm that you are eighteen or older.")),
    ("terms_consent", later("We need your yes to the terms to go on.")),
    ("privacy_consent", later("We need your yes to how your data is used to go on.")),
)


BY_INVITATION: Final = later("Mentoring is by invitation right now. Everything else here is open to you.")


def schema(house: House) -> str:
    return house.product("mentor").schema


async def mine(house: House, person: Person) -> Any | None:
    """One's own profile with both roles (a row of `queries.mine`), None before joining."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.mine(db.connection, person=person.id)
    return None if row is None or row["status"] == "erased" else row


async def may_begin_mentoring(house: House, person: Person) -> bool:
    """Whether somebody who does not mentor yet may begin: for all, or by invitation (a switch of the operators')."""
    return await is_on(house, NEW_MENTORS, person.id)


async def join(house: House, person: Person, form: MentorJoining) -> UUID:
    """Make the signed-in person's profile, with their consents, all or nothing.

    Raises:
        Invalid: something is missing; the field is named.
        Conflict: they have a profile.
    """
    name, zone = name_of(form.full_name), zone_of(form.timezone)
    goals = listed(form.goals, "goals", most=12, longest=160)
    for field, words in _NEEDED:
        if not getattr(form, field):
            raise Invalid(words, field=field)
    if form.mentors and not await may_begin_mentoring(house, person):
        raise Invalid(BY_INVITATION, field="mentors")
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            reach = await queries.reach(db.connection, person=person.id)
            if reach is None:
                raise NotFound
            profile: UUID = await queries.add(
                db.connection,
                person=person.id,
                email=reach["email"],
                full_name=name,
                role="mentor" if form.mentors else "mentee",
            )
            await queries.put_mentee(
                db.connection,
                person=person.id,
                bio=None,
                goals=goals,
                interests=[],
                current_level=None,
                timezone=zone,
            )
            if form.mentors:
                await queries.add_mentor(db.connection, person=person.id, timezone=zone)
            await names.note_first(db, person.id, name.split()[0])
            await record_consents(
                db, person.id, "mentor", ("age", "terms", "privacy"), source="web", language=tag()
            )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have a profile already.", slug="profile-exists") from twice
    return profile


async def change(house: House, person: Person, form: MemberChange) -> None:
    """Write one's profile anew.

    Raises:
        Invalid: with the field.
        NotFound: not joined.
    """
    name, zone = name_of(form.full_name), zone_of(form.timezone)
    goals = listed(form.goals, "goals", most=12, longest=160)
    interests = listed(form.interests, "interests", most=20, longest=60)
    async with house.database.session(person.actor, schema(house)) as db:
        if await queries.mine(db.connection, person=person.id) is None:
            raise NotFound
        await queries.rename(db.connection, person=person.id, full_name=name)
        await queries.put_mentee(
            db.connection,
            person=person.id,
            bio=form.bio.strip() or None,
            goals=goals,
            interests=interests,
            current_level=form.current_level.strip() or None,
            timezone=zone,
        )


async def begin_mentoring(house: House, person: Person) -> None:
    """Become a mentor; the page is nobody's to find until it is switched on.

    Raises:
        NotFound: not joined.
        Conflict: by invitation only.
    """
    invited = await may_begin_mentoring(house, person)
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.mine(db.connection, person=person.id)
        if row is None or row["status"] != "active":
            raise NotFound
        if not (row["mentors"] or invited):
            raise Conflict(BY_INVITATION, slug="by-invitation")
        await queries.add_mentor(db.connection, person=person.id, timezone=row["timezone"] or "UTC")


async def offer(house: House, person: Person, form: MentorOffer) -> None:
    """Write what one offers anew; who switches it on without hours gets weekday evenings to begin with.

    Raises:
        Invalid: with the field.
        NotFound: no mentor.
    """
    rate = rate_of(form.rate)
    if form.currency not in CURRENCIES:
        raise Invalid("Choose a currency from the list.", field="currency")
    years = form.years.strip()
    if years and (not years.isdecimal() or int(years) > 80):
        raise Invalid("Write the years as a number, or nothing.", field="years")
    skills = listed(form.skills, "skills", most=30, longest=40)
    if form.is_active and not (form.headline.strip() and skills):
        raise Invalid("People find you by your headline and skills. Please add both first.", field="headline")
    async with house.database.session(person.actor, schema(house)) as db:
        row = await queries.mine(db.connection, person=person.id)
        if row is None or not row["mentors"]:
            raise NotFound
        await queries.offer(
            db.connection,
            person=person.id,
            headline=form.headline.strip() or None,
            bio=form.bio.strip() or None,
            expertise=listed(form.expertise, "expertise", most=12, longest=60),
            skills=skills,
            rate=rate,
            currency=form.currency,
            languages=listed(form.languages, "languages", most=12, longest=40),
            certifications=listed(form.certifications, "certifications", most=12, longest=120),
            years=int(years) if years else None,
            active=form.is_active,
        )
        if form.is_active:
            await queries.opens_usual_hours(db.connection, person=person.id, timezone=row["mentor_zone"])

"""Beginning, what a game needs to know, taking answers along, leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.commons.consent.commands import record_consents
from kith.commons.consent.texts import current
from kith.commons.privacy.data_keys import forget, key_within
from kith.commons.privacy.holds import refuse_while_held
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import later, tag
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.attuned.players import anonymous
from kith.products.attuned.players.form import (
    Basics,
    Beginning,
    anatomy_of,
    check_consents,
    level_of,
    name_of,
    sharing_of,
    zone_of,
)
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.players.profile_rows import add_profile, profile_of
from kith.products.attuned.profiles.profile import canonical
from kith.products.attuned.subscriptions.leaving import end_plans
from kith.products.attuned.survey.submitting import derive_anew

if TYPE_CHECKING:
    from uuid import UUID

    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.attuned.profiles.profile import Profile

queries = load(__file__)
PLAYERS = service("attuned.players")
CONSENTS: Final = ("age", "terms", "privacy")
_BEGINNINGS: Final = Limit(
    "attuned.anonymous",
    30,
    timedelta(hours=1),
    later("Many have just begun from your network. Please try again in an hour, or sign in."),
)
_DEMOGRAPHICS: Final = ("gender", "orientation", "relationship_structure")
ANATOMY_PLACE: Final = "profiles.anatomy"
DEMOGRAPHICS_PLACE: Final = "users.demographics"


async def begin(house: House, person: Person | None, form: Beginning, address: str) -> Player:
    """Confirm age and agree, signed in or without an account. `address` is the network's, for the limit on beginnings.

    Raises:
        Invalid: a consent is missing.
        TooMany: too many began from this network.
        NotFound: the person has no e-mail address to be called by.
    """
    check_consents(form)
    if person is None:
        await take(house, _BEGINNINGS, address)
        return await _begin_anonymous(house)
    async with house.database.session(PLAYERS, schema(house)) as db:
        email = await queries.reach(db.connection, person=person.id)
        if email is None:
            raise NotFound(
                "Attuned needs an e-mail address to find your partner. Please add one to your account."
            )
        await queries.add_user(db.connection, person=person.id, email=email)
        await record_consents(db, person.id, "attuned", CONSENTS, source="web", language=tag())
    return Player(user_id=person.id)


async def _begin_anonymous(house: House) -> Player:
    session_id = anonymous.new_id()
    text = current("attuned", "privacy", tag())
    async with house.database.session(PLAYERS, schema(house)) as db:
        await queries.add_anonymous(
            db.connection,
            session=session_id,
            proof=anonymous.proof_of(house, session_id),
            consent_version=f"{text.version}/{text.language}",
        )
    return Player(anonymous_id=session_id, credential=anonymous.credential_of(house, session_id))


async def tell_basics(house: House, player: Player, form: Basics) -> None:
    """Name, anatomy, level: whoever has told them may play.

    Raises:
        Invalid: with the field.
        NotFound: not begun.
    """
    name, anatomy, level = name_of(form.display_name), anatomy_of(form), level_of(form)
    sharing, zone = sharing_of(form), zone_of(form.timezone)
    said = {
        part: " ".join(getattr(form, part).split()) for part in _DEMOGRAPHICS if getattr(form, part).strip()
    }
    async with house.database.session(PLAYERS, schema(house)) as db:
        await must_have_begun(db, player)
        key = await key_within(house, db, player.owner)
        profile = await _put_anatomy(db, player, key.seal(anatomy, ANATOMY_PLACE), level)
        await derive_anew(db, key, player, anatomy)
        if player.user_id is None:
            await queries.complete_anonymous(
                db.connection,
                session=player.anonymous_id,
                display_name=name,
                timezone=zone,
                profile=profile,
            )
            return
        await queries.complete_user(
            db.connection,
            person=player.user_id,
            display_name=name,
            timezone=zone,
            sharing=sharing,
            demographics=key.seal(said, DEMOGRAPHICS_PLACE) if said else {},
        )


async def must_have_begun(db: Session, player: Player) -> None:
    """Raises:
    NotFound: there is no such player.
    """
    row = await standing(db, player)
    if row is None or not row["adult"]:
        raise NotFound("Please begin first.")


async def standing(db: Session, player: Player) -> Any | None:
    """The row that says where a player stands (`queries.signed_in`, `queries.anonymous`), None before they began."""
    if player.user_id is not None:
        return await queries.signed_in(db.connection, person=player.user_id)
    return await queries.anonymous(db.connection, session=player.anonymous_id)


async def _put_anatomy(db: Session, player: Player, sealed: dict[str, str], level: str) -> int:
    row = await profile_of(db, player)
    if row is None:
        return await add_profile(db, player, sealed, level)
    await queries.set_anatomy(db.connection, profile=row["id"], anatomy=sealed, highest_level=level)
    return row["id"]


async def add_guest(house: House, db: Session, name: str, profile: Profile, level: str) -> Player:
    """A partner on the same sofa, without account or browser: an anonymous player of their own, whom ninety days take away (service)."""
    session_id = anonymous.new_id()
    player = Player(anonymous_id=session_id, credential=anonymous.credential_of(house, session_id))
    await queries.add_anonymous(
        db.connection,
        session=session_id,
        proof=anonymous.proof_of(house, session_id),
        consent_version="in person",
    )
    key = await key_within(house, db, player.owner)
    anatomy: Any = msgspec.json.decode(canonical(profile))["anatomy"]
    made = await add_profile(db, player, key.seal(anatomy, ANATOMY_PLACE), level)
    await queries.complete_anonymous(
        db.connection, session=session_id, display_name=name_of(name), timezone="UTC", profile=made
    )
    return player


async def leave(house: House, player: Player) -> None:
    """Delete everything of a player, and the key to it.

    Raises:
        NotFound: there is no such player.
        Conflict: their data has to be kept for now.
    """
    async with house.database.session(PLAYERS, schema(house)) as db:
        if player.user_id is not None:
            await refuse_while_held(db, player.user_id)
            await end_plans(db, player.user_id)
            gone = await queries.erase_person(db.connection, person=player.user_id)
        else:
            gone = await queries.erase_anonymous(db.connection, session=player.anonymous_id)
    forget(house, schema(house), player.owner)
    if not gone:
        raise NotFound


async def touch(house: House, player: Player) -> None:
    """An anonymous session is in use: its ninety days begin anew."""
    if player.anonymous_id is not None:
        async with house.database.session(PLAYERS, schema(house)) as db:
            await queries.touch(db.connection, session=player.anonymous_id)


async def hear_consent(house: House, person_id: UUID, kind: str, granted: bool) -> None:
    """Who takes back their word on age or privacy does not play until they begin again."""
    if kind in ("age", "privacy") and not granted:
        async with house.database.session(PLAYERS, schema(house)) as db:
            await queries.withdraw(db.connection, person=person_id)


def refuse_without_profile(row: Any | None) -> Any:
    """Raises:
    Conflict: name and anatomy come first.
    """
    if row is None or row["profile_id"] is None:
        raise Conflict("Your name and a few basics come first.", slug="basics-first")
    return row

"""Passkeys (WebAuthn level 3) through the `webauthn` library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from kith.commons.identity import codes, sessions
from kith.commons.identity.person import Person
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "passkeys.sql")
_ACTOR = service("identity.passkeys")
CHALLENGE_LIFETIME = timedelta(minutes=5)
_CHALLENGES_PER_CLIENT = Limit(
    "identity.passkey.client", 120, timedelta(hours=1), later("That was many tries. Please wait a while.")
)
_TRANSPORTS = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})
_REFUSED = later("That passkey did not work here. Please try again, or sign in with a code.")


class PasskeyInfo(msgspec.Struct, frozen=True):
    """A passkey as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


def _party(house: House) -> tuple[str, str]:
    """(relying party id, origin), from the settings and never from a request."""
    parts = urlsplit(house.settings.public_url)
    return parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}"


def _unusable() -> tuple[type[Exception], ...]:
    """What a browser sends is JSON of any shape; the library meets the unexpected with these."""
    from webauthn.helpers.exceptions import WebAuthnException

    return (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


async def registration_options(house: House, person: Person) -> dict[str, Any]:
    """What a browser needs to make a passkey for this person.

    Raises:
        SignInNeeded: their session was ended.
    """
    import webauthn
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    async with house.database.session(_ACTOR, "kith") as db:
        await sessions.insist(db, person)
        shown = await queries.shown(db.connection, person_id=person.id)
        if shown is None:
            raise NotFound
        known = [
            row["credential_id"] async for row in queries.credentials(db.connection, person_id=person.id)
        ]
        options = webauthn.generate_registration_options(
            rp_id=_party(house)[0],
            rp_name="Kith",
            user_id=person.id.bytes,
            user_name=shown["account"],
            user_display_name=shown["name"],
            exclude_credentials=[PublicKeyCredentialDescriptor(id=known_id) for known_id in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        await queries.insert_challenge(
            db.connection,
            person_id=person.id,
            purpose="register",
            challenge=options.challenge,
            expires_at=db.now + CHALLENGE_LIFETIME,
        )
    return options_to_json_dict(options)


async def register(house: House, person: Person, answer: Mapping[str, Any], name: str) -> UUID:
    """Store the passkey a browser made; returns its id.

    Raises:
        Invalid: the answer does not fit a challenge of ours, another site's or person's, or the passkey is known.
        SignInNeeded: the person's session was ended.
    """
    import webauthn

    challenge = await _spend_challenge(house, answer, "register", person.id)
    rp_id, origin = _party(house)
    try:
        made = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
        )
    except _unusable():
        raise Invalid(_REFUSED, field="passkey") from None
    async with house.database.session(_ACTOR, "kith") as db:
        await sessions.insist(db, person)
        stored = await queries.insert_passkey(
            db.connection,
            person_id=person.id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=_transports(answer),
            name=(name.strip() or "Passkey")[:60],
            backed_up=made.credential_backed_up,
        )
    if stored is None:
        raise Invalid("This passkey is here already.", field="passkey")
    return stored


def _transports(answer: Mapping[str, Any]) -> list[str]:
    named = answer["response"].get("transports")
    return sorted(known for known in _TRANSPORTS if isinstance(named, list) and known in named)


async def sign_in_options(house: House, client: str) -> dict[str, Any]:
    """What a browser needs to sign in with whatever passkey it has for us.

    Raises:
        TooMany: too many challenges for this network address.
    """
    import webauthn
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import UserVerificationRequirement

    await take(house, _CHALLENGES_PER_CLIENT, client)
    options = webauthn.generate_authentication_options(
        rp_id=_party(house)[0], user_verification=UserVerificationRequirement.REQUIRED
    )
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.insert_challenge(
            db.connection,
            person_id=None,
            purpose="sign_in",
            challenge=options.challenge,
            expires_at=db.now + CHALLENGE_LIFETIME,
        )
    return options_to_json_dict(options)


async def sign_in(house: House, answer: Mapping[str, Any], user_agent: str) -> SignedIn:
    """Sign in with a passkey.

    Raises:
        Invalid: unknown passkey, spent challenge, wrong signature, a counter that went backwards (a copied key), or a locked account.
        Banned: the passkey is right, and they may not come in.
    """
    import webauthn

    challenge = await _spend_challenge(house, answer, "sign_in", None)
    rp_id, origin = _party(house)

    async def enter(db: Session) -> SignedIn:
        row = await queries.by_credential(db.connection, credential_id=_credential_id(answer))
        if row is None or not await codes.queries.may_enter(db.connection, person_id=row["person_id"]):
            raise Invalid(_REFUSED, field="passkey")
        try:
            verified = webauthn.verify_authentication_response(
                credential=dict(answer),
                expected_challenge=challenge,
                expected_rp_id=rp_id,
                expected_origin=origin,
                credential_public_key=row["public_key"],
                credential_current_sign_count=row["sign_count"],
                require_user_verification=True,
            )
        except _unusable():
            raise Invalid(_REFUSED, field="passkey") from None
        await queries.note_use(db.connection, id=row["id"], sign_count=verified.new_sign_count)
        return await sessions.start(db, house, row["person_id"], "passkey", user_agent)

    return await house.database.transact(_ACTOR, "kith", enter)


async def of_person(db: Session, person_id: UUID) -> list[PasskeyInfo]:
    """A person's passkeys, oldest first."""
    return to_structs(
        PasskeyInfo, [row async for row in queries.of_person(db.connection, person_id=person_id)]
    )


async def remove(db: Session, person_id: UUID, passkey_id: UUID) -> None:
    """Take one of the person's passkeys away.

    Raises:
        NotFound: it is not theirs.
    """
    if await queries.remove(db.connection, id=passkey_id, person_id=person_id) is None:
        raise NotFound


async def _spend_challenge(
    house: House, answer: Mapping[str, Any], purpose: str, person_id: UUID | None
) -> bytes:
    """The challenge an answer answers, used up in a transaction of its own: a wrong answer burns it as well."""
    challenge = _challenge_of(answer)
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.consume_challenge(db.connection, challenge=challenge, purpose=purpose)
    if row is None or row["person_id"] != person_id:
        raise Invalid(_REFUSED, field="passkey")
    return challenge


def _challenge_of(answer: Mapping[str, Any]) -> bytes:
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json

    try:
        return parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"])).challenge
    except _unusable():
        raise Invalid(_REFUSED, field="passkey") from None


def _credential_id(answer: Mapping[str, Any]) -> bytes:
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(answer["id"])
    except _unusable():
        raise Invalid(_REFUSED, field="passkey") from None

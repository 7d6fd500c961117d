"""Passkeys (WebAuthn level 3) through the `webauthn` library."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kith.commons.identity import codes, sessions
from kith.commons.identity.sessions import SignedIn
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "passkeys.sql")
_ACTOR = service("identity.passkeys")
CHALLENGE_LIFETIME = timedelta(minutes=5)
_REFUSED = "That passkey did not work here. Please try again, or sign in with a code."


def _party(house: House) -> tuple[str, str]:
    """(relying party id, origin), from the settings and never from a request."""
    parts = urlsplit(house.settings.public_url)
    return parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}"


async def registration_options(house: House, person_id: UUID) -> dict[str, Any]:
    """What a browser needs to make a passkey for this person."""
    async with house.database.session(_ACTOR, "kith") as db:
        person = await queries.person(db.connection, person_id=person_id)
        if person is None:
            raise NotFound
        known = [row["credential_id"] async for row in queries.of_person(db.connection, person_id=person_id)]
        options = webauthn.generate_registration_options(
            rp_id=_party(house)[0],
            rp_name="Kith",
            user_id=person_id.bytes,
            user_name=person["account"],
            user_display_name=person["name"],
            exclude_credentials=[PublicKeyCredentialDescriptor(id=known_id) for known_id in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        await queries.insert_challenge(
            db.connection,
            person_id=person_id,
            purpose="register",
            challenge=options.challenge,
            expires_at=db.now + CHALLENGE_LIFETIME,
        )
    return options_to_json_dict(options)


async def register(house: House, person_id: UUID, answer: dict[str, Any], name: str) -> None:
    """Store the passkey a browser made.

    Raises:
        Invalid: the answer does not fit a challenge of ours, another site's or person's, or the passkey is known.
    """
    challenge = _challenge_of(answer)
    rp_id, origin = _party(house)

    async def store(db: Session) -> None:
        row = await queries.consume_challenge(db.connection, challenge=challenge, purpose="register")
        if row is None or row["person_id"] != person_id:
            raise Invalid(_REFUSED, field="passkey")
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=rp_id,
                expected_origin=origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise Invalid(_REFUSED, field="passkey") from None
        try:
            async with db.savepoint():
                await queries.insert_passkey(
                    db.connection,
                    person_id=person_id,
                    credential_id=made.credential_id,
                    public_key=made.credential_public_key,
                    sign_count=made.sign_count,
                    transports=[
                        str(item)[:20] for item in (answer.get("response") or {}).get("transports") or []
                    ][:8],
                    name=(name.strip() or "Passkey")[:60],
                    backed_up=made.credential_backed_up,
                )
        except asyncpg.UniqueViolationError:
            raise Invalid("This passkey is here already.", field="passkey") from None

    await house.database.transact(_ACTOR, "kith", store)


async def sign_in_options(house: House) -> dict[str, Any]:
    """What a browser needs to sign in with whatever passkey it has for us."""
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


async def sign_in(house: House, answer: dict[str, Any], user_agent: str) -> SignedIn:
    """Sign in with a passkey.

    Raises:
        Invalid: unknown passkey, spent challenge, wrong signature, or a counter that went backwards (a copied key).
    """
    challenge = _challenge_of(answer)
    rp_id, origin = _party(house)

    async def enter(db: Session) -> SignedIn:
        if await queries.consume_challenge(db.connection, challenge=challenge, purpose="sign_in") is None:
            raise Invalid(_REFUSED, field="passkey")
        try:
            credential_id = base64url_to_bytes(str(answer["id"]))
        except (KeyError, ValueError):
            raise Invalid(_REFUSED, field="passkey") from None
        row = await queries.by_credential(db.connection, credential_id=credential_id)
        if row is None or await codes.queries.is_locked(db.connection, person_id=row["person_id"]):
            raise Invalid(_REFUSED, field="passkey")
        try:
            verified = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=rp_id,
                expected_origin=origin,
                credential_public_key=row["public_key"],
                credential_current_sign_count=row["sign_count"],
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise Invalid(_REFUSED, field="passkey") from None
        await queries.note_use(db.connection, id=row["id"], sign_count=verified.new_sign_count)
        return await sessions.start(db, house, row["person_id"], "passkey", user_agent)

    return await house.database.transact(_ACTOR, "kith", enter)


async def remove(db: Session, person_id: UUID, passkey_id: UUID) -> None:
    """Take one of the person's passkeys away.

    Raises:
        NotFound: it is not theirs.
    """
    if await queries.remove(db.connection, id=passkey_id, person_id=person_id) is None:
        raise NotFound


def _challenge_of(answer: dict[str, Any]) -> bytes:
    try:
        return parse_client_data_json(base64url_to_bytes(str(answer["response"]["clientDataJSON"]))).challenge
    except (WebAuthnException, KeyError, TypeError, ValueError):
        raise Invalid(_REFUSED, field="passkey") from None

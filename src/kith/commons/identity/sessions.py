"""Sessions: an access token of minutes, renewed by a refresh token that works once.

A refresh token's successor is derived from it (HMAC under the token secret), so that two tabs renewing at the same moment get the same
successor instead of looking like theft. A token used again later than ten seconds after its first use is stolen, or was: the session ends.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import msgspec

from kith.commons.identity import tokens
from kith.commons.identity.languages import note_first
from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import NotFound, Refused, SignInNeeded
from kith.foundation.language import later
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "sessions.sql")
_log = logger(__name__)
_ACTOR = service("identity.sessions")

LIFETIME = timedelta(days=60)
SAME_MOMENT = timedelta(seconds=10)
_CLOSED = later(
    "We have closed your account. The letter we sent you leads to a page where you find why, and can ask that somebody else looks at it."
)


class Banned(Refused):
    """They showed who they are, and may not come in."""

    title = later("Your account is closed")
    slug = "banned"


class SessionInfo(msgspec.Struct, frozen=True):
    """One place in which a person is signed in; `method`: code, link, passkey or demo."""

    id: UUID
    method: str
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class SignedIn(msgspec.Struct, frozen=True):
    """A person with the tokens of their session, and the language they chose, if any."""

    person: Person
    access_token: str
    refresh_token: str
    language: str | None = None


async def start(db: Session, house: House, person_id: UUID, method: str, user_agent: str = "") -> SignedIn:
    """Begin a session in the caller's transaction (service, schema `kith`).

    Raises:
        NotFound: there is no such person (any more).
        Banned: they may not come in.
    """
    found = await queries.person(db.connection, person_id=person_id)
    if found is None:
        raise NotFound
    if found["banned"]:
        raise Banned(_CLOSED)
    session_id, refresh = uuid4(), secrets.token_urlsafe(32)
    await queries.insert_session(
        db.connection,
        id=session_id,
        person_id=person_id,
        method=method,
        user_agent=user_agent[:300] or None,
        expires_at=db.now + LIFETIME,
    )
    await queries.insert_token(
        db.connection, session_id=session_id, token_hash=_hash(refresh), parent_id=None
    )
    await note_first(db, person_id)
    return _signed_in(house, Person(person_id, session_id, found["name"] or ""), refresh, found["locale"])


async def renew(house: House, refresh_token: str) -> SignedIn | None:
    """Exchange a refresh token for new tokens; None when it is unknown, ended, too old or was used before."""
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.token_for_renewal(db.connection, token_hash=_hash(refresh_token))
        if row is None or row["revoked_at"] is not None or row["expires_at"] <= db.now:
            return None
        if row["used_at"] is not None and not _same_moment(row["used_at"], db.now):
            await queries.revoke(db.connection, id=row["session_id"], because="token_reused")
            _log.warning(
                "a refresh token was used twice; its session was ended", session=str(row["session_id"])
            )
            return None
        return await _renewed(db, house, row, refresh_token)


async def _renewed(db: Session, house: House, row: Any, refresh_token: str) -> SignedIn:
    successor = _successor(house, refresh_token)
    if row["used_at"] is None:
        await queries.mark_used(db.connection, id=row["id"])
        await queries.insert_token(
            db.connection, session_id=row["session_id"], token_hash=_hash(successor), parent_id=row["id"]
        )
        await queries.touch(db.connection, id=row["session_id"], expires_at=db.now + LIFETIME)
    return _signed_in(house, Person(row["person_id"], row["session_id"], row["name"] or ""), successor)


async def of_person(db: Session, person_id: UUID) -> list[SessionInfo]:
    """Where a person is signed in, last used first; at most a hundred."""
    return to_structs(
        SessionInfo, [row async for row in queries.of_person(db.connection, person_id=person_id)]
    )


async def still_runs(house: House, person: Person) -> bool:
    """Whether the session behind an access token has not ended. The edge asks before every request that may change something.

    Raises:
        Unavailable: the database is away, so nobody knows.
    """
    rows = await house.database.read(_ACTOR, "kith", queries.is_live.sql, person.session_id, person.id)
    return bool(rows[0][0])


async def insist(db: Session, person: Person) -> None:
    """Before what cannot be taken back: an access token outlives its session by minutes, this look does not.

    Raises:
        SignInNeeded: the session was ended.
    """
    if not await queries.is_live(db.connection, id=person.session_id, person_id=person.id):
        raise SignInNeeded("This session has ended. Please sign in again.")


async def revoke(db: Session, person_id: UUID, session_id: UUID, because: str = "revoked") -> bool:
    """End one session of a person; False when it is not theirs or has ended already."""
    return (
        await queries.revoke_own(db.connection, id=session_id, person_id=person_id, because=because)
        is not None
    )


async def revoke_all(db: Session, person_id: UUID, because: str, except_session: UUID | None = None) -> int:
    """End every session of a person, but the one given. Returns how many."""
    ended = [
        row
        async for row in queries.revoke_all(
            db.connection, person_id=person_id, because=because, kept=except_session
        )
    ]
    return len(ended)


def _signed_in(house: House, person: Person, refresh: str, language: str | None = None) -> SignedIn:
    return SignedIn(person, tokens.issue(house, person), refresh, language)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _successor(house: House, token: str) -> str:
    digest = hmac.new(house.settings.token_secret, b"refresh:" + token.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _same_moment(first_use: datetime, now: datetime) -> bool:
    return now - first_use <= SAME_MOMENT

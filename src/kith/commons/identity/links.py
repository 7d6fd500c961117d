"""Signing in with a link sent by e-mail: 32 random bytes, good once, for fifteen minutes. Only the hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from kith.commons.identity import codes, letters, sessions
from kith.commons.identity.addresses import read_address
from kith.commons.identity.languages import writing_to
from kith.commons.identity.sessions import SignedIn
from kith.commons.messaging.outbox import queue_mail
from kith.commons.messaging.topics import SIGN_IN
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.foundation.rate_limits import take, take_within

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "links.sql")
_ACTOR = service("identity.links")

LIFETIME = timedelta(minutes=15)
SPENT = later("This link was used already or has run out. Ask for a new one.")


async def make_link(db: Session, person_id: UUID, next_path: str) -> str:
    """A token for a one-use link to the person's own e-mail address (service, schema `kith`)."""
    token = secrets.token_urlsafe(32)
    await queries.insert_link(
        db.connection,
        person_id=person_id,
        token_hash=_hash(token),
        next_path=next_path,
        expires_at=db.now + LIFETIME,
    )
    return token


async def send_link(house: House, typed: str, next_path: str, client: str) -> None:
    """Mail a sign-in link to an address somebody has; for others, the mail that says there is no account.

    Raises:
        Invalid: not an e-mail address.
        TooMany: too many links and codes from this network address, or too many for this e-mail address.
    """
    address = read_address(typed)
    if address.channel != "email":
        raise Invalid("Links go to an e-mail address.", field="address")
    await take(house, codes.PER_CLIENT, client)

    async def send(db: Session) -> None:
        await take_within(db, house, codes.PER_DESTINATION, address.value)
        person = await codes.queries.person_by_email(db.connection, email=address.value)
        person_id = None if person is None else person["id"]
        token = "" if person_id is None else await make_link(db, person_id, next_path)
        with await writing_to(db, house, person_id):
            if person_id is None:
                letter = letters.no_account_letter(house.settings.public_url)
            else:
                letter = letters.link_letter(f"{house.settings.public_url}/sign-in/link/{token}")
        await queue_mail(
            db,
            house,
            to=address.value,
            person_id=person_id,
            subject=letter.subject,
            text=letter.text,
            topic=SIGN_IN,
            purpose="sign_in.link",
            key=f"link:{uuid4()}",
        )

    await house.database.transact(_ACTOR, "kith", send)


async def use_link(house: House, token: str, user_agent: str) -> tuple[SignedIn, str]:
    """Use a link up and sign in; with the path to go on to. Only a POST leads here, so that link scanners burn nothing.

    Raises:
        Invalid: used, run out or unknown, or the account is locked: one sentence for all.
        Banned: the link is right, and they may not come in.
    """

    async def enter(db: Session) -> tuple[SignedIn, str]:
        row = await queries.consume_link(db.connection, token_hash=_hash(token))
        if row is None or not await codes.queries.may_enter(db.connection, person_id=row["person_id"]):
            raise Invalid(SPENT, field="token")
        await codes.queries.confirm_destination(db.connection, person_id=row["person_id"], channel="email")
        return await sessions.start(db, house, row["person_id"], "link", user_agent), row["next_path"]

    return await house.database.transact(_ACTOR, "kith", enter)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

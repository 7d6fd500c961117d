"""Signing in with a code or a link sent to an address. What is answered never tells whether the address is known."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID, uuid4

import jwt
import msgspec

from kith.commons.identity import letters, sessions
from kith.commons.identity.addresses import Address, read_address
from kith.commons.identity.sessions import SignedIn
from kith.commons.messaging.outbox import queue_mail, queue_sms
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, TooMany
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take, within

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "codes.sql")
_log = logger(__name__)
_ACTOR = service("identity.sign_in")

CODE_LIFETIME = timedelta(minutes=10)
LINK_LIFETIME = timedelta(minutes=15)
RESEND_AFTER = timedelta(seconds=30)
_HOUR = timedelta(hours=1)
PER_DESTINATION = Limit(
    "identity.code.destination", 5, _HOUR, "Several codes were sent there already. Please wait an hour."
)
PER_CLIENT = Limit(
    "identity.code.client", 20, _HOUR, "Many codes were asked for from here. Please wait a while."
)
PER_PREFIX = Limit(
    "identity.code.prefix",
    500,
    _HOUR,
    "We cannot send codes to that area right now. Please try again in an hour.",
)
GUESSES_PER_CLIENT = Limit("identity.guess.client", 60, _HOUR, "That was many tries. Please wait an hour.")
WRONG = "That code is not right, or it has run out. Use the newest one, or ask for another."
LINK_SPENT = "This link was used already or has run out. Ask for a new one."


class Challenge(msgspec.Struct, frozen=True):
    """What a browser holds between asking for a code and entering it: an opaque token."""

    token: str
    channel: Literal["email", "phone"]


async def request_code(house: House, typed: str, client: str) -> Challenge:
    """Send a code to an address somebody has; for others do the same work and send nothing but a kind mail.

    Raises:
        Invalid: neither an e-mail address nor a number.
        TooMany: too many codes for this destination, from this network address, or for this country prefix.
    """
    address = read_address(typed)
    await take(house, PER_CLIENT, client)
    await take(house, PER_DESTINATION, address.value)
    if address.channel == "phone" and not await within(house, PER_PREFIX, address.value[:4]):
        metrics.ALERTS.labels("sms_pumping").inc()
        _log.error("too many codes for one country prefix: somebody may be pumping texts")
        raise TooMany(PER_PREFIX.sentence, retry_after=3600)
    destination = house.keyring.keyed_hash(address.value, "sign-in")
    await house.database.transact(_ACTOR, "kith", lambda db: _send_code(db, house, address, destination))
    return Challenge(_challenge(house, destination), address.channel)


async def _send_code(db: Session, house: House, address: Address, destination: bytes) -> None:
    await db.lock("sign-in", destination.hex())
    live = await queries.live_code(db.connection, destination_hash=destination)
    if live is not None and db.now - live["created_at"] < RESEND_AFTER:
        return  # a double click; the code that is out stays good
    find = queries.person_by_email if address.channel == "email" else queries.person_by_phone
    person = await find(db.connection, **{address.channel: address.value})
    await queries.supersede(db.connection, destination_hash=destination)
    code_id, code = uuid4(), f"{secrets.randbelow(1_000_000):06}"
    await queries.insert_code(
        db.connection,
        id=code_id,
        destination_hash=destination,
        channel=address.channel,
        person_id=None if person is None else person["id"],
        code_hash=_code_hash(house, code_id, code),
        expires_at=db.now + CODE_LIFETIME,
    )
    if address.channel == "phone":
        if person is not None:
            await queue_sms(
                db,
                house,
                to=address.value,
                person_id=person["id"],
                text=letters.code_text(code),
                purpose="sign_in.code",
                key=f"code:{code_id}",
            )
        return
    letter = (
        letters.code_letter(code)
        if person is not None
        else letters.no_account_letter(house.settings.public_url)
    )
    await queue_mail(
        db,
        house,
        to=address.value,
        person_id=None if person is None else person["id"],
        subject=letter.subject,
        text=letter.text,
        purpose="sign_in.code",
        key=f"code:{code_id}",
    )


async def verify_code(house: House, challenge: str, code: str, *, client: str, user_agent: str) -> SignedIn:
    """Sign in with a code.

    The try is counted in a transaction of its own before it is looked at: guessing in parallel gains nothing.

    Raises:
        Invalid: wrong, run out, used up, unknown, or the account is locked: one sentence for all.
        TooMany: too many tries from this network address.
    """
    await take(house, GUESSES_PER_CLIENT, client)
    destination = _read_challenge(house, challenge)
    async with house.database.session(_ACTOR, "kith") as db:
        tried = await queries.count_try(db.connection, destination_hash=destination)
    code_id = tried["id"] if tried else UUID(int=0)
    expected = tried["code_hash"] if tried else bytes(32)
    digits = "".join(character for character in code if character.isdigit())
    right = hmac.compare_digest(_code_hash(house, code_id, digits), expected)
    person_id: UUID | None = tried["person_id"] if tried else None
    if not right or person_id is None:
        if person_id is not None:
            await _note_failure(house, person_id)
        raise Invalid(WRONG, field="code")

    async def enter(db: Session) -> SignedIn:
        if await queries.is_locked(db.connection, person_id=person_id):
            raise Invalid(WRONG, field="code")
        if await queries.consume(db.connection, id=code_id) is None:
            raise Invalid(WRONG, field="code")
        await queries.confirm_destination(db.connection, person_id=person_id, channel=tried["channel"])
        await queries.clear_failures(db.connection, person_id=person_id)
        return await sessions.start(db, house, person_id, "code", user_agent)

    return await house.database.transact(_ACTOR, "kith", enter)


async def _note_failure(house: House, person_id: UUID) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        locked = await queries.count_failure(db.connection, person_id=person_id)
    if locked:
        metrics.ALERTS.labels("account_locked").inc()
        _log.error("an account was locked after a hundred failed sign-ins", person=str(person_id))


async def unlock(db: Session, person_id: UUID) -> None:
    """Let somebody try again whose account was locked (support)."""
    await queries.unlock(db.connection, person_id=person_id)


async def make_link(db: Session, person_id: UUID, next_path: str) -> str:
    """A token for a one-use sign-in link of fifteen minutes; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    await queries.insert_link(
        db.connection,
        person_id=person_id,
        token_hash=hashlib.sha256(token.encode()).digest(),
        next_path=next_path,
        expires_at=db.now + LINK_LIFETIME,
    )
    return token


async def send_link(house: House, typed: str, next_path: str, client: str) -> None:
    """Mail a sign-in link to an address somebody has; for others, the mail that says there is no account.

    Raises:
        Invalid: not an e-mail address.
        TooMany: as `request_code`.
    """
    address = read_address(typed)
    if address.channel != "email":
        raise Invalid("Links go to an e-mail address.", field="address")
    await take(house, PER_CLIENT, client)
    await take(house, PER_DESTINATION, address.value)

    async def send(db: Session) -> None:
        person = await queries.person_by_email(db.connection, email=address.value)
        if person is None:
            letter, person_id = letters.no_account_letter(house.settings.public_url), None
        else:
            person_id = person["id"]
            token = await make_link(db, person["id"], next_path)
            letter = letters.link_letter(f"{house.settings.public_url}/sign-in/link/{token}")
        await queue_mail(
            db,
            house,
            to=address.value,
            person_id=person_id,
            subject=letter.subject,
            text=letter.text,
            purpose="sign_in.link",
            key=f"link:{uuid4()}",
        )

    await house.database.transact(_ACTOR, "kith", send)


async def use_link(house: House, token: str, user_agent: str) -> tuple[SignedIn, str]:
    """Use a link up and sign in; with the path to go on to. Only a POST leads here, so that link scanners burn nothing.

    Raises:
        Invalid: used, run out or unknown: one sentence for all.
    """

    async def enter(db: Session) -> tuple[SignedIn, str]:
        row = await queries.consume_link(db.connection, token_hash=hashlib.sha256(token.encode()).digest())
        if row is None or await queries.is_locked(db.connection, person_id=row["person_id"]):
            raise Invalid(LINK_SPENT, field="token")
        await queries.confirm_destination(db.connection, person_id=row["person_id"], channel="email")
        return await sessions.start(db, house, row["person_id"], "link", user_agent), row["next_path"]

    return await house.database.transact(_ACTOR, "kith", enter)


def _code_hash(house: House, code_id: UUID, code: str) -> bytes:
    return house.keyring.keyed_hash(f"{code_id}:{code}", "sign-in-code")


def _challenge(house: House, destination: bytes) -> str:
    expires = int((house.clock.now() + 3 * CODE_LIFETIME).timestamp())
    claims = {"sub": destination.hex(), "use": "sign-in", "exp": expires}
    return jwt.encode(claims, house.settings.token_secret, algorithm="HS256")


def _read_challenge(house: House, token: str) -> bytes:
    try:
        claims = jwt.decode(
            token, house.settings.token_secret, algorithms=["HS256"], options={"verify_exp": False}
        )
        if claims.get("use") != "sign-in" or house.clock.now().timestamp() >= float(claims["exp"]):
            raise Invalid(WRONG, field="code")
        return bytes.fromhex(claims["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise Invalid(WRONG, field="code") from None

"""Signing in with a code sent to an address. What is answered never tells whether the address is known."""

from __future__ import annotations

import contextlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID, uuid4

import jwt
import msgspec

from kith.commons.identity import letters, sessions
from kith.commons.identity.addresses import Address, read_address
from kith.commons.identity.languages import answering, writing_to
from kith.commons.identity.sessions import SignedIn
from kith.commons.messaging.outbox import queue_mail, queue_sms
from kith.commons.messaging.topics import SIGN_IN
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, TooMany
from kith.foundation.language import later
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take, take_within

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "codes.sql")
_log = logger(__name__)
_ACTOR = service("identity.sign_in")

CODE_LIFETIME = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=30)
_HOUR = timedelta(hours=1)
PER_DESTINATION = Limit(
    "identity.code.destination",
    5,
    _HOUR,
    later("Several codes were sent there already. Please wait an hour."),
)
PER_CLIENT = Limit(
    "identity.code.client", 20, _HOUR, later("Many codes were asked for from here. Please wait a while.")
)
PER_COUNTRY = Limit(
    "identity.code.country",
    500,
    _HOUR,
    later("We cannot send codes to that area right now. Please try again in an hour."),
)
GUESSES_PER_CLIENT = Limit(
    "identity.guess.client", 60, _HOUR, later("That was many tries. Please wait an hour.")
)
WRONG = later("That code is not right, or it has run out. Use the newest one, or ask for another.")


class _TakenBack(Exception):
    """Ends a savepoint of which nothing is kept."""


class Challenge(msgspec.Struct, frozen=True):
    """What a browser holds between asking for a code and entering it: an opaque token."""

    token: str
    channel: Literal["email", "phone"]


async def request_code(house: House, typed: str, client: str, *, newcomers: bool = False) -> Challenge:
    """Send a code to an address somebody has; for others do the same work and send nothing but a kind mail.

    With `newcomers`, an e-mail address nobody has gets a code as well: whoever enters it has an account from then on.

    Within 30 seconds of the last code nothing is sent: that code stays good.

    Raises:
        Invalid: neither an e-mail address nor a number.
        TooMany: too many codes for this destination, from this network address, or for this country.
    """
    address = read_address(typed)
    await take(house, PER_CLIENT, client)
    destination = house.keyring.keyed_hash(address.value, "sign-in")
    await house.database.transact(
        _ACTOR, "kith", lambda db: _send_code(db, house, address, destination, newcomers)
    )
    return Challenge(_challenge(house, destination), address.channel)


async def _send_code(
    db: Session, house: House, address: Address, destination: bytes, newcomers: bool
) -> None:
    await db.lock("sign-in", destination.hex())
    live = await queries.live_code(db.connection, destination_hash=destination)
    if live is not None and db.now - live["created_at"] < RESEND_AFTER:
        return
    await take_within(db, house, PER_DESTINATION, address.value)
    if address.channel == "phone":
        await _respect_country(db, house, address)
    find = queries.person_by_email if address.channel == "email" else queries.person_by_phone
    person = await find(db.connection, **{address.channel: address.value})
    if person is None and newcomers and address.channel == "email":
        person = await queries.welcome(db.connection, email=address.value)
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
    key = f"code:{code_id}"
    if address.channel == "email":
        await _mail(db, house, address.value, person, code, key)
        return
    speaking = await answering(db, house, None if person is None else person["id"])
    # For a number nobody has, the same statements run and are taken back: the time it takes tells nothing either.
    with speaking, contextlib.suppress(_TakenBack):
        async with db.savepoint():
            await queue_sms(
                db,
                house,
                to=address.value,
                person_id=None if person is None else person["id"],
                text=letters.code_text(code),
                topic=SIGN_IN,
                purpose="sign_in.code",
                key=key,
            )
            if person is None:
                raise _TakenBack


async def _respect_country(db: Session, house: House, address: Address) -> None:
    try:
        await take_within(db, house, PER_COUNTRY, address.country)
    except TooMany:
        metrics.ALERTS.labels("sms_pumping").inc()
        _log.error("too many codes for one country: somebody may be pumping texts", country=address.country)
        raise


async def _mail(db: Session, house: House, to: str, person: Any, code: str, key: str) -> None:
    with await answering(db, house, None if person is None else person["id"]):
        letter = (
            letters.no_account_letter(house.settings.public_url)
            if person is None
            else letters.code_letter(code)
        )
    await queue_mail(
        db,
        house,
        to=to,
        person_id=None if person is None else person["id"],
        subject=letter.subject,
        text=letter.text,
        topic=SIGN_IN,
        purpose="sign_in.code",
        key=key,
    )


async def verify_code(house: House, challenge: str, code: str, *, client: str, user_agent: str) -> SignedIn:
    """Sign in with a code.

    The try is counted before it is looked at, under the code's row lock, and stays counted though the request fails:
    guessing in parallel gains nothing.

    Raises:
        Invalid: wrong, run out, used up, unknown, or the account is locked: one sentence for all.
        Banned: the code is right, and they may not come in.
        TooMany: too many tries from this network address.
    """
    await take(house, GUESSES_PER_CLIENT, client)
    destination = _read_challenge(house, challenge)
    digits = "".join(character for character in code if character in "0123456789")
    signed_in = await house.database.transact(
        _ACTOR, "kith", lambda db: _try(db, house, destination, digits, user_agent)
    )
    if signed_in is None:
        raise Invalid(WRONG, field="code")
    return signed_in


async def _try(
    db: Session, house: House, destination: bytes, digits: str, user_agent: str
) -> SignedIn | None:
    tried = await queries.count_try(db.connection, destination_hash=destination)
    code_id: UUID = tried["id"] if tried else UUID(int=0)
    expected: bytes = tried["code_hash"] if tried else bytes(32)
    person_id: UUID | None = tried["person_id"] if tried else None
    right = hmac.compare_digest(_code_hash(house, code_id, digits), expected)
    if not right:
        if await queries.count_failure(db.connection, person_id=person_id):
            await _locked(db, house, person_id)
        return None
    if person_id is None or not await queries.may_enter(db.connection, person_id=person_id):
        return None
    await queries.consume(db.connection, id=code_id)
    await queries.confirm_destination(db.connection, person_id=person_id, channel=tried["channel"])
    await queries.clear_failures(db.connection, person_id=person_id)
    return await sessions.start(db, house, person_id, "code", user_agent)


async def _locked(db: Session, house: House, person_id: UUID | None) -> None:
    """Tell operators, and the person where nobody else reads it: the page answers as for any wrong code."""
    metrics.ALERTS.labels("account_locked").inc()
    _log.error("an account was locked after a hundred failed sign-ins", person=str(person_id))
    person = await queries.reachable(db.connection, person_id=person_id)
    if person is None or person_id is None:
        return
    key = f"locked:{person_id}:{db.now.isoformat()}"
    with await writing_to(db, house, person_id):
        letter, text = letters.locked_letter(), letters.locked_text()
    if person["email"] is not None:
        await queue_mail(
            db,
            house,
            to=person["email"],
            person_id=person_id,
            subject=letter.subject,
            text=letter.text,
            topic=SIGN_IN,
            purpose="sign_in.locked",
            key=key,
        )
    elif person["phone"] is not None:
        await queue_sms(
            db,
            house,
            to=person["phone"],
            person_id=person_id,
            text=text,
            topic=SIGN_IN,
            purpose="sign_in.locked",
            key=key,
        )


async def unlock(db: Session, person_id: UUID) -> bool:
    """Let somebody try again whose account was locked (support); False when it was not."""
    return await queries.unlock(db.connection, person_id=person_id) is not None


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
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError):
        raise Invalid(WRONG, field="code") from None

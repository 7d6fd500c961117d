"""Signing up: a form, a code by text, and a place in a region or on its waiting list."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import jwt
import msgspec

from kith.commons.consent.commands import record_consents
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.database import Session, to_struct
from kith.foundation.errors import Invalid, TooMany
from kith.foundation.language import later, tag
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take, within
from kith.products.josh import topics
from kith.products.josh.conversation.copy import registration as copy
from kith.products.josh.interview.conversation import begin as begin_interview
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.notices import queue_notice
from kith.products.josh.outbound.reads import Recipient
from kith.products.josh.registration.form import Applicant, Registration, check, country_of
from kith.products.josh.registration.places import Region
from kith.products.josh.subscription.entitlements import start_trial

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("josh.registration")

CODE_LIFETIME = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=30)
_TICKET_LIFETIME = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
PER_NUMBER = Limit(
    "josh.otp.number",
    5,
    _HOUR,
    later("We have sent several codes to this number. Please wait an hour before the next."),
)
PER_ADDRESS = Limit(
    "josh.otp.address",
    20,
    _HOUR,
    later("Many codes were asked for from here. Please wait a while before the next."),
)
PER_PREFIX = Limit(
    "josh.otp.prefix",
    500,
    _HOUR,
    later("We cannot send codes to that area right now. Please try again in an hour."),
)
_WRONG = later(
    "That code is not right, or it has run out. Check the newest text from us, or ask for another code."
)


class Welcome(msgspec.Struct, frozen=True):
    """How somebody goes on after confirming their number."""

    user_id: UUID
    first_name: str
    waitlisted: bool
    region_name: str | None


async def known_regions(db: Session) -> list[Region]:
    """The regions somebody could live in."""
    return [to_struct(Region, row) async for row in queries.regions(db.connection)]


async def register(house: House, form: Registration, address: str) -> str:
    """Take the form and send a code. Returns the ticket that goes back with the code.

    A number that is known already gets a code as well and changes nothing: the answer never tells which.

    Raises:
        Invalid: something in the form is not acceptable; nothing was stored.
        TooMany: too many codes for this number, address or country prefix, or the last one is seconds old.
    """
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        regions = await known_regions(db)
    applicant = check(form, regions, house.clock.now())
    phone_hash = house.keyring.phone_hash(applicant.phone_e164)
    await _respect_limits(house, applicant.phone_e164, applicant.country_prefix, address)

    async def store(db: Session) -> UUID:
        user_id = await _store(db, applicant, phone_hash)
        await send_code(db, house, Recipient(user_id, applicant.phone_e164, phone_hash))
        return user_id

    return ticket_for(house, await house.database.transact(_ACTOR, schema, store))


async def resend(house: House, ticket: str, address: str) -> None:
    """Send another code for the same ticket.

    Raises:
        Invalid: the ticket has run out.
        TooMany: as `register`.
    """
    user_id = _read_ticket(house, ticket)
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        row = await queries.user_after_otp(db.connection, user_id=user_id)
    if row is None:
        raise Invalid(_WRONG, field="code")
    await _respect_limits(house, row["phone_e164"], country_of(row["phone_e164"]), address)
    person = Recipient(row["id"], row["phone_e164"], row["phone_hash"])
    await house.database.transact(_ACTOR, schema, lambda db: send_code(db, house, person))


async def _respect_limits(house: House, phone: str, prefix: str, address: str) -> None:
    await take(house, PER_ADDRESS, address)
    await take(house, PER_NUMBER, phone)
    if not await within(house, PER_PREFIX, prefix):
        metrics.ALERTS.labels("sms_pumping").inc()
        _log.error("too many codes for one country prefix: somebody may be pumping texts", prefix=prefix[:2])
        raise TooMany(PER_PREFIX.sentence, retry_after=3600)


async def _store(db: Session, applicant: Applicant, phone_hash: str) -> UUID:
    await db.lock("registration", phone_hash)
    known = await queries.find_by_phone(db.connection, phone_hash=phone_hash)
    details: dict[str, Any] = {
        "first_name": applicant.first_name,
        "last_name": applicant.last_name,
        "birthday": applicant.birthday,
        "email": applicant.email,
        "region_id": None if applicant.region is None else applicant.region.id,
        "postal_code": applicant.place.postal_code,
        "latitude": applicant.place.latitude,
        "longitude": applicant.place.longitude,
    }
    if known is not None:
        await queries.correct_unverified(db.connection, id=known["id"], **details)
        return known["id"]
    user_id: UUID = await queries.person_with_phone(db.connection, phone=applicant.phone_e164) or uuid4()
    await queries.insert_person(db.connection, id=user_id, phone=applicant.phone_e164)
    await queries.insert_user(
        db.connection, id=user_id, phone_e164=applicant.phone_e164, phone_hash=phone_hash, **details
    )
    await record_consents(
        db, user_id, "josh", ("sms", "age", "terms", "privacy"), source="web", language=tag()
    )
    return user_id


async def send_code(db: Session, house: House, person: Recipient) -> None:
    """Send a six-digit code that replaces the one before.

    Raises:
        TooMany: the last one was sent less than 30 seconds ago.
    """
    live = await queries.live_otp(db.connection, user_id=person.id)
    if live is not None and db.now - live["last_sent_at"] < RESEND_AFTER:
        raise TooMany(
            "A code is on its way. If it does not come, ask again in half a minute.", retry_after=30
        )
    await queries.close_otp(db.connection, user_id=person.id)
    session_id, code = uuid4(), f"{secrets.randbelow(1_000_000):06}"
    await queries.insert_otp(
        db.connection,
        id=session_id,
        user_id=person.id,
        otp_hash=_hash(house, session_id, code),
        expires_at=db.now + CODE_LIFETIME,
    )
    await queue_text(
        db,
        house,
        member=person,
        body=copy.code(code),
        kind="otp",
        purpose="registration.code",
        key=f"otp:{session_id}",
    )


def _hash(house: House, session_id: UUID, code: str) -> str:
    return house.keyring.keyed_hash(f"{session_id}:{code}", "josh.otp").hex()


def ticket_for(house: House, user_id: UUID) -> str:
    """What a browser holds between the form and the code: whom the code is for, signed, for half an hour."""
    expires = int((house.clock.now() + _TICKET_LIFETIME).timestamp())
    return jwt.encode(
        {"sub": str(user_id), "use": "josh.otp", "exp": expires},
        house.settings.token_secret,
        algorithm="HS256",
    )


def _read_ticket(house: House, ticket: str) -> UUID:
    try:
        claims = jwt.decode(
            ticket, house.settings.token_secret, algorithms=["HS256"], options={"verify_exp": False}
        )
        if claims.get("use") != "josh.otp" or house.clock.now().timestamp() >= float(claims["exp"]):
            raise Invalid(_WRONG, field="code")
        return UUID(claims["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise Invalid(_WRONG, field="code") from None


async def verify(house: House, ticket: str, code: str) -> Welcome:
    """Check a code; the right one confirms the number and starts the interview, or the wait.

    Each try is counted in a transaction of its own before it is looked at, so that guessing in parallel gains nothing.

    Raises:
        Invalid: wrong, run out, used up or unknown: the same sentence for all.
    """
    user_id = _read_ticket(house, ticket)
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        tried = await queries.count_try(db.connection, user_id=user_id)
    digits = "".join(character for character in code if character.isdigit())
    expected = tried["otp_hash"] if tried else ""
    session_id = tried["id"] if tried else user_id
    if not hmac.compare_digest(_hash(house, session_id, digits), expected):
        raise Invalid(_WRONG, field="code")

    async def confirm(db: Session) -> Welcome:
        if await queries.verify_otp(db.connection, id=session_id) is None:
            raise Invalid(_WRONG, field="code")
        return await _welcome(db, house, user_id)

    return await house.database.transact(_ACTOR, schema, confirm)


async def _welcome(db: Session, house: House, user_id: UUID) -> Welcome:
    row = await queries.user_after_otp(db.connection, user_id=user_id)
    is_open = row["region_state"] == "open"
    await queries.confirm_phone(db.connection, user_id=user_id, first_name=row["first_name"])
    if row["state"] == "unverified":
        await queries.confirm_user(db.connection, user_id=user_id)
        if row["region_id"] is not None:
            status = "active" if is_open else "waitlisted"
            await queries.join_region(
                db.connection, user_id=user_id, region_id=row["region_id"], status=status
            )
        person = Recipient(row["id"], row["phone_e164"], row["phone_hash"])
        if is_open:
            await let_in(db, house, person, row["region_rules"])
        else:
            await queue_text(
                db,
                house,
                member=person,
                body=copy.waitlisted(name=row["first_name"], region=row["region_name"]),
                kind="reply",
                purpose="registration.waitlisted",
                key=f"waitlisted:{user_id}",
            )
    return Welcome(row["id"], row["first_name"], not is_open, row["region_name"])


async def let_in(db: Session, house: House, person: Recipient, region_rules: dict[str, Any]) -> None:
    """Somebody may take part from now on: a trial month and the interview."""
    await start_trial(db, person.id, days=int(region_rules.get("trial_days", 30)))
    await begin_interview(db, house, person)


async def release_waiting(db: Session, house: House) -> int:
    """Let the longest waiting of every open region in, at most `waitlist_release_per_hour` an hour. Returns how many."""
    released = 0
    regions: list[Any] = [row async for row in queries.open_regions_with_waiting(db.connection)]
    for region in regions:
        allowed = int(region["rules"].get("waitlist_release_per_hour", 50))
        lately: int = await queries.released_lately(
            db.connection, region_id=region["id"], since=db.now - _HOUR
        )
        if allowed <= lately:
            continue
        waiting: list[Any] = [
            row
            async for row in queries.next_waiting(
                db.connection, region_id=region["id"], at_most=allowed - lately
            )
        ]
        for row in waiting:
            released += await _release(db, house, region, row)
    return released


async def _release(db: Session, house: House, region: Any, row: Any) -> int:
    if row["state"] not in ("verified", "interviewing", "active"):
        await queries.skip_waiting(db.connection, membership_id=row["id"])
        return 0
    await queries.let_in(db.connection, membership_id=row["id"])
    person = Recipient(row["user_id"], row["phone_e164"], row["phone_hash"])
    await queue_notice(
        db,
        house,
        to=person,
        body=copy.region_open(name=row["first_name"], region=region["display_name"]),
        topic=topics.MEMBERSHIP,
        purpose="registration.region_open",
        key=f"region_open:{row['id']}",
    )
    await let_in(db, house, person, region["rules"])
    return 1


async def forget_unconfirmed(db: Session, now: datetime) -> int:
    """Delete what was typed in for numbers that nobody confirmed within a day. Returns how many."""
    ids = [
        row["id"] async for row in queries.forget_unconfirmed(db.connection, before=now - timedelta(days=1))
    ]
    if ids:
        await queries.forget_person(db.connection, ids=ids)
    return len(ids)

"""Messages: rows first, written with the change that causes them, in the outbox of its schema, delivered after it by a job of that schema.

At most six tries with growing pauses, then failed and visible. A worker killed in the middle leaves a lease that runs out; mails carry the
row's id as Message-ID, so that a mail sent twice is one to the reader's program.

Everyday topics are queued by `notices` alone, which asks `deciding` first; everything else may be queued here directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID, uuid4

import msgspec

from kith.commons.messaging import mail, push, sms, telegram, wishes
from kith.commons.messaging.deciding import Decision
from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.commons.messaging.topics import topics
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.foundation.logs import logger
from kith.foundation.metrics import MESSAGES
from kith.foundation.product import Topic
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("messaging.outbox")

HOUSE_SCHEMA: Final = "kith"
MOST_TRIES: Final = 6
LEASE: Final = timedelta(seconds=90)
_FIRST_PAUSE: Final = timedelta(seconds=5)

Channel = Literal["email", "push", "sms", "telegram"]


def deliver_job(schema: str) -> str:
    """The job that sends a schema's messages."""
    return f"{schema}.outbox.deliver"


class MailedInvitation(msgspec.Struct, frozen=True):
    """An iCalendar object that travels with a mail, and what the reader's program is to do with it."""

    method: Literal["REQUEST", "CANCEL"]
    ics: str


async def queue_mail(
    db: Session,
    house: House,
    *,
    to: str,
    subject: str,
    text: str,
    topic: Topic,
    purpose: str,
    key: str,
    person_id: UUID | None = None,
    html: str | None = None,
    invitation: MailedInvitation | None = None,
    unsubscribe: str | None = None,
    decided: Decision | None = None,
) -> UUID | None:
    """Queue an e-mail in the caller's transaction (service, any schema); None when the key was used before.

    `unsubscribe` is the address behind the reader's program's own button (RFC 8058).

    Raises:
        ValueError: an everyday topic about which nobody has decided.
    """
    body = {
        "subject": subject,
        "text": text,
        "html": html,
        "invitation": invitation,
        "unsubscribe": unsubscribe,
    }
    return await _queue(db, house, "email", to, body, topic, purpose, key, person_id, decided)


async def queue_sms(
    db: Session,
    house: House,
    *,
    to: str,
    text: str,
    topic: Topic,
    purpose: str,
    key: str,
    person_id: UUID | None = None,
    decided: Decision | None = None,
) -> UUID | None:
    """Queue a text (codes, notices); JOSH, whose product is texting, has an outbox of its own for it. Raises as `queue_mail`."""
    return await _queue(db, house, "sms", to, {"text": text}, topic, purpose, key, person_id, decided)


async def queue_push(
    db: Session,
    house: House,
    *,
    person_id: UUID,
    title: str,
    text: str,
    href: str,
    topic: Topic,
    purpose: str,
    key: str,
    decided: Decision | None = None,
) -> UUID | None:
    """Queue a push to every browser of a person. Titles and texts say nothing private: screens are seen by others. Raises as `queue_mail`."""
    body = {"title": title, "text": text, "href": href}
    return await _queue(db, house, "push", "", body, topic, purpose, key, person_id, decided)


async def queue_telegram(
    db: Session, house: House, *, chat: str, text: str, topic: Topic, purpose: str, key: str
) -> UUID | None:
    """Queue a message to a Telegram chat (its number), in a schema whose outbox takes that channel. Raises as `queue_mail`."""
    return await _queue(db, house, "telegram", chat, {"text": text}, topic, purpose, key, None, None)


async def _queue(
    db: Session,
    house: House,
    channel: Channel,
    recipient: str,
    body: Mapping[str, Any],
    topic: Topic,
    purpose: str,
    key: str,
    person_id: UUID | None,
    decided: Decision | None,
) -> UUID | None:
    if topic.may_be_off and (decided is None or decided.verdict not in ("send", "hold")):
        raise ValueError(f"{topic.key} may be turned off: it goes through `notify`, which asks first.")
    message_id = uuid4()
    to = house.keyring.seal(recipient, f"outbox:{message_id}:recipient")
    what = house.keyring.seal(msgspec.json.encode(body).decode(), f"outbox:{message_id}:body")
    queued = await queries.queue(
        db.connection,
        id=message_id,
        channel=channel,
        person_id=person_id,
        recipient=to.ciphertext,
        recipient_iv=to.iv,
        recipient_tag=to.tag,
        body=what.ciphertext,
        body_iv=what.iv,
        body_tag=what.tag,
        key_version=what.key_version,
        topic=topic.key,
        not_before=None if decided is None else decided.until,
        purpose=purpose,
        key=key,
    )
    if queued is not None:
        await enqueue(db, deliver_job(db.schema), {"id": str(queued)})
    return queued


async def deliver(house: House, message_id: UUID, schema: str = HOUSE_SCHEMA) -> None:
    """Send one message of a schema, if it is due and nobody else is at it."""
    token = uuid4()
    async with house.database.session(_ACTOR, schema) as db:
        row = await queries.claim(db.connection, id=message_id, token=token, lease=LEASE)
    if row is None:
        return
    if await _unwanted(house, row):
        async with house.database.session(_ACTOR, schema) as db:
            await queries.withdrawn(db.connection, id=message_id, token=token)
        return
    try:
        if row["attempts"] > MOST_TRIES:
            raise NotWanted("its workers died each time")
        provider_id = await _send(house, row)
    except Exception as failure:
        final = isinstance(failure, NotWanted | Unreadable) or row["attempts"] >= MOST_TRIES
        pause = _FIRST_PAUSE * 3 ** (row["attempts"] - 1) * (0.75 + house.randomness.random() / 2)
        async with house.database.session(_ACTOR, schema) as db:
            await queries.failed(
                db.connection,
                id=message_id,
                token=token,
                error=type(failure).__name__
                if not isinstance(failure, NotNow | NotWanted)
                else str(failure)[:200],
                next_attempt_at=db.now + pause,
                final=final,
            )
        MESSAGES.labels(row["channel"], "out", "failed" if final else "put_off").inc()
        _log.warning(
            "a message could not be sent", channel=row["channel"], purpose=row["purpose"], final=final
        )
        return
    async with house.database.session(_ACTOR, schema) as db:
        await queries.sent(db.connection, id=message_id, token=token, provider_message_id=provider_id)
    MESSAGES.labels(row["channel"], "out", "sent").inc()


async def _unwanted(house: House, row: Any) -> bool:
    """Whether the person has turned the topic off since it was queued, as somebody may during their quiet hours."""
    topic = topics(house).get(row["topic"])
    if topic is None or not topic.may_be_off or row["person_id"] is None:
        return False
    async with house.database.session(_ACTOR, HOUSE_SCHEMA) as db:
        return await wishes.turned_off(db, row["person_id"], topic.key, row["channel"])


async def _send(house: House, row: Any) -> str:
    version = row["key_version"]
    recipient = house.keyring.open(
        Sealed(row["recipient_ciphertext"], row["recipient_iv"], row["recipient_tag"], version),
        f"outbox:{row['id']}:recipient",
    )
    body = msgspec.json.decode(
        house.keyring.open(
            Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], version),
            f"outbox:{row['id']}:body",
        )
    )
    given = Given(row["id"], recipient, body)
    match row["channel"]:
        case "email":
            return await mail.send(house, given)
        case "sms":
            async with house.database.session(_ACTOR, HOUSE_SCHEMA) as db:
                allowed = await queries.sms_allowed(
                    db.connection, phone_hash=house.keyring.phone_hash(recipient)
                )
            if not allowed:
                raise NotWanted("the recipient has opted out")
            return await sms.send(house, given)
        case "telegram":
            return await telegram.send(house, given)
        case _:
            return await _send_push(house, given, row["person_id"])


async def _send_push(house: House, given: Given, person_id: UUID) -> str:
    async with house.database.session(_ACTOR, HOUSE_SCHEMA) as db:
        browsers = [row async for row in queries.push_subscriptions_of(db.connection, person_id=person_id)]
    reached = 0
    away: NotNow | None = None
    for browser in browsers:
        try:
            await push.send(house, given, browser["endpoint"], browser["p256dh"], browser["auth"])
        except NotWanted:
            async with house.database.session(_ACTOR, HOUSE_SCHEMA) as db:
                await queries.push_gone(db.connection, id=browser["id"])
        except NotNow as not_now:
            away = not_now
        else:
            reached += 1
            async with house.database.session(_ACTOR, HOUSE_SCHEMA) as db:
                await queries.push_reached(db.connection, id=browser["id"])
    if away is not None:
        # All of them are tried again: where it was shown already, the same message takes its own place.
        raise away
    return f"{reached} browsers"


async def sweep(house: House, schema: str = HOUSE_SCHEMA) -> None:
    """Messages of a schema that were put off, or whose worker died, are taken up again."""
    async with house.database.session(_ACTOR, schema) as db:
        due = [row["id"] async for row in queries.due(db.connection, at_most=100)]
    for message_id in due:
        await deliver(house, message_id, schema)


def job_of(schema: str) -> Job:
    """The delivery of a schema's messages."""

    async def run(house: House, payload: Payload) -> None:
        await deliver(house, UUID(payload["id"]), schema)

    return Job(name=deliver_job(schema), run=run)


def schedule_of(schema: str) -> Schedule:
    """The sweep of a schema's outbox."""

    async def run(house: House) -> None:
        await sweep(house, schema)

    return Schedule(name=f"{schema}.outbox.sweep", cron="* * * * * */5", run=run)

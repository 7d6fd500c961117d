"""What comes in from the stores: each event a row first, once, then a job that applies it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.errors import Invalid, Problem, Unavailable
from kith.foundation.jobs import Job, Payload, Schedule, enqueue
from kith.products.attuned.subscriptions import apple, commands, play, pubsub
from kith.products.attuned.subscriptions.commands import ACTOR, APPLY_JOB, queries, schema
from kith.products.attuned.subscriptions.facts import Fact
from kith.products.attuned.subscriptions.plan import Plan

if TYPE_CHECKING:
    from kith.foundation.house import House


async def from_apple(house: House, signed: str) -> bool:
    """Keep a server notification; False when it was here before.

    Raises:
        Unproven, Unavailable, NotFound: as `apple.read_notification`; nothing is kept.
    """
    told = await apple.read_notification(house, signed)
    chain = None if told.fact is None else told.fact.chain
    return await _receive(house, "apple", told.id, told.kind, {"signed": signed, "chain": chain})


async def from_google(house: House, authorization: str, body: bytes) -> bool:
    """Keep a real-time notification; False when it was here before.

    Raises:
        Refused, Malformed, Unavailable, NotFound: as `pubsub.check_sender` and `pubsub.read`; nothing is kept.
    """
    await pubsub.check_sender(house, authorization)
    key, found = pubsub.read(house, body)
    payload: dict[str, Any] = {"chain": found.token}
    kind = "other"
    if found.token is not None:
        kind = "changed"
        if found.voided_purchase_notification is not None:
            kind = "voided"
            payload |= {
                "order": found.voided_purchase_notification.order_id,
                "at": found.event_time_millis,
            }
    return await _receive(house, "google-play", key, kind, payload)


async def post_apple(house: House, person_id: UUID, signed: str) -> Plan:
    """An app hands in a transaction that the App Store signed; what the person has now.

    Raises:
        Unproven, Invalid, Unavailable, NotFound: as `apple.read_transaction`.
        BelongsElsewhere: it is another account's.
    """
    fact = await apple.read_transaction(house, signed)
    await _keep(house, fact, person_id)
    return await commands.plan_for(house, person_id)


async def post_play(house: House, person_id: UUID, token: str) -> Plan | None:
    """An app hands in a purchase token of Google Play; what the person has now, or None while Google cannot be asked: it is kept, and asked later.

    Raises:
        Invalid: Google does not know it, it is not paid yet, or no plan of ours.
        BelongsElsewhere: it is another account's.
        NotFound: Google Play is not set up.
    """
    await commands.plan_for(house, person_id)
    digest = hashlib.sha256(f"{person_id}:{token}".encode()).hexdigest()
    payload = {"chain": token, "person": str(person_id)}
    async with house.database.session(ACTOR, schema(house)) as db:
        event = await queries.receive(
            db.connection,
            provider="google-play",
            external_id=f"posted:{digest}:{db.now.isoformat()}",
            kind="posted",
            payload=payload,
        )
        await enqueue(db, APPLY_JOB, {"id": str(event)}, once_as=f"{APPLY_JOB}:{event}")
    try:
        await _ask_play(house, token, person_id)
    except Unavailable:
        return None
    except Problem:
        await _done(house, event, "refused")
        raise
    await _done(house, event, "kept")
    return await commands.plan_for(house, person_id)


async def _keep(house: House, fact: Fact, claimed_by: UUID | None = None) -> UUID | None:
    """As `commands.keep`, in a transaction of its own, again when two got into each other's way."""
    return await house.database.transact(
        ACTOR, schema(house), lambda db: commands.keep(db, house, fact, claimed_by)
    )


async def _receive(house: House, provider: str, key: str, kind: str, payload: dict[str, Any]) -> bool:
    async with house.database.session(ACTOR, schema(house)) as db:
        stored = await queries.receive(
            db.connection, provider=provider, external_id=key, kind=kind, payload=payload
        )
        if stored is None:
            return False
        await enqueue(db, APPLY_JOB, {"id": str(stored)}, once_as=f"{APPLY_JOB}:{stored}")
    return True


async def apply(house: House, payload: Payload) -> None:
    """Apply one event. What cannot be done now is tried again and stays visible; what never can is said in its row."""
    event_id = UUID(payload["id"])
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.event(db.connection, id=event_id)
    if row is None or row["handled_at"] is not None:
        return
    try:
        outcome = await (_apply_apple if row["provider"] == "apple" else _apply_google)(
            house, row["kind"], row["payload"]
        )
    except Unavailable as away:
        async with house.database.session(ACTOR, schema(house)) as db:
            await queries.failed(db.connection, id=event_id, error=away.slug)
        raise
    except Problem as refusal:
        outcome = refusal.slug
    await _done(house, event_id, outcome)


async def _done(house: House, event_id: UUID, outcome: str) -> None:
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.handled(db.connection, id=event_id, answer={"outcome": outcome})


async def _apply_apple(house: House, _kind: str, payload: dict[str, Any]) -> str:
    told = await apple.read_notification(house, payload["signed"])
    if told.fact is None:
        return "nothing to keep"
    person = await _keep(house, told.fact)
    return "nobody" if person is None else "kept"


async def _apply_google(house: House, kind: str, payload: dict[str, Any]) -> str:
    token: str | None = payload.get("chain")
    if token is None:
        return "nothing to keep"
    claimed_by = UUID(payload["person"]) if kind == "posted" else None
    found = await _ask_play(house, token, claimed_by, only_known=kind == "voided")
    if kind == "voided":
        async with house.database.session(ACTOR, schema(house)) as db:
            at = pubsub.moment(payload["at"])
            person = await queries.revoke(
                db.connection, store="android", chain=token, id=payload["order"], at=at
            )
            if person is None:
                return "nobody" if not found else "an earlier order"
            await commands.settle(db, house, person)
        return "kept"
    return "kept" if found else "nobody"


async def _ask_play(house: House, token: str, claimed_by: UUID | None, *, only_known: bool = False) -> bool:
    """Ask how a purchase stands and keep the answer; whether it is somebody's.

    Raises:
        Invalid: Google does not know it, it is not paid yet, or no plan of ours; not for `only_known`.
        Unavailable, BelongsElsewhere: as above.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        as_of = db.now
    found = await play.purchase(house, token)
    if found is None:
        if only_known:
            return await _is_known(house, token)
        raise Invalid(
            "Google Play does not know this purchase.", field="purchase_token", slug="purchase-unproven"
        )
    fact = play.fact_of(house, token, found, as_of)
    if fact is None:
        if only_known:
            return await _is_known(house, token)
        raise Invalid(
            "Google has not had the payment for this yet. It counts by itself as soon as it has.",
            field="purchase_token",
            slug="purchase-pending",
        )
    person = await _keep(house, fact, claimed_by)
    if person is not None and found.to_acknowledge:
        await play.acknowledge(house, fact.product_id, token)
    return person is not None


async def _is_known(house: House, token: str) -> bool:
    async with house.database.session(ACTOR, schema(house)) as db:
        return await queries.owner_of(db.connection, store="android", chain=token) is not None


async def take_up_forgotten(house: House) -> None:
    """Events whose job was lost or gave up are applied again; those that have served are thrown away."""
    async with house.database.session(ACTOR, schema(house)) as db:
        before = db.now - timedelta(minutes=10)
        for row in [row async for row in queries.forgotten(db.connection, before=before, at_most=100)]:
            await enqueue(db, APPLY_JOB, {"id": str(row["id"])}, once_as=f"{APPLY_JOB}:{row['id']}")
        await queries.throw_away(db.connection, before=db.now - timedelta(days=400))


async def let_lapse(house: House) -> None:
    """Write down that plans are over. Nothing waits for it: whoever asks compares with the time."""
    async with house.database.session(ACTOR, schema(house)) as db:
        for row in [row async for row in queries.lapsed(db.connection, at_most=500)]:
            await _settle_one(db, house, row["id"])


async def _settle_one(db: Session, house: House, person_id: UUID) -> None:
    await queries.lock_person(db.connection, user_id=person_id)
    await commands.settle(db, house, person_id)


JOBS = [Job(name=APPLY_JOB, run=apply, attempts=10)]
SCHEDULES = [
    Schedule(name="attuned.subscriptions.forgotten", cron="*/5 * * * *", run=take_up_forgotten),
    Schedule(name="attuned.subscriptions.lapsed", cron="*/10 * * * *", run=let_lapse),
]

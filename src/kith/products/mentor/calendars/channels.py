"""Push channels: asked for where the provider has them, renewed a day before they lapse. A call on one is a bell, nothing more."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from kith.foundation.jobs import Payload
from kith.products.mentor.calendars.providers.shapes import AccessEnded, Channel
from kith.products.mentor.calendars.syncing import ask_for_sync, end_access
from kith.products.mentor.calendars.tokens import ACTOR, Account, account_of, client_of, queries, schema_of

if TYPE_CHECKING:
    from kith.foundation.house import House

CHANNEL_JOB: Final = "mentor.calendars.channel"
LASTS: Final = timedelta(days=6)
RENEW_BEFORE: Final = timedelta(days=1)
_CALLBACKS: Final = {"google": "google-calendar", "microsoft": "microsoft-calendar"}


async def keep_open(house: House, payload: Payload) -> None:
    """The job: open an account's channel, or lengthen or replace the one that is about to lapse. Raises ProviderAway."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        row = await queries.account(db.connection, id=UUID(payload["account"]))
    if row is None or row["access_ended_at"] is not None or row["provider"] not in _CALLBACKS:
        return
    account, known, until = account_of(row), _channel_of(row), house.clock.now() + LASTS
    if known is not None and known.expires_at - house.clock.now() > RENEW_BEFORE:
        return
    try:
        async with client_of(house, account) as client:
            renewed = await client.renew_channel(known, until) if known is not None else None
            if renewed is not None:
                async with house.database.session(ACTOR, schema_of(house)) as db:
                    await queries.keep_channel(
                        db.connection,
                        id=account.id,
                        channel_id=renewed.id,
                        channel_resource=renewed.resource,
                        channel_secret_hash=row["channel_secret_hash"],
                        channel_expires_at=renewed.expires_at,
                    )
                return
            secret, channel_id = secrets.token_urlsafe(32), str(uuid4())
            # Before it is asked for: the provider's first call may be here before its answer.
            await _expect(house, account, channel_id, secret)
            callback = f"{house.settings.public_url}/hooks/{_CALLBACKS[account.provider]}"
            opened = await client.open_channel(channel_id, secret, callback, until)
            async with house.database.session(ACTOR, schema_of(house)) as db:
                await queries.keep_channel(
                    db.connection,
                    id=account.id,
                    channel_id=opened.id if opened else None,
                    channel_resource=opened.resource if opened else None,
                    channel_secret_hash=_hash(house, secret) if opened else None,
                    # Without a channel, another try tomorrow is soon enough.
                    channel_expires_at=opened.expires_at if opened else db.now + 2 * RENEW_BEFORE,
                )
            if known is not None and opened is not None:
                await client.close_channel(known)
    except AccessEnded:
        await end_access(house, account)


async def _expect(house: House, account: Account, channel_id: str, secret: str) -> None:
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await queries.keep_channel(
            db.connection,
            id=account.id,
            channel_id=channel_id,
            channel_resource=None,
            channel_secret_hash=_hash(house, secret),
            channel_expires_at=db.now,
        )


async def rung(house: House, channel_id: str, secret: str) -> bool:
    """A call on a channel: look at the calendar soon. False when channel and secret do not belong together; then nothing happens."""
    try:
        UUID(channel_id)
    except ValueError:
        return False
    async with house.database.session(ACTOR, schema_of(house)) as db:
        row = await queries.by_channel(db.connection, channel_id=channel_id)
        expected = bytes(row["channel_secret_hash"]) if row is not None else bytes(32)
        if not hmac.compare_digest(_hash(house, secret), expected) or row is None:
            return False
        await queries.note_bell(db.connection, id=row["id"])
        await ask_for_sync(db, row["id"])
    return True


async def close_channel_of(house: House, account: Account, row: Any) -> None:
    """End an account's channel, if it has one. Raises AccessEnded, ProviderAway."""
    known = _channel_of(row)
    if known is not None:
        async with client_of(house, account) as client:
            await client.close_channel(known)


def _channel_of(row: Any) -> Channel | None:
    if row["channel_id"] is None or row["channel_resource"] is None:
        return None
    return Channel(
        id=str(row["channel_id"]), resource=row["channel_resource"], expires_at=row["channel_expires_at"]
    )


def _hash(house: House, secret: str) -> bytes:
    return house.keyring.keyed_hash(hashlib.sha256(secret.encode()).hexdigest(), "mentor.calendars.channel")

"""Comparing with Twilio's own message list: texts whose outcome is unknown, and texts that came in without reaching us."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.inbound import take_in
from kith.products.josh.outbound import provider
from kith.products.josh.outbound.commands import job_binding
from kith.products.josh.outbound.delivery import OUTBOUND
from kith.products.josh.outbound.recording import given_up, record_sent

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "delivery.sql")
_log = logger(__name__)

SETTLES_AFTER: Final = timedelta(minutes=2)
"""A text Twilio took is in its list by then; one that is not was never taken."""

_MARGIN: Final = timedelta(minutes=2)
_LOOKS_BACK: Final = timedelta(hours=1)
_LOOKS_BACK_AT_MOST: Final = timedelta(days=7)
_AT_ONCE: Final = 50


async def settle_unknown(house: House) -> None:
    """Find out what became of texts whose sender died or never got an answer."""
    schema = house.product("josh").schema
    rows = await house.database.read(OUTBOUND, schema, queries.unknown_jobs.sql, _AT_ONCE)
    for row in rows:
        try:
            await _settle(house, schema, row)
        except Exception as failure:
            _log.warning("an outcome stays unknown", job=str(row["id"]), failure=type(failure).__name__)


async def _settle(house: House, schema: str, row: Any) -> None:
    body = _body(house, row)
    if body is None:
        async with house.database.session(OUTBOUND, schema) as db:
            await queries.fail(
                db.connection, id=row["id"], reason="outcome unknown, and nothing left to compare"
            )
            await given_up(db, row["id"], "outcome unknown")
        return
    called_at = row["provider_called_at"]
    # Twilio's clock is the real one, ours may have been moved since; searching from too early does no harm.
    listed = await provider.outgoing_to(house, row["to_e164"], called_at - house.clock.moved_by - _MARGIN)
    async with house.database.session(OUTBOUND, schema) as db:
        sids = [text.sid for text in listed]
        known = {found["sid"] async for found in queries.known_sids(db.connection, sids=sids)}
        match = our_text(body, listed, known)
        if match is not None:
            await record_sent(db, house, row["id"], match.sid, match.status, match.error_code)
        elif called_at <= db.now - SETTLES_AFTER:
            status = await queries.try_again(
                db.connection, id=row["id"], token=None, reason="proven not sent", at=db.now
            )
            if status == "failed":
                await given_up(db, row["id"], "proven not sent, six times")


def our_text(body: str, listed: Sequence[provider.Listed], known: set[str]) -> provider.Listed | None:
    """The oldest text of the list with this body that belongs to no other job: order per number makes it ours."""
    return next(
        (text for text in listed if text.sid not in known and text.body.strip() == body.strip()), None
    )


def _body(house: House, row: Any) -> str | None:
    if row["body_ciphertext"] is None:
        return None
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    try:
        return house.keyring.open(sealed, job_binding(row["id"]))
    except Unreadable:
        return None


async def take_in_missing(house: House) -> None:
    """Take in texts that Twilio received and whose webhook never reached us, oldest first, as if it had."""
    schema = house.product("josh").schema
    newest: datetime | None = (await house.database.read(OUTBOUND, schema, queries.newest_incoming.sql))[0][0]
    now = datetime.now(UTC)
    since = now - _LOOKS_BACK
    if newest is not None:
        since = min(since, newest - house.clock.moved_by - _LOOKS_BACK)
    listed = await provider.incoming_since(house, max(since, now - _LOOKS_BACK_AT_MOST))
    rows = await house.database.read(OUTBOUND, schema, queries.known_sids.sql, [text.sid for text in listed])
    known = {row["sid"] for row in rows}
    for text in listed:
        if text.sid in known:
            continue
        ALERTS.labels("josh.text.missed").inc()
        await take_in(
            house,
            InboundText(
                sid=text.sid,
                sender=text.sender,
                recipient=text.recipient,
                body=text.body,
                media_count=text.media_count,
                received_at=text.created_at,
            ),
        )

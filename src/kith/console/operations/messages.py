"""Messages by channel: what waits, what was given up and is sent again, and one message's words, for a reason that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.identity.letters import LETS_IN
from kith.commons.messaging import outbox
from kith.console.operations.frame import (
    ACTOR,
    ASKS,
    ROOT,
    Requested,
    ago,
    owner,
    owners,
    product_of,
    slug_of,
    ways,
)
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.jobs import enqueue
from kith.foundation.language import ngettext
from kith.foundation.queries import load
from kith.web import forms
from kith.web.console_frame import (
    EVERYBODY,
    Do,
    Link,
    Reason,
    Table,
    console_page,
    only,
    operator,
    reason_in,
    reason_of,
)
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.house import House
    from kith.foundation.operations import ChannelState

queries = load(__file__, "messages.sql")
PATH: Final = f"{ROOT}/messages"
_MOST: Final = 50
_AT_ONCE: Final = 500


class Channel(Reason, frozen=True):
    channel: str = ""


def _own(state: ChannelState, whose: str, now: datetime) -> tuple[object, ...]:
    name = Link(state.channel, state.href) if state.href else state.channel
    return name, whose, state.waiting, ago(state.oldest, now), state.sent, state.failed, ""


def _shared(row: Any, schema: str, whose: str, now: datetime) -> tuple[object, ...]:
    again = Do("Send all again", f"{PATH}/{schema}/again", asks=ASKS, fields={"channel": row["channel"]})
    return (
        row["channel"],
        whose,
        row["waiting"],
        ago(row["oldest"], now),
        row["sent"],
        row["failed"],
        again if row["failed"] else "",
    )


@get(PATH, include_in_schema=False, opt=only(*EVERYBODY))
async def show_messages(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    channels: list[tuple[object, ...]] = []
    failed: list[tuple[object, ...]] = []
    waiting: list[tuple[object, ...]] = []
    for schema, whose in owners(house).items():
        product = product_of(house, schema)
        async with house.database.session(ACTOR, schema) as db:
            channels += [_shared(row, schema, whose, db.now) async for row in queries.channels(db.connection)]
            if product is not None and product.operations.channels is not None:
                channels += [_own(state, whose, db.now) for state in await product.operations.channels(db)]
            failed += [
                (
                    row["purpose"],
                    whose,
                    row["channel"],
                    row["attempts"],
                    row["last_error"],
                    row["created_at"],
                    Do("Send again", f"{PATH}/{schema}/{row['id']}/again", asks=ASKS)
                    if row["kept"]
                    else "its words are gone",
                    "lets somebody in"
                    if row["purpose"] in LETS_IN
                    else Do("Open", f"{PATH}/{schema}/{row['id']}/open", asks="Why you need to read it"),
                )
                async for row in queries.failed(db.connection, at_most=_MOST)
            ]
            waiting += [
                (
                    row["purpose"],
                    whose,
                    row["channel"],
                    row["attempts"],
                    row["last_error"],
                    row["created_at"],
                    max(row["next_attempt_at"], row["not_before"]),
                )
                async for row in queries.waiting(db.connection, at_most=_MOST)
            ]
    tables = [
        Table(
            title="Channels",
            lead="Sent: of what was asked for within a day.",
            columns=("Channel", "Product", "Waiting", "Oldest", "Sent", "Given up", ""),
            rows=channels,
            empty="Nothing was sent within a day, and nothing waits.",
        ),
        Table(
            title="Given up",
            lead="After six tries. Opening one needs a reason; reason and name go into the audit. A code or link to sign in with opens for nobody.",
            columns=("Purpose", "Product", "Channel", "Tries", "Why", "Since", "Again", "Words"),
            rows=failed,
            empty="Every message has left.",
        ),
        Table(
            title="Waiting",
            columns=("Purpose", "Product", "Channel", "Tries", "Why", "Since", "Next try"),
            rows=waiting,
            empty="Nothing waits.",
        ),
    ]
    return console_page(request, "Messages", tables, links=ways(request))


@post(PATH + "/{schema:str}/again", include_in_schema=False, status_code=200)
async def send_all(request: Requested, schema: FromPath[str]) -> Redirect:
    """Those of a channel that were given up, five hundred at once."""
    admin = await operator(request, *EVERYBODY)
    form = await forms.read(request, Channel)
    reason = reason_in(form.reason)
    house = house_of(request)
    owner(house, schema)
    async with house.database.session(ACTOR, schema) as db:
        back = [
            row["id"]
            async for row in queries.send_all_again(db.connection, channel=form.channel, at_most=_AT_ONCE)
        ]
        if not back:
            raise Conflict("None of them is given up any more.")
        await audit.record(
            db,
            admin=admin,
            action="messages.sent_again",
            target_type="message",
            reason=reason,
            payload={"schema": schema, "channel": form.channel, "messages": len(back)},
            product=slug_of(house, schema),
        )
    words = ngettext("One is on its way again.", "%(num)d are on their way again.", len(back))
    flash_next(request, "success", words)
    return Redirect(PATH, status_code=303)


@post(PATH + "/{schema:str}/{message:uuid}/again", include_in_schema=False, status_code=200)
async def send_again(request: Requested, schema: FromPath[str], message: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *EVERYBODY)
    reason = await reason_of(request)
    house = house_of(request)
    owner(house, schema)
    async with house.database.session(ACTOR, schema) as db:
        row = await outbox.queries.try_again(db.connection, id=message)
        if row is None:
            raise Conflict("This message is not given up any more, or its words are gone.")
        await enqueue(db, outbox.deliver_job(schema), {"id": str(message)})
        await audit.record(
            db,
            admin=admin,
            action="message.sent_again",
            target_type="message",
            target_id=message,
            reason=reason,
            payload={"schema": schema, "channel": row["channel"], "purpose": row["purpose"]},
            product=slug_of(house, schema),
        )
    flash_next(request, "success", "It is on its way again, and written down.")
    return Redirect(PATH, status_code=303)


@post(PATH + "/{schema:str}/{message:uuid}/open", include_in_schema=False, status_code=200)
async def open_message(request: Requested, schema: FromPath[str], message: FromPath[UUID]) -> Response[str]:
    """Its recipient and words, once, for whoever says why."""
    admin = await operator(request, *EVERYBODY)
    reason = await reason_of(request)
    house = house_of(request)
    owner(house, schema)
    async with house.database.session(ACTOR, schema) as db:
        row = await queries.sealed(db.connection, id=message)
        if row is None:
            raise NotFound
        if row["purpose"] in LETS_IN:
            raise Conflict(
                "Whoever reads this message could sign in with it, so nobody opens it.", slug="lets-in"
            )
        if row["body_ciphertext"] is None:
            raise Conflict("The words of this message are not kept any more.", slug="not-kept")
        recipient, body = _opened(house, row)
        # In the same transaction: whoever sees the words has left a line, or sees nothing.
        await audit.record(
            db,
            admin=admin,
            action="message.opened",
            target_type="message",
            target_id=message,
            reason=reason,
            payload={"schema": schema, "channel": row["channel"], "purpose": row["purpose"]},
            product=slug_of(house, schema),
        )
    words = Table(
        title="Words",
        columns=("Part", "Words"),
        rows=[(name, value) for name, value in body.items() if isinstance(value, str) and name != "html"],
        empty="None.",
    )
    facts = [
        ("To", recipient or "the person's browsers"),
        ("Channel", row["channel"]),
        ("Purpose", row["purpose"]),
        ("State", row["status"]),
        ("Written", row["created_at"]),
    ]
    lead = "That you opened it, and why, is written down."
    return console_page(request, "A message", [words], lead=lead, facts=facts, links=[Link("Messages", PATH)])


def _opened(house: House, row: Any) -> tuple[str, dict[str, Any]]:
    """Recipient and body.

    Raises:
        Conflict: no key at hand opens them.
    """
    parts: list[str] = []
    try:
        for part in ("recipient", "body"):
            sealed = Sealed(
                row[f"{part}_ciphertext"], row[f"{part}_iv"], row[f"{part}_tag"], row["key_version"]
            )
            parts.append(house.keyring.open(sealed, f"outbox:{row['id']}:{part}"))
    except Unreadable:
        raise Conflict("This message does not open with the keys at hand.", slug="unreadable") from None
    return parts[0], msgspec.json.decode(parts[1], type=dict[str, Any])


ROUTES = [show_messages, send_all, send_again, open_message]

"""`Idempotency-Key` on every POST under /api/: same key and body, same answer; another body, 422; at the same time, 409."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation import idempotency
from kith.foundation.errors import Problem
from kith.foundation.idempotency import HEADER, Answer
from kith.foundation.logs import logger
from kith.web.edge import client_address

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House
    from kith.web.edge import Message, Receive, Scope, Send

_log = logger(__name__)
LARGEST_BODY = 1_000_000
# An option of handlers whose answers carry tokens: those are made to be used once, and are never kept.
HANDS_OUT_SECRETS = "hands_out_secrets"


def idempotent(app: Any) -> Any:
    """Litestar middleware; it runs inside the edge, which says who asks."""

    async def answer_once(scope: Scope, receive: Receive, send: Send) -> None:
        header = _header_of(scope)
        if header is None:
            await app(scope, receive, send)
            return
        house: House = scope["state"]["house"]
        key, subject = idempotency.read_key(header), _subject(house, scope)
        body, complete, receive_again = await _read(receive, _largest(scope))
        if not complete:
            await app(scope, receive_again, send)  # too large: refused there
            return
        asked = idempotency.request_hash(scope.get("query_string", b""), body)
        known = await idempotency.begin(house, subject, key, asked)
        if known is not None:
            await _replay(send, known)
            return
        messages: list[Message] = []

        async def hold_back(message: Message) -> None:
            messages.append(message)

        await app(scope, receive_again, hold_back)
        if not scope["state"].get("outcome_unknown"):
            await _settle(house, subject, key, _answer_in(messages))
        for message in messages:
            await send(message)

    return answer_once


def _header_of(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] != "POST" or not str(scope["path"]).startswith("/api/"):
        return None
    if getattr(scope.get("route_handler"), "opt", {}).get(HANDS_OUT_SECRETS):
        return None
    wanted = HEADER.lower().encode()
    found = [value for name, value in scope["headers"] if name.lower() == wanted]
    return found[0].decode("latin-1") if found else None


def _subject(house: House, scope: Scope) -> str:
    person: Person | None = scope["state"]["person"]
    if person is not None:
        who = str(person.id)
    else:
        who = house.keyring.keyed_hash(client_address(house, scope), "idempotency").hex()
    return f"{who} {scope['method']} {scope['path']}"


def _largest(scope: Scope) -> int:
    """What the route takes: the house's limit, unless it is one for files."""
    limit: int | None = scope["route_handler"].resolve_request_max_body_size()
    return LARGEST_BODY if limit is None else limit


async def _read(receive: Receive, largest: int) -> tuple[bytes, bool, Receive]:
    """The body, whether that is all of it, and a `receive` that gives it once more."""
    taken: list[Message] = []
    size = 0
    while True:
        message = await receive()
        taken.append(message)
        size += len(message.get("body", b""))
        ended = message["type"] != "http.request" or not message.get("more_body", False)
        if ended or size > largest:
            break
    left = list(taken)

    async def receive_again() -> Message:
        return left.pop(0) if left else await receive()

    complete = size <= largest and taken[-1]["type"] == "http.request"
    return b"".join(message.get("body", b"") for message in taken), complete, receive_again


def _answer_in(messages: list[Message]) -> Answer:
    start = messages[0]
    headers = {name.lower(): value for name, value in start.get("headers", ())}
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return Answer(start["status"], headers.get(b"content-type", b"").decode("latin-1"), body)


async def _settle(house: House, subject: str, key: str, answer: Answer) -> None:
    """Keep what was done; an answer that is a refusal changed nothing, so its key is free again."""
    try:
        if answer.status < 400:
            await idempotency.keep(house, subject, key, answer)
        else:
            await idempotency.release(house, subject, key)
    except Problem as away:
        # The work is done and its answer must reach the sender; a repeat is told that the outcome is unknown.
        _log.error("an answer could not be kept", failure=away.slug)


async def _replay(send: Send, known: Answer) -> None:
    headers = [
        (b"content-length", str(len(known.body)).encode()),
        (b"idempotent-replayed", b"true"),
    ]
    if known.content_type:
        headers.append((b"content-type", known.content_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": known.status, "headers": headers})
    await send({"type": "http.response.body", "body": known.body})

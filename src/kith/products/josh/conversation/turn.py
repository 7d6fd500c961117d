"""One text and what a handler needs to answer it; and ways to set where somebody's conversation stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.foundation.crypto import Sealed
from kith.foundation.database import to_struct
from kith.foundation.queries import load
from kith.products.josh.conversation.gsm import assert_sendable
from kith.products.josh.outbound.commands import Kind, queue_text
from kith.products.josh.outbound.reads import Recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "turn.sql")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """The person who texted. `time_zone` (IANA) is the person's, else the region's, else UTC."""

    id: UUID
    first_name: str
    last_name: str
    phone_e164: str
    phone_hash: str
    state: str
    region_id: UUID | None
    time_zone: str
    paused: bool


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person's conversation stands. `state_token` names the handler before its first colon."""

    mode: str = "idle"
    state_token: str = "idle"  # noqa: S105 - a state, not a secret
    context: dict[str, Any] = {}
    expires_at: datetime | None = None

    @property
    def handler(self) -> str:
        return self.state_token.partition(":")[0]


class Answer(msgspec.Struct, frozen=True):
    """One text to send back."""

    text: str
    purpose: str
    kind: Kind = "reply"


class Turn:
    """A text being answered, in the transaction that stored it; the conversation is locked until it ends.

    What `reply` and `become` are told is written with the transaction's last statement.
    """

    __slots__ = (
        "answers",
        "body",
        "conversation",
        "db",
        "house",
        "media_count",
        "member",
        "message_id",
        "moved",
        "now",
    )

    def __init__(
        self,
        house: House,
        db: Session,
        member: Member,
        conversation: Conversation,
        body: str,
        message_id: UUID,
        *,
        media_count: int = 0,
    ) -> None:
        self.house = house
        self.db = db
        self.member = member
        self.conversation = conversation
        self.body = body
        self.message_id = message_id
        self.media_count = media_count
        self.now = db.now
        self.answers: list[Answer] = []
        self.moved = False

    async def reply(self, text: str, purpose: str, *, kind: Kind = "reply") -> None:
        """Answer with a text of at most 320 GSM-7 characters; several leave in the order given.

        Raises:
            ValueError: the text cannot be sent; longer copy is a defect.
        """
        self.answers.append(Answer(assert_sendable(text), purpose, kind))

    async def become(
        self,
        mode: str,
        state_token: str,
        *,
        context: Mapping[str, Any] | None = None,
        expires_in: timedelta | None = None,
    ) -> None:
        """Where the conversation stands after this text. The context is replaced, never merged."""
        self.conversation = Conversation(
            mode=mode,
            state_token=state_token,
            context=dict(context or {}),
            expires_at=None if expires_in is None else self.now + expires_in,
        )
        self.moved = True


Handler = Callable[[Turn], Awaitable[bool]]
"""Answers a turn. False: not mine, or not understood; then nothing was said or changed."""


class LaterTurn(Turn):
    """A turn taken up again after its transaction: what it is told is written at once."""

    __slots__ = ("given",)

    given: int

    async def reply(self, text: str, purpose: str, *, kind: Kind = "reply") -> None:
        self.given += 1
        await queue_text(
            self.db,
            self.house,
            member=Recipient(self.member.id, self.member.phone_e164, self.member.phone_hash),
            body=text,
            kind=kind,
            purpose=purpose,
            key=f"in:{self.message_id}:{self.given}",
            inbound_message_id=self.message_id,
        )

    async def become(
        self,
        mode: str,
        state_token: str,
        *,
        context: Mapping[str, Any] | None = None,
        expires_in: timedelta | None = None,
    ) -> None:
        await super().become(mode, state_token, context=context, expires_in=expires_in)
        await open_conversation(self.db, self.member.id, mode, state_token, context, expires_in=expires_in)


async def resume_turn(db: Session, house: House, user_id: UUID, message_id: UUID) -> LaterTurn | None:
    """A text whose answer needs something that takes longer than a webhook may; the conversation is locked.

    None when the person or the text's body is gone meanwhile.

    Raises:
        Unreadable: the body does not open with the keys at hand.
    """
    row = await queries.resume_turn(db.connection, user_id=user_id, message_id=message_id)
    if row is None:
        return None
    sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
    turn = LaterTurn(
        house,
        db,
        to_struct(Member, row),
        to_struct(Conversation, row),
        house.keyring.open(sealed, message_binding(message_id, "in")),
        message_id,
        media_count=row["media_count"],
    )
    turn.given = row["given"]
    return turn


def message_binding(message_id: UUID, direction: Literal["in", "out"]) -> str:
    """What the sealed body of a text is bound to."""
    return f"sms_messages:{message_id}:{direction}"


async def open_conversation(
    db: Session,
    user_id: UUID,
    mode: str,
    state_token: str,
    context: Mapping[str, Any] | None = None,
    *,
    expires_in: timedelta | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Set where somebody's conversation stands, from outside a text. False in a safety hold, which stays.

    Waits for a text of that person being answered: call it before any LinkUp is locked, as texts do.
    """
    values = _values(db, mode, state_token, context, expires_in, expires_at)
    return await queries.open_conversation(db.connection, user_id=user_id, **values) is not None


async def offer_conversation(
    db: Session,
    user_id: UUID,
    mode: str,
    state_token: str,
    context: Mapping[str, Any] | None = None,
    *,
    expires_in: timedelta | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """As `open_conversation`, unless the person is in the middle of something: then False, nothing changed.

    Never waits, so it may be called while a LinkUp is locked: somebody texting this moment counts as busy.
    """
    values = _values(db, mode, state_token, context, expires_in, expires_at)
    if await queries.take_idle_conversation(db.connection, user_id=user_id, **values) is not None:
        return True
    return await queries.start_conversation(db.connection, user_id=user_id, **values) is not None


def _values(
    db: Session,
    mode: str,
    state_token: str,
    context: Mapping[str, Any] | None,
    expires_in: timedelta | None,
    expires_at: datetime | None,
) -> dict[str, Any]:
    return {
        "mode": mode,
        "state_token": state_token,
        "context": dict(context or {}),
        "expires_at": expires_at if expires_in is None else db.now + expires_in,
    }

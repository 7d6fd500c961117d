"""A text on its way through the steps that may answer it, whoever sent it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.products.josh.conversation.gsm import assert_sendable
from kith.products.josh.conversation.turn import Answer, Turn
from kith.products.josh.outbound.commands import Kind

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


class InboundText(msgspec.Struct, frozen=True, kw_only=True):
    """A text as Twilio tells of it.

    `carrier_kind` is STOP, START or HELP where Twilio has handled it already (its OptOutType), else empty.
    `received_at` is Twilio's own time; None for this moment.
    """

    sid: str
    sender: str
    recipient: str
    body: str
    media_count: int = 0
    carrier_kind: str = ""
    received_at: datetime | None = None


class Exchange:
    """What is known of a text and its sender, and what to answer. `turn` is None for unknown numbers."""

    __slots__ = ("allowed", "answers", "db", "house", "message_id", "phone_hash", "text", "turn")

    def __init__(
        self,
        house: House,
        db: Session,
        text: InboundText,
        message_id: UUID,
        phone_hash: str,
        *,
        allowed: bool,
        turn: Turn | None,
    ) -> None:
        self.house = house
        self.db = db
        self.text = text
        self.message_id = message_id
        self.phone_hash = phone_hash
        self.allowed = allowed
        self.turn = turn
        self.answers: list[Answer] = [] if turn is None else turn.answers

    @property
    def user_id(self) -> UUID | None:
        return None if self.turn is None else self.turn.member.id

    @property
    def link(self) -> str:
        """Where to sign up, and to read more."""
        return f"{self.house.settings.public_url}/josh"

    def say(self, text: str, purpose: str, *, kind: Kind = "reply") -> None:
        """Answer with a text.

        Raises:
            ValueError: the text cannot be sent; longer copy is a defect.
        """
        self.answers.append(Answer(assert_sendable(text), purpose, kind))

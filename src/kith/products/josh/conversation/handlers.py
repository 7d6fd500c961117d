"""Which slice answers which state of a conversation: the part of `state_token` before its first colon."""

from __future__ import annotations

from typing import Final

from kith.products.josh.afterwards import conversation as afterwards
from kith.products.josh.conversation import idle, safety
from kith.products.josh.conversation.turn import Handler
from kith.products.josh.interview import conversation as interview
from kith.products.josh.linkups import forming, replies

HANDLERS: Final[dict[str, Handler]] = {
    "interview": interview.handle,
    "brief": forming.handle,
    "invite": replies.handle,
    "after": afterwards.handle,
    "hold": safety.while_held,
    "idle": idle.handle,
}

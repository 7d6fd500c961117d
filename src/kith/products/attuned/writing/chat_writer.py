"""A writer behind an OpenAI-compatible chat-completions endpoint. Source: https://platform.openai.com/docs/api-reference/chat/create.

What is sent: the kind, level, intensity and theme of the card that is wanted, whether it may involve touch, and what was wrong with the
answer before. Nothing about the two people leaves the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import httpx
import msgspec

from kith.products.attuned.terms import Level
from kith.products.attuned.writing.wish import Wish, WriterFailed

LARGEST_REPLY: Final = 32_768

_LEVELS: Final = {
    Level.G: "sweet and safe for a first evening: talk, laughter, closeness; nothing suggestive",
    Level.R: "flirtatious and suggestive, never explicit: no body parts below the waist, no acts, no vulgar words",
    Level.X: "sensual and direct between two consenting adults who have asked for it",
}
INSTRUCTIONS: Final = (
    "You write one card for a private game that two consenting adults, a couple, play at home. The user message is a JSON object that says which "
    "card is wanted. A truth is a question to answer aloud, a dare something to do now. Warm, playful, concrete, at most 240 characters, "
    "second person. Write {partner} where the partner's name belongs; use no names, no pronouns of gender, no links, no markup, no quotation "
    "of these instructions. Never anything with other people, cameras, alcohol, tying, hitting, invented roles, public places, pain or pressure; "
    "everything can be declined. Without touch, write words, looks or gestures at a distance. Reply with one JSON object only: "
    '{"steps": [{"actor": "active" | "partner" | "both", "text": "<one or two sentences>"}], "themes": ["<word>"], '
    '"touches": ["touch"] if the card involves touch beyond holding hands, else []}.'
)


class ChatSettings(msgspec.Struct, frozen=True):
    """Where and how to ask: `base_url` ends before `/chat/completions`."""

    base_url: str
    api_key: str
    model: str

    def __repr__(self) -> str:
        """Without the key, which would end up in logs."""
        return f"ChatSettings(base_url={self.base_url!r}, model={self.model!r})"


class _Message(msgspec.Struct, frozen=True):
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Completion(msgspec.Struct, frozen=True):
    choices: Annotated[list[_Choice], msgspec.Meta(min_length=1)]


class ChatWriter:
    """A `CardWriter` over HTTP. The client's owner closes it."""

    def __init__(self, client: httpx.AsyncClient, settings: ChatSettings) -> None:
        self._client = client
        self._settings = settings

    highest = Level.X

    @property
    def model(self) -> str:
        return self._settings.model

    def prompt(self, wish: Wish, objections: Sequence[str]) -> str:
        """The user message: JSON, with nothing in it that anybody wrote."""
        return msgspec.json.encode(
            {
                "type": wish.type,
                "level": _LEVELS[wish.level],
                "intensity": f"{wish.intensity} of 5",
                "theme": wish.theme.replace("_", " "),
                "touch": wish.touch,
                **({"wrong_with_the_last_answer": list(objections)} if objections else {}),
            }
        ).decode()

    async def answer(self, prompt: str) -> str:
        """The content of the first choice. Raises `WriterFailed`."""
        try:
            response = await self._client.post(
                f"{self._settings.base_url.rstrip('/')}/chat/completions",
                headers={"Authorization": f"Bearer {self._settings.api_key}"},
                json={
                    "model": self._settings.model,
                    "temperature": 0.9,
                    "max_tokens": 300,
                    "response_format": {"type": "json_object"},
                    "messages": [
                        {"role": "system", "content": INSTRUCTIONS},
                        {"role": "user", "content": prompt},
                    ],
                },
                follow_redirects=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL):
            raise WriterFailed("unreachable") from None
        if response.status_code != 200:
            raise WriterFailed(f"status:{response.status_code}")
        if len(response.content) > LARGEST_REPLY:
            raise WriterFailed("too_long")
        try:
            return msgspec.json.decode(response.content, type=_Completion).choices[0].message.content
        except (msgspec.MsgspecError, UnicodeError):
            raise WriterFailed("broken_envelope") from None

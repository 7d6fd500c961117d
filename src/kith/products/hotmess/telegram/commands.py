"""What the bot understands. Pure."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_COMMAND: Final = re.compile(
    r"/(?P<name>[a-z_]{1,32})(?:@\w{1,64})?(?:\s+(?P<rest>.{1,60}))?\s*", re.I | re.S
)
KNOWN: Final = ("start", "help", "tonight", "radio", "drop")


class Command(msgspec.Struct, frozen=True):
    """A command and what stands behind it; a `name` that is none of KNOWN is `unknown`."""

    name: str
    rest: str = ""


def command_of(text: str) -> Command | None:
    """The command in a message; None for what people say to each other."""
    found = _COMMAND.fullmatch(text.strip()[:200])
    if found is None:
        return None
    name = found["name"].lower()
    return Command(name if name in KNOWN else "unknown", " ".join((found["rest"] or "").split()))


def city_slug(words: str) -> str:
    """`New York` as the address of a city."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

"""Photos that people send, read by a process of their own: without the house's secrets, with a limit to memory and time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from kith.commons.media.pictures import CONTENT_TYPE, LARGEST_FILE, Reason
from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Invalid, Unavailable
from kith.foundation.language import later

if TYPE_CHECKING:
    from kith.foundation.house import House

__all__ = ["CONTENT_TYPE", "LARGEST_FILE", "Photo", "Size", "prepare"]

PATIENCE: Final = 20.0
"""Seconds one photo may take."""
MOST_MEMORY: Final = 1_500_000_000
AT_ONCE: Final = 2
_SOURCE: Final = str(Path(__file__).parents[3])

_SENTENCES: Final[dict[Reason, str]] = {
    "empty": later("Please choose a photo."),
    "too_large": later("This photo is larger than 15 MB. Please choose a smaller one."),
    "not_a_picture": later("This is not a photo we can read. JPEG, PNG, WebP and HEIC are fine."),
    "too_many_pixels": later("This photo has more than 50 megapixels. Please choose a smaller one."),
    "too_small": later("This photo is too small to recognise anybody."),
    "damaged": later("This photo is damaged or incomplete. Please choose another one."),
}


class Size(msgspec.Struct, frozen=True):
    """One size of a photo, a JPEG."""

    width: int
    height: int
    data: bytes


class Photo(msgspec.Struct, frozen=True):
    """A photo made safe to show, longest sides at most 320, 960 and 1920 pixels."""

    small: Size
    medium: Size
    large: Size


class _Answer(msgspec.Struct):
    refused: Reason | None = None
    sizes: list[tuple[int, int, int]] = []


async def prepare(house: House, data: bytes, *, field: str = "photo") -> Photo:
    """A photo as it was sent, made safe; JPEG, PNG, WebP or HEIC up to 15 MB and 50 megapixels.

    Raises:
        Invalid: it cannot be a photo; the sentence says why.
        Unavailable: too much is being read at the moment.
    """
    forbid_open_transaction()
    if not data or len(data) > LARGEST_FILE:
        raise _refusal("too_large" if data else "empty", field)
    places = house.part("commons.media.photos", lambda _house: asyncio.Semaphore(AT_ONCE))
    try:
        async with asyncio.timeout(PATIENCE * 2):
            await places.acquire()
    except TimeoutError:
        raise Unavailable(
            "Many photos are arriving just now. Please try again in a minute.", retry_after=60
        ) from None
    try:
        head, _newline, pictures = (await _read(data)).partition(b"\n")
    finally:
        places.release()
    try:
        answer = msgspec.json.decode(head, type=_Answer)
    except msgspec.MsgspecError:
        answer = _Answer(refused="damaged")  # the reader died of it
    if answer.refused is not None or len(answer.sizes) != 3:
        raise _refusal(answer.refused or "damaged", field)
    made: list[Size] = []
    for width, height, length in answer.sizes:
        made.append(Size(width, height, pictures[:length]))
        pictures = pictures[length:]
    return Photo(*made)


def _refusal(reason: Reason, field: str) -> Invalid:
    return Invalid(_SENTENCES[reason], field=field)


async def _read(data: bytes) -> bytes:
    reader = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kith.commons.media.pictures",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": _SOURCE, "PATH": os.environ.get("PATH", "")},
        preexec_fn=_limit,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            answered, _errors = await reader.communicate(data)
    except TimeoutError:
        return b""
    finally:
        if reader.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                reader.kill()
            await reader.wait()
    return answered


def _limit() -> None:
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, int(PATIENCE))):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(what, (most, most))

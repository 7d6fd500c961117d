"""Files over HTTP: sent in by forms, handed out so that no browser takes them for more than they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.datastructures import UploadFile

from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.foundation.errors import Invalid
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

FORM_AROUND: Final = 100_000
"""What a form may hold besides its file: a route that takes files is declared with `request_max_body_size=LARGEST + FORM_AROUND`."""
_SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_POLICY: Final = "default-src 'none'; sandbox"


class Upload(msgspec.Struct, frozen=True):
    """A file as it was sent; the name is the sender's word for it."""

    filename: str
    data: bytes


async def uploaded(request: Request[Any, Any, Any], field: str, *, at_most: int) -> Upload | None:
    """The file in a field of the form (multipart), or None when none was chosen.

    Raises:
        Invalid: it is larger than `at_most` bytes, or there are several.
    """
    sent = [part for part in (await request.form()).getall(field, []) if isinstance(part, UploadFile)]
    chosen = [part for part in sent if part.filename]
    if not chosen:
        return None
    if len(chosen) > 1:
        raise Invalid("Please send one file at a time.", field=field)
    data = await chosen[0].read(at_most + 1)
    if len(data) > at_most:
        raise Invalid("This file is too large.", field=field)
    return Upload(chosen[0].filename, data)


async def file_response(
    request: Request[Any, Any, Any], file: StoredFile, *, fresh_for: int = 0
) -> Response[bytes]:
    """A file for somebody who may see it, from a handler that has asked. Pictures are shown, anything else is downloaded.

    `fresh_for`: seconds in which this browser need not ask again.

    Raises:
        NotFound: it has just gone.
        Unavailable: the store cannot be reached.
    """
    tag = f'"{file.sha256.hex()[:32]}"'
    headers = {
        "etag": tag,
        "cache-control": f"private, max-age={fresh_for}" if fresh_for else "private, no-cache",
        "x-content-type-options": "nosniff",
        "content-security-policy": _POLICY,
        "content-disposition": _disposition(file),
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=file.content_type)
    data = await files.read(house_of(request), file)
    return Response(data, headers=headers, media_type=file.content_type)


def _disposition(file: StoredFile) -> str:
    how = "inline" if file.content_type in _SHOWN else "attachment"
    if not file.filename:
        return how
    plain = "".join(
        letter if 32 <= ord(letter) < 127 and letter not in '"\\%' else "_" for letter in file.filename
    )
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.filename, safe='')}"

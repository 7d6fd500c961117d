"""A photo of a code, read by the house for phones whose browser cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kith.commons.media import photos
from kith.foundation.errors import Invalid

if TYPE_CHECKING:
    from kith.foundation.house import House

_SCALES: Final = (1.0, 0.75, 0.5, 1.5)


async def read_photo(house: House, data: bytes) -> str:
    """The text of the QR code in a photo.

    Raises:
        Invalid: no photo, or no code in it.
        Unavailable: too many photos at once.
    """
    photo = await photos.prepare(house, data)
    # What the reading process painted anew, never what was sent.
    text = await asyncio.to_thread(_decode, [size.data for size in (photo.medium, photo.large, photo.small)])
    if text:
        return text
    raise Invalid(
        "There is no code to be seen. Hold it straight and fill the picture with it.", field="photo"
    )


def _decode(jpegs: Sequence[bytes]) -> str:
    # Imported here because it is large, and a start does not wait for it.
    import cv2
    import numpy

    # OpenCV now and then misses a code in one size that it reads in another.
    for jpeg in jpegs:
        picture = cv2.imdecode(numpy.frombuffer(jpeg, dtype=numpy.uint8), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            continue
        for scale in _SCALES:
            sized = picture
            if scale != 1:
                sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            try:
                text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(sized)
            except cv2.error:
                continue
            if text:
                return str(text)
    return ""

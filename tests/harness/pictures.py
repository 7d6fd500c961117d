"""Pictures as phones and attackers send them, each with traces planted that must not survive."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageDraw, ImageFilter, PngImagePlugin

PLANTED = b"Planted-By-Ada-52.5200N-13.4050E"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + PLANTED + b"</x:xmpmeta>"


def scene(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Red above, blue below: which side is up can be told."""
    image = Image.new("RGB", size, (200, 30, 30))
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, size[0], size[1]), fill=(30, 30, 200))
    return image.convert(mode)


def face(side: int = 600) -> Image.Image:
    """Somebody, drawn well enough to be taken for a face: in the middle, a third of the picture high."""
    image = Image.new("RGB", (600, 600), (205, 210, 215))
    draw = ImageDraw.Draw(image)
    hair, skin = (60, 40, 30), (224, 178, 150)
    for box, colour in (
        ((150, 60, 450, 520), hair),
        ((170, 110, 430, 510), skin),
        ((120, 40, 480, 230), hair),
        ((185, 140, 415, 330), skin),
        ((268, 370, 332, 400), (190, 140, 115)),
        ((240, 425, 360, 465), (150, 70, 70)),
    ):
        draw.ellipse(box, fill=colour)
    for middle in (240, 360):
        draw.ellipse((middle - 45, 232, middle + 45, 262), fill=(120, 80, 60))
        draw.ellipse((middle - 36, 262, middle + 36, 300), fill=(245, 240, 235))
        draw.ellipse((middle - 18, 262, middle + 18, 300), fill=(50, 35, 25))
    draw.polygon([(300, 290), (270, 385), (330, 385)], fill=(200, 150, 125))
    return image.filter(ImageFilter.GaussianBlur(5)).resize((side, side))


def exif(orientation: int = 1) -> bytes:
    """Camera, place and a way to hold the camera."""
    tags = Image.Exif()
    tags[0x010F] = PLANTED.decode()
    tags[0x0112] = orientation
    tags.get_ifd(0x8825)[0x0001] = "N"
    tags.get_ifd(0x8825)[0x001D] = PLANTED.decode()
    return tags.tobytes()


def photo(
    kind: str = "JPEG", *, image: Image.Image | None = None, orientation: int = 1, **options: Any
) -> bytes:
    """A photo in this format with everything planted that the format can carry."""
    picture = image or scene()
    file = io.BytesIO()
    options = {"exif": exif(orientation), **options}
    match kind:
        case "PNG":
            texts = PngImagePlugin.PngInfo()
            texts.add_text("Comment", PLANTED.decode())
            texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
            picture.save(file, "PNG", pnginfo=texts, **options)
        case "HEIF":
            if orientation == 1:
                picture.info["xmp"] = XMP
            as_heif: Any = pillow_heif.from_pillow(picture)
            as_heif.save(file, quality=80, **options)
        case _:
            picture.save(file, kind, xmp=XMP, icc_profile=_profile(picture.mode), **options)
    return file.getvalue()


def _profile(mode: str) -> bytes | None:
    make: Any = getattr(ImageCms, "createProfile")  # noqa: B009 - its own type is partly unknown
    return ImageCms.ImageCmsProfile(make("sRGB")).tobytes() if mode == "RGB" else None


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds next to nothing."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(bytes(100)))
        + _chunk(b"IEND", b"")
    )


def png_with_text_bomb() -> bytes:
    """A PNG whose compressed comment unpacks to 200 MB."""
    good = photo("PNG")
    bomb = _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    return good[:33] + bomb + good[33:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

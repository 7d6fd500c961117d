"""A picture as it was sent → three clean ones. Pure; run as a program by `photos`, so it imports nothing of the house.

What comes out was painted anew from the pixels: no metadata, upright, in sRGB, on white. What a file is, its content says, never its name.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from typing import Any, Final, Literal, NamedTuple

import pillow_heif
from PIL import Image, ImageCms, ImageOps

LARGEST_FILE: Final = 15_000_000
MOST_PIXELS: Final = 50_000_000
SIDES: Final = (320, 960, 1920)
"""Longest sides of the sizes made, smallest first; nothing is enlarged."""
CONTENT_TYPE: Final = "image/jpeg"

Reason = Literal["empty", "too_large", "not_a_picture", "too_many_pixels", "too_small", "damaged"]

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_QUALITY: Final = 86

# The libraries' own types of these are partly unknown.
_register_heif: Any = getattr(pillow_heif, "register_heif_opener")  # noqa: B009
_profile: Any = getattr(ImageCms, "createProfile")  # noqa: B009

_register_heif(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# Pillow warns between its limit and twice that; here both are a refusal.
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Unusable(Exception):
    """This cannot be a photo."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Picture(NamedTuple):
    """One size, as JPEG."""

    width: int
    height: int
    data: bytes


def sizes_of(data: bytes) -> list[Picture]:
    """The three sizes of a photo, smallest first.

    Raises:
        Unusable: with the reason.
    """
    if not data:
        raise Unusable("empty")
    if len(data) > LARGEST_FILE:
        raise Unusable("too_large")
    kind = kind_of(data)
    if kind is None:
        raise Unusable("not_a_picture")
    try:
        upright = _upright(data, kind)
    except Unusable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unusable("too_many_pixels") from None
    except Exception:  # decoders of damaged files raise whatever they like
        raise Unusable("damaged") from None
    return [_painted(upright, side) for side in SIDES]


def kind_of(data: bytes) -> Literal["JPEG", "PNG", "WEBP", "HEIF"] | None:
    """What kind of picture its first bytes say it is, among those taken."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return None


def _upright(data: bytes, kind: str) -> Image.Image:
    """The first frame, no larger than the largest size, turned as it was taken, in sRGB and without transparency."""
    with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise Unusable("too_many_pixels")
        if min(width, height) < 32:
            raise Unusable("too_small")
        profile = opened.info.get("icc_profile")
        # The transposition is asked of the header, and done on the few pixels that are left.
        turned = opened.getexif().get(0x0112, 1)
        image: Image.Image = opened
        if kind == "JPEG":
            # The decoder makes it smaller while reading, so that a large one costs little.
            opened.draft(None, (SIDES[-1] * 2, SIDES[-1] * 2))
        image.load()
        image = _eight_bits(image)
        image.thumbnail((SIDES[-1], SIDES[-1]), Image.Resampling.LANCZOS)
        image = _flat(_in_srgb(image, profile))
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    clean.getexif()[0x0112] = turned
    return ImageOps.exif_transpose(clean)


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode in ("P", "1", "PA") or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image.copy()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in ("RGB", "CMYK", "L", "RGBA"):
        target: Any = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _profile("sRGB"), outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image  # a profile nobody can read says nothing about the colours
        if converted is not None:
            return converted
    return image


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return image.convert("RGB")


def _painted(image: Image.Image, side: int) -> Picture:
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Picture(smaller.width, smaller.height, jpeg_of(smaller))


def jpeg_of(image: Image.Image) -> bytes:
    """A JPEG that holds pixels and nothing else."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return file.getvalue()


def main() -> None:
    """A photo on standard input; on standard output a line of JSON (`sizes` or `refused`), then the pictures one after another."""
    answer = sys.stdout.buffer
    try:
        made = sizes_of(sys.stdin.buffer.read(LARGEST_FILE + 1))
    except Unusable as refusal:
        answer.write(json.dumps({"refused": refusal.reason}).encode() + b"\n")
        return
    sizes = [[picture.width, picture.height, len(picture.data)] for picture in made]
    answer.write(json.dumps({"sizes": sizes}).encode() + b"\n" + b"".join(picture.data for picture in made))


if __name__ == "__main__":
    main()

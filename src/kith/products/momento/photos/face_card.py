"""Face Cards: a stylised picture made from a photo. Pure, and the same bytes for the same photo, name and palette."""

from __future__ import annotations

import io
import unicodedata
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

from kith.commons.media.faces import Box, face_region
from kith.commons.media.photos import Size
from kith.commons.media.pictures import jpeg_of
from kith.foundation.language import later

WIDTHS: Final = (320, 640, 960)
_SHAPE: Final = (4, 5)
_HEADROOM: Final = 2.4
"""How many times the face's height the picture is high."""
_LETTERS: Final = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "þ": "th",
    "œ": "oe",
}


class Palette(NamedTuple):
    """Three colours from shadow to light, and the word people choose it by."""

    dark: str
    middle: str
    light: str
    name: str


PALETTES: Final = {
    "amber": Palette("#3b1d0f", "#c96a2b", "#ffe9c7", later("Amber")),
    "rose": Palette("#3d1028", "#c04a78", "#ffe3ea", later("Rose")),
    "moss": Palette("#14261a", "#5b8f4e", "#eef6d8", later("Moss")),
    "sea": Palette("#0b2433", "#2f86a6", "#def4f3", later("Sea")),
    "violet": Palette("#22163f", "#7a5cc0", "#efe6ff", later("Violet")),
    "ink": Palette("#15171c", "#6d737e", "#f3f2ee", later("Ink")),
}


def make(photo: bytes, first_name: str, palette: str) -> list[Size]:
    """The three sizes of a Face Card, smallest first, from the large size of a photo. Blocks: run it in a thread.

    Raises:
        KeyError: there is no such palette.
    """
    colours = PALETTES[palette]
    with Image.open(io.BytesIO(photo), formats=("JPEG",)) as opened:
        opened.load()
        shown = opened.crop(crop_of(opened.width, opened.height, face_region(photo)))
    width = WIDTHS[-1]
    high = width * _SHAPE[1] // _SHAPE[0]
    grey = ImageOps.autocontrast(shown.convert("L").resize((width, high), Image.Resampling.LANCZOS), cutoff=1)
    card = ImageOps.colorize(grey, black=colours.dark, mid=colours.middle, white=colours.light)
    card = _with_name(card, drawable(first_name), colours)
    made: list[Size] = []
    for side in WIDTHS:
        smaller = card.resize((side, side * _SHAPE[1] // _SHAPE[0]), Image.Resampling.LANCZOS)
        made.append(Size(smaller.width, smaller.height, jpeg_of(smaller)))
    return made


def crop_of(width: int, height: int, face: Box | None) -> tuple[int, int, int, int]:
    """What of a picture is shown: around the face, else the middle; four to five, within the picture (left, top, right, bottom)."""
    most_high = min(height, width * _SHAPE[1] // _SHAPE[0])
    if face is None:
        high, middle_x, middle_y = most_high, width / 2, height / 2
    else:
        high = min(most_high, max(round(face.height * _HEADROOM), min(most_high, 240)))
        middle_x = face.left + face.width / 2
        # A little below the face: more shoulders than ceiling.
        middle_y = face.top + face.height * 0.6
    wide = high * _SHAPE[0] // _SHAPE[1]
    left = min(max(0, round(middle_x - wide / 2)), width - wide)
    top = min(max(0, round(middle_y - high / 2)), height - high)
    return left, top, left + wide, top + high


def drawable(name: str) -> str:
    """The name in letters that our type has; empty where it has none of them (the page says the name anyway)."""
    plain = unicodedata.normalize("NFKD", "".join(_LETTERS.get(letter, letter) for letter in name))
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return folded.strip() if folded.isascii() and folded.isprintable() else ""


def _with_name(card: Image.Image, name: str, colours: Palette) -> Image.Image:
    shade = Image.new("L", (1, card.height))
    for row in range(card.height):
        shade.putpixel((0, row), max(0, min(230, (row - card.height * 2 // 3) * 230 * 3 // card.height)))
    card.paste(Image.new("RGB", card.size, colours.dark), mask=shade.resize(card.size))
    if not name:
        return card
    margin = card.width // 14
    size = card.width // 7
    draw = ImageDraw.Draw(card)
    font = ImageFont.load_default(size)
    while draw.textlength(name, font=font) > card.width - 2 * margin and size > 24:
        size -= 4
        font = ImageFont.load_default(size)
    draw.text((margin, card.height - margin), name, font=font, fill=colours.light, anchor="ls")
    return card

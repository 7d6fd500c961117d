"""Portraits of people who do not exist: drawn, the same every time for the same number."""

from __future__ import annotations

import io
from random import Random
from typing import Final

from PIL import Image, ImageDraw

SIDE: Final = 960
"""Edge of the picture, in pixels."""
_SKINS: Final = ("#f3d3bd", "#e8b998", "#d79b73", "#b97a52", "#8d5838", "#5f3a26", "#f6dfcf", "#c68c63")
_HAIRS: Final = (
    "#1d1712",
    "#3b2618",
    "#5d3a1f",
    "#8a5a2b",
    "#c58f4b",
    "#7b7672",
    "#d9d4cc",
    "#9b3d22",
    "#26303f",
)
_CLOTHES: Final = (
    "#284b63",
    "#7a3b2e",
    "#46624d",
    "#d08c3f",
    "#6b4f77",
    "#b5485d",
    "#2f5d5a",
    "#d7c3a1",
    "#3d3a4b",
)
_WALLS: Final = ("#f4e3cf", "#dfe8e1", "#e9dce6", "#d7e3ec", "#f1d9cc", "#e8e4d4", "#cfd9d3", "#f0dfb8")
_STYLES: Final = ("short", "bob", "long", "bun", "curls", "bald", "fringe", "beard", "shaved")
_DARK: Final = "#2a211c"

Point = tuple[float, float]


def portrait(number: int) -> bytes:
    """A face before a wall, as JPEG."""
    chance = Random(number * 7919 + 17)
    skin, hair = chance.choice(_SKINS), chance.choice(_HAIRS)
    style, coat, wall = chance.choice(_STYLES), chance.choice(_CLOTHES), chance.choice(_WALLS)
    picture = Image.new("RGB", (SIDE, SIDE), wall)
    pen = ImageDraw.Draw(picture)
    _background(pen, chance, wall)
    lean = chance.uniform(-18, 18)
    middle, top = SIDE / 2 + lean, SIDE * chance.uniform(0.25, 0.29)
    width, height = SIDE * chance.uniform(0.29, 0.335), SIDE * chance.uniform(0.385, 0.42)
    face = (middle - width / 2, top, middle + width / 2, top + height)
    _behind(pen, style, hair, face)
    _shoulders(pen, chance, coat, skin, middle, face[3])
    _head(pen, skin, face)
    _features(pen, chance, skin, hair, style, face)
    _in_front(pen, style, hair, face)
    if chance.random() < 0.32:
        _glasses(pen, chance, face)
    held = io.BytesIO()
    picture.resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS).save(held, "JPEG", quality=88)
    return held.getvalue()


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _background(pen: ImageDraw.ImageDraw, chance: Random, wall: str) -> None:
    shade = _mixed(wall, "#ffffff", 0.45)
    kind = chance.randrange(4)
    if kind == 0:
        edge = SIDE * chance.uniform(0.28, 0.42)
        left = chance.choice((-0.12, 0.72)) * SIDE
        pen.ellipse((left, -edge * 0.2, left + edge, edge * 0.8), fill=shade)
    elif kind == 1:
        pen.rectangle((SIDE * 0.62, SIDE * 0.06, SIDE * 0.94, SIDE * 0.5), fill=shade)
        pen.line((SIDE * 0.78, SIDE * 0.06, SIDE * 0.78, SIDE * 0.5), fill=wall, width=12)
        pen.line((SIDE * 0.62, SIDE * 0.28, SIDE * 0.94, SIDE * 0.28), fill=wall, width=12)
    elif kind == 2:
        for step in range(6):
            x = SIDE * (0.02 + step * 0.19)
            pen.rectangle((x, 0, x + SIDE * 0.07, SIDE), fill=shade)
    else:
        leaf = _mixed(wall, "#4f7355", 0.55)
        base = chance.choice((0.1, 0.88)) * SIDE
        for step in range(5):
            tip = base + (step - 2) * SIDE * 0.07
            pen.polygon(
                [(base, SIDE * 0.72), (tip - 26, SIDE * 0.42), (tip, SIDE * 0.28), (tip + 26, SIDE * 0.42)],
                fill=leaf,
            )


def _shoulders(
    pen: ImageDraw.ImageDraw, chance: Random, coat: str, skin: str, middle: float, chin: float
) -> None:
    neck = SIDE * 0.075
    shadow = _mixed(skin, _DARK, 0.18)
    pen.rectangle((middle - neck, chin - SIDE * 0.08, middle + neck, chin + SIDE * 0.11), fill=shadow)
    wide = SIDE * chance.uniform(0.34, 0.4)
    pen.rounded_rectangle(
        (middle - wide, chin + SIDE * 0.07, middle + wide, SIDE * 1.3), radius=SIDE * 0.2, fill=coat
    )
    pen.ellipse((middle - neck, chin + SIDE * 0.02, middle + neck, chin + SIDE * 0.13), fill=shadow)
    collar = _mixed(coat, "#ffffff", 0.28)
    if chance.random() < 0.5:
        for side in (-1, 1):
            pen.polygon(
                [
                    (middle + side * neck * 1.15, chin + SIDE * 0.06),
                    (middle, chin + SIDE * 0.19),
                    (middle + side * neck * 1.9, chin + SIDE * 0.15),
                ],
                fill=collar,
            )
    else:
        pen.arc(
            (middle - neck * 1.5, chin, middle + neck * 1.5, chin + SIDE * 0.17),
            15,
            165,
            fill=collar,
            width=16,
        )


def _head(pen: ImageDraw.ImageDraw, skin: str, face: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = face
    ear = (right - left) * 0.11
    level = top + (bottom - top) * 0.52
    for x in (left, right):
        pen.ellipse((x - ear, level - ear * 1.5, x + ear, level + ear * 1.5), fill=_mixed(skin, _DARK, 0.08))
    pen.rounded_rectangle(face, radius=(right - left) * 0.49, fill=skin)


def _features(
    pen: ImageDraw.ImageDraw,
    chance: Random,
    skin: str,
    hair: str,
    style: str,
    face: tuple[float, float, float, float],
) -> None:
    left, top, right, bottom = face
    width, height, middle = right - left, bottom - top, (left + right) / 2
    eyes, apart = top + height * 0.47, width * 0.21
    for side in (-1, 1):
        x = middle + side * apart
        pen.ellipse((x - 13, eyes - 15, x + 13, eyes + 15), fill=_DARK)
        pen.ellipse((x - 2, eyes - 9, x + 6, eyes - 1), fill="#ffffff")
        pen.arc((x - 40, eyes - 66, x + 40, eyes - 20), 205, 335, fill=_mixed(hair, _DARK, 0.3), width=11)
        cheek = _mixed(skin, "#d4614f", 0.22)
        pen.ellipse((x + side * 20 - 34, eyes + 46, x + side * 20 + 34, eyes + 88), fill=cheek)
    pen.arc((middle - 24, eyes + 4, middle + 24, eyes + 74), 20, 150, fill=_mixed(skin, _DARK, 0.3), width=9)
    mouth = top + height * 0.76
    wide = width * chance.uniform(0.13, 0.19)
    if style == "beard":
        pen.chord((left + 4, top + height * 0.36, right - 4, bottom + 26), 18, 162, fill=hair)
        pen.ellipse((middle - wide - 18, mouth - 30, middle + wide + 18, mouth + 34), fill=hair)
    if chance.random() < 0.45:
        pen.chord((middle - wide, mouth - 44, middle + wide, mouth + 36), 10, 170, fill="#ffffff")
        pen.arc((middle - wide, mouth - 44, middle + wide, mouth + 36), 10, 170, fill="#8f3f36", width=8)
    else:
        pen.arc((middle - wide, mouth - 46, middle + wide, mouth + 26), 22, 158, fill="#8f3f36", width=11)


def _behind(pen: ImageDraw.ImageDraw, style: str, hair: str, face: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = face
    width = right - left
    if style == "long":
        pen.rounded_rectangle((left - 50, top - 60, right + 50, bottom + SIDE * 0.2), radius=150, fill=hair)
    elif style == "bob":
        pen.rounded_rectangle((left - 52, top - 60, right + 52, bottom + 6), radius=140, fill=hair)
    elif style == "bun":
        middle = (left + right) / 2
        pen.ellipse((middle - 86, top - 170, middle + 86, top - 10), fill=hair)
    elif style == "curls":
        for step in range(9):
            x = left - 30 + step * (width + 60) / 8
            bump = 96 - abs(step - 4) * 9
            y = top + 40 + abs(step - 4) ** 2 * 16
            pen.ellipse((x - bump, y - bump, x + bump, y + bump), fill=hair)


def _in_front(
    pen: ImageDraw.ImageDraw, style: str, hair: str, face: tuple[float, float, float, float]
) -> None:
    left, top, right, bottom = face
    height = bottom - top
    if style == "bald":
        return
    if style == "shaved":
        pen.chord((left, top - 6, right, top + height * 0.5), 188, 352, fill=_mixed(hair, "#ffffff", 0.25))
        return
    cap = (left - 20, top - 52, right + 20, top + height * 0.56)
    if style == "fringe":
        pen.pieslice(cap, 180, 360, fill=hair)
        pen.rounded_rectangle((left + 4, top + 40, right - 4, top + height * 0.31), radius=34, fill=hair)
        return
    pen.chord(cap, 197, 343, fill=hair)
    for x, side in ((left, 1), (right, -1)):
        edge = sorted((x - side * 20, x + side * 26))
        pen.rounded_rectangle(
            (edge[0], top + height * 0.12, edge[1], top + height * 0.42), radius=20, fill=hair
        )


def _glasses(pen: ImageDraw.ImageDraw, chance: Random, face: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = face
    width, middle = right - left, (left + right) / 2
    eyes, apart, lens = top + (bottom - top) * 0.47, width * 0.21, width * 0.155
    rim = chance.choice((_DARK, "#7a4b2a", "#31495e"))
    for side in (-1, 1):
        x = middle + side * apart
        box = (x - lens, eyes - lens * 0.82, x + lens, eyes + lens * 0.82)
        if chance.random() < 0.5:
            pen.ellipse(box, outline=rim, width=9)
        else:
            pen.rounded_rectangle(box, radius=26, outline=rim, width=9)
    pen.line((middle - apart + lens, eyes - 6, middle + apart - lens, eyes - 6), fill=rim, width=9)

"""Pictures of the demo's things: neon on a dark wall, drawn here, so that no photograph has to be anybody's."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kith.commons.media.pictures import jpeg_of

Point = tuple[float, float]
_SIZE: Final = (640, 480)
_SMALL: Final = (320, 240)
_WALL: Final = (16, 13, 22)
# Lines of each thing in a square of 100, with the colour they glow in and what somebody would say they see.
_THINGS: Final[dict[str, tuple[tuple[int, int, int], str, tuple[tuple[Point, ...], ...]]]] = {
    "night-shift-vest": (
        (228, 150, 255),
        "A mesh vest, cut wide at the arms, drawn in violet light",
        (
            ((32, 18), (38, 34), (26, 44), (28, 88), (72, 88), (74, 44), (62, 34), (68, 18)),
            ((32, 18), (40, 18), (50, 34), (60, 18), (68, 18)),
            *(((29, y), (71, y)) for y in (54, 64, 74)),
            *(((x, 48), (x, 86)) for x in (38, 50, 62)),
        ),
    ),
    "night-shift-cap": (
        (140, 226, 255),
        "A cap with one line round it, drawn in blue light",
        (
            ((20, 60), (22, 46), (32, 34), (48, 29), (64, 34), (74, 46), (76, 60), (20, 60)),
            ((76, 60), (90, 64), (94, 70), (60, 66), (20, 60)),
            ((48, 29), (48, 60)),
            ((22, 52), (75, 52)),
        ),
    ),
    "superhung-harness": (
        (255, 120, 140),
        "A harness of straps and a ring, drawn in red light",
        (
            ((30, 40), (30, 22), (38, 14), (46, 45)),
            ((70, 40), (70, 22), (62, 14), (54, 45)),
            ((22, 62), (26, 84), (34, 88), (46, 55)),
            ((78, 62), (74, 84), (66, 88), (54, 55)),
            ((50, 42), (56, 46), (56, 54), (50, 58), (44, 54), (44, 46), (50, 42)),
            ((30, 40), (18, 50), (44, 50)),
            ((70, 40), (82, 50), (56, 50)),
            ((18, 50), (22, 62)),
            ((82, 50), (78, 62)),
        ),
    ),
    "hand-n-hand-balm": (
        (255, 196, 120),
        "A low jar with a lid, drawn in amber light",
        (
            ((26, 46), (26, 82), (32, 88), (68, 88), (74, 82), (74, 46)),
            ((22, 34), (78, 34), (78, 46), (22, 46), (22, 34)),
            ((40, 66), (50, 58), (60, 66), (50, 76), (40, 66)),
        ),
    ),
    "hung-tee": (
        (150, 255, 190),
        "A shirt, long in the back, drawn in green light",
        (
            (
                (38, 16),
                (18, 28),
                (24, 44),
                (34, 40),
                (33, 90),
                (67, 90),
                (66, 40),
                (76, 44),
                (82, 28),
                (62, 16),
            ),
            ((38, 16), (44, 24), (56, 24), (62, 16)),
            ((33, 84), (67, 84)),
        ),
    ),
    "super-socks": (
        (255, 240, 140),
        "A pair of knee-high socks with two stripes, drawn in yellow light",
        tuple(
            tuple((x + shift, y) for x, y in line)
            for shift in (0, 30)
            for line in (
                ((24, 12), (42, 12), (42, 66), (58, 78), (56, 88), (40, 88), (24, 72), (24, 12)),
                ((24, 22), (42, 22)),
                ((24, 28), (42, 28)),
            )
        ),
    ),
}


def drawing(slug: str) -> tuple[str, bytes, bytes]:
    """What a thing's picture shows, and the picture as JPEG, 320 and 640 wide."""
    colour, words, lines = _THINGS[slug]
    width, height = _SIZE
    light = Image.new("RGB", _SIZE)
    draw = ImageDraw.Draw(light)
    side = height * 0.8
    for line in lines:
        points = [(width / 2 + (x - 50) / 100 * side, height / 2 + (y - 50) / 100 * side) for x, y in line]
        draw.line(points, fill=colour, width=6, joint="curve")
        for x, y in points:
            draw.ellipse((x - 2.5, y - 2.5, x + 2.5, y + 2.5), fill=colour)
    glow = light.resize(_SMALL).filter(ImageFilter.GaussianBlur(7)).resize(_SIZE)
    picture = Image.new("RGB", _SIZE, _WALL)
    # Light adds to light.

    picture = ImageChops.add(ImageChops.add(picture, glow), light)
    return words, jpeg_of(picture.resize(_SMALL)), jpeg_of(picture)

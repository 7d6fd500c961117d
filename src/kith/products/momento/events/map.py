"""A drawn map of an itinerary: stops as numbered pins on a plain sheet, joined in order, with a scale. No tiles, no third party."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec
from markupsafe import Markup, escape

from kith.foundation.language import _

WIDTH: Final = 640
HEIGHT: Final = 360
_MARGIN: Final = 64
_METRES_A_DEGREE: Final = 111_320.0
_SCALES: Final = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_LEAST_SPAN: Final = 350.0
"""Metres the sheet shows at least, so that one stop alone is not a point in nothing."""
_ABOUT: Final = 1100.0
"""Metres within which a rounded place lies."""


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A stop: degrees, what to call it, and whether it is the place itself or only about there."""

    latitude: float
    longitude: float
    label: str
    exact: bool


class Drawn(msgspec.Struct, frozen=True):
    """Where a pin lies on the sheet, in its units."""

    x: float
    y: float


def project(pins: Sequence[Pin]) -> tuple[list[Drawn], float]:
    """Places on the sheet (equirectangular around their middle, north up) and how many metres a unit is.

    Every pin lies within the margins; the same place is the same point; distances keep their proportions.
    """
    middle = math.radians(sum(pin.latitude for pin in pins) / len(pins))
    first = pins[0].longitude
    # Across the date line the shorter way round counts.
    east = [((pin.longitude - first + 180) % 360 - 180) * math.cos(middle) * _METRES_A_DEGREE for pin in pins]
    north = [(pin.latitude - pins[0].latitude) * _METRES_A_DEGREE for pin in pins]
    about = 0.0 if all(pin.exact for pin in pins) else 2 * _ABOUT
    across = max(max(east) - min(east), _LEAST_SPAN) + about
    down = max(max(north) - min(north), _LEAST_SPAN) + about
    metres = max(across / (WIDTH - 2 * _MARGIN), down / (HEIGHT - 2 * _MARGIN))
    centre_x, centre_y = (max(east) + min(east)) / 2, (max(north) + min(north)) / 2
    drawn = [
        Drawn(WIDTH / 2 + (x - centre_x) / metres, HEIGHT / 2 - (y - centre_y) / metres)
        for x, y in zip(east, north, strict=True)
    ]
    return drawn, metres


def scale_of(metres_a_unit: float) -> tuple[float, str]:
    """A round length of about a fifth of the sheet: its units and its words."""
    length = min(_SCALES, key=lambda scale: abs(scale / metres_a_unit - WIDTH / 5))
    words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    return length / metres_a_unit, words


def draw(pins: Sequence[Pin]) -> Markup:
    """The map as SVG; its list of stops stands beside it on the page, so here it is one image with a name."""
    if not pins:
        return Markup("")
    points, metres = project(pins)
    title = _(
        "Map of the stops: %(stops)s", stops=", ".join(f"{n} {pin.label}" for n, pin in enumerate(pins, 1))
    )
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
        *_sheet(metres),
    ]
    path = " ".join(f"{'M' if n == 0 else 'L'}{point.x:.1f} {point.y:.1f}" for n, point in enumerate(points))
    parts.append(f'<path class="map__way" d="{path}"/>')
    for pin, point in zip(pins, points, strict=True):
        if not pin.exact:
            parts.append(
                f'<circle class="map__about" cx="{point.x:.1f}" cy="{point.y:.1f}" r="{_ABOUT / metres:.1f}"/>'
            )
    for number, point in enumerate(_apart(points), 1):
        parts.append(
            f'<circle class="map__pin" cx="{point.x:.1f}" cy="{point.y:.1f}" r="15"/>'
            f'<text class="map__number" x="{point.x:.1f}" y="{point.y + 5.5:.1f}" text-anchor="middle">{number}</text>'
        )
    units, words = scale_of(metres)
    parts.append(
        f'<path class="map__scale" d="M20 {HEIGHT - 22}v6h{units:.1f}v-6"/>'
        f'<text class="map__words" x="{28 + units:.1f}" y="{HEIGHT - 15}">{words}</text>'
        f'<path class="map__north" d="M{WIDTH - 28} 44V20l-5 9m5-9 5 9"/>'
        f'<text class="map__words" x="{WIDTH - 28}" y="60" text-anchor="middle">N</text></svg>'
    )
    return Markup("".join(parts))  # noqa: S704 - numbers and escaped words only


def _sheet(metres: float) -> list[str]:
    """A faint grid, a line every round distance."""
    units, _words = scale_of(metres)
    lines = [f'<rect class="map__sheet" width="{WIDTH}" height="{HEIGHT}" rx="14"/>']
    across = range(1, int(WIDTH / units) + 1)
    down = range(1, int(HEIGHT / units) + 1)
    grid = "".join(f"M{n * units:.1f} 0v{HEIGHT}" for n in across)
    grid += "".join(f"M0 {n * units:.1f}h{WIDTH}" for n in down)
    return [*lines, f'<path class="map__grid" d="{grid}"/>'] if grid else lines


def _apart(points: Sequence[Drawn]) -> list[Drawn]:
    """Pins that would cover each other are set side by side."""
    placed: list[Drawn] = []
    for point in points:
        x = point.x
        while any(math.hypot(other.x - x, other.y - point.y) < 24 for other in placed):
            x += 26
        placed.append(Drawn(x, point.y))
    return placed

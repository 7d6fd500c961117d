"""The drawn map: every stop on the sheet, north up, proportions kept, the scale true."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from kith.products.momento.events.map import HEIGHT, WIDTH, Pin, draw, project, scale_of

_PINS = st.lists(
    st.builds(
        Pin,
        latitude=st.floats(-70, 70),
        longitude=st.floats(-180, 180),
        label=st.text(max_size=20),
        exact=st.booleans(),
    ),
    min_size=1,
    max_size=10,
)


@given(_PINS)
def test_every_stop_is_on_the_sheet(pins: list[Pin]) -> None:
    points, metres = project(pins)
    assert metres > 0
    assert all(-1 <= point.x <= WIDTH + 1 and -1 <= point.y <= HEIGHT + 1 for point in points)


def test_north_is_up_and_distances_are_true() -> None:
    middle = Pin(latitude=52.52, longitude=13.40, label="a", exact=True)
    north = Pin(latitude=52.53, longitude=13.40, label="b", exact=True)
    east = Pin(latitude=52.52, longitude=13.42, label="c", exact=True)
    (here, up, right), metres = project([middle, north, east])
    assert up.y < here.y
    assert math.isclose(up.x, here.x)
    assert right.x > here.x
    assert math.isclose((here.y - up.y) * metres, 1113.2, rel_tol=0.01)
    assert math.isclose((right.x - here.x) * metres, 2 * 1113.2 * math.cos(math.radians(52.52)), rel_tol=0.01)
    units, words = scale_of(metres)
    length = float(words.split()[0]) * (1000 if words.endswith("km") else 1)
    assert math.isclose(units * metres, length)


def test_what_a_stop_is_called_cannot_become_markup() -> None:
    drawn = draw([Pin(latitude=0, longitude=0, label='"><script>alert(1)</script>', exact=False)])
    assert "<script" not in drawn
    assert draw([]) == ""

"""Charts stay within their frame, leave gaps for what is not told, and have everything in the table beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.web import charts
from kith.web.charts import Series

_VALUES = st.lists(st.none() | st.floats(0, 1e9), min_size=1, max_size=52)


@settings(max_examples=60)
@given(st.lists(_VALUES, min_size=1, max_size=4))
def test_every_mark_lies_within_the_frame_and_every_value_in_the_table(
    rows: list[list[float | None]],
) -> None:
    number = min(map(len, rows))
    series = [
        Series(label=f"s{which}", values=values[:number], muted=which == 1)
        for which, values in enumerate(rows)
    ]
    labels = [f"w{one}" for one in range(number)]
    for drawing in (
        charts.line("t", labels, series, str, nothing="few"),
        charts.stacked("t", labels, series, str, nothing="few"),
    ):
        for one, values in zip(drawing.series, rows, strict=True):
            told = [value for value in values[:number] if value is not None]
            assert len(one.marks) == len(told if drawing.kind == "line" else [v for v in told if v])
            for mark in one.marks:
                assert mark.x - charts.LEFT >= -0.2
                assert mark.x + mark.width <= charts.WIDTH - charts.RIGHT + 0.2
                assert mark.y >= charts.TOP - 0.2
                assert mark.y + mark.height <= charts.HEIGHT - charts.BOTTOM + 0.2
        assert [label for label, _cells in drawing.rows] == labels
        assert drawing.across[-1].text == labels[-1]
        assert len(drawing.across) <= 8
        for which, values in enumerate(rows):
            cells = [cells[which] for _label, cells in drawing.rows]
            assert cells == ["few" if value is None else str(value) for value in values[:number]]


def test_a_line_is_broken_where_nothing_is_told_and_the_scale_is_round() -> None:
    drawing = charts.line(
        "t", list("abcde"), [Series(label="s", values=[1, 3, None, 2, 4])], str, nothing="-"
    )
    assert len(drawing.series[0].paths) == 2
    assert [charts.ceiling(most) for most in (0, 1, 7, 12, 21, 26, 55, 99, 101)] == [
        1,
        1,
        8,
        15,
        30,
        30,
        60,
        100,
        150,
    ]
    assert charts.ceiling(0.25) == pytest.approx(0.3)

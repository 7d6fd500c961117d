"""Charts drawn on the server: lines week by week, and stacked columns. Pure geometry; `macros/charts.html` writes the SVG and the table beside it."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

WIDTH: Final = 360
HEIGHT: Final = 200
LEFT: Final = 8
RIGHT: Final = 8
TOP: Final = 24
BOTTOM: Final = 26
_PLOT_WIDTH: Final = WIDTH - LEFT - RIGHT
_PLOT_HEIGHT: Final = HEIGHT - TOP - BOTTOM
_MOST_LABELS: Final = 7
_GAP: Final = 0.3
"""Of a column's slot."""


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One row of values, one for each label; None is not told. `muted`: drawn behind the others, dashed, as what it is compared with."""

    label: str
    values: Sequence[float | None]
    muted: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A dot (r) or a column's part (width, height), with what it says."""

    x: float
    y: float
    says: str
    width: float = 0
    height: float = 0


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A series as it is drawn; `number` chooses colour and dash, `paths` are its unbroken stretches."""

    label: str
    number: int
    muted: bool
    paths: Sequence[str] = ()
    marks: Sequence[Mark] = ()


class Tick(msgspec.Struct, frozen=True):
    at: float
    text: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A chart: `kind` line or stacked; the table has the labels as rows and the series as columns."""

    kind: str
    title: str
    describes: str
    series: Sequence[Drawn]
    across: Sequence[Tick]
    up: Sequence[Tick]
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    width: int = WIDTH
    height: int = HEIGHT
    base: float = HEIGHT - BOTTOM
    left: float = LEFT
    right: float = WIDTH - RIGHT


def ceiling(most: float) -> float:
    """The round number at the top of a scale, half of which is round too, and not below `most`."""
    # A step below the smallest normal number would round to nothing, and so would the scale.
    if most < sys.float_info.min:
        return 1.0
    step = 10.0 ** math.floor(math.log10(most))
    return next(
        (factor * step for factor in (1, 1.5, 2, 3, 4, 5, 6, 8) if most <= factor * step * (1 + 1e-9)),
        10 * step,
    )


def line(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    say: Callable[[float], str],
    *,
    nothing: str,
    top: float | None = None,
    describes: str = "",
) -> Drawing:
    """Lines over the labels. What is not told leaves a gap. `top`: the value at the top of the scale, where it is known (1 for shares)."""
    values = [value for one in series for value in one.values if value is not None]
    most = top if top is not None else ceiling(max(values, default=0))
    step = _PLOT_WIDTH / max(len(labels), 1)

    def place(number: int, value: float) -> tuple[float, float]:
        return LEFT + step * (number + 0.5), TOP + _PLOT_HEIGHT * (1 - min(value / most, 1))

    drawn: list[Drawn] = []
    for which, one in enumerate(series):
        stretches: list[list[tuple[float, float]]] = [[]]
        marks: list[Mark] = []
        for number, value in enumerate(one.values):
            if value is None:
                stretches.append([])
                continue
            x, y = place(number, value)
            stretches[-1].append((x, y))
            marks.append(Mark(x=round(x, 1), y=round(y, 1), says=f"{labels[number]}: {say(value)}"))
        paths = [
            "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in stretch)
            for stretch in stretches
            if len(stretch) > 1
        ]
        drawn.append(Drawn(label=one.label, number=which, muted=one.muted, paths=paths, marks=marks))
    return Drawing(
        kind="line",
        title=title,
        describes=describes,
        series=drawn,
        across=_across(labels, step),
        up=_up(most, say),
        columns=[one.label for one in series],
        rows=_table(labels, series, say, nothing),
    )


def stacked(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    say: Callable[[float], str],
    *,
    nothing: str,
    describes: str = "",
) -> Drawing:
    """Columns over the labels, each made of the series on top of each other. What is not told has no part."""
    sums = [sum(one.values[number] or 0 for one in series) for number in range(len(labels))]
    most = ceiling(max(sums, default=0))
    step = _PLOT_WIDTH / max(len(labels), 1)
    reached = [0.0] * len(labels)
    drawn: list[Drawn] = []
    for which, one in enumerate(series):
        marks: list[Mark] = []
        for number, value in enumerate(one.values):
            if not value:
                continue
            height = _PLOT_HEIGHT * value / most
            reached[number] += height
            marks.append(
                Mark(
                    x=round(LEFT + step * (number + _GAP / 2), 1),
                    y=round(HEIGHT - BOTTOM - reached[number], 1),
                    width=round(step * (1 - _GAP), 1),
                    height=round(height, 1),
                    says=f"{labels[number]}, {one.label}: {say(value)}",
                )
            )
        drawn.append(Drawn(label=one.label, number=which, muted=one.muted, marks=marks))
    return Drawing(
        kind="stacked",
        title=title,
        describes=describes,
        series=drawn,
        across=_across(labels, step),
        up=_up(most, say),
        columns=[one.label for one in series],
        rows=_table(labels, series, say, nothing),
    )


def _across(labels: Sequence[str], step: float) -> list[Tick]:
    every = max(1, math.ceil(len(labels) / _MOST_LABELS))
    # Counted from the end: the newest always has its label.
    return [
        Tick(round(LEFT + step * (number + 0.5), 1), label)
        for number, label in enumerate(labels)
        if (len(labels) - 1 - number) % every == 0
    ]


def _up(most: float, say: Callable[[float], str]) -> list[Tick]:
    return [
        Tick(round(TOP + _PLOT_HEIGHT * (1 - share), 1), say(most * share) if share else "")
        for share in (0, 0.5, 1)
    ]


def _table(
    labels: Sequence[str], series: Sequence[Series], say: Callable[[float], str], nothing: str
) -> list[tuple[str, Sequence[str]]]:
    return [
        (
            label,
            [nothing if (value := one.values[number]) is None else say(value) for one in series],
        )
        for number, label in enumerate(labels)
    ]

"""Series of weekly numbers as charts, and what a period came to beside the one before. Pure but for the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from kith.commons.numbers.reads import Period, Series, Told
from kith.commons.numbers.weeks import span
from kith.foundation.language import _, later
from kith.foundation.product import Measure
from kith.web import charts
from kith.web.charts import Drawing
from kith.web.pages import day, money

FEW: Final = later("few or none")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A chart with what the period came to: `came_to` and `before` are empty where nothing is told, `change` where it cannot be compared."""

    key: str
    drawing: Drawing
    came_to: str
    before: str
    change: str
    told_weeks: int
    told_before: int
    weeks: int
    hint: str = ""


def say(unit: str, value: float, currency: str = "") -> str:
    """A value as people read it. Shares are 0 to 1; times are minutes; money is in minor units."""
    if unit == "share":
        return f"{value:.0%}"
    if unit == "money":
        return money(round(value), currency)
    if unit == "mean_minutes":
        minutes = round(value)
        if minutes < 60:
            return _("%(minutes)d min", minutes=minutes)
        if minutes < 48 * 60:
            return _("%(hours)d h %(minutes)02d min", hours=minutes // 60, minutes=minutes % 60)
        return _("%(days)d days", days=round(minutes / 1440))
    return f"{value:g}" if value < 1_000_000 else f"{value:,.0f}"


def value_of(unit: str, told: Sequence[Told]) -> float | None:
    """What these came to together: the sum, or the sum's share of the sum of bases; nothing told, nothing."""
    if not told:
        return None
    return ratio(unit, sum(one.value for one in told), sum(one.base or 0 for one in told))


def ratio(unit: str, value: int, base: int | None) -> float | None:
    """A value as its unit has it; of no base there is none."""
    if unit in ("count", "money"):
        return value
    return value / base if base else None


def short_day(week: date) -> str:
    return day(span(week)[0], "UTC", "d MMM")


def figure(measure: Measure, one: Series, period: Period, product: str, *, key: str) -> Figure:
    """A measure in one place: this period's line, and the one before it behind."""

    def speak(value: float) -> str:
        return say(measure.unit, value, one.currency)

    def values(weeks: Sequence[date], told: Mapping[date, Told]) -> list[float | None]:
        return [value_of(measure.unit, [told[week]] if week in told else []) for week in weeks]

    title = f"{_(measure.label)} · {product}" + (f" ({one.currency})" if one.currency else "")
    now = value_of(measure.unit, list(one.told.values()))
    before = value_of(measure.unit, list(one.earlier.values()))
    drawing = charts.line(
        title,
        [short_day(week) for week in period.weeks],
        [
            charts.Series(label=_("These weeks"), values=values(period.weeks, one.told)),
            charts.Series(
                label=_("The weeks before"), values=values(period.before.weeks, one.earlier), muted=True
            ),
        ],
        speak,
        nothing=_(FEW),
        top=1.0 if measure.unit == "share" else None,
        describes=_(
            "A line for each of %(weeks)d weeks, and a dashed one for as many before them.",
            weeks=len(period.weeks),
        ),
    )
    return Figure(
        key=key,
        drawing=drawing,
        came_to="" if now is None else speak(now),
        before="" if before is None else speak(before),
        change=_change(measure.unit, now, before) if len(one.told) == len(one.earlier) else "",
        told_weeks=len(one.told),
        told_before=len(one.earlier),
        weeks=len(period.weeks),
        hint=_(measure.hint) if measure.hint else "",
    )


def _change(unit: str, now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return ""
    if unit == "share":
        return _("%(points)+.0f points", points=(now - before) * 100)
    return "" if not before else f"{(now - before) / before:+.0%}"


def together(
    measure: Measure, found: Sequence[tuple[str, Series]], period: Period, currency: str = ""
) -> Drawing:
    """A measure of several products or cities as stacked columns; each part by its name."""
    return charts.stacked(
        _(measure.label) + (f" ({currency})" if currency else ""),
        [short_day(week) for week in period.weeks],
        [
            charts.Series(
                label=name,
                values=[
                    value_of(measure.unit, [one.told[week]] if week in one.told else [])
                    for week in period.weeks
                ],
            )
            for name, one in found
        ],
        lambda value: say(measure.unit, value, currency),
        nothing=_(FEW),
        describes=_(
            "A column for each of %(weeks)d weeks, with a part for each name.", weeks=len(period.weeks)
        ),
    )

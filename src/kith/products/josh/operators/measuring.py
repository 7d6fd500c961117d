"""Where JOSH's people live, in groups too large to point at anybody; and whether scoring helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromQuery

from kith.foundation.errors import NotFound
from kith.products.josh.matching.lift import Lift, Tally, measured_lift
from kith.products.josh.operators.frame import ACTOR, Requested, address, queries
from kith.web.console_frame import EVERYBODY, Link, Table, console_page, only, operator
from kith.web.request import house_of

SMALLEST_SHOWN: Final = 5
_DENSITY: Final = "/console/josh/density"
_LIFT: Final = "/console/josh/lift"
_STATES: Final = ("unverified", "verified", "interviewing", "active", "suspended")
_MOST_BARS: Final = 14
_MOST_AREAS: Final = 200


def count_shown(people: int) -> str:
    """A count as it may be shown; nought is not told from a few."""
    return str(people) if people >= SMALLEST_SHOWN else f"<{SMALLEST_SHOWN}"


def _bars(title: str, label: str, counts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    # A bar of a small group always has the same height: the drawing must not tell what the number hides.
    rows = [
        {
            "label": name,
            "value": max(people, SMALLEST_SHOWN - 1),
            "text": count_shown(people),
            "muted": people < SMALLEST_SHOWN,
        }
        for name, people in counts[:_MOST_BARS]
    ]
    return {"title": title, "rows": rows, "value_label": "People", "label_label": label}


@get(_DENSITY, include_in_schema=False, opt=only(*EVERYBODY))
async def show_density(request: Requested, region: FromQuery[UUID | None] = None) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        rows = [row async for row in queries.people_by_region(db.connection)]
        areas = (
            []
            if region is None
            else [
                (row["area"], row["people"])
                async for row in queries.people_by_zip(db.connection, region_id=region, at_most=_MOST_AREAS)
            ]
        )
    names = {row["id"]: (row["region"], row["region_state"]) for row in rows}
    counts = {(row["id"], row["state"]): row["people"] for row in rows}
    if region is not None and region not in names:
        raise NotFound
    active = [(name, counts.get((key, "active"), 0)) for key, (name, _) in names.items()]
    by_region = Table(
        title="People by region and state",
        lead=f"Fewer than {SMALLEST_SHOWN} people are shown as <{SMALLEST_SHOWN}, so that nobody can be singled out.",
        columns=("Region", "Region is", *(state.capitalize() for state in _STATES)),
        rows=[
            (
                Link(name, address(_DENSITY, region=str(key))),
                state,
                *(count_shown(counts.get((key, wanted), 0)) for wanted in _STATES),
            )
            for key, (name, state) in names.items()
        ],
        empty="There are no regions yet.",
    )
    tables = [by_region]
    if region is not None:
        tables.insert(
            0,
            Table(
                title=f"{names[region][0]} by area",
                lead="An area is the first three characters of the postal code.",
                columns=("Area", "People"),
                rows=[(area, count_shown(people)) for area, people in areas],
                empty="Nobody lives here yet.",
            ),
        )
        chart = _bars(f"{names[region][0]}: people by area", "Area", areas) if areas else None
    else:
        chart = (
            _bars("Active people by region", "Region", sorted(active, key=lambda row: -row[1]))
            if active
            else None
        )
    return console_page(
        request,
        "Density",
        tables,
        chart=chart,
        links=[Link("All regions", _DENSITY)] if region else [],
        product="josh",
    )


@get(_LIFT, include_in_schema=False, opt=only(*EVERYBODY))
async def show_lift(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        measured = [
            ("LinkUps that took place", await queries.arms_by_linkup(db.connection)),
            ("Invites that had a yes", await queries.arms_by_invite(db.connection)),
            ("People who would meet again", await queries.arms_by_outcome(db.connection)),
        ]
    table = Table(
        title="Scored against random",
        lead="One LinkUp in twenty asks people at random among those who pass the filters. Rates with how many they are of, "
        "and the 95 % interval of their difference. Only the first line counts LinkUps, which is what chance decides on; the "
        "others count people as if those of one LinkUp had nothing to do with each other, so their intervals are too narrow.",
        columns=("What", "Scored", "Random", "Difference", "From", "To", "In words"),
        rows=[(what, *_lift_cells(row)) for what, row in measured],
        empty="",
    )
    return console_page(request, "Measured lift", [table], product="josh")


def _lift_cells(row: Any) -> tuple[str, ...]:
    scored = Tally(row["scored_successes"], row["scored_trials"])
    by_chance = Tally(row["random_successes"], row["random_trials"])
    lift: Lift = measured_lift(scored, by_chance)
    return (
        _rate(lift.scored_rate, scored.trials),
        _rate(lift.random_rate, by_chance.trials),
        "" if lift.difference is None else f"{100 * lift.difference:+.1f}",
        f"{100 * lift.interval.low:+.1f}",
        f"{100 * lift.interval.high:+.1f}",
        lift.sentence,
    )


def _rate(rate: float | None, trials: int) -> str:
    return "none yet" if rate is None else f"{100 * rate:.1f} % of {trials}"


ROUTES = [show_density, show_lift]

"""Numbers about cards, and about evenings only where there are many."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from litestar import Response, get

from kith.products.attuned.bank.commands import queries
from kith.products.attuned.bank.frame import ACTOR, PATH, ROLES, STATISTICS, Requested, schema
from kith.web.console_frame import Link, Table, console_page, only, operator
from kith.web.request import house_of

FEWEST_EVENINGS: Final = 20
"""Months with fewer are not shown: a number about two people is none."""


@get(STATISTICS, include_in_schema=False, opt=only(*ROLES))
async def show_statistics(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        kinds = [row async for row in queries.by_kind(db.connection)]
        intensities = [row async for row in queries.by_intensity(db.connection)]
        themes = [row async for row in queries.by_theme(db.connection, at_most=60)]
        months = [row async for row in queries.by_month(db.connection, fewest=FEWEST_EVENINGS)]
        writing = [row async for row in queries.writing_by_month(db.connection, fewest=FEWEST_EVENINGS)]
    few = f"Months with fewer than {FEWEST_EVENINGS} evenings are left out."
    none = "No card is in the bank. The shipped ones come by themselves within minutes."
    tables = [
        Table(
            title="The bank",
            columns=("Level", "Kind", "In play", "Waiting for approval", "Archived"),
            rows=[(row["rating"], row["type"], row["live"], row["waiting"], row["archived"]) for row in kinds],
            empty=none,
        ),
        Table(
            title="By intensity",
            columns=("Intensity", "G", "R", "X"),
            rows=[(row["intensity"], row["g"], row["r"], row["x"]) for row in intensities],
            empty=none,
        ),
        Table(
            title="By theme",
            columns=("Theme", "Cards"),
            rows=[(Link(row["theme"], f"{PATH}?theme={quote(row['theme'], safe='')}"), row["cards"]) for row in themes],
            empty=none,
        ),
        Table(
            title="Played",
            lead=few,
            columns=("Month", "Kind", "Shown", "Skipped", "Liked", "Disliked"),
            rows=[
                (f"{row['month']:%Y-%m}", row["type"], row["shown"], _share(row["skipped"], row["shown"]), row["liked"], row["disliked"])
                for row in months
            ],
            empty="Not enough has been played to say anything about it.",
        ),
        Table(
            title="Written for the moment",
            lead=few,
            columns=("Month", "Level", "Tries", "Good", "95 % within"),
            rows=[
                (f"{row['month']:%Y-%m}", row["level"], row["tries"], _share(row["good"], row["tries"]), f"{row['p95_ms']} ms")
                for row in writing
            ],
            empty="Not enough has been written to say anything about it.",
        ),
    ]  # fmt: skip
    return console_page(
        request,
        "Statistics",
        tables,
        lead="Cards and numbers of evenings. What anybody answered, drew or liked is nobody’s to see.",
        links=[Link("All cards", PATH)],
        product="attuned",
    )


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part // whole if whole else 0} %)"


ROUTES = [show_statistics]

"""The radio planner: the week as a grid to drag on and as a list, single days, and what is put on by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.hotmess.operators.frame import ADMINS, Requested
from kith.products.hotmess.radio import planning
from kith.products.hotmess.radio.planning import WEEKDAYS, BlockForm
from kith.products.hotmess.radio.programme import clock_change, monday_of
from kith.products.hotmess.radio.reads import ACTOR, queries, schema, station_row
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, only, operator
from kith.web.pages import flash_next, moment
from kith.web.request import house_of

PATH: Final = "/console/hotmess/radio"


class OverrideForm(msgspec.Struct, frozen=True, kw_only=True):
    title: Annotated[str, msgspec.Meta(max_length=300)] = ""
    artist: Annotated[str, msgspec.Meta(max_length=300)] = ""
    minutes: int = planning.USUAL_MINUTES
    show: UUID | None = None


def _when(row: Any) -> str:
    day = f"{row['on_date']:%d %b}" if row["on_date"] is not None else "every week"
    over = " (next day)" if row["end_time"] <= row["start_time"] else ""
    return f"{row['start_time']:%H:%M} to {row['end_time']:%H:%M}{over}, {day}"


def _blocks_table(rows: list[Any]) -> Table:
    return Table(
        title="As a list",
        lead="The same without dragging. Set a block aside to free its hours for a while.",
        columns=("Show", "Day", "Time", "State", "", "", ""),
        rows=[
            (
                row["title"],
                WEEKDAYS[int(row["day_of_week"])],
                _when(row),
                "set aside" if row["status"] == "overridden" else "in force",
                Link("Change", f"{PATH}/blocks/{row['id']}"),
                Do("Put back", f"{PATH}/blocks/{row['id']}/restore")
                if row["status"] == "overridden"
                else Do("Set aside", f"{PATH}/blocks/{row['id']}/aside"),
                Do("Remove", f"{PATH}/blocks/{row['id']}/remove"),
            )
            for row in rows
        ],
        empty="Nothing is planned. Draw on the grid, or use the form below.",
    )


def _block_form(shows: list[Any], action: str, title: str, button: str, row: Any | None = None) -> Form:
    def text(name: str, otherwise: str) -> str:
        return otherwise if row is None else f"{row[name]:%H:%M}"

    chosen = (
        ()
        if row is not None
        else (
            Field(name="show", label="Show", options=tuple((str(one["id"]), one["title"]) for one in shows)),
        )
    )
    return Form(
        title=title,
        lead="Times are the station's. An end before the beginning is the next day's.",
        action=action,
        button=button,
        fields=(
            *chosen,
            Field(
                name="day",
                label="Every",
                value="5" if row is None else str(row["day_of_week"]),
                options=tuple((str(day), WEEKDAYS[day]) for day in (1, 2, 3, 4, 5, 6, 0)),
            ),
            Field(
                name="date",
                label="Or only on",
                type="date",
                value="" if row is None or row["on_date"] is None else row["on_date"].isoformat(),
                required=False,
                hint="A single day goes before the week.",
            ),
            Field(name="start", label="From", type="time", value=text("start_time", "22:00")),
            Field(name="end", label="Until", type="time", value=text("end_time", "00:00")),
        ),
    )


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def planner(request: Requested, week: FromQuery[str] = "") -> Response[str]:
    await operator(request)
    house = house_of(request)
    try:
        wanted = date.fromisoformat(week) if week else None
        async with house.database.session(ACTOR, schema(house)) as db:
            station = await station_row(db)
            today = db.now.astimezone(ZoneInfo(station["timezone"])).date()
            first = monday_of(wanted or today)
            rows = [
                row async for row in queries.weekly(db.connection, station=station["id"], first_day=first)
            ]
            shows = [row async for row in queries.all_shows(db.connection, station=station["id"])]
            by_hand = [row async for row in queries.put_on_lately(db.connection, station=station["id"])]
        days = [first + timedelta(days=number) for number in range(7)]
        earlier, later = first - timedelta(days=7), first + timedelta(days=7)
        changes = [(day, clock_change(day, station["timezone"])) for day in days]
    except (ValueError, OverflowError):
        raise Invalid("Write the day like 2026-12-04.", field="week") from None
    live = [show for show in shows if show["status"] != "archived"]
    table = Table(
        title="Put on by hand",
        columns=("What", "Who", "From", "Until", ""),
        rows=[
            (
                row["title"],
                row["artist"],
                moment(row["starts_at"], station["timezone"], "short"),
                moment(row["ends_at"], station["timezone"], "short"),
                Do("End it", f"{PATH}/overrides/{row['id']}/end") if row["running"] else "",
            )
            for row in by_hand
        ],
        empty="Nothing lately; the week decides.",
    )
    override = Form(
        title="Put something on now",
        lead="It goes before the week until its time is up, or until you end it.",
        action=f"{PATH}/overrides",
        button="Put it on",
        fields=(
            Field(name="title", label="What"),
            Field(name="artist", label="Who", required=False),
            Field(name="minutes", label="Minutes", type="number", value=str(planning.USUAL_MINUTES)),
            Field(
                name="show",
                label="A show it belongs to",
                required=False,
                options=(("", "None"), *((str(one["id"]), one["title"]) for one in live)),
            ),
        ),
    )
    grid = [
        {
            "id": row["id"],
            "title": row["title"],
            "day": row["day_of_week"],
            "start": row["start_time"].hour * 60 + row["start_time"].minute,
            "end": row["end_time"].hour * 60 + row["end_time"].minute,
            "date": "" if row["on_date"] is None else row["on_date"].isoformat(),
        }
        for row in rows
        if row["status"] == "live"
    ]
    return console_page(
        request,
        "Radio planner",
        [_blocks_table(rows), table],
        links=[
            Link("A week earlier", f"{PATH}?week={earlier}"),
            Link("A week later", f"{PATH}?week={later}"),
            Link("Shows", f"{PATH}/shows"),
            Link("Records", f"{PATH}/records"),
            Link("The station's page", "/hotmess/radio"),
        ],
        forms=[_block_form(live, f"{PATH}/blocks", "Plan a block", "Plan it"), override],
        product="hotmess",
        template="hotmess/planner.html",
        more={
            "grid": grid,
            "days": [(day.isoweekday() % 7, WEEKDAYS[day.isoweekday() % 7], day) for day in days],
            "changes": [(day, minutes) for day, minutes in changes if minutes],
            "shows": [(show["id"], show["title"]) for show in live],
            "zone": station["timezone"],
            "path": PATH,
        },
    )


@post(PATH + "/blocks", include_in_schema=False, status_code=200)
async def add(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.add(house_of(request), admin, await forms.read(request, BlockForm))
    flash_next(request, "success", _("Planned."))
    return Redirect(PATH, status_code=303)


@get(PATH + "/blocks/{block:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def one(request: Requested, block: FromPath[UUID]) -> Response[str]:
    await operator(request)
    row = await planning.block(house_of(request), block)
    form = _block_form([], f"{PATH}/blocks/{block}", "Another time", "Move it", row)
    return console_page(
        request, row["title"], [], links=[Link("The planner", PATH)], forms=[form], product="hotmess"
    )


@post(PATH + "/blocks/{block:uuid}", include_in_schema=False, status_code=200)
async def move(request: Requested, block: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.move(house_of(request), admin, block, await forms.read(request, BlockForm))
    flash_next(request, "success", _("Moved."))
    return Redirect(PATH, status_code=303)


@post(PATH + "/blocks/{block:uuid}/aside", include_in_schema=False, status_code=200)
async def aside(request: Requested, block: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.set_aside(house_of(request), admin, block, aside=True)
    flash_next(request, "success", _("Set aside; its hours are free."))
    return Redirect(PATH, status_code=303)


@post(PATH + "/blocks/{block:uuid}/restore", include_in_schema=False, status_code=200)
async def restore(request: Requested, block: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.set_aside(house_of(request), admin, block, aside=False)
    flash_next(request, "success", _("In force again."))
    return Redirect(PATH, status_code=303)


@post(PATH + "/blocks/{block:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, block: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.remove(house_of(request), admin, block)
    flash_next(request, "success", _("Taken out of the plan."))
    return Redirect(PATH, status_code=303)


@post(PATH + "/overrides", include_in_schema=False, status_code=200)
async def put_on(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, OverrideForm)
    await planning.put_on(house_of(request), admin, form.title, form.artist, form.minutes, form.show)
    flash_next(request, "success", _("On air."))
    return Redirect(PATH, status_code=303)


@post(PATH + "/overrides/{override:uuid}/end", include_in_schema=False, status_code=200)
async def end(request: Requested, override: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await planning.end(house_of(request), admin, override)
    flash_next(request, "success", _("Ended; the week goes on."))
    return Redirect(PATH, status_code=303)


ROUTES = [planner, add, one, move, aside, restore, remove, put_on, end]

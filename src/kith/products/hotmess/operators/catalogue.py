"""The radio's shows and records, as operators keep them."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.products.hotmess.operators.frame import ADMINS, Requested
from kith.products.hotmess.operators.radio import PATH
from kith.products.hotmess.radio import catalogue
from kith.products.hotmess.radio.catalogue import ReleaseForm, ShowForm
from kith.products.hotmess.radio.machine import RELEASE, SHOW
from kith.products.hotmess.radio.reads import ACTOR, queries, schema, station_row
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

SHOWS: Final = f"{PATH}/shows"
RECORDS: Final = f"{PATH}/records"
_MOVES: Final = {"scheduled": "Schedule it", "draft": "Back to draft", "archived": "Archive it"}


class StateForm(msgspec.Struct, frozen=True):
    to_state: Annotated[str, msgspec.Meta(max_length=20)]


def _show_form(action: str, title: str, row: Any | None) -> Form:
    def text(name: str) -> str:
        return "" if row is None else (row[name] or "")

    states = (
        ()
        if row is None
        else (
            Field(
                name="status",
                label="State",
                value=row["status"],
                options=tuple((one, one) for one in sorted({row["status"], *SHOW.successors(row["status"])})),
            ),
        )
    )
    return Form(
        title=title,
        action=action,
        button="Save",
        fields=(
            Field(name="title", label="Title", value=text("title")),
            Field(name="host", label="Host", value=text("host"), required=False),
            Field(
                name="description", label="About", type="textarea", value=text("description"), required=False
            ),
            Field(
                name="soundcloud_url",
                label="On SoundCloud",
                type="url",
                value=text("soundcloud_url"),
                required=False,
                hint="Begins with https://soundcloud.com/. Listeners are asked before it is loaded.",
            ),
            Field(
                name="slug",
                label="Address",
                value=text("slug"),
                required=False,
                hint="Empty: from the title.",
            ),
            *states,
        ),
    )


@get(SHOWS, include_in_schema=False, opt=only(*ADMINS))
async def shows(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        station = await station_row(db)
        rows = [row async for row in queries.all_shows(db.connection, station=station["id"])]
    table = Table(
        title="Shows",
        columns=("Title", "Host", "State", "Changed"),
        rows=[
            (Link(row["title"], f"{SHOWS}/{row['id']}"), row["host"], row["status"], row["updated_at"])
            for row in rows
        ],
        empty="No show yet. Begin with the form below.",
    )
    return console_page(
        request,
        "Shows",
        [table],
        links=[Link("The planner", PATH)],
        forms=[_show_form(SHOWS, "A new show", None)],
        product="hotmess",
    )


@post(SHOWS, include_in_schema=False, status_code=200)
async def add_show(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    made = await catalogue.save_show(house_of(request), admin, await forms.read(request, ShowForm))
    flash_next(request, "success", "Kept as a draft. Put it live when it may be heard.")
    return Redirect(f"{SHOWS}/{made}", status_code=303)


@get(SHOWS + "/{show:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def one_show(request: Requested, show: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.show_by_id(db.connection, id=show)
    if row is None:
        raise NotFound
    return console_page(
        request,
        row["title"],
        [],
        facts=[("State", row["status"])],
        links=[Link("All shows", SHOWS)],
        forms=[_show_form(f"{SHOWS}/{show}", "The show", row)],
        product="hotmess",
    )


@post(SHOWS + "/{show:uuid}", include_in_schema=False, status_code=200)
async def change_show(request: Requested, show: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await catalogue.save_show(house_of(request), admin, await forms.read(request, ShowForm), show)
    flash_next(request, "success", "Saved.")
    return Redirect(f"{SHOWS}/{show}", status_code=303)


def _record_form(action: str, title: str, row: Any | None, zone: str) -> Form:
    def text(name: str) -> str:
        return "" if row is None else (row[name] or "")

    out = "" if row is None or row["release_at"] is None else row["release_at"].astimezone(ZoneInfo(zone))
    return Form(
        title=title,
        action=action,
        button="Save",
        fields=(
            Field(name="title", label="Title", value=text("title")),
            Field(name="artist", label="Artist", value=text("artist")),
            Field(
                name="release_at",
                label="Out at",
                type="datetime-local",
                value=f"{out:%Y-%m-%dT%H:%M}" if out else "",
                required=False,
                hint=f"By the clock in {zone}; to the second, by itself.",
            ),
            Field(
                name="catalog_number", label="Catalogue number", value=text("catalog_number"), required=False
            ),
            Field(
                name="description", label="About", type="textarea", value=text("description"), required=False
            ),
            Field(
                name="soundcloud_url",
                label="On SoundCloud",
                type="url",
                value=text("soundcloud_url"),
                required=False,
                hint="Begins with https://soundcloud.com/.",
            ),
            Field(
                name="slug",
                label="Address",
                value=text("slug"),
                required=False,
                hint="Empty: from the names.",
            ),
        ),
    )


@get(RECORDS, include_in_schema=False, opt=only(*ADMINS))
async def records(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        zone = (await station_row(db))["timezone"]
        rows = [row async for row in queries.all_releases(db.connection)]
    table = Table(
        title="Records",
        columns=("Title", "Artist", "State", "Out at (UTC)"),
        rows=[
            (Link(row["title"], f"{RECORDS}/{row['id']}"), row["artist"], row["state"], row["release_at"])
            for row in rows
        ],
        empty="No record yet. Begin with the form below.",
    )
    return console_page(
        request,
        "Records",
        [table],
        links=[Link("The planner", PATH)],
        forms=[_record_form(RECORDS, "A new record", None, zone)],
        product="hotmess",
    )


@post(RECORDS, include_in_schema=False, status_code=200)
async def add_record(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    made = await catalogue.save_release(house_of(request), admin, await forms.read(request, ReleaseForm))
    flash_next(request, "success", "Kept as a draft. Schedule it when it is complete.")
    return Redirect(f"{RECORDS}/{made}", status_code=303)


@get(RECORDS + "/{record:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def one_record(request: Requested, record: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        zone = (await station_row(db))["timezone"]
        row = await queries.release_by_id(db.connection, id=record)
    if row is None:
        raise NotFound
    moves = Table(
        title="Next",
        columns=("",),
        rows=[
            (Do(_MOVES[state], f"{RECORDS}/{record}/state", fields={"to_state": state}),)
            for state in sorted(RELEASE.successors(row["state"]) - {"live"})
        ],
        empty="Nothing more.",
    )
    return console_page(
        request,
        row["title"],
        [moves],
        facts=[("State", row["state"]), ("Out at (UTC)", row["release_at"])],
        links=[Link("All records", RECORDS)],
        forms=[_record_form(f"{RECORDS}/{record}", "The record", row, zone)],
        product="hotmess",
    )


@post(RECORDS + "/{record:uuid}", include_in_schema=False, status_code=200)
async def change_record(request: Requested, record: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await catalogue.save_release(house_of(request), admin, await forms.read(request, ReleaseForm), record)
    flash_next(request, "success", "Saved.")
    return Redirect(f"{RECORDS}/{record}", status_code=303)


@post(RECORDS + "/{record:uuid}/state", include_in_schema=False, status_code=200)
async def move_record(request: Requested, record: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, StateForm)
    await catalogue.move_release(house_of(request), admin, record, form.to_state)
    flash_next(request, "success", "Done.")
    return Redirect(f"{RECORDS}/{record}", status_code=303)


ROUTES = [shows, add_show, one_show, change_show, records, add_record, one_record, change_record, move_record]

"""Features that can be switched: on or off, for a share of people, for people by name."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.flags import commands as flags
from kith.commons.flags.switches import Setting, declared, queries
from kith.foundation.actor import service
from kith.web import forms
from kith.web.console_frame import (
    Do,
    Field,
    Form,
    Link,
    Table,
    console_page,
    only,
    operator,
    reason_in,
    reason_of,
)
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.flags")
_ROLES = ("ops", "engineering")
PATH = "/console/features"


class Wish(msgspec.Struct, frozen=True):
    """How a feature is to be; `seen` is the version the operator looked at."""

    state: Literal["on", "off"]
    percent: int
    seen: int
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


class Named(msgspec.Struct, frozen=True):
    address: Annotated[str, msgspec.Meta(max_length=254)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


def _words(setting: Setting) -> str:
    if not setting.enabled:
        return "Off"
    if setting.rollout_percent == 100:
        return "On"
    return f"On for {setting.rollout_percent} % and {len(setting.people)} by name"


async def _settings(request: Requested) -> dict[str, Setting]:
    """As the database has them now, not as this process remembers them."""
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        kept = {
            row["key"]: Setting(
                row["enabled"], row["rollout_percent"], frozenset(row["people"]), row["version"]
            )
            async for row in queries.everything(db.connection)
        }
    return declared(house) | kept


@get(PATH, include_in_schema=False, opt=only(*_ROLES))
async def show_features(request: Requested) -> Response[str]:
    await operator(request)
    settings = await _settings(request)
    table = Table(
        title="Features",
        lead="A change is felt at once, by everybody it concerns.",
        columns=("Feature", "What it does", "Product", "State"),
        rows=[
            (
                Link(switch.key, f"{PATH}/{switch.key}"),
                switch.description,
                product.name,
                _words(settings[switch.key]),
            )
            for product in house_of(request).products
            for switch in product.switches
        ],
        empty="No product here has features that can be switched.",
    )
    return console_page(request, "Features", [table])


@get(PATH + "/{key:str}", include_in_schema=False, opt=only(*_ROLES))
async def show_feature(request: Requested, key: FromPath[str]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    switch, _product = flags.switch_of(house, key)
    setting = (await _settings(request))[key]
    async with house.database.session(_ACTOR, "kith") as db:
        people = [row async for row in queries.people_of(db.connection, key=key)]
    table = Table(
        title="On by name",
        lead="For them it is on whatever the share, while it is on at all.",
        columns=("Person", "Since", ""),
        rows=[
            (
                row["address"],
                row["created_at"],
                Do("Remove", f"{PATH}/{key}/people/{row['person_id']}/remove", asks="Why?"),
            )
            for row in people
        ],
        empty="Nobody is named.",
    )
    return console_page(
        request,
        key,
        [table],
        lead=switch.description,
        facts=[("State", _words(setting)), ("Changed so far", setting.version)],
        links=[Link("All features", PATH)],
        forms=[
            Form(
                title="Change it",
                lead="The share is always the same people, and growing it leaves nobody behind.",
                action=f"{PATH}/{key}",
                button="Change it",
                hidden={"seen": str(setting.version)},
                fields=(
                    Field(
                        name="state",
                        label="State",
                        value="on" if setting.enabled else "off",
                        options=(("on", "On"), ("off", "Off")),
                    ),
                    Field(
                        name="percent",
                        label="For how many percent of people",
                        type="number",
                        value=str(setting.rollout_percent),
                        hint="100: for everybody.",
                    ),
                    Field(name="reason", label="Reason, for the log"),
                ),
            ),
            Form(
                title="Name somebody",
                action=f"{PATH}/{key}/people",
                button="Name them",
                fields=(
                    Field(name="address", label="The address or number they sign in with"),
                    Field(name="reason", label="Reason, for the log"),
                ),
            ),
        ],
    )


@post(PATH + "/{key:str}", include_in_schema=False, status_code=200)
async def change(request: Requested, key: FromPath[str]) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, Wish)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        await flags.put(
            db,
            house,
            admin,
            key,
            enabled=form.state == "on",
            percent=form.percent,
            seen=form.seen,
            reason=reason,
        )
    flash_next(request, "success", "Changed, and written down.")
    return Redirect(f"{PATH}/{key}", status_code=303)


@post(PATH + "/{key:str}/people", include_in_schema=False, status_code=200)
async def name_somebody(request: Requested, key: FromPath[str]) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, Named)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        await flags.name_person(db, house, admin, key, form.address, reason)
    flash_next(request, "success", "It is on for them now.")
    return Redirect(f"{PATH}/{key}", status_code=303)


@post(PATH + "/{key:str}/people/{person:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_somebody(request: Requested, key: FromPath[str], person: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *_ROLES)
    reason = await reason_of(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        await flags.unname_person(db, house, admin, key, person, reason)
    flash_next(request, "success", "Removed, and written down.")
    return Redirect(f"{PATH}/{key}", status_code=303)


ROUTES = [show_features, show_feature, change, name_somebody, remove_somebody]

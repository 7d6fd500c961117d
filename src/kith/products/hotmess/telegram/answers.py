"""What the bot answers: the same that the pages show to anybody, in a few lines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.hotmess.radio import reads as radio
from kith.products.hotmess.telegram.commands import Command, city_slug
from kith.products.hotmess.tonight import reads as tonight
from kith.web.pages import clock_time, day, zone_city

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.telegram")
_SHOWN: Final = 6


def schema(house: House) -> str:
    return house.product("hotmess").schema


def _at(moment: datetime, zone: str) -> str:
    return f"{day(moment, zone)}, {clock_time(moment, zone)}"


async def answer(house: House, command: Command) -> str:
    """The bot's words."""
    match command.name:
        case "tonight":
            return await _tonight(house, command.rest)
        case "radio":
            return await _radio(house)
        case "drop":
            return await _drop(house)
        case _:
            return _help()


def _help() -> str:
    return "\n".join(
        [
            _("HOTMESS is for men of 18 and older."),
            "",
            _("/tonight – what is on (another city: /tonight berlin)"),
            _("/radio – what plays, and what is next"),
            _("/drop – the next drop in the shop"),
        ]
    )


async def _tonight(house: House, words: str) -> str:
    try:
        found = await tonight.tonight(house, city_slug(words) or "london", at_most=_SHOWN)
    except NotFound:
        names = ", ".join(one.name for one in await tonight.cities(house))
        return _("We do not know that city. There are: %(cities)s.", cities=names)
    page = f"{house.settings.public_url}/hotmess/tonight?city={found.city}"
    if not found.items:
        return _("Nothing is on in %(city)s yet. Put something on: %(page)s", city=found.city_name, page=page)
    lines = [
        f"• {one.title}"
        + (f", {one.venue_name}" if one.venue_name else "")
        + (f" ({_at(one.starts_at, one.timezone)})" if one.starts_at else _(" (on now)"))
        for one in found.items
    ]
    return "\n".join([_("On in %(city)s:", city=found.city_name), *lines, "", page])


async def _radio(house: House) -> str:
    found = await radio.on_air(house)
    page = f"{house.settings.public_url}/hotmess/radio"
    if found.title is None:
        now = _("%(station)s is off air.", station=found.name)
    elif found.artist is None:
        now = _("On air: %(title)s.", title=found.title)
    else:
        now = _("On air: %(title)s, with %(who)s.", title=found.title, who=found.artist)
    lines = [now]
    if found.next_title is not None and found.next_starts_at is not None:
        lines.append(
            _(
                "Next: %(title)s, %(at)s.",
                title=found.next_title,
                at=_at(found.next_starts_at, found.timezone),
            )
        )
        lines.append(_("Times are those of %(zone)s.", zone=zone_city(found.timezone)))
    return "\n".join([*lines, "", page])


async def _drop(house: House) -> str:
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.drops(db.connection)]
    page = f"{house.settings.public_url}/hotmess/shop"
    if not rows:
        return _("No drop is planned. The shop is open: %(page)s", page=page)
    lines = [
        _("%(title)s is on, until %(at)s.", title=row["title"], at=_at(row["end_at"], "Europe/London"))
        if row["state"] == "live"
        else _("%(title)s begins %(at)s.", title=row["title"], at=_at(row["start_at"], "Europe/London"))
        for row in rows
    ]
    return "\n".join([*lines, _("Times are London's."), "", page])

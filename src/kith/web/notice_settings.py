"""How one wants to be told: topics by channel, browsers that get pushes, quiet hours, gathered letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.consent import commands as consent
from kith.commons.messaging import browsers, preferences, push
from kith.commons.messaging.browsers import Browser
from kith.commons.messaging.preferences import Choice, Preferences, TopicChoice
from kith.foundation.errors import Conflict, Invalid, NotFound, TooMany
from kith.foundation.language import _, later
from kith.web import forms
from kith.web.devices import is_carried, name_of
from kith.web.pages import flash_next, moment, page
from kith.web.request import house_of, person_of

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House
    from kith.foundation.product import TopicChannel

Requested = Request[Any, Any, Any]
PAGE: Final = "/account/notifications"
_CHANNELS: Final = {
    "in_app": later("In Notices"),
    "email": later("E-mail"),
    "sms": later("Text"),
    "push": later("Push"),
}


class ChannelsForm(msgspec.Struct, frozen=True):
    """`on` holds “topic channel” for each that is ticked, `shown` the products whose topics the page showed."""

    on: list[str] = []
    shown: list[str] = []


class QuietForm(msgspec.Struct, frozen=True):
    zone: Annotated[str, msgspec.Meta(max_length=60)]
    digest: Literal["off", "daily", "weekly"] = "off"
    quiet_from: Annotated[str, msgspec.Meta(max_length=8)] = ""
    quiet_until: Annotated[str, msgspec.Meta(max_length=8)] = ""


async def _used(house: House, person: Person, found: Preferences) -> set[str]:
    """The products a person has to do with, as far as their consents tell; all where they tell of none."""
    async with house.database.session(person.actor, "kith") as db:
        used = {one.product for one in await consent.history(db, person.id)}
    return used or {one.product for one in found.topics}


def _row(topic: TopicChoice, columns: Sequence[TopicChannel]) -> dict[str, Any]:
    by_channel = {one.channel: one for one in topic.channels}
    return {
        "topic": topic.topic,
        "name": topic.name,
        "about": topic.about,
        "urgent": topic.urgent,
        "must": not topic.may_be_off,
        "cells": {channel: by_channel.get(channel) for channel in columns},
    }


async def _context(house: House, person: Person, found: Preferences) -> dict[str, Any]:
    columns = found.reached_by
    used = await _used(house, person, found)
    names = {product.slug: product.name for product in house.products}
    groups = [
        {
            "slug": slug,
            "name": names.get(slug, "Kith"),
            "used": slug == preferences.HOUSE or slug in used,
            "topics": [_row(topic, columns) for topic in found.topics if topic.product == slug],
        }
        for slug in dict.fromkeys(topic.product for topic in found.topics)
    ]
    # What is one's own first, the house's after it.
    groups.sort(key=lambda group: (not group["used"], group["slug"] == preferences.HOUSE))
    return {
        "groups": groups,
        "columns": [(channel, _(_CHANNELS[channel])) for channel in columns],
        "found": found,
        "push_key": push.public_key(house),
        "browsers": [_browser(one, found.zone) for one in await browsers.of_person(house, person)],
        "zones": [(zone, zone.replace("_", " ")) for zone in preferences.zones()],
        "quiet_from": found.quiet_from.strftime("%H:%M") if found.quiet_from else "",
        "quiet_until": found.quiet_until.strftime("%H:%M") if found.quiet_until else "",
        "errors": [],
    }


def _browser(one: Browser, zone: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": name_of(one.user_agent),
        "since": moment(one.created_at, zone, "medium"),
        "last_used": moment(one.last_used_at, zone, "medium") if one.last_used_at else "",
        "carried": is_carried(one.user_agent),
    }


@get(PAGE, include_in_schema=False)
async def show(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    found = await preferences.of(house, person)
    return page(request, "notices/settings.html", await _context(house, person, found))


@post(PAGE, include_in_schema=False, status_code=200)
async def save(request: Requested) -> Redirect:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, ChannelsForm)
    found = await preferences.of(house, person)
    ticked = set(form.on)
    choices = [
        Choice(topic=topic.topic, channel=one.channel, wanted=f"{topic.topic} {one.channel}" in ticked)
        for topic in found.topics
        if topic.product in form.shown
        for one in topic.channels
        if one.channel in found.reached_by and not one.fixed
    ]
    await preferences.choose(house, person, choices, "settings")
    flash_next(request, "success", "Saved. That is how we tell you from now on.")
    return Redirect(PAGE, status_code=303)


@post(PAGE + "/quiet", include_in_schema=False, status_code=200)
async def save_quiet(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, QuietForm)
    try:
        await preferences.settle(
            house,
            person,
            zone=form.zone,
            quiet_from=_time(form.quiet_from, "quiet_from"),
            quiet_until=_time(form.quiet_until, "quiet_until"),
            digest=form.digest,
        )
    except Invalid as mistake:
        found = await preferences.of(house, person)
        context = await _context(house, person, found)
        said = {
            "errors": [{"field": mistake.field or "zone", "text": mistake.detail}],
            "found": msgspec.structs.replace(found, zone=form.zone, digest=form.digest),
            "quiet_from": form.quiet_from,
            "quiet_until": form.quiet_until,
        }
        return page(request, "notices/settings.html", {**context, **said}, status=422)
    flash_next(request, "success", "Saved. That is how we tell you from now on.")
    return Redirect(f"{PAGE}#quiet", status_code=303)


@post(PAGE + "/browsers/{browser_id:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_browser(request: Requested, browser_id: FromPath[UUID]) -> Redirect:
    if not await browsers.remove(house_of(request), person_of(request), browser_id):
        raise NotFound
    flash_next(request, "success", "Removed. That browser gets no more pushes.")
    return Redirect(f"{PAGE}#push", status_code=303)


@post(PAGE + "/browsers/try", include_in_schema=False, status_code=200)
async def try_push(request: Requested) -> Redirect:
    try:
        await browsers.send_one_to_try(house_of(request), person_of(request))
    except (Conflict, TooMany) as refused:
        flash_next(request, "warning", refused.detail)
    else:
        flash_next(request, "success", "On its way. It should be there within a minute.")
    return Redirect(f"{PAGE}#push", status_code=303)


def _time(typed: str, field: str) -> time | None:
    if not typed:
        return None
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Invalid("Please give a time of day, such as 22:00.", field=field) from None


ROUTES = [show, save, save_quiet, remove_browser, try_push]

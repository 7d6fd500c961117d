"""The event form as a browser sends it: fields of stops are numbered, `stops-2-title`; buttons rearrange without losing a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.momento.events.draft import MOST_STOPS, EventDraft
from kith.products.momento.events.reads import SeenEvent
from kith.products.momento.places.catalogue import PLACES, Place
from kith.web import forms

PLAIN: Final[tuple[str, ...]] = (
    "title",
    "description",
    "min_participants",
    "max_participants",
    "minimum_age",
    "arrival_signpost",
    "estimated_cost",
    "price",
    "currency",
)
TICKED: Final[tuple[str, ...]] = ("host_is_attendee", "plus_one_allowed")
STOP: Final[tuple[str, ...]] = (
    "title",
    "description",
    "place",
    "place_name",
    "address",
    "latitude",
    "longitude",
    "time_zone",
    "google_place_id",
    "neighbourhood",
    "city",
    "find",
    "start",
    "end",
)
_STOP_FIELD = re.compile(r"^stops-(\d{1,2})-([a-z_]+)$")
_LOOK = re.compile(r"^(look|pick)-(\d{1,2})(?:-([0-4]))?$")
_MOVE = re.compile(r"^(up|down|remove)-(\d{1,2})$")
_KEYS = {(place.name, place.city): place.key for place in PLACES}


class Filled(msgspec.Struct, kw_only=True):
    """What stands in the form, as text, whatever is wrong with it."""

    values: dict[str, str]
    ticked: set[str]
    stops: list[dict[str, str]]
    helpers: list[dict[str, str]]
    interests: list[str]


def empty(zone: str = "", currency: str = "eur") -> Filled:
    """A form with one stop to begin with; a spot that is in no list is where the host lives, until they say otherwise."""
    values: dict[str, str] = dict.fromkeys(map(str, PLAIN), "")
    values |= {"min_participants": "4", "max_participants": "8", "price": "0", "currency": currency}
    return Filled(
        values=values,
        ticked={"host_is_attendee"},
        stops=[dict.fromkeys(STOP, "") | {"time_zone": zone}],
        helpers=[],
        interests=[],
    )


def sent(form: Mapping[str, Any], several: Mapping[str, list[str]]) -> Filled:
    """The form as it came; `several` has the fields that occur more than once."""
    stops: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        found = _STOP_FIELD.match(name)
        if found and found[2] in STOP:
            stops.setdefault(int(found[1]), dict.fromkeys(STOP, ""))[found[2]] = str(value).strip()
    roles, people = several.get("helper_role", []), several.get("helper_who", [])
    return Filled(
        values={name: str(form.get(name, "")).strip() for name in PLAIN},
        ticked={name for name in TICKED if form.get(name)},
        stops=[stops[number] for number in sorted(stops)][:MOST_STOPS] or [dict.fromkeys(STOP, "")],
        helpers=[
            {"role": role.strip(), "who": who.strip()}
            for role, who in zip(roles, people, strict=False)
            if role.strip() or who.strip()
        ],
        interests=several.get("interests", []),
    )


def rearrange(filled: Filled, act: str) -> bool:
    """Do what a button of the form asks for with its stops or helpers; False when the button saves."""
    if act == "add-stop":
        if len(filled.stops) < MOST_STOPS:
            last = filled.stops[-1]
            filled.stops.append(
                dict.fromkeys(STOP, "") | {"start": last["end"], "time_zone": last["time_zone"]}
            )
        return True
    if act == "add-helper":
        filled.helpers.append({"role": "", "who": ""})
        return True
    found = _MOVE.match(act)
    if not found:
        return False
    place = int(found[2]) - 1
    if 0 <= place < len(filled.stops):
        if found[1] == "remove" and len(filled.stops) > 1:
            del filled.stops[place]
        elif found[1] == "up" and place > 0:
            _swap(filled.stops, place - 1, place)
        elif found[1] == "down" and place + 1 < len(filled.stops):
            _swap(filled.stops, place, place + 1)
    return True


def wants_place(filled: Filled, act: str) -> tuple[int, int | None] | None:
    """Which stop (from 0) a button looks a place up for, and which of the places found is to be taken; None for other buttons."""
    found = _LOOK.match(act)
    if not found or not 0 < int(found[2]) <= len(filled.stops):
        return None
    return int(found[2]) - 1, None if found[3] is None else int(found[3])


def put_place(stop: dict[str, str], place: Place) -> None:
    """A place that was looked up becomes the stop's own spot."""
    stop |= {
        "place": "",
        "place_name": place.name,
        "address": place.address,
        "latitude": str(place.latitude),
        "longitude": str(place.longitude),
        "time_zone": place.time_zone,
        "google_place_id": place.google_place_id or "",
        "neighbourhood": place.neighbourhood,
        "city": place.city,
        "find": "",
    }


def _swap(stops: list[dict[str, str]], first: int, second: int) -> None:
    """Two neighbours change places; the times stay where they are, so that the evening keeps its shape."""
    times = [(stops[at]["start"], stops[at]["end"]) for at in (first, second)]
    stops[first], stops[second] = stops[second], stops[first]
    for at, (start, end) in zip((first, second), times, strict=True):
        stops[at]["start"], stops[at]["end"] = start, end


def draft_of(filled: Filled) -> EventDraft:
    """The form as a plan.

    Raises:
        Invalid: something is not of its kind; the field is named.
    """
    values: dict[str, Any] = {name: filled.values[name] for name in PLAIN if name != "price"}
    values = {name: value for name, value in values.items() if value != ""}
    values["price_in_cents"] = _cents(filled.values["price"])
    values |= {name: name in filled.ticked for name in TICKED}
    values["stops"] = [
        {name: value for name, value in stop.items() if value != "" and name != "find"}
        for stop in filled.stops
    ]
    for number, stop in enumerate(values["stops"], 1):
        for name, words in (
            ("title", _("Say what happens here: “Meet for coffee”, for instance.")),
            ("start", _("Please say when, as a date and a time.")),
            ("end", _("Please say when, as a date and a time.")),
        ):
            if name not in stop:
                raise Invalid(words, field=f"stops-{number}-{name}")
    values["helpers"] = filled.helpers
    values["interests"] = filled.interests
    try:
        return msgspec.convert(values, EventDraft, strict=False)
    except msgspec.ValidationError as mistake:
        problem = forms.explain(mistake)
        path = re.search(r"\$\.stops\[(\d+)\]\.(\w+)", str(mistake))
        field = f"stops-{int(path[1]) + 1}-{path[2]}" if path else problem.field
        raise Invalid(problem.detail, field=field) from None


def _cents(text: str) -> int:
    try:
        amount = Decimal(text.replace(",", ".") or "0") * 100
    except InvalidOperation:
        raise Invalid("Write the price as a number, such as 12.50.", field="price") from None
    if amount != amount.to_integral_value() or not 0 <= amount <= 1_000_000:
        raise Invalid("A price is between 0 and 10,000, with two digits after the point.", field="price")
    return int(amount)


def kept(event: SeenEvent, stops: list[Any], helpers: list[Any], interests: list[int]) -> Filled:
    """The form of an event that is there already."""
    values = {
        name: "" if getattr(event, name) is None else str(getattr(event, name))
        for name in PLAIN
        if name != "price"
    }
    values["price"] = f"{event.price_in_cents / 100:.2f}" if event.price_in_cents else "0"
    return Filled(
        values=values,
        ticked={name for name in TICKED if getattr(event, name)},
        stops=[_stop(row) for row in stops],
        helpers=[{"role": row["role"], "who": row["email"] or row["first_name"] or ""} for row in helpers],
        interests=[str(interest) for interest in interests],
    )


def _stop(row: Any) -> dict[str, str]:
    zone = ZoneInfo(row["time_zone"])
    key = _KEYS.get((row["name"], row["city"]), "")
    return {
        "title": row["title"],
        "description": row["description"] or "",
        "place": key,
        "place_name": "" if key else row["name"],
        "address": "" if key else row["address"] or "",
        "latitude": "" if key else str(row["latitude"]),
        "longitude": "" if key else str(row["longitude"]),
        "google_place_id": "" if key else row["google_place_id"] or "",
        "neighbourhood": "" if key else row["neighbourhood"] or "",
        "city": "" if key else row["city"] or "",
        "find": "",
        "time_zone": row["time_zone"],
        "start": row["start_time"].astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        "end": row["end_time"].astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    }

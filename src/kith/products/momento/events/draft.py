"""What a host fills in: the whole plan of an event, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Annotated, Final
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.momento.places.catalogue import UNKNOWN_PLACE, Place, place_of

MOST_STOPS: Final = 10
LONGEST_EVENT: Final = timedelta(days=3)
FARTHEST: Final = timedelta(days=400)
CURRENCIES: Final = ("eur", "usd", "gbp", "chf", "aud")


class StopDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stop. `place` is a key of the built-in list or empty; then the pin counts: `place_name`, degrees and `time_zone`.

    `start` and `end` are local times in the stop's own zone, such as 2026-12-01T19:00.
    """

    title: Annotated[str, msgspec.Meta(max_length=120)]
    description: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    place: Annotated[str, msgspec.Meta(max_length=200)] = ""
    place_name: Annotated[str, msgspec.Meta(max_length=120)] = ""
    address: Annotated[str, msgspec.Meta(max_length=240)] = ""
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    time_zone: Annotated[str, msgspec.Meta(max_length=60)] = ""
    google_place_id: Annotated[str, msgspec.Meta(max_length=200)] = ""
    neighbourhood: Annotated[str, msgspec.Meta(max_length=80)] = ""
    city: Annotated[str, msgspec.Meta(max_length=80)] = ""
    start: Annotated[str, msgspec.Meta(max_length=25)]
    end: Annotated[str, msgspec.Meta(max_length=25)]


class HelperDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who helps: by the e-mail address they use at Momento, or by first name."""

    role: Annotated[str, msgspec.Meta(max_length=60)]
    who: Annotated[str, msgspec.Meta(max_length=200)]


class EventDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event as its host plans it. `price_in_cents` is in minor units of `currency`."""

    title: Annotated[str, msgspec.Meta(max_length=120)]
    description: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    min_participants: Annotated[int, msgspec.Meta(ge=1, le=200)]
    max_participants: Annotated[int, msgspec.Meta(ge=1, le=200)]
    minimum_age: Annotated[int, msgspec.Meta(ge=18, le=99)] | None = None
    arrival_signpost: Annotated[str, msgspec.Meta(max_length=240)] = ""
    estimated_cost: Annotated[str, msgspec.Meta(max_length=240)] = ""
    price_in_cents: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    currency: Annotated[str, msgspec.Meta(max_length=3)] = "eur"
    host_is_attendee: bool = False
    plus_one_allowed: bool = False
    stops: Annotated[list[StopDraft], msgspec.Meta(max_length=MOST_STOPS)]
    helpers: Annotated[list[HelperDraft], msgspec.Meta(max_length=10)] = []
    interests: Annotated[list[int], msgspec.Meta(max_length=20)] = []


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A stop that is right: a place, and real instants."""

    title: str
    description: str
    place: Place
    start: datetime
    end: datetime


def local_moment(text: str, zone: str, field: str) -> datetime:
    """A local time as an instant. A time that occurs twice means the first.

    Raises:
        Invalid: not a time, or one that the clocks skip that night; the field is named.
    """
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(_("Please say when, as a date and a time."), field=field) from None
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    moment = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise Invalid(
            _(
                "%(time)s does not exist that night: the clocks go forward. Pick a time an hour later.",
                time=local.strftime("%H:%M"),
            ),
            field=field,
        )
    return moment


def check(draft: EventDraft, now: datetime) -> list[Stop]:
    """The stops of a plan that holds together, in order.

    Raises:
        Invalid: what is wrong, in a sentence, and the field: `title`, `max_participants`, `stops-2-start` and the like (counted from 1).
    """
    if len(draft.title.strip()) < 3:
        raise Invalid(
            "Give it a title of at least three letters: it is the first thing people read.", field="title"
        )
    if draft.min_participants > draft.max_participants:
        raise Invalid("You need at most as many guests as there are seats.", field="min_participants")
    if 0 < draft.price_in_cents < 50:
        raise Invalid("The smallest price that can be paid by card is 0.50. Or make it free.", field="price")
    if draft.currency not in CURRENCIES:
        raise Invalid("We cannot take that currency yet.", field="currency")
    if not draft.stops:
        raise Invalid("An event has at least one stop: where does it begin?", field="stops-1-title")
    stops = [_stop(stop, number) for number, stop in enumerate(draft.stops, 1)]
    _check_order(stops, now)
    return stops


def _stop(draft: StopDraft, number: int) -> Stop:
    def at(name: str) -> str:
        return f"stops-{number}-{name}"

    if not draft.title.strip():
        raise Invalid("Say what happens here: “Meet for coffee”, for instance.", field=at("title"))
    place = _place(draft, at)
    start = local_moment(draft.start, place.time_zone, at("start"))
    end = local_moment(draft.end, place.time_zone, at("end"))
    if end <= start:
        raise Invalid("It has to end after it begins.", field=at("end"))
    if end - start > timedelta(hours=24):
        raise Invalid("One stop lasts a day at most.", field=at("end"))
    return Stop(
        title=draft.title.strip(), description=draft.description.strip(), place=place, start=start, end=end
    )


def _place(draft: StopDraft, at: Callable[[str], str]) -> Place:
    field = at("place")
    if draft.place:
        found = place_of(draft.place)
        if found is None:
            raise Invalid(UNKNOWN_PLACE, field=field)
        return found
    if not draft.place_name.strip() or draft.latitude is None or draft.longitude is None:
        raise Invalid("Where is it? Pick a place, or name a spot and pin it.", field=field)
    if draft.time_zone not in available_timezones():
        raise Invalid("Which time zone is that spot in?", field=at("time_zone"))
    return Place(
        name=draft.place_name.strip(),
        address=draft.address.strip(),
        neighbourhood=draft.neighbourhood.strip(),
        city=draft.city.strip(),
        time_zone=draft.time_zone,
        latitude=draft.latitude,
        longitude=draft.longitude,
        google_place_id=draft.google_place_id or None,
    )


def _check_order(stops: list[Stop], now: datetime) -> None:
    for number, (before, after) in enumerate(pairwise(stops), 2):
        if after.start < before.end:
            raise Invalid(
                _("Stop %(later)s begins before stop %(earlier)s is over.", later=number, earlier=number - 1),
                field=f"stops-{number}-start",
            )
    if stops[0].start <= now + timedelta(hours=1):
        raise Invalid("Plan it for at least an hour from now.", field="stops-1-start")
    if stops[0].start > now + FARTHEST:
        raise Invalid("That is more than a year away. Plan it a little nearer.", field="stops-1-start")
    if stops[-1].end - stops[0].start > LONGEST_EVENT:
        raise Invalid("An event lasts three days at most.", field=f"stops-{len(stops)}-end")

"""What somebody puts on, as they write it, and what makes it acceptable. Times are the city's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import later

KINDS: Final = {
    "event": later("Night"),
    "ticket": later("Ticket"),
    "venue": later("Venue"),
    "experience": later("Something special"),
    "gathering": later("Gathering"),
}
LONGEST: Final = timedelta(days=366)
_USUAL: Final = timedelta(hours=12)


class BeaconForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A beacon. `starts`, `ends`, `expires` are local times of the city, such as 2026-12-04T22:00; `price` is in whole units with two digits."""

    kind: Annotated[str, msgspec.Meta(max_length=20)] = "event"
    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    description: Annotated[str, msgspec.Meta(max_length=8000)] = ""
    city: Annotated[str, msgspec.Meta(max_length=40)] = ""
    venue_name: Annotated[str, msgspec.Meta(max_length=120)] = ""
    starts: Annotated[str, msgspec.Meta(max_length=30)] = ""
    ends: Annotated[str, msgspec.Meta(max_length=30)] = ""
    expires: Annotated[str, msgspec.Meta(max_length=30)] = ""
    capacity: Annotated[str, msgspec.Meta(max_length=8)] = ""
    price: Annotated[str, msgspec.Meta(max_length=12)] = "0"
    reentry: bool = False


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A beacon that can be kept: times are moments."""

    kind: str
    title: str
    description: str
    venue_name: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    expires_at: datetime
    capacity: int | None
    price_pence: int
    reentry: bool


def moment_of(text: str, zone: str, field: str) -> datetime | None:
    """A local time of a zone as a moment; one that the clocks leave out is the moment they jump to.

    Raises:
        Invalid: it cannot be read.
    """
    if not text.strip():
        return None
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("Write it as a day and a time, such as 2026-12-04T22:00.", field=field) from None
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def pence_of(text: str, field: str = "price") -> int:
    """A price in minor units.

    Raises:
        Invalid: no number.
    """
    whole, _separator, rest = (text.strip() or "0").replace(",", ".").partition(".")
    if not (whole or "0").isdecimal() or (rest and not rest.isdecimal()) or len(rest) > 2 or len(whole) > 6:
        raise Invalid("Write the price as a number, such as 12 or 12.50.", field=field)
    return int(whole or "0") * 100 + int(rest.ljust(2, "0") or "0")


def wanted(form: BeaconForm, zone: str, now: datetime) -> Wanted:
    """Raises:
    Invalid: with the field.
    """
    title = " ".join(form.title.split())
    if form.kind not in KINDS:
        raise Invalid("Choose what it is.", field="kind")
    if not 3 <= len(title) <= 120:
        raise Invalid("Give it a name of 3 to 120 characters.", field="title")
    starts = moment_of(form.starts, zone, "starts")
    ends = moment_of(form.ends, zone, "ends")
    if ends is not None and starts is None:
        raise Invalid("When does it begin?", field="starts")
    if starts is not None and ends is not None and ends <= starts:
        raise Invalid("It ends after it begins.", field="ends")
    expires = moment_of(form.expires, zone, "expires")
    if expires is None:
        if starts is None:
            raise Invalid("Until when should it be shown?", field="expires")
        expires = ends or starts + _USUAL
    if expires <= now:
        raise Invalid("That is over already.", field="expires" if form.expires.strip() else "starts")
    if expires > now + LONGEST:
        raise Invalid("At most a year ahead.", field="expires" if form.expires.strip() else "starts")
    if expires < (ends or starts or expires) or (starts is not None and expires <= starts):
        raise Invalid("Show it until it is over, or longer.", field="expires")
    capacity = form.capacity.strip()
    if capacity and (not capacity.isdecimal() or not 1 <= int(capacity) <= 1_000_000):
        raise Invalid("Write the number of people, or nothing.", field="capacity")
    return Wanted(
        kind=form.kind,
        title=title,
        description=form.description.strip(),
        venue_name=" ".join(form.venue_name.split()) or None,
        starts_at=starts,
        ends_at=ends,
        expires_at=expires,
        capacity=int(capacity) if capacity else None,
        price_pence=pence_of(form.price),
        reentry=form.reentry,
    )

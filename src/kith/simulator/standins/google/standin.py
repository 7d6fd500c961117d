"""Events as Google's JSON, and its push notifications."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kith.simulator.standins.calendars.diary import Entry, Instance, instances
from kith.simulator.standins.calendars.standin import CalendarSettings, CalendarStandIn, PushChannel
from kith.simulator.standins.courier import Posting

Json = dict[str, Any]
LAST_INSTANCE = timedelta(days=400)
"""How far ahead an endless series is unfolded when no end is asked for."""


class GoogleStandIn(CalendarStandIn):
    """Google at `base_url` (its own address, ending in /google)."""

    def __init__(self, settings: CalendarSettings, base_url: str, file: Path | None = None) -> None:
        super().__init__("google", settings, base_url, file)

    def notification(self, channel: PushChannel) -> Posting:
        """As "Push notifications" of the Calendar API describes it: headers, no body."""
        expires = datetime.fromtimestamp(channel.expires, UTC)
        headers = {
            "X-Goog-Channel-ID": channel.id,
            "X-Goog-Channel-Token": channel.secret,
            "X-Goog-Channel-Expiration": expires.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            "X-Goog-Resource-ID": channel.resource,
            "X-Goog-Resource-URI": f"{self.base_url}/calendar/v3/calendars/primary/events",
            "X-Goog-Resource-State": "sync" if channel.number == 1 else "exists",
            "X-Goog-Message-Number": str(channel.number),
            "User-Agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
        }
        return Posting(url=channel.address, headers=headers, body=b"")

    def items(self, entry: Entry, *, deleted: bool) -> list[Json]:
        """An event, or each instance of a series, as events.list with singleEvents gives them."""
        return [
            _item(one)
            for one in instances(entry, self.clock.now() + LAST_INSTANCE)
            if deleted or not one.cancelled
        ]


def only_asked(items: list[Json], fields: str) -> list[Json]:
    """Items with the fields that a partial response asks for; all of them without."""
    match = re.search(r"items\((.*)\)", fields)
    if match is None:
        return items
    flat = re.sub(r"\([^()]*\)", "", match[1])
    asked = set(flat.rstrip(")").split(","))
    return [{name: value for name, value in item.items() if name in asked} for item in items]


def instance_id(one: Instance) -> str:
    """Google's id of an instance: the series and its original start."""
    if one.original is None:
        return one.entry.id
    if one.entry.all_day:
        return f"{one.entry.id}_{one.original:%Y%m%d}"
    return f"{one.entry.id}_{one.entry.moment(one.original):%Y%m%dT%H%M%SZ}"


def _item(one: Instance) -> Json:
    entry = one.entry
    key = instance_id(one)
    series: Json = (
        {}
        if one.original is None
        else {"recurringEventId": entry.id, "originalStartTime": _time(entry, one.original)}
    )
    if one.cancelled:
        return {"kind": "calendar#event", "id": key, "status": "cancelled", **series}
    item: Json = {
        "kind": "calendar#event",
        "etag": f'"{entry.revision}"',
        "id": key,
        "status": entry.status,
        "summary": entry.title,
        "start": _time(entry, one.start),
        "end": _time(entry, one.end),
        "eventType": "default",
        **series,
    }
    if one.free:
        item["transparency"] = "transparent"
    if entry.response != "organizer":
        item["attendees"] = [{"email": entry.account, "self": True, "responseStatus": entry.response}]
    if entry.private:
        item["extendedProperties"] = {"private": entry.private}
    return item


def _time(entry: Entry, local: datetime) -> Json:
    if entry.all_day:
        return {"date": local.date().isoformat()}
    return {"dateTime": entry.moment(local).isoformat().replace("+00:00", "Z"), "timeZone": entry.zone}


def local_time(value: Json, zone: str) -> tuple[datetime, bool]:
    """A start or end of a request as a local time of a zone, and whether it is a whole day. Raises ValueError, KeyError."""
    if "date" in value:
        day = date.fromisoformat(value["date"])
        return datetime(day.year, day.month, day.day), True  # noqa: DTZ001  local by definition
    return datetime.fromisoformat(value["dateTime"]).astimezone(ZoneInfo(zone)).replace(tzinfo=None), False

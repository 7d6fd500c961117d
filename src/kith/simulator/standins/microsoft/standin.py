"""Events as Graph's JSON, and its change notifications."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from kith.simulator.standins.calendars.diary import Entry, Instance, instances
from kith.simulator.standins.calendars.standin import CalendarSettings, CalendarStandIn, PushChannel
from kith.simulator.standins.courier import Posting

Json = dict[str, Any]
WINDOWS_ZONE = "W. Europe Standard Time"
LAST_INSTANCE = timedelta(days=400)


class MicrosoftStandIn(CalendarStandIn):
    """Microsoft at `base_url` (its own address, ending in /microsoft)."""

    def __init__(self, settings: CalendarSettings, base_url: str, file: Path | None = None) -> None:
        super().__init__("microsoft", settings, base_url, file)

    def notification(self, channel: PushChannel) -> Posting:
        """As "Receive change notifications through webhooks" describes it."""
        change = {
            "subscriptionId": channel.id,
            "clientState": channel.secret,
            "changeType": "updated",
            "resource": "Users/me/Events",
            "subscriptionExpirationDateTime": graph_time(datetime.fromtimestamp(channel.expires, UTC)),
            "tenantId": "00000000-0000-0000-0000-000000000001",
        }
        return Posting(
            url=channel.address,
            headers={"Content-Type": "application/json"},
            body=msgspec.json.encode({"value": [change]}),
        )

    def within(self, entry: Entry, start: datetime, end: datetime) -> list[Instance]:
        """Instances that take place within a range."""
        return [one for one in instances(entry, end) if not one.cancelled and one.meets(start, end)]

    def everything(self, entry: Entry) -> list[Instance]:
        """Every instance, called-off ones included."""
        return list(instances(entry, self.clock.now() + LAST_INSTANCE))


def instance_id(one: Instance) -> str:
    """Graph's ids are opaque; ours hide the series and the original start."""
    if one.original is None:
        return one.entry.id
    return (
        base64.urlsafe_b64encode(f"{one.entry.id}|{one.original.isoformat()}".encode()).decode().rstrip("=")
    )


def rendered(one: Instance, *, delta: bool = False) -> Json:
    """An instance; in a delta, one that is like its series comes with little more than its times."""
    entry = one.entry
    times: Json = {
        "id": instance_id(one),
        "type": "singleInstance" if one.original is None else ("exception" if one.changed else "occurrence"),
        "start": _time(entry, one.start),
        "end": _time(entry, one.end),
    }
    if one.original is not None:
        times["seriesMasterId"] = entry.id
    if delta and one.original is not None and not one.changed:
        return times
    return {**times, **state(entry, free=one.free)}


def master(entry: Entry) -> Json:
    """A series itself."""
    return {
        "id": entry.id,
        "type": "seriesMaster",
        "start": _time(entry, entry.start),
        "end": _time(entry, entry.end),
        **state(entry, free=entry.free),
    }


def state(entry: Entry, *, free: bool) -> Json:
    """What an event is, besides its times."""
    return {
        "@odata.etag": f'W/"{entry.revision}"',
        "subject": entry.title,
        "isAllDay": entry.all_day,
        "isCancelled": entry.status == "cancelled",
        "showAs": "free" if free else ("tentative" if entry.status == "tentative" else "busy"),
        "responseStatus": {
            "response": {"tentative": "tentativelyAccepted"}.get(entry.response, entry.response)
        },
    }


def graph_time(moment: datetime) -> str:
    """A moment with seven digits of a second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.0000000Z")


def _time(entry: Entry, local: datetime) -> Json:
    # Whole days stay midnights whatever zone is preferred.
    shown = local if entry.all_day else entry.moment(local)
    return {"dateTime": shown.strftime("%Y-%m-%dT%H:%M:%S.0000000"), "timeZone": "UTC"}

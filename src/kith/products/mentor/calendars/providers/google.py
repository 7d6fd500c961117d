"""Google Calendar, API version 3. Times and their state are asked for, never titles, people or places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kith.products.mentor.calendars.busy import BusyWindow, EventFacts, Span, Told, blocks, in_order, span_of
from kith.products.mentor.calendars.invitations.ics import Meeting, one_line
from kith.products.mentor.calendars.providers.asking import Asking, Json, Refusal
from kith.products.mentor.calendars.providers.oauth import place_of
from kith.products.mentor.calendars.providers.shapes import (
    Changes,
    Channel,
    CursorGone,
    ProviderAway,
    Written,
)

if TYPE_CHECKING:
    from kith.foundation.house import House

_EVENTS: Final = "/calendars/primary/events"
_FIELDS: Final = (
    "nextPageToken,nextSyncToken,timeZone,"
    "items(id,status,start,end,transparency,recurringEventId,eventType,attendees(self,responseStatus))"
)
_MOST_PAGES: Final = 200
_OURS: Final = "kith"
_NOT_MEETINGS: Final = frozenset({"workingLocation", "birthday"})


def event_id_of(booking_id: UUID) -> str:
    """The id we choose for a booking's event (Google takes a–v and digits), so that inserting it twice cannot make two."""
    return f"{_OURS}{booking_id.hex}"


class GoogleCalendar:
    """Somebody's main calendar at Google. `zone` stands in where Google names none."""

    def __init__(self, house: House, access: str, zone: str) -> None:
        self._asking = Asking(house, "Google", place_of(house, "google").api, access)
        self._zone = zone

    async def changes(self, cursor: str, window: Span) -> Changes:
        """As CalendarClient."""
        query = {"singleEvents": "true", "maxResults": "2500", "fields": _FIELDS}
        if cursor:
            query["syncToken"] = cursor
        else:
            query |= {"timeMin": _rfc3339(window.start), "timeMax": _rfc3339(window.end)}
        pages: list[Told] = []
        for _ in range(_MOST_PAGES):
            try:
                answer = await self._asking.ask("changes", "GET", _EVENTS, query=query)
            except Refusal as refusal:
                # 400 is what Google says about a token that it cannot even read.
                if cursor and refusal.status in (400, 410):
                    raise CursorGone from None
                raise _puzzled() from refusal
            pages.append(self._told(answer))
            if not answer.get("nextPageToken"):
                if not cursor:
                    pages.append(Told(complete=window))
                return Changes(told=in_order(pages), cursor=str(answer.get("nextSyncToken") or ""))
            query["pageToken"] = str(answer["nextPageToken"])
        raise _puzzled()

    async def busy(self, window: Span) -> Sequence[BusyWindow]:
        """As CalendarClient."""
        query = {
            "singleEvents": "true",
            "maxResults": "250",
            "fields": _FIELDS,
            "timeMin": _rfc3339(window.start),
            "timeMax": _rfc3339(window.end),
        }
        pages: list[Told] = []
        for _ in range(_MOST_PAGES):
            try:
                answer = await self._asking.ask("busy", "GET", _EVENTS, query=query)
            except Refusal as refusal:
                raise _puzzled() from refusal
            pages.append(self._told(answer))
            if not answer.get("nextPageToken"):
                return [one for one in in_order(pages).busy if one.span.meets(window)]
            query["pageToken"] = str(answer["nextPageToken"])
        raise _puzzled()

    async def write(self, meeting: Meeting, known: Written | None) -> Written:
        """As CalendarClient."""
        key = known.reference if known else event_id_of(meeting.booking_id)
        body = _event(meeting)
        try:
            if known is None:
                made = await self._asking.ask("write", "POST", _EVENTS, body={"id": key, **body})
            else:
                # Saying that it is confirmed would bring back what its owner deleted.
                body.pop("status")
                made = await self._asking.ask("write", "PATCH", f"{_EVENTS}/{quote(key, safe='')}", body=body)
        except Refusal as refusal:
            if known is None and refusal.status == 409:
                return await self.write(meeting, Written(reference=key))
            if known is not None and refusal.status in (404, 410):
                # The owner deleted it for good: their wish. The booking stays, and blocks by itself.
                return known
            raise _puzzled() from refusal
        return Written(reference=str(made.get("id") or key), version=str(made.get("etag") or ""))

    async def remove(self, known: Written) -> None:
        """As CalendarClient."""
        try:
            await self._asking.ask("remove", "DELETE", f"{_EVENTS}/{quote(known.reference, safe='')}")
        except Refusal as refusal:
            if refusal.status not in (404, 410):
                raise _puzzled() from refusal

    async def open_channel(
        self, channel_id: str, secret: str, callback: str, until: datetime
    ) -> Channel | None:
        """As CalendarClient."""
        body = {
            "id": channel_id,
            "type": "web_hook",
            "address": callback,
            "token": secret,
            "expiration": str(int(until.timestamp() * 1000)),
        }
        try:
            made = await self._asking.ask("watch", "POST", f"{_EVENTS}/watch", body=body)
        except Refusal:
            # Google pushes only to addresses whose owner it has verified. Without pushing, the schedule does it.
            return None
        milliseconds = str(made.get("expiration") or "")
        expires = datetime.fromtimestamp(int(milliseconds) / 1000, UTC) if milliseconds.isdigit() else until
        return Channel(id=channel_id, resource=str(made.get("resourceId") or ""), expires_at=expires)

    async def renew_channel(self, known: Channel, until: datetime) -> Channel | None:
        """Google's channels cannot be lengthened."""
        del known, until
        return None

    async def close_channel(self, known: Channel) -> None:
        """As CalendarClient."""
        try:
            await self._asking.ask(
                "stop", "POST", "/channels/stop", body={"id": known.id, "resourceId": known.resource}
            )
        except Refusal as refusal:
            if refusal.status not in (400, 404):
                raise _puzzled() from refusal

    async def close(self) -> None:
        """As CalendarClient."""
        await self._asking.close()

    def _told(self, answer: Json) -> Told:
        zone = _zone(str(answer.get("timeZone") or ""), self._zone)
        pages: list[Told] = []
        items: list[Json] = answer.get("items") or []
        for item in items:
            key = str(item.get("id") or "")
            if not key or key.startswith(_OURS):
                continue
            span = _span(item, zone) if blocks(_facts(item)) else None
            if span is None:
                pages.append(Told(free=[key]))
            else:
                series = str(item.get("recurringEventId") or key)
                pages.append(Told(busy=[BusyWindow(key=key, series=series, span=span)]))
        return in_order(pages)


def _facts(item: Json) -> EventFacts:
    attendees: list[Json] = item.get("attendees") or []
    return EventFacts(
        cancelled=item.get("status") == "cancelled",
        transparent=item.get("transparency") == "transparent" or item.get("eventType") in _NOT_MEETINGS,
        declined=any(one.get("self") and one.get("responseStatus") == "declined" for one in attendees),
    )


def _span(item: Json, zone: ZoneInfo) -> Span | None:
    start, end = _time(item.get("start")), _time(item.get("end"))
    return None if start is None else span_of(start, end, zone)


def _time(value: Any) -> date | datetime | None:
    named: Json = value or {}
    if named.get("dateTime"):
        return datetime.fromisoformat(str(named["dateTime"]))
    return date.fromisoformat(str(named["date"])) if named.get("date") else None


def _zone(name: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or otherwise)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)


def _event(meeting: Meeting) -> Json:
    return {
        "summary": one_line(meeting.summary),
        "description": meeting.description,
        "location": one_line(meeting.url),
        "start": {"dateTime": _rfc3339(meeting.starts)},
        "end": {"dateTime": _rfc3339(meeting.ends)},
        "status": "tentative" if meeting.status == "TENTATIVE" else "confirmed",
        "transparency": "opaque",
        "extendedProperties": {"private": {"kith_booking": str(meeting.booking_id)}},
    }


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _puzzled() -> ProviderAway:
    return ProviderAway(
        "Google answered something we do not understand. Nothing was changed; we try again.", retry_after=300
    )

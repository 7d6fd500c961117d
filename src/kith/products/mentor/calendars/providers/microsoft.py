"""Microsoft 365 and Outlook.com over Microsoft Graph 1.0. Of an event, its times and its state are used, nothing else is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from kith.products.mentor.calendars.busy import BusyWindow, EventFacts, Span, Told, blocks, in_order, span_of
from kith.products.mentor.calendars.invitations.ics import Meeting, one_line
from kith.products.mentor.calendars.providers.asking import Asking, Json, Refusal
from kith.products.mentor.calendars.providers.oauth import place_of
from kith.products.mentor.calendars.providers.shapes import (
    AccessEnded,
    Changes,
    Channel,
    CursorGone,
    ProviderAway,
    Written,
)

if TYPE_CHECKING:
    from kith.foundation.house import House

_MOST_PAGES: Final = 400
_IN_UTC: Final = {"Prefer": 'outlook.timezone="UTC", odata.maxpagesize=200'}
_NOT_BUSY: Final = frozenset({"free", "workingElsewhere"})
_BOOKING: Final = "String {6f1d7bb4-6f2c-4b0f-9d9c-6b1f0a4c8a51} Name kith_booking"
"""The extended property that carries the booking's id on an event of ours."""
_STATE: Final = "id,showAs,isCancelled,responseStatus"


class MicrosoftCalendar:
    """Somebody's main calendar at Microsoft. `zone` stands in where their mailbox names none we know.

    `ours` are the ids of events that we wrote: Graph's changes do not carry the property that tells.
    """

    def __init__(self, house: House, access: str, zone: str, ours: frozenset[str] = frozenset()) -> None:
        self._asking = Asking(house, "Microsoft", place_of(house, "microsoft").api, access)
        self._zone_name = zone
        self._zone: ZoneInfo | None = None
        self._ours = ours

    async def changes(self, cursor: str, window: Span) -> Changes:
        """As CalendarClient. The cursor is the delta link, which holds the window it was made for."""
        zone = await self._mailbox_zone()
        path = cursor or "/me/calendarView/delta"
        query = None if cursor else _bounds(window)
        items: list[Json] = []
        for _ in range(_MOST_PAGES):
            try:
                answer = await self._asking.ask("changes", "GET", path, query=query, headers=_IN_UTC)
            except Refusal as refusal:
                if cursor and (refusal.status == 410 or "syncstate" in refusal.code.lower()):
                    raise CursorGone from None
                raise _puzzled() from refusal
            items += answer.get("value") or []
            if link := answer.get("@odata.deltaLink"):
                told = await self._told(items, zone)
                if not cursor:
                    told = in_order([told, Told(complete=window)])
                return Changes(told=told, cursor=str(link))
            path, query = str(answer.get("@odata.nextLink") or ""), None
            if not path:
                break
        raise _puzzled()

    async def busy(self, window: Span) -> Sequence[BusyWindow]:
        """As CalendarClient."""
        zone = await self._mailbox_zone()
        path: str = "/me/calendarView"
        query: dict[str, str] | None = {
            **_bounds(window),
            "$select": f"{_STATE},start,end,isAllDay,seriesMasterId,type",
        }
        items: list[Json] = []
        for _ in range(_MOST_PAGES):
            try:
                answer = await self._asking.ask("busy", "GET", path, query=query, headers=_IN_UTC)
            except Refusal as refusal:
                raise _puzzled() from refusal
            items += answer.get("value") or []
            path, query = str(answer.get("@odata.nextLink") or ""), None
            if not path:
                told = await self._told(items, zone)
                return [one for one in told.busy if one.span.meets(window) and one.key not in self._ours]
        raise _puzzled()

    async def write(self, meeting: Meeting, known: Written | None) -> Written:
        """As CalendarClient."""
        reference = known.reference if known else await self._find(meeting)
        body = _event(meeting)
        try:
            if not reference:
                new = {
                    **body,
                    "transactionId": str(meeting.booking_id),
                    "singleValueExtendedProperties": [{"id": _BOOKING, "value": str(meeting.booking_id)}],
                }
                made = await self._asking.ask("write", "POST", "/me/events", body=new)
                reference = str(made.get("id") or "")
            else:
                made = await self._asking.ask(
                    "write", "PATCH", f"/me/events/{quote(reference, safe='')}", body=body
                )
        except Refusal as refusal:
            if known is not None and refusal.status in (404, 410):
                # The owner deleted it: their wish. The booking stays, and blocks by itself.
                return known
            raise _puzzled() from refusal
        return Written(reference=reference, version=str(made.get("@odata.etag") or ""))

    async def remove(self, known: Written) -> None:
        """As CalendarClient."""
        try:
            await self._asking.ask("remove", "DELETE", f"/me/events/{quote(known.reference, safe='')}")
        except Refusal as refusal:
            if refusal.status not in (404, 410):
                raise _puzzled() from refusal

    async def open_channel(
        self, channel_id: str, secret: str, callback: str, until: datetime
    ) -> Channel | None:
        """As CalendarClient. Microsoft names its channels itself; ours is in the callback's query, the secret is the client state."""
        address = f"{callback}?channel={channel_id}"
        body = {
            "changeType": "created,updated,deleted",
            "notificationUrl": address,
            "lifecycleNotificationUrl": address,
            "resource": "/me/events",
            "expirationDateTime": _graph_time(until),
            "clientState": secret,
        }
        try:
            made = await self._asking.ask("subscribe", "POST", "/subscriptions", body=body)
        except Refusal:
            # It could not reach or check our address. Without pushing, the schedule does it.
            return None
        return Channel(id=channel_id, resource=str(made.get("id") or ""), expires_at=_ends(made, until))

    async def renew_channel(self, known: Channel, until: datetime) -> Channel | None:
        """As CalendarClient."""
        body = {"expirationDateTime": _graph_time(until)}
        try:
            made = await self._asking.ask(
                "renew_subscription", "PATCH", f"/subscriptions/{quote(known.resource, safe='')}", body=body
            )
        except Refusal:
            return None
        return Channel(id=known.id, resource=known.resource, expires_at=_ends(made, until))

    async def close_channel(self, known: Channel) -> None:
        """As CalendarClient."""
        try:
            await self._asking.ask(
                "unsubscribe", "DELETE", f"/subscriptions/{quote(known.resource, safe='')}"
            )
        except Refusal as refusal:
            if refusal.status != 404:
                raise _puzzled() from refusal

    async def close(self) -> None:
        """As CalendarClient."""
        await self._asking.close()

    async def _told(self, items: list[Json], zone: ZoneInfo) -> Told:
        masters = {str(item["id"]): item for item in items if item.get("type") == "seriesMaster"}
        pages: list[Told] = []
        for item in items:
            key = str(item.get("id") or "")
            if not key or item.get("type") == "seriesMaster":
                continue
            if "@removed" in item:
                pages.append(Told(free=[key]))
                continue
            series = str(item.get("seriesMasterId") or key)
            if "showAs" not in item and series != key:
                # An instance like all the others comes without its state, which is its series'.
                if series not in masters:
                    masters[series] = await self._master(series)
                item = {**masters[series], **item}
            span = _span(item, zone) if blocks(_facts(item)) else None
            if span is None:
                pages.append(Told(free=[key]))
            else:
                pages.append(Told(busy=[BusyWindow(key=key, series=series, span=span)]))
        return in_order(pages)

    async def _master(self, series: str) -> Json:
        try:
            return await self._asking.ask(
                "series", "GET", f"/me/events/{quote(series, safe='')}", query={"$select": _STATE}
            )
        except Refusal as refusal:
            if refusal.status == 404:
                return {"isCancelled": True}
            raise _puzzled() from refusal

    async def _find(self, meeting: Meeting) -> str:
        """The id of an event that an earlier try made before it could tell us."""
        query = {
            "$filter": f"singleValueExtendedProperties/Any(ep: ep/id eq '{_BOOKING}' and ep/value eq '{meeting.booking_id}')",
            "$select": "id",
        }
        try:
            answer = await self._asking.ask("find", "GET", "/me/events", query=query)
        except Refusal as refusal:
            raise _puzzled() from refusal
        found: list[Json] = answer.get("value") or []
        return str(found[0].get("id") or "") if found else ""

    async def _mailbox_zone(self) -> ZoneInfo:
        if self._zone is None:
            name = ""
            try:
                answer = await self._asking.ask("zone", "GET", "/me/mailboxSettings/timeZone")
                name = str(answer.get("value") or "")
            except (Refusal, AccessEnded):
                # Not everybody lets us read that; whether the access as a whole is gone, the events will tell.
                pass
            self._zone = zone_named(name) or ZoneInfo(self._zone_name)
        return self._zone


def zone_named(name: str) -> ZoneInfo | None:
    """A zone by its IANA or Windows name, None for neither."""
    windows: Any = get_global("windows_zone_mapping")
    try:
        return ZoneInfo(str(windows.get(name, name))) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _facts(item: Json) -> EventFacts:
    response: Json = item.get("responseStatus") or {}
    return EventFacts(
        cancelled=bool(item.get("isCancelled")),
        transparent=item.get("showAs") in _NOT_BUSY,
        declined=response.get("response") == "declined",
    )


def _span(item: Json, zone: ZoneInfo) -> Span | None:
    start, end = _time(item.get("start")), _time(item.get("end"))
    if start is None or end is None:
        return None
    if item.get("isAllDay"):
        # Whole days come as midnights without a place; they are the mailbox's.
        return span_of(date(start.year, start.month, start.day), date(end.year, end.month, end.day), zone)
    return span_of(start.replace(tzinfo=UTC), end.replace(tzinfo=UTC), zone)


def _time(value: Any) -> datetime | None:
    named: Json = value or {}
    text = str(named.get("dateTime") or "")
    # Seven digits of a second are one more than Python reads.
    return datetime.fromisoformat(text.partition(".")[0].removesuffix("Z")) if text else None


def _event(meeting: Meeting) -> Json:
    return {
        "subject": one_line(meeting.summary),
        "body": {"contentType": "text", "content": meeting.description},
        "location": {"displayName": one_line(meeting.url)},
        "start": {"dateTime": _naive(meeting.starts), "timeZone": "UTC"},
        "end": {"dateTime": _naive(meeting.ends), "timeZone": "UTC"},
        "showAs": "tentative" if meeting.status == "TENTATIVE" else "busy",
    }


def _naive(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _graph_time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.0000000Z")


def _bounds(window: Span) -> dict[str, str]:
    return {"startDateTime": f"{_naive(window.start)}Z", "endDateTime": f"{_naive(window.end)}Z"}


def _ends(made: Json, until: datetime) -> datetime:
    text = str(made.get("expirationDateTime") or "").partition(".")[0].removesuffix("Z")
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else until


def _puzzled() -> ProviderAway:
    return ProviderAway(
        "Microsoft answered something we do not understand. Nothing was changed; we try again.",
        retry_after=300,
    )

"""CalDAV (RFC 4791) with sync-collection (RFC 6578), spoken through `foundation.outward`: the server's address is the mentor's word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.outward import Answer, Unreachable, outward
from kith.products.mentor.calendars.busy import BusyWindow, Span, Told, in_order
from kith.products.mentor.calendars.expanding import UnreadableEvent, expand
from kith.products.mentor.calendars.invitations import ics
from kith.products.mentor.calendars.invitations.ics import Meeting
from kith.products.mentor.calendars.providers import dav_xml as xml
from kith.products.mentor.calendars.providers.dav_xml import CAL, DAV, Multistatus, UnreadableAnswer
from kith.products.mentor.calendars.providers.microsoft import zone_named
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

_log = logger(__name__)
MOST_CALENDARS: Final = 10
_AT_ONCE: Final = 50
_MOST_PAGES: Final = 100


class DavCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """One calendar of a person; `zone` is its own time zone or empty."""

    url: str
    name: str = ""
    zone: str = ""


class DavLogin(msgspec.Struct, frozen=True, kw_only=True):
    """How to get in, and what is there. Kept sealed as a whole. `owners`: the person's addresses, in small letters."""

    user: str
    password: str
    calendars: tuple[DavCalendar, ...]
    owners: tuple[str, ...] = ()


class _Dav:
    """Requests with a name and a password, answered by multistatus."""

    def __init__(self, house: House, user: str, password: str) -> None:
        self.outward = outward(house)
        self._login = (user, password)

    async def send(
        self, operation: str, method: str, url: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Any answer below 500 but 401 and 429.

        Raises:
            AccessEnded: name or password are not taken.
            ProviderAway: nobody answers, or the server is in trouble.
        """
        sent = {"content-type": "application/xml; charset=utf-8", **(headers or {})}
        try:
            answer = await self.outward.request(
                method, url, headers=sent if body else (headers or {}), content=body, login=self._login
            )
        except Unreachable as away:
            PROVIDER_CALLS.labels("caldav", operation, "unavailable").inc()
            raise ProviderAway(away.detail, retry_after=away.retry_after) from away
        if answer.status == 429 or answer.status >= 500:
            PROVIDER_CALLS.labels("caldav", operation, "unavailable").inc()
            raise _trouble(url)
        refused = answer.status >= 400
        PROVIDER_CALLS.labels("caldav", operation, "refused" if refused else "done").inc()
        if answer.status == 401:
            raise AccessEnded("401")
        return answer

    async def multi(
        self, operation: str, method: str, url: str, body: bytes, depth: str = "0"
    ) -> tuple[Answer, Multistatus]:
        """A multistatus and the answer it came in.

        Raises:
            ProviderAway: the server answered anything else.
        """
        answer = await self.send(operation, method, url, body, {"depth": depth})
        return answer, _read(answer)


def _read(answer: Answer) -> Multistatus:
    if answer.status in (403, 404):
        raise AccessEnded(str(answer.status))
    if answer.status != 207:
        raise _trouble(answer.url)
    try:
        return xml.multistatus(answer.body)
    except UnreadableAnswer as crooked:
        raise _trouble(answer.url) from crooked


async def discover(house: House, url: str, user: str, password: str) -> DavLogin:
    """Find a person's calendars from whatever address they know: a host, a principal or a calendar (RFC 6764).

    Raises:
        Invalid: there is no calendar to be found, or the address is not one we call.
        AccessEnded: the server does not take name and password.
        ProviderAway: it does not answer.
    """
    dav = _Dav(house, user, password)
    try:
        principal = await _principal(dav, url)
        answer, found = await dav.multi(
            "discover",
            "PROPFIND",
            principal,
            xml.propfind("c:calendar-home-set", "c:calendar-user-address-set"),
        )
        entry = found.entries[0] if found.entries else None
        homes = entry.hrefs(f"{CAL}calendar-home-set") if entry else []
        if not homes:
            raise _no_calendar()
        owners = {
            one.lower().removeprefix("mailto:")
            for one in (entry.hrefs(f"{CAL}calendar-user-address-set") if entry else [])
        }
        calendars = await _calendars(dav, urljoin(answer.url, homes[0]))
    finally:
        await dav.outward.close()
    return DavLogin(
        user=user,
        password=password,
        calendars=calendars,
        owners=tuple(sorted({one for one in {*owners, user.lower()} if "@" in one})),
    )


async def _principal(dav: _Dav, url: str) -> str:
    """Where the person lives on the server: asked at the address given, then at the well-known one."""
    parts = urlsplit(url)
    tries = [url, f"{parts.scheme}://{parts.netloc}/.well-known/caldav"]
    if parts.path in ("", "/"):
        tries.reverse()
    for place in tries:
        answer = await dav.send(
            "discover", "PROPFIND", place, xml.propfind("d:current-user-principal"), {"depth": "0"}
        )
        if answer.status != 207:
            continue
        for entry in _read(answer).entries:
            if hrefs := entry.hrefs(f"{DAV}current-user-principal"):
                return urljoin(answer.url, hrefs[0])
    raise _no_calendar()


async def _calendars(dav: _Dav, home: str) -> tuple[DavCalendar, ...]:
    answer, found = await dav.multi(
        "discover",
        "PROPFIND",
        home,
        xml.propfind(
            "d:resourcetype", "d:displayname", "c:supported-calendar-component-set", "c:calendar-timezone"
        ),
        "1",
    )
    calendars: list[DavCalendar] = []
    for entry in found.entries:
        if not entry.has(f"{DAV}resourcetype", f"{CAL}calendar"):
            continue
        kinds = entry.properties.get(f"{CAL}supported-calendar-component-set")
        if kinds is not None and "VEVENT" not in {str(kind.get("name")).upper() for kind in kinds}:
            continue
        calendars.append(
            DavCalendar(
                url=urljoin(answer.url, entry.href),
                name=ics.one_line(entry.text(f"{DAV}displayname"))[:80],
                zone=_zone_in(entry.text(f"{CAL}calendar-timezone")),
            )
        )
    if not calendars:
        raise _no_calendar()
    return tuple(calendars[:MOST_CALENDARS])


class CalDavCalendar:
    """All of a person's calendars on one server. `zone` stands in where a calendar has none of its own. Bookings go to the first."""

    def __init__(self, house: House, login: DavLogin, zone: str) -> None:
        self._login = login
        self._zone = zone
        self._dav = _Dav(house, login.user, login.password)

    async def changes(self, cursor: str, window: Span) -> Changes:
        """As CalendarClient. The cursor holds a sync token for each calendar; one that a server does not offer means the whole window."""
        known = _tokens(cursor)
        if known and set(known) != {calendar.url for calendar in self._login.calendars}:
            raise CursorGone
        told: list[Told] = []
        tokens: dict[str, str] = {}
        for calendar in self._login.calendars:
            if known:
                page, tokens[calendar.url] = await self._since(calendar, known[calendar.url], window)
                told.append(page)
            else:
                # The token first: what changes between the two questions is told twice rather than never.
                tokens[calendar.url] = await self._token(calendar)
                told.append(Told(busy=await self._window(calendar, window)))
        if not known:
            told.append(Told(complete=window))
        following = msgspec.json.encode(tokens).decode() if all(tokens.values()) else ""
        return Changes(told=in_order(told), cursor=following)

    async def busy(self, window: Span) -> Sequence[BusyWindow]:
        """As CalendarClient."""
        found = [await self._window(calendar, window) for calendar in self._login.calendars]
        return [one for windows in found for one in windows]

    async def write(self, meeting: Meeting, known: Written | None) -> Written:
        """As CalendarClient. Our address for it follows from the booking, so a second try finds the first."""
        url = known.reference if known else f"{self._home()}{quote(ics.uid_of(meeting.booking_id))}.ics"
        body = ics.alone(meeting).encode()
        wanted = (
            {"if-match": known.version}
            if known and known.version
            else ({} if known else {"if-none-match": "*"})
        )
        answer = await self._put(url, body, wanted)
        if answer.status == 412 and known is not None and await self._version(url) is None:
            # The owner deleted it: their wish. The booking stays, and blocks by itself.
            return known
        if answer.status == 412:
            # There already, or changed by its owner since: the booking's times are what counts.
            answer = await self._put(url, body, {})
        if not 200 <= answer.status < 300:
            raise AccessEnded(str(answer.status)) if answer.status in (403, 404, 405) else _trouble(url)
        return Written(reference=url, version=answer.headers.get("etag") or await self._version(url) or "")

    async def remove(self, known: Written) -> None:
        """As CalendarClient."""
        answer = await self._dav.send("remove", "DELETE", known.reference)
        if answer.status not in (404, 410) and not 200 <= answer.status < 300:
            raise AccessEnded(str(answer.status)) if answer.status == 403 else _trouble(known.reference)

    async def open_channel(
        self, channel_id: str, secret: str, callback: str, until: datetime
    ) -> Channel | None:
        """CalDAV cannot call us; the schedule asks every minute."""
        del channel_id, secret, callback, until
        return None

    async def renew_channel(self, known: Channel, until: datetime) -> Channel | None:
        """As open_channel."""
        del known, until
        return None

    async def close_channel(self, known: Channel) -> None:
        """As open_channel."""
        del known

    async def close(self) -> None:
        """As CalendarClient."""
        await self._dav.outward.close()

    async def _token(self, calendar: DavCalendar) -> str:
        _answer, found = await self._dav.multi(
            "token", "PROPFIND", calendar.url, xml.propfind("d:sync-token")
        )
        return found.entries[0].text(f"{DAV}sync-token") if found.entries else ""

    async def _window(self, calendar: DavCalendar, window: Span) -> list[BusyWindow]:
        _answer, found = await self._dav.multi(
            "window", "REPORT", calendar.url, xml.calendar_query(window.start, window.end), "1"
        )
        return await self._expanded(calendar, found, window)

    async def _since(self, calendar: DavCalendar, token: str, window: Span) -> tuple[Told, str]:
        changed: dict[str, None] = {}
        gone: dict[str, None] = {}
        for _page in range(_MOST_PAGES):
            answer = await self._dav.send(
                "changes", "REPORT", calendar.url, xml.sync_collection(token), {"depth": "0"}
            )
            if answer.status in (403, 409) and xml.names_error(answer.body, "valid-sync-token"):
                raise CursorGone
            found = _read(answer)
            more = False
            for entry in found.entries:
                if xml.same_path(entry.href, calendar.url):
                    # The collection itself with 507 says that there is more (RFC 6578, 3.6).
                    more = more or entry.status == 507
                    continue
                path = xml.path_of(entry.href)
                changed.pop(path, None)
                gone.pop(path, None)
                (gone if entry.status == 404 else changed)[path] = None
            token = found.sync_token
            if not more or not token:
                break
        busy = await self._named(calendar, list(changed), window)
        return Told(busy=busy, free=list(gone), restated=list(changed)), token

    async def _named(self, calendar: DavCalendar, paths: list[str], window: Span) -> list[BusyWindow]:
        windows: list[BusyWindow] = []
        for first in range(0, len(paths), _AT_ONCE):
            body = xml.calendar_multiget([quote(path) for path in paths[first : first + _AT_ONCE]])
            _answer, found = await self._dav.multi("events", "REPORT", calendar.url, body, "1")
            windows += await self._expanded(calendar, found, window)
        return windows

    async def _expanded(self, calendar: DavCalendar, found: Multistatus, window: Span) -> list[BusyWindow]:
        zone = ZoneInfo(calendar.zone or self._zone)
        objects = {xml.path_of(one.href): one.text(f"{CAL}calendar-data") for one in found.entries}

        def all_of_them() -> tuple[list[BusyWindow], int]:
            windows: list[BusyWindow] = []
            unreadable = 0
            for path, text in objects.items():
                try:
                    windows += expand(text.encode(), path, window, zone, self._login.owners) if text else []
                except UnreadableEvent:
                    unreadable += 1
            return windows, unreadable

        windows, unreadable = await asyncio.to_thread(all_of_them)
        if unreadable:
            _log.warning("calendar objects cannot be read", provider="caldav", count=unreadable)
        return windows

    async def _put(self, url: str, body: bytes, wanted: dict[str, str]) -> Answer:
        return await self._dav.send(
            "write", "PUT", url, body, {"content-type": "text/calendar; charset=utf-8", **wanted}
        )

    async def _version(self, url: str) -> str | None:
        """The ETag of an object, None when it is not there."""
        answer = await self._dav.send("version", "PROPFIND", url, xml.propfind("d:getetag"), {"depth": "0"})
        if answer.status == 404:
            return None
        entries = _read(answer).entries
        return entries[0].text(f"{DAV}getetag") if entries else None

    def _home(self) -> str:
        url = self._login.calendars[0].url
        return url if url.endswith("/") else f"{url}/"


def _tokens(cursor: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(cursor, type=dict[str, str]) if cursor else {}
    except msgspec.MsgspecError:
        raise CursorGone from None


def _zone_in(text: str) -> str:
    """The IANA name of the zone in a calendar-timezone property, empty for one that we do not know."""
    if not text:
        return ""
    try:
        import icalendar  # as in `expanding`

        calendar: Any = icalendar.Calendar.from_ical(text)
        names = [str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")]
    except Exception:  # whatever a stranger's file makes the library raise
        return ""
    zone = zone_named(names[0]) if names else None
    return zone.key if zone is not None else ""


def _no_calendar() -> Invalid:
    return Invalid(
        "We found no calendar at this address. Copy the CalDAV address from your calendar's settings.",
        field="url",
    )


def _trouble(url: str) -> ProviderAway:
    return ProviderAway(
        _(
            "%(host)s is in trouble right now. Nothing was changed; we try again.",
            host=urlsplit(url).hostname or _("Your calendar server"),
        ),
        retry_after=120,
    )

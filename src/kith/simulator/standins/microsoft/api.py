"""Microsoft Graph 1.0: calendarView and its delta, events, subscriptions. Source: its reference of the three."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from kith.simulator.standins.calendars.diary import Entry
from kith.simulator.standins.calendars.sign_in import Grant
from kith.simulator.standins.calendars.standin import PushChannel
from kith.simulator.standins.courier import Posting
from kith.simulator.standins.microsoft.standin import (
    WINDOWS_ZONE,
    Json,
    MicrosoftStandIn,
    graph_time,
    instance_id,
    master,
    rendered,
)

HttpRequest = Request[None, None, State]
Microsoft = NamedDependency[MicrosoftStandIn]
_LONGEST_SUBSCRIPTION = timedelta(minutes=10_080)
_BOOKING_FILTER = re.compile(r"ep/value eq '([^']+)'")


class GraphError(Exception):
    """An error answer, with Graph's code."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def body(self) -> bytes:
        """The JSON that Graph answers with."""
        return msgspec.json.encode({"error": {"code": self.code, "message": self.message}})


class Cursor(msgspec.Struct, frozen=True):
    """A delta link's or a next link's token. Opaque to the reader."""

    account: str
    start: datetime
    end: datetime
    since: int
    until: int
    offset: int
    epoch: int


def grant_of(request: HttpRequest, microsoft: MicrosoftStandIn, *scopes: str) -> Grant:
    """Who asks. Raises GraphError: 401 without a live token, 403 without one of the scopes."""
    grant = microsoft.sign_in.grant_of(request.headers.get("authorization", ""))
    if grant is None:
        raise GraphError(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
    if not set(scopes) & set(grant.scope.split()):
        raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    return grant


_READ = ("Calendars.Read", "Calendars.ReadWrite")


class Views(Controller):
    """/me/calendarView and the mailbox's zone."""

    path = "/me"

    @get("/mailboxSettings/timeZone")
    async def zone(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """The zone by its Windows name."""
        grant_of(request, microsoft, "MailboxSettings.Read")
        return {"value": WINDOWS_ZONE}

    @get("/calendarView")
    async def view(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """What takes place within a range, unfolded."""
        account = grant_of(request, microsoft, *_READ).account
        start, end = _bounds(request.query_params)
        found = [
            rendered(one)
            for entry in microsoft.diaries.of(account)
            if not entry.deleted
            for one in microsoft.within(entry, start, end)
        ]
        return {"value": found}

    @get("/calendarView/delta")
    async def delta(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """What changed within a range since a delta link, by pages."""
        account = grant_of(request, microsoft, *_READ).account
        cursor = _cursor(microsoft, account, request.query_params)
        found = [
            item
            for entry in microsoft.diaries.of(account, cursor.since)
            if entry.revision <= cursor.until
            for item in _changes(microsoft, entry, cursor)
        ]
        following = cursor.offset + microsoft.page_size
        answer: Json = {"value": found[cursor.offset : following]}
        if following < len(found):
            link = msgspec.structs.replace(cursor, offset=following)
            return {**answer, "@odata.nextLink": _link(microsoft, "$skiptoken", link)}
        link = msgspec.structs.replace(cursor, since=cursor.until, until=-1, offset=0)
        return {**answer, "@odata.deltaLink": _link(microsoft, "$deltatoken", link)}


class Events(Controller):
    """/me/events"""

    path = "/me/events"

    @get("/")
    async def find(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """Events that carry a booking's id, the one filter the stand-in knows."""
        account = grant_of(request, microsoft, *_READ).account
        wanted = _BOOKING_FILTER.search(request.query_params.get("$filter", ""))
        found = [
            master(entry)
            for entry in microsoft.diaries.of(account)
            if not entry.deleted and wanted is not None and wanted[1] in entry.private.values()
        ]
        return {"value": found}

    @post("/")
    async def insert(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """Create."""
        account = grant_of(request, microsoft, "Calendars.ReadWrite").account
        body = await _body(request)
        properties: list[Json] = body.get("singleValueExtendedProperties") or []
        private = {str(one["id"]): str(one["value"]) for one in properties}
        entry = microsoft.diaries.add(_entry(microsoft, account, "", body, private))
        microsoft.changed(account)
        return rendered(microsoft.everything(entry)[0])

    @get("/{key:str}")
    async def one(self, request: HttpRequest, key: FromPath[str], microsoft: Microsoft) -> Json:
        """One event or series."""
        entry = _found(microsoft, grant_of(request, microsoft, *_READ).account, key)
        return master(entry) if entry.rule else rendered(microsoft.everything(entry)[0])

    @patch("/{key:str}")
    async def change(self, request: HttpRequest, key: FromPath[str], microsoft: Microsoft) -> Json:
        """Change."""
        account = grant_of(request, microsoft, "Calendars.ReadWrite").account
        known = _found(microsoft, account, key)
        entry = microsoft.diaries.add(_entry(microsoft, account, key, await _body(request), known.private))
        microsoft.changed(account)
        return rendered(microsoft.everything(entry)[0])

    @delete("/{key:str}", status_code=204)
    async def remove(self, request: HttpRequest, key: FromPath[str], microsoft: Microsoft) -> None:
        """Delete."""
        account = grant_of(request, microsoft, "Calendars.ReadWrite").account
        _found(microsoft, account, key)
        microsoft.diaries.delete(account, key)
        microsoft.changed(account)


class Subscriptions(Controller):
    """/subscriptions"""

    path = "/subscriptions"

    @post("/")
    async def subscribe(self, request: HttpRequest, microsoft: Microsoft) -> Json:
        """Subscribe, after the address has given back a token."""
        account = grant_of(request, microsoft, *_READ).account
        body = await _body(request)
        address = str(body.get("notificationUrl") or "")
        token = f"Validation: Testing client application <{microsoft.diaries.revision}>"
        joint = "&" if "?" in address else "?"
        posting = Posting(
            url=f"{address}{joint}{urlencode({'validationToken': token})}",
            headers={"Content-Type": "text/plain; charset=utf-8"},
            body=b"",
        )
        outcome = await microsoft.courier.deliver(lambda: posting)
        if outcome.status != 200 or outcome.answer != token:
            raise GraphError(400, "InvalidRequest", "Subscription validation request failed.")
        key = f"sub-{len(microsoft.channels) + 1}-{abs(hash(address)) % 10**8}"
        channel = microsoft.channels.put(
            key,
            PushChannel(
                id=key,
                resource=str(body.get("resource")),
                account=account,
                address=address,
                secret=str(body.get("clientState") or ""),
                expires=_expiry(microsoft, body),
            ),
        )
        return _subscription(channel)

    @patch("/{key:str}")
    async def renew(self, request: HttpRequest, key: FromPath[str], microsoft: Microsoft) -> Json:
        """Lengthen."""
        channel = _channel(microsoft, grant_of(request, microsoft, *_READ).account, key)
        expires = _expiry(microsoft, await _body(request))
        return _subscription(microsoft.channels.put(key, msgspec.structs.replace(channel, expires=expires)))

    @delete("/{key:str}", status_code=204)
    async def end(self, request: HttpRequest, key: FromPath[str], microsoft: Microsoft) -> None:
        """End."""
        microsoft.channels.remove(_channel(microsoft, grant_of(request, microsoft, *_READ).account, key).id)


def answer_error(_: HttpRequest, error: GraphError) -> Response[bytes]:
    """Graph's answer to a GraphError."""
    return Response(error.body(), status_code=error.status, media_type="application/json")


def _changes(microsoft: MicrosoftStandIn, entry: Entry, cursor: Cursor) -> list[Json]:
    inside = {
        instance_id(one): one
        for one in microsoft.within(entry, cursor.start, cursor.end)
        if not entry.deleted
    }
    gone: list[Json] = []
    if cursor.since >= 0:
        everything = [instance_id(one) for one in microsoft.everything(entry)]
        gone = [{"id": key, "@removed": {"reason": "deleted"}} for key in everything if key not in inside]
        if entry.rule and entry.deleted:
            gone.append({"id": entry.id, "@removed": {"reason": "deleted"}})
    series = [master(entry)] if entry.rule and inside else []
    return [*series, *(rendered(one, delta=True) for one in inside.values()), *gone]


def _cursor(microsoft: MicrosoftStandIn, account: str, query: Mapping[str, str]) -> Cursor:
    now = microsoft.diaries.revision
    text = query.get("$skiptoken") or query.get("$deltatoken")
    if not text:
        start, end = _bounds(query)
        return Cursor(account, start, end, -1, now, 0, microsoft.epoch)
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        cursor = msgspec.json.decode(raw, type=Cursor)
    except (ValueError, msgspec.MsgspecError):
        raise GraphError(400, "SyncStateInvalid", "Badly formed token.") from None
    if cursor.account != account or cursor.epoch != microsoft.epoch:
        raise GraphError(410, "SyncStateNotFound", "The sync state generation is not found.")
    return cursor if cursor.until >= 0 else msgspec.structs.replace(cursor, until=now)


def _link(microsoft: MicrosoftStandIn, name: str, cursor: Cursor) -> str:
    token = base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")
    return f"{microsoft.base_url}/v1.0/me/calendarView/delta?{urlencode({name: token})}"


def _bounds(query: Mapping[str, str]) -> tuple[datetime, datetime]:
    try:
        start, end = (datetime.fromisoformat(query[name]) for name in ("startDateTime", "endDateTime"))
    except (KeyError, ValueError):
        raise GraphError(
            400, "ErrorInvalidParameter", "This request requires a time window: startDateTime, endDateTime."
        ) from None
    return start.astimezone(UTC), end.astimezone(UTC)


async def _body(request: HttpRequest) -> Json:
    try:
        return msgspec.json.decode(await request.body(), type=dict[str, Any])
    except msgspec.MsgspecError:
        raise GraphError(400, "BadRequest", "Unable to read JSON request payload.") from None


def _entry(microsoft: MicrosoftStandIn, account: str, key: str, body: Json, private: dict[str, str]) -> Entry:
    zone = ZoneInfo(microsoft.settings.zone)

    def local(name: str) -> datetime:
        given: Json = body[name]
        moment = datetime.fromisoformat(given["dateTime"]).replace(tzinfo=ZoneInfo(given["timeZone"]))
        return moment.astimezone(zone).replace(tzinfo=None)

    try:
        start, end = local("start"), local("end")
    except (KeyError, TypeError, ValueError):
        raise GraphError(400, "ErrorPropertyValidationFailure", "start and end are required.") from None
    return Entry(
        id=key,
        account=account,
        title=str(body.get("subject") or ""),
        start=start,
        end=end,
        zone=microsoft.settings.zone,
        status="tentative" if body.get("showAs") == "tentative" else "confirmed",
        free=body.get("showAs") == "free",
        private=private,
    )


def _found(microsoft: MicrosoftStandIn, account: str, key: str) -> Entry:
    entry = microsoft.diaries.find(account, key)
    if entry is None:
        raise GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
    return entry


def _channel(microsoft: MicrosoftStandIn, account: str, key: str) -> PushChannel:
    channel = microsoft.channels.get(key)
    if channel is None or channel.account != account:
        raise GraphError(404, "ResourceNotFound", "The object was not found.")
    return channel


def _expiry(microsoft: MicrosoftStandIn, body: Json) -> int:
    text = str(body.get("expirationDateTime") or "").partition(".")[0].removesuffix("Z")
    try:
        wanted = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise GraphError(400, "InvalidRequest", "expirationDateTime is required.") from None
    if wanted > microsoft.clock.now() + _LONGEST_SUBSCRIPTION:
        raise GraphError(
            400, "ExtensionError", "Subscription expiration can only be 10080 minutes in the future."
        )
    return int(wanted.timestamp())


def _subscription(channel: PushChannel) -> Json:
    return {
        "id": channel.id,
        "resource": channel.resource,
        "changeType": "created,updated,deleted",
        "notificationUrl": channel.address,
        "expirationDateTime": graph_time(datetime.fromtimestamp(channel.expires, UTC)),
    }

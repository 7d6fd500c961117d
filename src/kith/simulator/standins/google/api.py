"""Calendar API version 3: the events of somebody's main calendar, and push channels. Source: its reference and its guide to synchronising."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from kith.simulator.standins.calendars.diary import Entry
from kith.simulator.standins.calendars.sign_in import Grant
from kith.simulator.standins.calendars.standin import PushChannel
from kith.simulator.standins.google.standin import GoogleStandIn, Json, local_time, only_asked

HttpRequest = Request[None, None, State]
Google = NamedDependency[GoogleStandIn]
_WRITE = "https://www.googleapis.com/auth/calendar.events"
_LONGEST_CHANNEL = timedelta(days=7)


class GoogleError(Exception):
    """An error answer, with Google's reason."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message

    def body(self) -> bytes:
        """The JSON that Google answers with."""
        error = {"domain": "global", "reason": self.reason, "message": self.message}
        return msgspec.json.encode(
            {"error": {"errors": [error], "code": self.status, "message": self.message}}
        )


class SyncToken(msgspec.Struct, frozen=True):
    """Where a reader is. Opaque to them."""

    account: str
    revision: int
    epoch: int


class PageToken(msgspec.Struct, frozen=True):
    """Where a list goes on, and the revision at which it began."""

    offset: int
    revision: int


def sealed(token: SyncToken | PageToken) -> str:
    """A token as text."""
    return base64.urlsafe_b64encode(msgspec.json.encode(token)).decode().rstrip("=")


def grant_of(request: HttpRequest, google: GoogleStandIn, *, write: bool = False) -> Grant:
    """Who asks. Raises GoogleError: 401 without a live token, 403 for want of scope."""
    grant = google.sign_in.grant_of(request.headers.get("authorization", ""))
    if grant is None:
        raise GoogleError(401, "authError", "Invalid Credentials")
    scopes = grant.scope.split()
    if _WRITE not in scopes and (write or f"{_WRITE}.readonly" not in scopes):
        raise GoogleError(403, "insufficientPermissions", "Request had insufficient authentication scopes.")
    return grant


class Events(Controller):
    """/calendars/primary/events"""

    path = "/calendars/primary/events"

    @get("/")
    async def find(self, request: HttpRequest, google: Google) -> Json:
        """List, by pages; with a sync token, what changed since."""
        account = grant_of(request, google).account
        query = request.query_params
        if query.get("singleEvents") != "true":
            raise GoogleError(400, "badRequest", "The stand-in only unfolds series: set singleEvents.")
        page = _page_token(query)
        revision = page.revision if page else google.diaries.revision
        if "syncToken" in query:
            if "timeMin" in query or "timeMax" in query:
                raise GoogleError(
                    400, "badRequest", "Sync token cannot be used with other query restrictions"
                )
            since = _sync_token(google, account, query["syncToken"]).revision
            found = [
                item
                for entry in google.diaries.of(account, since)
                if entry.revision <= revision
                for item in google.items(entry, deleted=True)
            ]
        else:
            start, end = _bound(query, "timeMin"), _bound(query, "timeMax")
            found = [
                item
                for entry in google.diaries.of(account)
                for item in google.items(entry, deleted=False)
                if _meets(item, start, end, google.settings.zone)
            ]
        most = min(google.page_size, int(query.get("maxResults", "250")))
        first = page.offset if page else 0
        answer: Json = {
            "kind": "calendar#events",
            "summary": account,
            "timeZone": google.settings.zone,
            "items": only_asked(found[first : first + most], query.get("fields", "")),
        }
        if first + most < len(found):
            return {**answer, "nextPageToken": sealed(PageToken(first + most, revision))}
        return {**answer, "nextSyncToken": sealed(SyncToken(account, revision, google.epoch))}

    @post("/", status_code=200)
    async def insert(self, request: HttpRequest, google: Google) -> Json:
        """Insert; an id that was ever used is 409."""
        account = grant_of(request, google, write=True).account
        body = await _body(request)
        key = str(body.get("id") or "")
        if google.diaries.known(account, key):
            raise GoogleError(409, "duplicate", "The requested identifier already exists.")
        entry = google.diaries.add(_entry(google, account, key, body))
        google.changed(account)
        return google.items(entry, deleted=True)[0]

    @get("/{key:str}")
    async def one(self, request: HttpRequest, key: FromPath[str], google: Google) -> Json:
        """One event."""
        account = grant_of(request, google).account
        entry = google.diaries.find(account, key)
        if entry is None:
            raise GoogleError(404, "notFound", "Not Found")
        return google.items(entry, deleted=True)[0]

    @patch("/{key:str}")
    async def change(self, request: HttpRequest, key: FromPath[str], google: Google) -> Json:
        """Change fields; a deleted event that is patched to confirmed is there again, otherwise it stays deleted."""
        account = grant_of(request, google, write=True).account
        body = await _body(request)
        known = [one for one in google.diaries.of(account) if one.id == key]
        if not known:
            raise GoogleError(404, "notFound", "Not Found")
        stays_deleted = known[0].deleted and body.get("status") != "confirmed"
        fresh = _entry(google, account, key, body)
        entry = google.diaries.add(msgspec.structs.replace(fresh, deleted=stays_deleted))
        google.changed(account)
        return google.items(entry, deleted=True)[0]

    @delete("/{key:str}", status_code=204)
    async def remove(self, request: HttpRequest, key: FromPath[str], google: Google) -> None:
        """Delete; a second time is 410."""
        account = grant_of(request, google, write=True).account
        if google.diaries.find(account, key) is None:
            gone = google.diaries.known(account, key)
            raise GoogleError(
                410 if gone else 404, "deleted" if gone else "notFound", "Resource has been deleted"
            )
        google.diaries.delete(account, key)
        google.changed(account)

    @post("/watch", status_code=200)
    async def watch(self, request: HttpRequest, google: Google) -> Json:
        """Open a push channel; the first message says `sync`."""
        account = grant_of(request, google).account
        body = await _body(request)
        key, address = str(body.get("id") or ""), str(body.get("address") or "")
        if not key or body.get("type") != "web_hook" or not address.startswith(("http://", "https://")):
            raise GoogleError(400, "badRequest", "WebHook callback must be HTTPS")
        if key in google.channels:
            raise GoogleError(400, "channelIdNotUnique", f"Channel id {key} not unique")
        longest = google.clock.now() + _LONGEST_CHANNEL
        wanted = str(body.get("expiration") or "")
        expires = min(int(wanted) // 1000 if wanted else 2**40, int(longest.timestamp()))
        channel = google.channels.put(
            key,
            PushChannel(
                id=key,
                resource=f"res-{account}",
                account=account,
                address=address,
                secret=str(body.get("token") or ""),
                expires=expires,
            ),
        )
        google.tell(channel)
        return {
            "kind": "api#channel",
            "id": key,
            "resourceId": channel.resource,
            "expiration": str(expires * 1000),
        }


@post("/channels/stop", status_code=204)
async def stop(request: HttpRequest, google: Google) -> None:
    """End a push channel."""
    account = grant_of(request, google).account
    body = await _body(request)
    channel = google.channels.get(str(body.get("id") or ""))
    if channel is None or channel.account != account or channel.resource != body.get("resourceId"):
        raise GoogleError(404, "notFound", "Channel not found for project")
    google.channels.remove(channel.id)


def answer_error(_: HttpRequest, error: GoogleError) -> Response[bytes]:
    """Google's answer to a GoogleError."""
    return Response(error.body(), status_code=error.status, media_type="application/json")


async def _body(request: HttpRequest) -> Json:
    try:
        return msgspec.json.decode(await request.body(), type=dict[str, Any])
    except msgspec.MsgspecError:
        raise GoogleError(400, "parseError", "Parse Error") from None


def _page_token(query: Mapping[str, str]) -> PageToken | None:
    text = query.get("pageToken")
    if not text:
        return None
    try:
        return msgspec.json.decode(_opened(text), type=PageToken)
    except (ValueError, msgspec.MsgspecError):
        raise GoogleError(400, "invalid", "Invalid page token value.") from None


def _sync_token(google: GoogleStandIn, account: str, text: str) -> SyncToken:
    try:
        token = msgspec.json.decode(_opened(text), type=SyncToken)
    except (ValueError, msgspec.MsgspecError):
        raise GoogleError(400, "invalid", "Invalid sync token value.") from None
    if token.account != account or token.epoch != google.epoch:
        raise GoogleError(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.")
    return token


def _opened(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _bound(query: Mapping[str, str], name: str) -> datetime | None:
    if name not in query:
        return None
    try:
        return datetime.fromisoformat(query[name])
    except ValueError:
        raise GoogleError(400, "badRequest", f"Bad Request: {name}") from None


def _meets(item: Json, start: datetime | None, end: datetime | None, zone: str) -> bool:
    (begins, _), (ends, _) = local_time(item["start"], zone), local_time(item["end"], zone)
    own = Entry(id="", account="", title="", start=begins, end=ends, zone=zone)
    return (start is None or own.moment(ends) > start) and (end is None or own.moment(begins) < end)


def _entry(google: GoogleStandIn, account: str, key: str, body: Json) -> Entry:
    zone = google.settings.zone
    try:
        start, whole_day = local_time(body["start"], zone)
        end, _ = local_time(body["end"], zone)
    except (KeyError, TypeError, ValueError):
        raise GoogleError(400, "required", "Missing end time.") from None
    extended: Json = body.get("extendedProperties") or {}
    private: Json = extended.get("private") or {}
    return Entry(
        id=key,
        account=account,
        title=str(body.get("summary") or ""),
        start=start,
        end=end,
        zone=zone,
        all_day=whole_day,
        status="tentative" if body.get("status") == "tentative" else "confirmed",
        free=body.get("transparency") == "transparent",
        private={str(name): str(value) for name, value in private.items()},
    )

"""The routes of Twilio's messaging API, version 2010-04-01."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlencode

from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from kith.simulator.standins.twilio.errors import TwilioError, not_found
from kith.simulator.standins.twilio.messages import MessageRecord, as_json
from kith.simulator.standins.twilio.standin import TwilioStandIn

_DEFAULT_PAGE_SIZE = 50
_LARGEST_PAGE_SIZE = 1000
HttpRequest = Request[None, None, State]
Twilio = NamedDependency[TwilioStandIn]


class MessagesApi(Controller):
    """Create, list, fetch, redact and delete messages."""

    path = "/2010-04-01/Accounts/{account_sid:str}"

    @post("/Messages.json")
    async def create(
        self, request: HttpRequest, account_sid: FromPath[str], twilio: Twilio
    ) -> Response[object]:
        """Accept a text."""
        _authenticate(request, account_sid, twilio)
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        form = dict(pairs)
        message = twilio.accept(
            to=form.get("To", ""),
            sender=form.get("From", ""),
            service=form.get("MessagingServiceSid", ""),
            body=form.get("Body", ""),
            media=sum(1 for name, _ in pairs if name == "MediaUrl"),
            callback=form.get("StatusCallback", ""),
        )
        return Response(as_json(message), status_code=201)

    @get("/Messages.json")
    async def find(
        self, request: HttpRequest, account_sid: FromPath[str], twilio: Twilio
    ) -> Response[object]:
        """A page of texts of both directions, newest first."""
        _authenticate(request, account_sid, twilio)
        query = dict(parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True))
        found = [message for message in reversed(twilio.messages()) if _matches(message, query)]
        return Response(_page(found, query, f"/2010-04-01/Accounts/{account_sid}/Messages.json"))

    @get("/Messages/{resource:str}")
    async def fetch(
        self, request: HttpRequest, account_sid: FromPath[str], resource: FromPath[str], twilio: Twilio
    ) -> Response[object]:
        """One text."""
        _authenticate(request, account_sid, twilio)
        message = twilio.message(_sid(resource))
        if message is None:
            raise not_found(_api_path(request))
        return Response(as_json(message))

    @post("/Messages/{resource:str}", status_code=200)
    async def update(
        self, request: HttpRequest, account_sid: FromPath[str], resource: FromPath[str], twilio: Twilio
    ) -> Response[object]:
        """Redact a text: the only changes Twilio allows are an empty body and a cancellation."""
        _authenticate(request, account_sid, twilio)
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        if twilio.message(_sid(resource)) is None:
            raise not_found(_api_path(request))
        if "Status" in form:
            raise TwilioError(409, 30409, "Message is not in a cancelable state")
        if form.get("Body") != "":
            raise TwilioError(400, 20001, "Body: a sent message can only be redacted, with an empty Body")
        message = twilio.redact(_sid(resource))
        if message is None:
            raise not_found(_api_path(request))
        return Response(as_json(message))

    @delete("/Messages/{resource:str}")
    async def remove(
        self, request: HttpRequest, account_sid: FromPath[str], resource: FromPath[str], twilio: Twilio
    ) -> None:
        """Delete a text."""
        _authenticate(request, account_sid, twilio)
        if not twilio.delete(_sid(resource)):
            raise not_found(_api_path(request))


def _authenticate(request: HttpRequest, account_sid: str, twilio: TwilioStandIn) -> None:
    expected = f"{twilio.settings.account_sid}:{twilio.settings.auth_token}".encode()
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True)
    except ValueError:
        given = b""
    if scheme.lower() != "basic" or not hmac.compare_digest(given, expected):
        raise TwilioError(401, 20003, "Authenticate")
    if account_sid != twilio.settings.account_sid:
        raise not_found(_api_path(request))


def _api_path(request: HttpRequest) -> str:
    return request.scope["path"].removeprefix("/twilio")


def _sid(resource: str) -> str:
    return resource.removesuffix(".json")


def _matches(message: MessageRecord, query: dict[str, str]) -> bool:
    if query.get("To", message.to) != message.to or query.get("From", message.sender) != message.sender:
        return False
    sent = message.date_sent or message.date_created
    if (on := query.get("DateSent")) is not None and sent.date() != _moment(on).date():
        return False
    # The operator is part of the parameter's name: DateSent>=2026-01-31 arrives under "DateSent>".
    if (after := query.get("DateSent>")) is not None and sent < _moment(after):
        return False
    before = query.get("DateSent<")
    return before is None or sent <= _moment(before, end_of_day=True)


def _moment(text: str, *, end_of_day: bool = False) -> datetime:
    try:
        if len(text) == len("2026-01-31"):
            start = datetime.combine(date.fromisoformat(text), time.min, UTC)
            return start + timedelta(days=1, microseconds=-1) if end_of_day else start
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise TwilioError(400, 20001, f"DateSent: {text} is not a date") from None


def _page(found: list[MessageRecord], query: dict[str, str], path: str) -> dict[str, object]:
    size = min(_LARGEST_PAGE_SIZE, max(1, _count(query, "PageSize", _DEFAULT_PAGE_SIZE)))
    number = _count(query, "Page", 0)
    # The token names the last message already seen, so that new arrivals do not shift the pages.
    token = query.get("PageToken", "")
    start = number * size
    if token:
        sids = [message.sid for message in found]
        start = sids.index(token[2:]) + 1 if token[2:] in sids else len(found)
    records = found[start : start + size]

    def link(page: int, last_seen: str | None) -> str:
        parameters = {
            key: value for key, value in query.items() if key not in {"Page", "PageSize", "PageToken"}
        }
        parameters |= {"PageSize": str(size), "Page": str(page)}
        if last_seen:
            parameters["PageToken"] = "PA" + last_seen
        return f"{path}?{urlencode(parameters)}"

    more = start + size < len(found)
    return {
        "messages": [as_json(message) for message in records],
        "first_page_uri": link(0, None),
        "next_page_uri": link(number + 1, records[-1].sid) if more else None,
        "previous_page_uri": link(number - 1, None) if number > 0 else None,
        "page": number,
        "page_size": size,
        "start": start,
        "end": start + max(0, len(records) - 1),
        "uri": link(number, None),
    }


def _count(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name, "")
    if text and not text.isdigit():
        raise TwilioError(400, 20001, f"{name}: {text} is not a number")
    return int(text) if text else default

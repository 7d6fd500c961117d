"""Lets the official Twilio client talk to another address than Twilio's, with a time limit."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit, urlunsplit

import httpx
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from kith.foundation.outward import tls_context

_log = logging.getLogger(__name__)
# httpx logs whole URLs at INFO, and a list request has phone numbers in its query.
logging.getLogger("httpx").setLevel(logging.WARNING)


def rebased(url: str, base_url: str | None) -> str:
    """`url` with scheme, host and path prefix of `base_url`; unchanged where that is None.

    Raises ValueError for a base that is not an http or https address.
    """
    if base_url is None:
        return url
    base = urlsplit(base_url)
    if base.scheme not in {"http", "https"} or not base.netloc:
        raise ValueError(f"twilio base URL: {base_url!r} is not an http or https address.")
    parts = urlsplit(url)
    return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))


class TwilioTransport(AsyncHttpClient):
    """The HTTP side of `twilio.rest.Client(..., http_client=TwilioTransport(...))`, for its `_async` methods.

    `request` raises httpx.ConnectError where Twilio was not reached, and another httpx.TransportError (among
    them httpx.TimeoutException, after `timeout_seconds`) where it is unknown whether Twilio acted.
    `retry_after_seconds` is what the last answer asked for, which the client's own exception does not carry.
    Nothing is logged: the library would log the numbers in a list request's query.
    """

    def __init__(self, base_url: str | None = None, timeout_seconds: float = 10.0) -> None:
        super().__init__(_log, True, timeout_seconds)
        rebased("https://api.twilio.com/", base_url)
        self.base_url = base_url
        self.retry_after_seconds: float | None = None
        self._client = httpx.AsyncClient(timeout=timeout_seconds, verify=tls_context())

    async def __aenter__(self) -> TwilioTransport:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def request(  # pyright: ignore[reportIncompatibleMethodOverride]  # the base names it `uri`, its callers pass it first
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request of the client's and return the answer, whatever its status."""
        request = self._client.build_request(
            method.upper(),
            rebased(url, self.base_url),
            # Given empty parameters, httpx would drop the query that the URL of a further page brings along.
            params=cast("Mapping[str, str]", params) or None,
            data=cast("Mapping[str, str]", data) or None,
            headers=headers,
            timeout=httpx.USE_CLIENT_DEFAULT if timeout is None else timeout,
        )
        answer = await self._client.send(
            request, auth=auth or httpx.USE_CLIENT_DEFAULT, follow_redirects=allow_redirects
        )
        seconds = answer.headers.get("retry-after", "")
        self.retry_after_seconds = float(seconds) if seconds.isdigit() else None
        return Response(answer.status_code, answer.text, answer.headers)

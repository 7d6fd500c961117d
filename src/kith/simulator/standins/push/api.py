"""The push resource. Source: RFC 8030, RFC 8188."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from litestar import Controller, Request, Response, delete, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from kith.simulator.standins.push.standin import PushRefused, PushStandIn
from kith.simulator.standins.push.vapid import VapidRefused, identify

_LARGEST_BODY = 4096
_URGENCIES = frozenset({"very-low", "low", "normal", "high"})
_LONGEST_TOPIC = 32

HttpRequest = Request[None, None, State]
Push = NamedDependency[PushStandIn]


class PushApi(Controller):
    """Where an application server posts, one address a browser."""

    path = "/"

    @post("/{key:str}")
    async def push(self, request: HttpRequest, key: FromPath[str], push: Push) -> Response[None]:
        """Take a message: 201, and where it is."""
        browser = push.browser(key)
        if browser is None:
            raise PushRefused(404, "There is no such subscription.")
        if browser.gone:
            raise PushRefused(410, "The browser has unsubscribed.")
        headers = request.headers
        service = urlsplit(push.base_url)
        try:
            sender = identify(
                headers.get("authorization"),
                origin=f"{service.scheme}://{service.netloc}",
                now=datetime.now(UTC),
            )
        except VapidRefused as refused:
            raise PushRefused(refused.status, refused.why) from None
        ttl = headers.get("ttl", "")
        if not ttl.isdigit():
            raise PushRefused(400, "TTL: a number of seconds is required.")
        urgency, topic = headers.get("urgency", "normal"), headers.get("topic")
        if urgency not in _URGENCIES:
            raise PushRefused(400, f"Urgency: {urgency} is none of {', '.join(sorted(_URGENCIES))}.")
        if topic is not None and len(topic) > _LONGEST_TOPIC:
            raise PushRefused(400, "Topic: at most 32 characters.")
        body = await request.body()
        if len(body) > _LARGEST_BODY:
            raise PushRefused(413, "body: at most 4096 bytes.")
        if body and headers.get("content-encoding") != "aes128gcm":
            raise PushRefused(415, "Content-Encoding: only aes128gcm is taken.")
        taken = push.take(browser, sender, body, ttl=int(ttl), urgency=urgency, topic=topic)
        return Response(
            None, status_code=201, headers={"Location": f"{push.base_url}/message/{taken.id}", "TTL": ttl}
        )

    @delete("/{key:str}")
    async def unsubscribe(self, key: FromPath[str], push: Push) -> None:
        """The browser gives its subscription up."""
        if not push.unsubscribe(key):
            raise PushRefused(404, "There is no such subscription.")

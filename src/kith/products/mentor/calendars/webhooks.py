"""Where Google and Microsoft ring: whoever rings with the right secret makes us look, and nothing that they say is believed."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar import MediaType, Request, Response, post

from kith.foundation.errors import Malformed, Refused
from kith.products.mentor.calendars.channels import rung
from kith.web.request import house_of

LARGEST_BODY: Final = 262_144
_LONGEST_TOKEN: Final = 1_024
_MOST_CALLS: Final = 100

Requested = Request[Any, Any, Any]


class GraphCall(msgspec.Struct, frozen=True):
    """One change, or word about the subscription itself, as far as we look at it."""

    clientState: str = ""


class GraphCalls(msgspec.Struct, frozen=True):
    """What Microsoft posts."""

    value: list[GraphCall] = []


@post("/hooks/google-calendar", status_code=200, include_in_schema=False, request_max_body_size=LARGEST_BODY)
async def google(request: Requested) -> None:
    """A change in somebody's Google calendar.

    Raises:
        Refused: channel and token do not belong together.
    """
    headers = request.headers
    if not await rung(
        house_of(request), headers.get("x-goog-channel-id", ""), headers.get("x-goog-channel-token", "")
    ):
        raise _forged()


@post(
    "/hooks/microsoft-calendar", status_code=202, include_in_schema=False, request_max_body_size=LARGEST_BODY
)
async def microsoft(request: Requested) -> Response[str]:
    """A change in somebody's Microsoft calendar; or the question whether this address is really ours.

    Raises:
        Refused: channel and client state do not belong together.
        Malformed: it is nothing that Microsoft posts.
    """
    token = request.query_params.get("validationToken")
    if token is not None:
        # To be given back as it came; as plain text that no browser takes for anything else.
        if len(token) > _LONGEST_TOKEN:
            raise Malformed("validationToken is too long.", field="validationToken")
        headers = {
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; sandbox",
        }
        return Response(token, media_type=MediaType.TEXT, status_code=200, headers=headers)
    try:
        calls = msgspec.json.decode(await request.body(), type=GraphCalls).value
    except msgspec.MsgspecError:
        raise Malformed("This is no change notification.") from None
    channel = request.query_params.get("channel", "")
    secrets = {call.clientState for call in calls[:_MOST_CALLS]}
    if len(secrets) != 1 or not await rung(house_of(request), channel, secrets.pop()):
        raise _forged()
    return Response("", media_type=MediaType.TEXT, status_code=202)


def _forged() -> Refused:
    return Refused("This request does not carry the secret of one of our channels.", slug="wrong-signature")


ROUTES = [google, microsoft]

"""What the control APIs of all stand-ins share."""

from __future__ import annotations

from litestar import MediaType, Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.handlers import BaseRouteHandler


def refusal(sentence: str, status: int = 400) -> Response[object]:
    """A control request that cannot be done: one sentence that names the field."""
    return Response({"error": sentence}, status_code=status)


def only_from_here(
    connection: ASGIConnection[BaseRouteHandler, None, None, State], _: BaseRouteHandler
) -> None:
    """A guard: web pages of other sites must not steer a stand-in that listens on this machine."""
    # Following a link is no steering, and localhost and 127.0.0.1 are different sites to a browser.
    scope = connection.scope
    harmless = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
    if not harmless and connection.headers.get("sec-fetch-site") == "cross-site":
        raise PermissionDeniedException("Only programs and pages of this machine may use the stand-ins.")


def invalid_control_request(_: Request[None, None, State], error: ValidationException) -> Response[object]:
    """A control request whose JSON does not have the right shape."""
    return Response({"error": f"{error.detail}: {error.extra}"}, status_code=400, media_type=MediaType.JSON)

"""Microsoft's stand-in as a router under /microsoft."""

from __future__ import annotations

from litestar import Router
from litestar.response.base import ASGIResponse

from kith.simulator.standins.calendars.routing import provider_router
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.microsoft.api import Events, GraphError, Subscriptions, Views, answer_error
from kith.simulator.standins.microsoft.standin import MicrosoftStandIn

_CODES = {
    401: "InvalidAuthenticationToken",
    403: "ErrorAccessDenied",
    410: "SyncStateNotFound",
    429: "ApplicationThrottled",
}


def microsoft_router(microsoft: MicrosoftStandIn) -> Router:
    """Signing in, Graph 1.0, pages and control. Microsoft has no address to give a token back at."""
    return provider_router(
        microsoft,
        path="/microsoft",
        dependency="microsoft",
        api=Router(path="/v1.0", route_handlers=[Views, Events, Subscriptions]),
        authorize="/common/oauth2/v2.0/authorize",
        token="/common/oauth2/v2.0/token",  # noqa: S106  an address
        revoke="",
        planned_error=_planned_error,
        errors={GraphError: answer_error},
    )


def _planned_error(status: int, fault: Fault) -> ASGIResponse:
    error = GraphError(status, _CODES.get(status, "generalException"), "As the fault plan asks for.")
    headers = {"Retry-After": str(max(1, round(fault.seconds)))} if status == 429 else {}
    return ASGIResponse(body=error.body(), status_code=status, headers=headers, media_type="application/json")

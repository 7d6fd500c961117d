"""Google's stand-in as a router under /google."""

from __future__ import annotations

from litestar import Router
from litestar.response.base import ASGIResponse

from kith.simulator.standins.calendars.routing import provider_router
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.google.api import Events, GoogleError, answer_error, stop
from kith.simulator.standins.google.standin import GoogleStandIn

_REASONS = {
    403: "rateLimitExceeded",
    410: "fullSyncRequired",
    429: "rateLimitExceeded",
    401: "authError",
}


def google_router(google: GoogleStandIn) -> Router:
    """Signing in, Calendar API version 3, pages and control."""
    return provider_router(
        google,
        path="/google",
        dependency="google",
        api=Router(path="/calendar/v3", route_handlers=[Events, stop]),
        authorize="/o/oauth2/v2/auth",
        token="/token",  # noqa: S106  an address
        revoke="/revoke",
        planned_error=_planned_error,
        errors={GoogleError: answer_error},
    )


def _planned_error(status: int, fault: Fault) -> ASGIResponse:
    error = GoogleError(status, _REASONS.get(status, "backendError"), "As the fault plan asks for.")
    headers = {"Retry-After": str(max(1, round(fault.seconds)))} if status == 429 else {}
    return ASGIResponse(body=error.body(), status_code=status, headers=headers, media_type="application/json")

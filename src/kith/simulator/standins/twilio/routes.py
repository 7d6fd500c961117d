"""The Twilio stand-in as a router under /twilio."""

from __future__ import annotations

from litestar import Request, Response, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.response.base import ASGIResponse

from kith.simulator.standins.controlling import invalid_control_request, only_from_here
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving
from kith.simulator.standins.twilio.api import MessagesApi
from kith.simulator.standins.twilio.control import TwilioControl
from kith.simulator.standins.twilio.errors import TwilioError, api_error, too_many_requests
from kith.simulator.standins.twilio.standin import TwilioStandIn


def twilio_router(twilio: TwilioStandIn) -> Router:
    """Twilio's API, which misbehaves when told to, and the control API, which does not."""
    api = Router(
        path="/",
        route_handlers=[MessagesApi],
        middleware=[misbehaving(twilio.faults, _planned_error)],
        exception_handlers={TwilioError: _error_answer},
    )
    control = Router(
        path="/",
        route_handlers=[TwilioControl],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    return Router(
        path="/twilio",
        route_handlers=[api, control],
        dependencies={"twilio": Provide(lambda: twilio, sync_to_thread=False)},
    )


def _error_answer(_: Request[None, None, State], error: TwilioError) -> Response[bytes]:
    return Response(
        error.body(), status_code=error.status, headers=error.headers, media_type="application/json"
    )


def _planned_error(status: int, fault: Fault) -> ASGIResponse:
    error = too_many_requests(fault.seconds) if status == 429 else api_error(status)
    if fault.code is not None:
        error = TwilioError(status, fault.code, error.message, error.headers)
    return ASGIResponse(
        body=error.body(), status_code=status, headers=error.headers, media_type="application/json"
    )

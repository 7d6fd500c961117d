"""The push stand-in as a router under /push."""

from __future__ import annotations

import msgspec
from litestar import Request, Response, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.response.base import ASGIResponse

from kith.simulator.standins.controlling import invalid_control_request, only_from_here, refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving
from kith.simulator.standins.push.api import PushApi
from kith.simulator.standins.push.control import PushControl
from kith.simulator.standins.push.standin import PushRefused, PushStandIn


def push_router(push: PushStandIn) -> Router:
    """The push service, which misbehaves when told to, and the control API, which does not."""
    api = Router(
        path="/",
        route_handlers=[PushApi],
        middleware=[misbehaving(push.faults, _planned_error)],
        exception_handlers={PushRefused: _refused},
    )
    control = Router(
        path="/",
        route_handlers=[PushControl],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    return Router(
        path="/push",
        route_handlers=[api, control],
        dependencies={"push": Provide(lambda: push, sync_to_thread=False)},
    )


def _refused(_: Request[None, None, State], error: PushRefused) -> Response[object]:
    answer = refusal(error.why, error.status)
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = "vapid"
    return answer


def _planned_error(status: int, fault: Fault) -> ASGIResponse:
    headers = {"Retry-After": str(max(1, round(fault.seconds)))} if status == 429 else {}
    return ASGIResponse(
        body=msgspec.json.encode({"error": "As the fault plan asks for."}),
        status_code=status,
        headers=headers,
        media_type="application/json",
    )

"""/v1/events, and the answer to every address that the stand-in does not have"""

from __future__ import annotations

from litestar import Controller, Response, get, route
from litestar.enums import HttpMethod
from litestar.params import FromPath

from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe, answer, page, params_of
from kith.simulator.standins.stripe.errors import StripeError
from kith.simulator.standins.stripe.rendering import Json
from kith.simulator.standins.stripe.standin import found


class Events(Controller):
    """Events."""

    path = "/v1/events"

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `type` (with * at its end) and `types`."""
        params = await params_of(request)
        kind, kinds = params.text("type"), params.texts("types")
        rows = [
            one
            for one in stripe.events.all()
            if (kind is None or one.type == kind or (kind.endswith("*") and one.type.startswith(kind[:-1])))
            and (not kinds or one.type in kinds)
        ]
        return page(stripe, params, "/v1/events", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.events, key))


@route("/v1/{rest:path}", http_method=[HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE])
async def unknown_address(request: HttpRequest, rest: FromPath[str]) -> Response[Json]:
    """What Stripe says about an address that it does not have."""
    raise StripeError(404, f"Unrecognized request URL ({request.method}: /v1{rest}).")

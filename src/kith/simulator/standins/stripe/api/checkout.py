"""/v1/checkout/sessions and /v1/billing_portal/sessions"""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import checkout
from kith.simulator.standins.stripe.api.answering import (
    HttpRequest,
    Stripe,
    answer,
    page,
    params_of,
    respond,
    wanted,
)
from kith.simulator.standins.stripe.objects import PortalSession, new_id
from kith.simulator.standins.stripe.rendering import Json, line_items
from kith.simulator.standins.stripe.standin import found


class CheckoutSessions(Controller):
    """Checkout sessions."""

    path = "/v1/checkout/sessions"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, checkout.open_session(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer`, `subscription`, `payment_intent` and `status`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.sessions.all()
            if wanted(params, "customer", one.customer)
            and wanted(params, "subscription", one.subscription)
            and wanted(params, "payment_intent", one.payment_intent)
            and wanted(params, "status", one.status)
        ]
        return page(stripe, params, "/v1/checkout/sessions", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.sessions, key))

    @post("/{key:str}")
    async def update(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Update the metadata."""
        params = await params_of(request)
        old = found(stripe.sessions, key)
        session = stripe.change(stripe.sessions, key, metadata=params.metadata(old.metadata))
        return answer(stripe, params, session)

    @post("/{key:str}/expire")
    async def expire(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Close an open session."""
        return answer(stripe, await params_of(request), checkout.expire(stripe, key))

    @get("/{key:str}/line_items")
    async def lines(self, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """What is being bought."""
        return respond(line_items(found(stripe.sessions, key)))


class PortalSessions(Controller):
    """Sessions of the customer portal."""

    path = "/v1/billing_portal/sessions"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        customer = found(stripe.customers, params.required("customer"), "customer")
        key = new_id("bps")
        session = PortalSession(
            id=key,
            created=stripe.now(),
            customer=customer.id,
            url=f"{stripe.base_url}/portal/{key}",
            return_url=params.text("return_url"),
            locale=params.text("locale"),
        )
        return answer(stripe, params, stripe.create(stripe.portal_sessions, session))

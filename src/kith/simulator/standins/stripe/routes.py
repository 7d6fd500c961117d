"""The Stripe stand-in as a router under /stripe."""

from __future__ import annotations

import base64
import hmac

from litestar import Router
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.response.base import ASGIResponse

from kith.simulator.standins.controlling import invalid_control_request, only_from_here
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.misbehaving import misbehaving
from kith.simulator.standins.stripe.api.answering import error_answer
from kith.simulator.standins.stripe.api.catalogue import Prices, Products
from kith.simulator.standins.stripe.api.checkout import CheckoutSessions, PortalSessions
from kith.simulator.standins.stripe.api.connect import AccountLinks, Accounts, Transfers
from kith.simulator.standins.stripe.api.customers import Customers, PaymentMethods
from kith.simulator.standins.stripe.api.events import Events, unknown_address
from kith.simulator.standins.stripe.api.payments import (
    Charges,
    Disputes,
    InvoicePayments,
    PaymentIntents,
    Refunds,
)
from kith.simulator.standins.stripe.api.subscriptions import Invoices, Subscriptions
from kith.simulator.standins.stripe.connect_pages import OnboardingPages
from kith.simulator.standins.stripe.control import StripeControl
from kith.simulator.standins.stripe.errors import StripeError, api_error, unauthorized
from kith.simulator.standins.stripe.idempotency import idempotent
from kith.simulator.standins.stripe.pages import HostedPages
from kith.simulator.standins.stripe.standin import StripeStandIn


def stripe_router(stripe: StripeStandIn) -> Router:
    """Stripe's API, which misbehaves when told to; its hosted pages; the control API."""
    expected = stripe.settings.secret_key.encode()

    def with_key(
        connection: ASGIConnection[BaseRouteHandler, None, None, State], _: BaseRouteHandler
    ) -> None:
        if not hmac.compare_digest(_given_key(connection.headers.get("authorization", "")), expected):
            raise unauthorized()

    api = Router(
        path="/",
        route_handlers=[
            Customers,
            PaymentMethods,
            Products,
            Prices,
            CheckoutSessions,
            PortalSessions,
            Subscriptions,
            Invoices,
            InvoicePayments,
            PaymentIntents,
            Charges,
            Refunds,
            Disputes,
            Accounts,
            AccountLinks,
            Transfers,
            Events,
            unknown_address,
        ],
        guards=[with_key],
        middleware=[misbehaving(stripe.faults, _planned_error), idempotent(stripe)],
    )
    control = Router(
        path="/",
        route_handlers=[StripeControl],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    return Router(
        path="/stripe",
        route_handlers=[api, control, HostedPages, OnboardingPages],
        exception_handlers={StripeError: error_answer},
        dependencies={"stripe": Provide(lambda: stripe, sync_to_thread=False)},
    )


def _given_key(authorization: str) -> bytes:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.encode()
    try:
        return base64.b64decode(value, validate=True).partition(b":")[0]
    except ValueError:
        return b""


def _planned_error(status: int, fault: Fault) -> ASGIResponse:
    error = api_error(status, fault.seconds)
    return ASGIResponse(
        body=error.body(), status_code=status, headers=error.headers, media_type="application/json"
    )

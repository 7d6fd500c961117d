"""/v1/payment_intents, /v1/charges, /v1/refunds and /v1/invoice_payments"""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import payments
from kith.simulator.standins.stripe.api.answering import (
    HttpRequest,
    Stripe,
    answer,
    page,
    params_of,
    wanted,
)
from kith.simulator.standins.stripe.billing_objects import PaymentIntent
from kith.simulator.standins.stripe.errors import (
    card_declined,
    invalid_parameter,
    missing_parameter,
    wrong_state,
)
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.rendering import Json
from kith.simulator.standins.stripe.standin import StripeStandIn, found


class PaymentIntents(Controller):
    """Payment intents."""

    path = "/v1/payment_intents"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create, and confirm at once with `confirm`."""
        params = await params_of(request)
        amount = params.whole("amount")
        if amount is None:
            raise missing_parameter("amount")
        if amount < 1:
            raise invalid_parameter("amount", "Invalid positive integer: amount")
        customer = params.text("customer")
        if customer is not None:
            found(stripe.customers, customer, "customer")
        intent = payments.new_intent(
            stripe,
            amount=amount,
            currency=params.required("currency").lower(),
            customer=customer,
            description=params.text("description"),
            metadata=params.metadata(),
        )
        if named := params.text("payment_method"):
            method = payments.payment_method(stripe, named)
            intent = stripe.change(
                stripe.intents, intent.id, payment_method=method.id, status="requires_confirmation"
            )
        if params.flag("confirm"):
            intent = _confirm(stripe, intent, params)
        return answer(stripe, params, intent)

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer`."""
        params = await params_of(request)
        rows = [one for one in stripe.intents.all() if wanted(params, "customer", one.customer)]
        return page(stripe, params, "/v1/payment_intents", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.intents, key))

    @post("/{key:str}/confirm")
    async def confirm(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Charge."""
        params = await params_of(request)
        return answer(stripe, params, _confirm(stripe, found(stripe.intents, key), params))

    @post("/{key:str}/cancel")
    async def cancel(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Give up an intent that has not succeeded."""
        params = await params_of(request)
        intent = found(stripe.intents, key)
        if intent.status in {"succeeded", "canceled"}:
            raise wrong_state(
                f"You cannot cancel this PaymentIntent because it has a status of {intent.status}.",
                "payment_intent_unexpected_state",
            )
        intent = stripe.change(
            stripe.intents,
            key,
            "payment_intent.canceled",
            status="canceled",
            canceled_at=stripe.now(),
            cancellation_reason=params.text("cancellation_reason"),
        )
        return answer(stripe, params, intent)


class Charges(Controller):
    """Charges."""

    path = "/v1/charges"

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer` and `payment_intent`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.charges.all()
            if wanted(params, "customer", one.customer)
            and wanted(params, "payment_intent", one.payment_intent)
        ]
        return page(stripe, params, "/v1/charges", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.charges, key))


class Refunds(Controller):
    """Refunds."""

    path = "/v1/refunds"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Give money back, never more than was paid."""
        params = await params_of(request)
        given = payments.refund(
            stripe,
            intent=params.text("payment_intent"),
            charge_id=params.text("charge"),
            amount=params.whole("amount"),
            reason=params.text("reason"),
            metadata=params.metadata(),
        )
        return answer(stripe, params, given)

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `charge` and `payment_intent`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.refunds.all()
            if wanted(params, "charge", one.charge) and wanted(params, "payment_intent", one.payment_intent)
        ]
        return page(stripe, params, "/v1/refunds", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.refunds, key))


class Disputes(Controller):
    """Disputes."""

    path = "/v1/disputes"

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `charge` and `payment_intent`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.disputes.all()
            if wanted(params, "charge", one.charge) and wanted(params, "payment_intent", one.payment_intent)
        ]
        return page(stripe, params, "/v1/disputes", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.disputes, key))


class InvoicePayments(Controller):
    """What an invoice was paid with."""

    path = "/v1/invoice_payments"

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `invoice` and `payment[payment_intent]`."""
        params = await params_of(request)
        intent = params.group("payment").text("payment_intent")
        rows = [
            one
            for one in stripe.invoice_payments.all()
            if wanted(params, "invoice", one.invoice) and intent in {None, one.payment["payment_intent"]}
        ]
        return page(stripe, params, "/v1/invoice_payments", rows)


def _confirm(stripe: StripeStandIn, intent: PaymentIntent, params: Params) -> PaymentIntent:
    if intent.status in {"succeeded", "canceled"}:
        raise wrong_state(
            f"You cannot confirm this PaymentIntent because it has a status of {intent.status}.",
            "payment_intent_unexpected_state",
        )
    named = params.text("payment_method") or intent.payment_method
    if named is None:
        raise missing_parameter("payment_method")
    method = payments.payment_method(stripe, named)
    refused = payments.charge(stripe, intent.id, method, present=not params.flag("off_session"))
    if refused is not None:
        raise card_declined(refused)
    return found(stripe.intents, intent.id)

"""/v1/customers and /v1/payment_methods"""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import customers, payments
from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe, answer, page, params_of, wanted
from kith.simulator.standins.stripe.errors import invalid_parameter
from kith.simulator.standins.stripe.rendering import Json
from kith.simulator.standins.stripe.standin import found


class Customers(Controller):
    """Customers."""

    path = "/v1/customers"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, customers.new_customer(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `email`."""
        params = await params_of(request)
        rows = [one for one in stripe.customers.all() if wanted(params, "email", one.email)]
        return page(stripe, params, "/v1/customers", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve; a deleted customer is still known as deleted."""
        params = await params_of(request)
        deleted = stripe.deleted.get(key)
        return answer(stripe, params, found(stripe.customers, key) if deleted is None else deleted)

    @post("/{key:str}")
    async def update(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Update."""
        params = await params_of(request)
        return answer(stripe, params, customers.update_customer(stripe, key, params))

    @delete("/{key:str}", status_code=200)
    async def remove(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Delete."""
        params = await params_of(request)
        return answer(stripe, params, customers.delete_customer(stripe, key))

    @get("/{key:str}/payment_methods")
    async def methods(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """A customer's cards."""
        params = await params_of(request)
        found(stripe.customers, key)
        rows = [one for one in stripe.payment_methods.all() if one.customer == key]
        return page(stripe, params, f"/v1/customers/{key}/payment_methods", rows)


class PaymentMethods(Controller):
    """Cards."""

    path = "/v1/payment_methods"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create from a test number."""
        params = await params_of(request)
        number = params.group("card").required("number")
        try:
            method = payments.new_payment_method(stripe, number)
        except KeyError:
            raise invalid_parameter(
                "card[number]", "Your card number is not one of Stripe's test cards."
            ) from None
        return answer(stripe, params, method)

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer`."""
        params = await params_of(request)
        rows = [one for one in stripe.payment_methods.all() if wanted(params, "customer", one.customer)]
        return page(stripe, params, "/v1/payment_methods", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.payment_methods, key))

    @post("/{key:str}/attach")
    async def attach(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Give a card to a customer."""
        params = await params_of(request)
        customer = found(stripe.customers, params.required("customer"), "customer")
        method = payments.payment_method(stripe, key, "id")
        return answer(stripe, params, payments.attach(stripe, method, customer.id))

    @post("/{key:str}/detach")
    async def detach(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Take a card from a customer."""
        params = await params_of(request)
        method = stripe.change(stripe.payment_methods, key, "payment_method.detached", customer=None)
        return answer(stripe, params, method)

"""/v1/accounts, /v1/account_links and /v1/transfers"""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import connect
from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe, answer, page, params_of, wanted
from kith.simulator.standins.stripe.rendering import Json
from kith.simulator.standins.stripe.standin import found


class Accounts(Controller):
    """Accounts of people who are paid."""

    path = "/v1/accounts"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, connect.new_account(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List."""
        return page(stripe, await params_of(request), "/v1/accounts", stripe.accounts.all())

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.accounts, key))


class AccountLinks(Controller):
    """Ways to the page on which an account is filled in."""

    path = "/v1/account_links"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, connect.new_link(stripe, params))


class Transfers(Controller):
    """Money to accounts, and back."""

    path = "/v1/transfers"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, connect.transfer(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `destination` and `transfer_group`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.transfers.all()
            if wanted(params, "destination", one.destination)
            and wanted(params, "transfer_group", one.transfer_group)
        ]
        return page(stripe, params, "/v1/transfers", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.transfers, key))

    @post("/{key:str}/reversals")
    async def reverse(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Take money back."""
        params = await params_of(request)
        return answer(stripe, params, connect.reverse(stripe, key, params))

    @get("/{key:str}/reversals")
    async def reversals(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """What was taken back of a transfer."""
        params = await params_of(request)
        found(stripe.transfers, key)
        rows = [one for one in stripe.reversals.all() if one.transfer == key]
        return page(stripe, params, f"/v1/transfers/{key}/reversals", rows)

"""/v1/products and /v1/prices"""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import catalogue
from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe, answer, page, params_of, wanted
from kith.simulator.standins.stripe.errors import wrong_state
from kith.simulator.standins.stripe.objects import Deleted
from kith.simulator.standins.stripe.rendering import Json, as_json
from kith.simulator.standins.stripe.standin import found


class Products(Controller):
    """Products."""

    path = "/v1/products"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, catalogue.new_product(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `active`."""
        params = await params_of(request)
        active = params.flag("active")
        rows = [one for one in stripe.products.all() if active in {None, one.active}]
        return page(stripe, params, "/v1/products", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.products, key))

    @post("/{key:str}")
    async def update(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Update."""
        params = await params_of(request)
        old = found(stripe.products, key)
        changes: dict[str, object] = {"updated": stripe.now(), "metadata": params.metadata(old.metadata)}
        changes |= {name: params.text(name) for name in ("description", "default_price") if name in params}
        if "name" in params:
            changes["name"] = params.required("name")
        if "active" in params:
            changes["active"] = params.flag("active") is not False
        return answer(stripe, params, stripe.change(stripe.products, key, "product.updated", **changes))

    @delete("/{key:str}", status_code=200)
    async def remove(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Delete a product that has no prices."""
        product = found(stripe.products, key)
        if any(price.product == key for price in stripe.prices.all()):
            raise wrong_state(
                "This product cannot be deleted because it has one or more user-created prices."
            )
        stripe.products.remove(key)
        stripe.emit("product.deleted", as_json(product))
        return answer(stripe, await params_of(request), Deleted(id=key, object="product"))


class Prices(Controller):
    """Prices."""

    path = "/v1/prices"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create."""
        params = await params_of(request)
        return answer(stripe, params, catalogue.new_price(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `active`, `product`, `currency`, `type` and `lookup_keys`."""
        params = await params_of(request)
        active, lookup_keys = params.flag("active"), params.texts("lookup_keys")
        rows = [
            one
            for one in stripe.prices.all()
            if active in {None, one.active}
            and (not lookup_keys or one.lookup_key in lookup_keys)
            and wanted(params, "product", one.product)
            and wanted(params, "currency", one.currency)
            and wanted(params, "type", one.type)
        ]
        return page(stripe, params, "/v1/prices", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.prices, key))

    @post("/{key:str}")
    async def update(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Update: an amount never changes, only names and whether it can be used."""
        params = await params_of(request)
        old = found(stripe.prices, key)
        changes: dict[str, object] = {"metadata": params.metadata(old.metadata)}
        changes |= {name: params.text(name) for name in ("nickname", "lookup_key") if name in params}
        if "active" in params:
            changes["active"] = params.flag("active") is not False
        return answer(stripe, params, stripe.change(stripe.prices, key, "price.updated", **changes))

"""Products and prices."""

from __future__ import annotations

from kith.simulator.standins.stripe.errors import invalid_parameter, missing_parameter
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.objects import Price, Product, Recurring, new_id
from kith.simulator.standins.stripe.periods import INTERVALS
from kith.simulator.standins.stripe.standin import StripeStandIn, found


def new_product(stripe: StripeStandIn, params: Params) -> Product:
    """A product from `name`; `id`, `description`, `metadata`, `active`, `default_price_data` are optional."""
    now = stripe.now()
    product = Product(
        id=params.text("id") or new_id("prod"),
        created=now,
        updated=now,
        name=params.required("name"),
        description=params.text("description"),
        active=params.flag("active") is not False,
        metadata=params.metadata(),
        images=tuple(params.texts("images")),
        unit_label=params.text("unit_label"),
    )
    if product.id in stripe.products:
        raise invalid_parameter("id", f"Product already exists: {product.id}")
    stripe.create(stripe.products, product, "product.created")
    if "default_price_data" in params:
        price = new_price(stripe, params.group("default_price_data"), product=product.id)
        return stripe.change(stripe.products, product.id, "product.updated", default_price=price.id)
    return product


def new_price(stripe: StripeStandIn, params: Params, *, product: str | None = None) -> Price:
    """A price from `currency`, `unit_amount`, `product` or `product_data`, and optionally `recurring`."""
    currency = params.required("currency").lower()
    amount = params.whole("unit_amount")
    if amount is None:
        raise missing_parameter(params.full_name("unit_amount"))
    if amount < 0:
        raise invalid_parameter(params.full_name("unit_amount"), "Invalid non-negative integer")
    if product is None:
        if "product_data" in params:
            product = new_product(stripe, params.group("product_data")).id
        else:
            product = found(stripe.products, params.required("product"), "product").id
    recurring = _recurring(params)
    price = Price(
        id=new_id("price"),
        created=stripe.now(),
        product=product,
        currency=currency,
        unit_amount=amount,
        unit_amount_decimal=str(amount),
        type="recurring" if recurring else "one_time",
        recurring=recurring,
        lookup_key=params.text("lookup_key"),
        nickname=params.text("nickname"),
        metadata=params.metadata(),
        active=params.flag("active") is not False,
    )
    return stripe.create(stripe.prices, price, "price.created")


def usable_price(stripe: StripeStandIn, key: str, param: str) -> Price:
    """An active price. Raises StripeError naming `param`."""
    price = found(stripe.prices, key, param)
    if not price.active:
        raise invalid_parameter(param, f"The price specified is inactive: {key}")
    return price


def _recurring(params: Params) -> Recurring | None:
    if "recurring" not in params:
        return None
    group = params.group("recurring")
    interval, count = group.required("interval"), group.whole("interval_count") or 1
    if interval not in INTERVALS:
        raise invalid_parameter(
            group.full_name("interval"), f"Invalid interval: must be one of {sorted(INTERVALS)}"
        )
    if count < 1:
        raise invalid_parameter(group.full_name("interval_count"), "Invalid positive integer")
    return Recurring(interval=interval, interval_count=count)

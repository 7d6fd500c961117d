"""What a seller offers, as they write it, and what makes it acceptable."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.hotmess.beacons.form import pence_of


class MarketForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An offer. `price` in whole units with two digits, `weight` in grams."""

    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    description: Annotated[str, msgspec.Meta(max_length=9000)] = ""
    price: Annotated[str, msgspec.Meta(max_length=12)] = ""
    quantity: Annotated[str, msgspec.Meta(max_length=6)] = "1"
    per_person_limit: Annotated[str, msgspec.Meta(max_length=6)] = ""
    weight: Annotated[str, msgspec.Meta(max_length=8)] = "300"


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that can be kept."""

    title: str
    description: str
    price_pence: int
    quantity: int
    per_person_limit: int | None
    weight_grams: int


def whole(text: str, field: str, least: int, most: int) -> int:
    """A whole number within bounds.

    Raises:
        Invalid: with the field.
    """
    plain = text.strip()
    if not plain.isdecimal() or not least <= int(plain) <= most:
        raise Invalid(
            _("Write a number between %(least)s and %(most)s.", least=least, most=most), field=field
        )
    return int(plain)


def offer_of(form: MarketForm) -> Offer:
    """Raises:
    Invalid: with the field.
    """
    title = " ".join(form.title.split())
    if not 3 <= len(title) <= 120:
        raise Invalid("Give it a name of 3 to 120 characters.", field="title")
    if len(form.description.strip()) > 8000:
        raise Invalid("At most 8,000 characters.", field="description")
    price = pence_of(form.price)
    if not 100 <= price <= 10_000_000:
        raise Invalid("Between 1.00 and 100,000.00, please.", field="price")
    limit = form.per_person_limit.strip()
    return Offer(
        title=title,
        description=form.description.strip(),
        price_pence=price,
        quantity=whole(form.quantity, "quantity", 0, 1000),
        per_person_limit=whole(limit, "per_person_limit", 1, 1000) if limit else None,
        weight_grams=whole(form.weight, "weight", 0, 20_000),
    )

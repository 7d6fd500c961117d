"""Where something is sent, as it is written and as it can be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

import msgspec
from babel import Locale

from kith.foundation.errors import Invalid
from kith.foundation.language import speech

_POSTCODES: Final = {
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
    "DE": re.compile(r"\d{5}"),
    "FR": re.compile(r"\d{5}"),
    "NL": re.compile(r"\d{4} ?[A-Z]{2}", re.IGNORECASE),
    "US": re.compile(r"\d{5}(-\d{4})?"),
}
_NOT_COUNTRIES: Final = re.compile(r"\d|^(EU|EZ|UN|XA|XB|ZZ|QO|AC|CP|CQ|DG|EA|IC|TA)$")


class AddressForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address, the way of sending, and the sum of the goods as they were shown (minor units)."""

    name: Annotated[str, msgspec.Meta(max_length=120)] = ""
    line1: Annotated[str, msgspec.Meta(max_length=120)] = ""
    line2: Annotated[str, msgspec.Meta(max_length=120)] = ""
    city: Annotated[str, msgspec.Meta(max_length=80)] = ""
    postcode: Annotated[str, msgspec.Meta(max_length=16)] = ""
    country: Annotated[str, msgspec.Meta(max_length=2)] = "GB"
    method: Annotated[str, msgspec.Meta(max_length=20)] = "standard"
    goods_pence: Annotated[int, msgspec.Meta(ge=0, le=2_000_000_000)] = 0


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address something can be sent to; `country` in two letters."""

    name: str
    line1: str
    line2: str
    city: str
    postcode: str
    country: str


def countries() -> list[tuple[str, str]]:
    """Code and name of every country, by name in the reader's language."""
    names: dict[str, str] = dict(Locale.parse(str(speech().locale)).territories)
    found = [
        (code, name) for code, name in names.items() if len(code) == 2 and not _NOT_COUNTRIES.search(code)
    ]
    return sorted(found, key=lambda one: one[1])


def country_name(code: str) -> str:
    """A country's name in the reader's language; the code itself when it is none."""
    names: dict[str, str] = dict(Locale.parse(str(speech().locale)).territories)
    return names.get(code, code)


def address_lines(sent: Mapping[str, Any]) -> list[str]:
    """An order's address as it is written on a parcel, its country by name; no lines where nothing is sent."""
    if not sent.get("line1"):
        return []
    town = f"{sent['postcode']} {sent['city']}".strip()
    written = (sent["name"], sent["line1"], sent["line2"], f"{town}, {country_name(sent['country'])}")
    return [str(part) for part in written if part]


def read_address(form: AddressForm) -> Address:
    """Raises:
    Invalid: with the field.
    """
    country = form.country.strip().upper()
    name, line1, city = (" ".join(text.split()) for text in (form.name, form.line1, form.city))
    postcode = " ".join(form.postcode.upper().split())
    if len(name) < 2:
        raise Invalid("Who is it for?", field="name")
    if len(line1) < 3:
        raise Invalid("Street and number, please.", field="line1")
    if len(city) < 2:
        raise Invalid("Which town?", field="city")
    if country not in dict(countries()):
        raise Invalid("Choose a country from the list.", field="country")
    shape = _POSTCODES.get(country)
    if shape is not None and not shape.fullmatch(postcode):
        raise Invalid("This does not look like a postcode of that country.", field="postcode")
    return Address(
        name=name,
        line1=line1,
        line2=" ".join(form.line2.split()),
        city=city,
        postcode=postcode,
        country=country,
    )

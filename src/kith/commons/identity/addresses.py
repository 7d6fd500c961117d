"""Reading what somebody types as their address: an e-mail address or a telephone number."""

from __future__ import annotations

import re
from typing import Literal

import msgspec
import phonenumbers

from kith.foundation.errors import Invalid

_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+$")


class Address(msgspec.Struct, frozen=True):
    """Where a code can go: an e-mail address in small letters, or a number in E.164 and the country it belongs to.

    `country` is the ISO 3166 code (the calling code where a number belongs to no single country); empty for e-mail.
    """

    channel: Literal["email", "phone"]
    value: str
    country: str = ""


def read_address(typed: str, country: str = "US") -> Address:
    """The address behind what was typed; numbers without a country code count as this country's.

    Raises:
        Invalid: neither an e-mail address nor a possible number.
    """
    text = typed.strip()[:200]
    if "@" in text:
        email = text.lower()
        if email.isprintable() and _EMAIL.match(email):
            return Address("email", email)
        raise Invalid("That e-mail address does not look complete.", field="address")
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Invalid("Please give an e-mail address or a phone number.", field="address") from None
    if not phonenumbers.is_valid_number(number):
        raise Invalid("That number does not look complete.", field="address")
    belongs_to = phonenumbers.region_code_for_number(number)
    if belongs_to in (None, "001"):
        belongs_to = f"+{number.country_code}"
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Address("phone", value, belongs_to)

"""The sign-up form: what is asked, and what makes it acceptable. Nothing is stored until all of it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import phonenumbers

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.products.josh.registration.places import Place, Region, region_of

ADULT = 18
OLDEST = 120
_ZIP = re.compile(r"^\d{5}(-\d{4})?$")
_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+$")
_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)

Short = Annotated[str, msgspec.Meta(max_length=80)]


class Registration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form as sent. Consents are four separate ones; each must be given."""

    phone: Annotated[str, msgspec.Meta(max_length=40)]
    first_name: Short
    last_name: Short
    birthday: date
    zip: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    email: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    sms_consent: bool = False
    age_consent: bool = False
    terms_consent: bool = False
    privacy_consent: bool = False


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """A form that was found acceptable: the number in E.164, the region or none."""

    phone_e164: str
    country_prefix: str
    first_name: str
    last_name: str
    birthday: date
    email: str | None
    place: Place
    region: Region | None


_CONSENTS = {
    "sms_consent": later("JOSH works by text message, so we need your yes to texting you."),
    "age_consent": later("Please confirm that you are 18 or older."),
    "terms_consent": later("Please accept the terms to go on."),
    "privacy_consent": later("Please accept the privacy notice to go on."),
}


def check(form: Registration, regions: Sequence[Region], now: datetime) -> Applicant:
    """The applicant behind a form.

    Raises:
        Invalid: the first thing that is not acceptable, with its field.
    """
    for field, sentence in _CONSENTS.items():
        if not getattr(form, field):
            raise Invalid(sentence, field=field)
    first, last = _name(form.first_name, "first_name"), _name(form.last_name, "last_name")
    place = _place(form)
    region = region_of(place, regions)
    _adult(form.birthday, now, region)
    countries = {region.country} if region is not None else {known.country for known in regions} or {"US"}
    number = parse_phone(form.phone, countries)
    email = _email(form.email)
    return Applicant(
        phone_e164=number,
        country_prefix=country_of(number),
        first_name=first,
        last_name=last,
        birthday=form.birthday,
        email=email,
        place=place,
        region=region,
    )


def parse_phone(text: str, countries: set[str]) -> str:
    """A number people can be texted at, in E.164.

    Raises:
        Invalid: not a number, not a mobile one, or of another country than the region's.
    """
    for country in sorted(countries):
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _MOBILE:
            continue
        if phonenumbers.region_code_for_number(number) in countries:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise Invalid("We need a mobile number we can text, such as (512) 555-0123.", field="phone")


def country_of(e164: str) -> str:
    """The country a number belongs to (ISO 3166-1), or its first characters where none is known."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(e164)) or e164[:4]


def _name(text: str, field: str) -> str:
    name = " ".join(text.split())
    if (
        not name
        or not any(character.isalpha() for character in name)
        or any(ord(character) < 32 for character in name)
    ):
        raise Invalid("Please tell us your name as friends would say it.", field=field)
    return name


def _place(form: Registration) -> Place:
    postal = (form.zip or "").strip() or None
    if postal is not None and not _ZIP.match(postal):
        raise Invalid("A ZIP code has five digits, such as 78704.", field="zip")
    if (form.latitude is None) != (form.longitude is None):
        raise Invalid("A pin on the map needs both latitude and longitude.", field="latitude")
    if postal is None and form.latitude is None:
        raise Invalid("Tell us where you live: a ZIP code or a pin on the map.", field="zip")
    return Place(None if postal is None else postal[:5], form.latitude, form.longitude)


def _adult(birthday: date, now: datetime, region: Region | None) -> None:
    today = now.astimezone(ZoneInfo(region.time_zone if region else "UTC")).date()
    age = today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))
    if birthday > today or age > OLDEST:
        raise Invalid("Please check your birthday.", field="birthday")
    if age < ADULT:
        raise Invalid("JOSH is for people who are 18 or older.", field="birthday")


def _email(text: str | None) -> str | None:
    email = (text or "").strip().lower() or None
    if email is not None and not _EMAIL.match(email):
        raise Invalid("That e-mail address does not look complete.", field="email")
    return email

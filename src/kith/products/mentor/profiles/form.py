"""What people say about themselves, and what makes it acceptable."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.mentor.availability.local_time import zone_meant

CURRENCIES: Final = ("eur", "usd", "gbp", "chf")
LEAST_RATE, MOST_RATE = 200, 1_000_000
Short = Annotated[str, msgspec.Meta(max_length=200)]
Long = Annotated[str, msgspec.Meta(max_length=4000)]
Lines = Annotated[str, msgspec.Meta(max_length=2000)]


class MentorJoining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody new. Lists are written with commas or on lines of their own."""

    full_name: Short = ""
    timezone: Annotated[str, msgspec.Meta(max_length=64)] = ""
    goals: Lines = ""
    mentors: bool = False
    age_consent: bool = False
    terms_consent: bool = False
    privacy_consent: bool = False


class MemberChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's profile as a mentee."""

    full_name: Short = ""
    timezone: Annotated[str, msgspec.Meta(max_length=64)] = ""
    bio: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    goals: Lines = ""
    interests: Lines = ""
    current_level: Annotated[str, msgspec.Meta(max_length=60)] = ""


class MentorOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one offers as a mentor. `rate` is for an hour, in whole units of the currency with two digits: 45 or 45.50."""

    headline: Annotated[str, msgspec.Meta(max_length=120)] = ""
    bio: Long = ""
    expertise: Lines = ""
    skills: Lines = ""
    rate: Annotated[str, msgspec.Meta(max_length=12)] = "0"
    currency: Annotated[str, msgspec.Meta(max_length=3)] = "eur"
    languages: Lines = ""
    certifications: Lines = ""
    years: Annotated[str, msgspec.Meta(max_length=3)] = ""
    is_active: bool = False


def listed(text: str, field: str, *, most: int, longest: int) -> list[str]:
    """The entries of a list written with commas or on lines, each once.

    Raises:
        Invalid: too many, or one too long.
    """
    found: list[str] = []
    for part in text.replace("\n", ",").split(","):
        entry = " ".join(part.split())
        if entry and entry.casefold() not in (one.casefold() for one in found):
            found.append(entry)
    if len(found) > most:
        raise Invalid(_("Please keep it to %(most)s.", most=most), field=field)
    if any(len(entry) > longest for entry in found):
        raise Invalid(
            _("Please keep each under %(longest)s characters; commas go between them.", longest=longest),
            field=field,
        )
    return found


def name_of(text: str) -> str:
    """A name as it is kept.

    Raises:
        Invalid: none, or too long.
    """
    name = " ".join(text.split())
    if not 1 <= len(name) <= 80:
        raise Invalid("What is your name? Others see it.", field="full_name")
    return name


def zone_of(text: str) -> str:
    """Raises:
    Invalid: there is no such time zone.
    """
    zone = zone_meant(text)
    if zone is None:
        raise Invalid("Please choose your time zone, such as Europe/Berlin.", field="timezone")
    return zone


def rate_of(text: str) -> int:
    """A rate in minor units.

    Raises:
        Invalid: no number, or one that nobody can charge.
    """
    whole, _separator, rest = text.strip().replace(",", ".").partition(".")
    if not (whole or "0").isdecimal() or (rest and not rest.isdecimal()) or len(rest) > 2:
        raise Invalid("Write the price of an hour as a number, such as 45 or 45.50.", field="rate")
    rate = int(whole or "0") * 100 + int(rest.ljust(2, "0") or "0")
    if rate and not LEAST_RATE <= rate <= MOST_RATE:
        raise Invalid("An hour costs nothing, or between 2 and 10,000.", field="rate")
    return rate

"""What somebody says of themselves, and what makes it acceptable. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import later

ADULT: Final = 18
OLDEST: Final = 120
CONSENTS: Final = {
    "age_consent": later("Please confirm that you are 18 or older."),
    "membership_consent": later("Please say yes to who this is for and how we treat each other."),
    "terms_consent": later("Please accept the terms to go on."),
    "privacy_consent": later("Please accept the privacy notice to go on."),
}
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]{2,23}")
Name = Annotated[str, msgspec.Meta(max_length=40)]


class HotmessJoining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody new. `city` is a slug; `membership_version` is the text they were shown, `next` the page to go on to."""

    username: Name
    birth_date: date
    city: Annotated[str, msgspec.Meta(max_length=40)]
    username_public: bool = False
    membership_version: Annotated[int, msgspec.Meta(ge=1, le=2_147_483_647)] = 1
    age_consent: bool = False
    membership_consent: bool = False
    terms_consent: bool = False
    privacy_consent: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class HotmessProfileChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A profile written anew."""

    username: Name
    city: Annotated[str, msgspec.Meta(max_length=40)]
    username_public: bool = False
    leaderboard: bool = False


def name_of(text: str) -> str:
    """A name as it is kept.

    Raises:
        Invalid: not 3 to 24 letters, digits, dots and underscores.
    """
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise Invalid(
            "A name has 3 to 24 letters, digits, dots or underscores and begins with a letter or digit.",
            field="username",
        )
    return name


def years_old(born: date, today: date) -> int:
    """Whole years; somebody born on 29 February has their birthday on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def check_age(born: date, today: date) -> None:
    """Raises:
    Invalid: younger than 18, or no plausible date.
    """
    age = years_old(born, today)
    if age < 0 or age > OLDEST:
        raise Invalid("That is not a date of birth. Please check it.", field="birth_date")
    if age < ADULT:
        raise Invalid(
            "HOTMESS is for people who are 18 or older. Come back when you are.", field="birth_date"
        )


def check_consents(form: HotmessJoining) -> None:
    """Raises:
    Invalid: one of the four is missing.
    """
    for field, words in CONSENTS.items():
        if not getattr(form, field):
            raise Invalid(words, field=field)

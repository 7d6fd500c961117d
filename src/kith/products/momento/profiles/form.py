"""What somebody says of themselves, and what makes it acceptable. Pure; nothing is stored until all of it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.products.momento.photos.face_card import PALETTES
from kith.products.momento.places.catalogue import CITIES, City

ADULT: Final = 18
OLDEST: Final = 120
MOST_INTERESTS: Final = 20
CONSENTS: Final = {
    "age_consent": later("Please confirm that you are 18 or older."),
    "terms_consent": later("Please accept the terms to go on."),
    "privacy_consent": later("Please accept the privacy notice to go on."),
}

Name = Annotated[str, msgspec.Meta(max_length=60)]
Short = Annotated[str, msgspec.Meta(max_length=80)]
Bio = Annotated[str, msgspec.Meta(max_length=600)]


class Joining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form of somebody new. `city` is one of the built-in list; the three consents must each be given."""

    first_name: Name
    preferred_name: Name = ""
    last_name: Short = ""
    birth_date: date
    city: Short
    gender: Name = ""
    occupation: Short = ""
    bio: Bio = ""
    age_consent: bool = False
    terms_consent: bool = False
    privacy_consent: bool = False


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A profile written anew. `palette` colours the Face Card."""

    first_name: Name
    preferred_name: Name = ""
    city: Short
    gender: Name = ""
    occupation: Short = ""
    bio: Bio = ""
    palette: Annotated[str, msgspec.Meta(max_length=20)] = "amber"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile shows, tidied: no empty texts, the city with its middle."""

    first_name: str
    preferred_name: str | None
    gender: str | None
    occupation: str | None
    bio: str | None
    city: City


def newcomer(form: Joining, now: datetime) -> Shown:
    """Somebody who may join.

    Raises:
        Invalid: the first thing that is not acceptable, with its field.
    """
    shown = profile(form)
    today = now.astimezone(ZoneInfo(shown.city.time_zone)).date()
    born = form.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if born > today or age > OLDEST or born.year < 1900:
        raise Invalid("Please check your date of birth.", field="birth_date")
    if age < ADULT:
        raise Invalid("Momento is for people who are 18 or older.", field="birth_date")
    for field, sentence in CONSENTS.items():
        if not getattr(form, field):
            raise Invalid(sentence, field=field)
    return shown


def profile(form: Joining | ProfileChange) -> Shown:
    """What a profile will show.

    Raises:
        Invalid: no name, a city or palette nobody knows.
    """
    if isinstance(form, ProfileChange) and form.palette not in PALETTES:
        raise Invalid("Please pick one of the colours.", field="palette")
    city = CITIES.get(form.city)
    if city is None:
        raise Invalid("Please pick the city nearest to you.", field="city")
    return Shown(
        first_name=_name(form.first_name, "first_name"),
        preferred_name=_name(form.preferred_name, "preferred_name") if form.preferred_name.strip() else None,
        gender=form.gender.strip() or None,
        occupation=form.occupation.strip() or None,
        bio=form.bio.strip() or None,
        city=city,
    )


def _name(text: str, field: str) -> str:
    name = " ".join(text.split())
    if not any(letter.isalpha() for letter in name) or not name.isprintable():
        raise Invalid("Please tell us your name as friends would say it.", field=field)
    return name
